// SPDX-License-Identifier: MIT
/// cpp-httplib behind the seam: every limit that can be counted from outside is counted here.
///
/// What 0.11.4 leaves open, whatever we set, is listed in docs/transports.md. A write to a closed
/// connection raises SIGPIPE: programs ignore it.
#include <httplib.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

#include "transport/address.hpp"
#include "transport/answer.hpp"
#include "transport/attempt.hpp"
#include "transport/pool.hpp"
#include "transport/watchdog.hpp"

#ifndef UNDERSTUDY_HTTPLIB_FLAGS_SET
#error "link httplib::httplib of ci/cmake/Findhttplib.cmake: without its flags class layouts differ"
#endif

namespace understudy::client {

namespace {

Error library_failed() { return {Errc::internal, "the HTTP library threw", "", ""}; }

// set_url_encode until 0.19, set_path_encode from 0.20 on: the target goes out as it is.
template <typename Client>
void keep_target_unchanged(Client& client) {
  if constexpr (requires { client.set_path_encode(false); }) {
    client.set_path_encode(false);
  } else {
    client.set_url_encode(false);
  }
}

Fields fields_of(const httplib::Response& response) {
  Fields fields;
  for (const auto& [name, value] : response.headers) fields.add(name, value);
  return fields;
}

/// Waiting bytes on a kept connection are no answer to the next request; its end is one for nobody.
bool has_something_to_read(socket_t socket) {
  pollfd entry{socket, POLLIN, 0};
  return poll(&entry, 1, 0) != 0;
}

httplib::Request translate(const Request& request) {
  httplib::Request outgoing;
  outgoing.method = name_of(request.method);
  outgoing.path = request.target;
  outgoing.body = request.body;
  for (const Field& field : request.fields) {
    if (!is_set_by_transport(field.name)) outgoing.headers.emplace(field.name, field.value);
  }
  return outgoing;
}

/// What every request of one transport shares.
struct Host {
  Origin origin;
  TransportOptions options;
};

/// Nothing when the library cannot use the certificate files.
std::unique_ptr<httplib::ClientImpl> make_client(const Host& host) {
  const Origin& origin = host.origin;
  const TransportOptions& options = host.options;
  if (!origin.is_tls) return std::make_unique<httplib::ClientImpl>(origin.host, origin.port);
  auto client = options.client_certificate.empty()
                    ? std::make_unique<httplib::SSLClient>(origin.host, origin.port)
                    : std::make_unique<httplib::SSLClient>(
                          origin.host, origin.port, options.client_certificate, options.client_key);
  if (!client->is_valid()) return nullptr;
  client->enable_server_certificate_verification(true);
  if (!options.ca_file.empty()) client->set_ca_cert_path(options.ca_file);
  return client;
}

/// One connection and the request on it.
class Session {
 public:
  /// Errors:   bad_input for unusable certificate files, limit_exceeded without a thread
  static Result<std::unique_ptr<Session>> make(const Host& host) {
    try {
      auto client = make_client(host);
      if (client == nullptr) return Failure{bad_trust_files()};
      return std::make_unique<Session>(host, std::move(client));
    } catch (const std::system_error&) {
      return Failure{Error{Errc::limit_exceeded, "expected a thread for the deadline, got none", "",
                           "raise the limit of threads (ulimit -u), or build with libcurl"}};
    } catch (const std::exception&) {
      return Failure{library_failed()};
    }
  }

  Session(const Host& host, std::unique_ptr<httplib::ClientImpl> client)
      : host_(host), client_(std::move(client)), watchdog_([this] { client_->stop(); }) {
    client_->set_keep_alive(true);
    client_->set_follow_location(false);
    client_->set_decompress(false);
    client_->set_tcp_nodelay(true);
    keep_target_unchanged(*client_);
  }

  Result<Response> send(const Request& request, const SendOptions& options) {
    try {
      if (client_->is_socket_open() != 0 && has_something_to_read(client_->socket())) {
        client_->stop();
      }
      const bool goes_where_it_went =
          host_.options.addresses.allows_everything() || client_->is_socket_open() != 0;
      auto answer =
          goes_where_it_went ? exchange(request, options) : look_up_first(request, options);
      if (!answer) client_->stop();
      return answer;
    } catch (const std::exception&) {
      client_->stop();
      return Failure{library_failed()};
    }
  }

 private:
  /// The library is given an address instead of a name, the next one where there is no connection.
  Result<Response> look_up_first(const Request& request, const SendOptions& options) {
    const SteadyTime due =
        std::chrono::steady_clock::now() + time_for(options, host_.options.total_timeout);
    const Origin& origin = host_.origin;
    const auto addresses = look_up(origin.host, origin.authority(), host_.options.addresses);
    if (!addresses) return Failure{addresses.error()};
    Result<Response> answer = Failure{no_connection(origin.authority())};
    for (const std::string& address : *addresses) {
      const SendOptions left{.timeout = due - std::chrono::steady_clock::now(),
                             .stop = options.stop};
      if (auto reason = why_not_begin(left)) return Failure{*std::move(reason)};
      client_->set_hostname_addr_map({{origin.host, address}});
      answer = exchange(request, left);
      if (answer || answer.error().code != Errc::unreachable) return answer;
      client_->stop();
    }
    return answer;
  }

  Result<Response> exchange(const Request& request, const SendOptions& options) {
    AnswerReader answer{
        {.body = host_.options.max_body, .is_of_head = request.method == Method::head}};
    httplib::Request outgoing = translate(request);
    outgoing.response_handler = [&](const httplib::Response& head) {
      return answer.take_head(head.status, head.reason, fields_of(head)).has_value();
    };
    outgoing.content_receiver = [&](const char* data, std::size_t size, auto, auto) {
      return answer.take_body({data, size}).has_value();
    };

    httplib::Response incoming;
    httplib::Error error = httplib::Error::Success;
    const Duration time = time_for(options, host_.options.total_timeout);
    set_times(time);
    const SteadyTime started = std::chrono::steady_clock::now();
    watchdog_.arm(time);
    bool sent = false;
    {
      const std::stop_callback cancel{options.stop, [this] { watchdog_.trip(); }};
      sent = client_->send(outgoing, incoming, error);
    }
    // The library's own timeout is as long as ours and may end first.
    const bool was_stopped = watchdog_.disarm();
    const bool is_late = was_stopped || std::chrono::steady_clock::now() - started >= time;
    if (sent && !answer.has_head() && !answer.refusal()) {
      static_cast<void>(answer.take_head(incoming.status, incoming.reason, fields_of(incoming)));
    }
    if (sent || answer.refusal()) return answer.take();
    if (options.stop.stop_requested()) return Failure{was_cancelled()};
    if (is_late) return Failure{time_is_up(host_.origin.authority(), time)};
    return Failure{explain(error, answer.has_head())};
  }

  void set_times(Duration time) {
    client_->set_connection_timeout(std::min<Duration>(host_.options.connect_timeout, time));
    client_->set_read_timeout(time);
    client_->set_write_timeout(time);
  }

  [[nodiscard]] Error explain(httplib::Error error, bool has_head) const {
    const std::string host = host_.origin.authority();
    if (error == httplib::Error::Connection || error == httplib::Error::ConnectionTimeout) {
      return no_connection(host);
    }
    if (error == httplib::Error::SSLLoadingCerts) return bad_trust_files();
    if (error == httplib::Error::SSLConnection || error == httplib::Error::SSLServerVerification) {
      return not_trusted(host);
    }
    return connection_ended(host, has_head);
  }

  const Host& host_;
  const std::unique_ptr<httplib::ClientImpl> client_;
  Watchdog watchdog_;  // behind the client: its thread ends first
};

class HttplibTransport final : public Transport {
 public:
  explicit HttplibTransport(Host host)
      : host_(std::move(host)), sessions_([this] { return Session::make(host_); }) {}

  /// The first session, so that a lack of threads or files shows when a transport is made.
  Result<Done> prepare() {
    auto session = sessions_.take();
    if (!session) return Failure{std::move(session.error())};
    sessions_.give_back(*std::move(session));
    return Done{};
  }

  Result<Response> send(const Request& request, const SendOptions& options) override {
    if (auto reason = why_not_send(request, host_.origin, options)) {
      return Failure{*std::move(reason)};
    }
    auto session = sessions_.take();
    if (!session) return Failure{std::move(session.error())};
    auto answer = (*session)->send(request, options);
    sessions_.give_back(*std::move(session));
    return answer;
  }

 private:
  const Host host_;
  Pool<Session> sessions_;
};

}  // namespace

Result<std::unique_ptr<Transport>> make_httplib_transport(const std::string& url,
                                                          const TransportOptions& options) {
  auto origin = parse_origin(url);
  if (!origin) return Failure{origin.error()};
  if (auto reason = why_not_use(options)) return Failure{*std::move(reason)};
  if (!options.proxy.empty()) {
    return Failure{
        Error{Errc::bad_input, "expected no proxy, which cpp-httplib is not given", "proxy",
              "use libcurl: install libcurl4-openssl-dev and build with UNDERSTUDY_CURL=ON"}};
  }
  auto transport = std::make_unique<HttplibTransport>(Host{*std::move(origin), options});
  auto prepared = transport->prepare();
  if (!prepared) return Failure{std::move(prepared.error())};
  return std::unique_ptr<Transport>{std::move(transport)};
}

}  // namespace understudy::client
