// SPDX-License-Identifier: MIT
/// The mock as a transport without a socket: what a planned fault would do on the wire becomes the
/// error that a transport with a socket gives.
#pragma once

#include <memory>
#include <string>

#include "understudy/client/transport.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::client {

/// How long the pieces of an answer take to leave.
inline Duration time_of(const mock::Reply& reply) {
  const mock::Delivery& delivery = reply.delivery;
  Duration time = delivery.delay;
  if (delivery.kind == mock::Delivery::Kind::dribbled && delivery.bytes > 0) {
    const auto pieces = static_cast<Duration::rep>(reply.response.body.size() / delivery.bytes);
    time += delivery.pause * pieces;
  }
  return time;
}

inline Result<Response> act_out(const mock::Reply& reply, const SendOptions& options) {
  using Kind = mock::Delivery::Kind;
  // Nothing waits here: an answer that would come too late is late at once.
  if (options.timeout && time_of(reply) > *options.timeout) {
    return Failure{Error{Errc::timed_out, "the answer would have come too late", "", ""}};
  }
  switch (reply.delivery.kind) {
    case Kind::whole:
    case Kind::dribbled:
      return reply.response;
    case Kind::empty:
    case Kind::reset:
      return Failure{Error{Errc::connection_lost, "the mock gave no answer", "", ""}};
    case Kind::garbage:
      return Failure{Error{Errc::bad_answer, "the mock sent no HTTP", "", ""}};
    case Kind::truncated:
      break;
    case Kind::wrong_length:
      if (reply.response.body.size() + reply.delivery.bytes > TransportOptions{}.max_body) {
        return Failure{Error{Errc::limit_exceeded, "the mock announced too much", "", ""}};
      }
      break;
  }
  return Failure{Error{Errc::truncated, "the mock ended before its answer did", "", ""}};
}

/// `server` has to outlive it.
inline std::unique_ptr<Transport> make_in_process(const mock::Server& server) {
  return make_direct_transport([&server](const Request& request, const SendOptions& options) {
    return act_out(server.reply_to(request), options);
  });
}

}  // namespace understudy::client
