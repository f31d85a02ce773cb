// SPDX-License-Identifier: MIT
/// Deliveries in words, for whoever reads a journal.
#include <chrono>
#include <string>

#include "understudy/mock/reply.hpp"

namespace understudy::mock {

namespace {

std::string milliseconds(Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) +
         " ms";
}

std::string bytes(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string describe_kind(const Delivery& delivery) {
  switch (delivery.kind) {
    case Delivery::Kind::dribbled:
      return "dribbled, " + bytes(delivery.bytes) + " every " + milliseconds(delivery.pause);
    case Delivery::Kind::empty:
      return "the connection ends without an answer";
    case Delivery::Kind::garbage:
      return "garbage in the place of the answer";
    case Delivery::Kind::reset:
      return "the connection is reset";
    case Delivery::Kind::truncated:
      return "truncated to " + bytes(delivery.bytes) + " of its body";
    case Delivery::Kind::wrong_length:
      return "Content-Length " + bytes(delivery.bytes) + " too large";
    case Delivery::Kind::whole:
      break;
  }
  return "";
}

}  // namespace

std::string describe(const Delivery& delivery) {
  std::string text = describe_kind(delivery);
  if (delivery.delay == Duration{0}) return text;
  const std::string delay = "after " + milliseconds(delivery.delay);
  return text.empty() ? delay : delay + ", " + text;
}

}  // namespace understudy::mock
