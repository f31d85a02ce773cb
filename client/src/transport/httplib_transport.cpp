// SPDX-License-Identifier: MIT
/// cpp-httplib behind the seam: every limit that can be counted from outside is counted here.
///
/// What 0.11.4 leaves open, whatever we set: a status line of 40 KB and more crashes the process (a
/// recursive regular expression), head lines are bounded only by the time, values of answer fields
/// arrive percent-decoded, `Accept`, `User-Agent` and for a body without a type `Content-Type:
/// text/plain` are added, and resolving a name may take longer than the deadline. A write to a
/// closed connection raises SIGPIPE: programs ignore it.
#include <httplib.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "transport/limits.hpp"
#include "transport/url.hpp"
#include "transport/watchdog.hpp"
#include "understudy/base/http1.hpp"

#ifndef UNDERSTUDY_HTTPLIB_FLAGS_SET
#error "link httplib::httplib of ci/cmake/Findhttplib.cmake: without its flags class layouts differ"
#endif

namespace understudy::client {

namespace {

constexpr std::size_t kMostFields = 100;       // robustness 3.2
constexpr std::size_t kLargestHead = 65'536;   // robustness 3.2
constexpr std::size_t kMostLengthDigits = 15;  // robustness 2.5

Error make_error(Errc code, std::string what, std::string advice = {}) {
  return {code, std::move(what), "", std::move(advice)};
}

// set_url_encode until 0.19, set_path_encode from 0.20 on: the target goes out as it is.
template <typename Client>
void keep_target_unchanged(Client& client) {
  if constexpr (requires { client.set_path_encode(false); }) {
    client.set_path_encode(false);
  } else {
    client.set_url_encode(false);
  }
}

bool is_framing(const std::string& name) {
  return equal_ignoring_case(name, "Content-Length") ||
         equal_ignoring_case(name, "Transfer-Encoding");
}

Fields fields_of(const httplib::Response& response) {
  Fields fields;
  for (const auto& [name, value] : response.headers) fields.add(name, value);
  return fields;
}

std::optional<Error> check_framing(const Fields& fields) {
  const std::string* length = fields.find("Content-Length");
  const std::string* coding = fields.find("Transfer-Encoding");
  const bool twice = fields.count("Content-Length") > 1 || fields.count("Transfer-Encoding") > 1;
  if (twice || (length != nullptr && coding != nullptr)) {
    return make_error(Errc::bad_answer, "expected one framing field in the answer, got several");
  }
  if (coding != nullptr && !equal_ignoring_case(*coding, "chunked")) {
    return make_error(Errc::bad_answer, "expected the transfer coding chunked, got another one");
  }
  if (length != nullptr && (length->empty() || length->size() > kMostLengthDigits ||
                            length->find_first_not_of("0123456789") != length->npos)) {
    return make_error(Errc::bad_answer, "expected a Content-Length of digits in the answer");
  }
  return std::nullopt;
}

std::optional<Error> check_head(const httplib::Response& response) {
  if (response.status < 200 || response.status > 599) {
    return make_error(Errc::bad_answer, "expected a final status of 200 to 599, got " +
                                            std::to_string(response.status));
  }
  const Fields fields = fields_of(response);
  std::size_t bytes = response.reason.size();
  for (const Field& field : fields) {
    bytes += field.name.size() + field.value.size() + 4;
    if (is_token(field.name) && is_field_value(field.value)) continue;
    return make_error(Errc::bad_answer, "expected answer fields without control characters");
  }
  if (fields.size() > kMostFields || bytes > kLargestHead) {
    return make_error(Errc::limit_exceeded, "expected at most " + std::to_string(kMostFields) +
                                                " fields and " + std::to_string(kLargestHead) +
                                                " bytes in the head of the answer");
  }
  return check_framing(fields);
}

/// Waiting bytes on a kept connection are no answer to the next request; its end is one for nobody.
bool has_something_to_read(socket_t socket) {
  pollfd entry{socket, POLLIN, 0};
  return poll(&entry, 1, 0) != 0;
}

class HttplibTransport final : public Transport {
 public:
  HttplibTransport(std::unique_ptr<httplib::ClientImpl> client, Origin origin,
                   const TransportOptions& options)
      : options_(options),
        origin_(std::move(origin)),
        client_(std::move(client)),
        watchdog_([this] { client_->stop(); }) {
    client_->set_keep_alive(true);
    client_->set_follow_location(false);
    client_->set_decompress(false);
    client_->set_tcp_nodelay(true);
    keep_target_unchanged(*client_);
  }

  Result<Response> send(const Request& request, const SendOptions& options) override {
    if (auto reason = why_not_begin(options)) return Failure{*std::move(reason)};
    // The codec of base checks what we send; its bytes are not used.
    const auto head = http1::write_request({request.method, request.target, request.fields, ""},
                                           origin_.authority());
    if (!head) return Failure{head.error()};
    try {
      return exchange(request, options);
    } catch (const std::exception&) {
      client_->stop();
      return Failure{make_error(Errc::internal, "the HTTP library threw")};
    }
  }

 private:
  Result<Response> exchange(const Request& request, const SendOptions& options) {
    if (client_->is_socket_open() != 0 && has_something_to_read(client_->socket())) {
      client_->stop();
    }
    std::string body;
    std::optional<Error> refusal;
    bool head_checked = false;

    httplib::Request outgoing = translate(request);
    outgoing.response_handler = [&](const httplib::Response& answer) {
      head_checked = true;
      refusal = check_head(answer);
      return !refusal;
    };
    outgoing.content_receiver = [&](const char* data, std::size_t size, auto, auto) {
      if (size > options_.max_body - body.size()) {
        refusal =
            make_error(Errc::limit_exceeded, "expected an answer with a body of at most " +
                                                 std::to_string(options_.max_body) + " bytes");
        return false;
      }
      body.append(data, size);
      return true;
    };

    httplib::Response incoming;
    httplib::Error error = httplib::Error::Success;
    const Duration time = time_for(options, options_.total_timeout);
    client_->set_connection_timeout(std::min<Duration>(options_.connect_timeout, time));
    client_->set_read_timeout(time);
    client_->set_write_timeout(time);
    const auto started = std::chrono::steady_clock::now();
    watchdog_.arm(time);
    bool sent = false;
    {
      const std::stop_callback cancel{options.stop, [this] { watchdog_.trip(); }};
      sent = client_->send(outgoing, incoming, error);
    }
    // The library's own timeout is as long as ours and may end first.
    const bool was_stopped = watchdog_.disarm();
    const bool late = was_stopped || std::chrono::steady_clock::now() - started >= time;
    if (sent && !head_checked) refusal = check_head(incoming);
    if (refusal) {
      client_->stop();
      return Failure{*std::move(refusal)};
    }
    if (!sent && options.stop.stop_requested()) return Failure{was_cancelled()};
    if (!sent && late) return Failure{time_is_up(origin_.authority(), time)};
    if (!sent) return Failure{explain(error, head_checked)};
    return Response{incoming.status, fields_of(incoming), std::move(body)};
  }

  static httplib::Request translate(const Request& request) {
    httplib::Request outgoing;
    outgoing.method = name_of(request.method);
    outgoing.path = request.target;
    outgoing.body = request.body;
    for (const Field& field : request.fields) {
      if (!is_framing(field.name)) outgoing.headers.emplace(field.name, field.value);
    }
    return outgoing;
  }

  [[nodiscard]] Error explain(httplib::Error error, bool has_head) const {
    const std::string host = origin_.authority();
    if (error == httplib::Error::Connection || error == httplib::Error::ConnectionTimeout) {
      return make_error(Errc::unreachable, "expected a connection to " + host + ", got none",
                        "check that the host is running and the port is right");
    }
    if (error == httplib::Error::SSLLoadingCerts) {
      return make_error(Errc::bad_input, "expected a CA file in PEM form",
                        "check the path and its content");
    }
    if (error == httplib::Error::SSLConnection || error == httplib::Error::SSLServerVerification) {
      return make_error(Errc::untrusted, "expected a certificate of " + host + " that verifies",
                        "give the CA that signed it; verification cannot be turned off");
    }
    return make_error(has_head ? Errc::truncated : Errc::connection_lost,
                      "expected a whole HTTP answer of " + host +
                          ", the connection ended before or carried something else");
  }

  const TransportOptions options_;
  const Origin origin_;
  const std::unique_ptr<httplib::ClientImpl> client_;
  Watchdog watchdog_;  // behind the client: its thread ends first
};

}  // namespace

Result<std::unique_ptr<Transport>> make_httplib_transport(const std::string& url,
                                                          const TransportOptions& options) {
  auto origin = parse_origin(url);
  if (!origin) return Failure{origin.error()};
  try {
    std::unique_ptr<httplib::ClientImpl> client;
    if (origin->is_tls) {
      client = std::make_unique<httplib::SSLClient>(origin->host, origin->port);
      client->enable_server_certificate_verification(true);
      if (!options.ca_file.empty()) client->set_ca_cert_path(options.ca_file);
    } else {
      client = std::make_unique<httplib::ClientImpl>(origin->host, origin->port);
    }
    std::unique_ptr<Transport> transport =
        std::make_unique<HttplibTransport>(std::move(client), *std::move(origin), options);
    return transport;
  } catch (const std::exception&) {
    return Failure{make_error(Errc::internal, "the HTTP library or a thread could not be started")};
  }
}

}  // namespace understudy::client
