// SPDX-License-Identifier: MIT
/// libcurl behind the seam. It keeps connections, speaks TLS and takes the framing of bodies away;
/// heads are read by base's codec, line by line, and bodies counted as they come.
#include <curl/curl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "transport/address.hpp"
#include "transport/answer.hpp"
#include "transport/attempt.hpp"
#include "transport/pool.hpp"

namespace understudy::client {

namespace {

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

/// What every request of one transport shares.
struct Host {
  Origin origin;
  TransportOptions options;

  [[nodiscard]] std::string url() const {
    return (origin.is_tls ? "https://" : "http://") + origin.authority() + "/";
  }
};

Error library_failed(const char* what) {
  return {Errc::internal, std::string{"the HTTP library failed: "} + what, "", ""};
}

Error option_missing() {
  return {Errc::unsupported, "expected a libcurl that knows every option asked for", "",
          "build with one that has HTTP/2 and OpenSSL, or ask for less"};
}

bool append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return false;
  static_cast<void>(list.release());
  list.reset(longer);
  return true;
}

// A name with ":" and nothing behind it takes away what the library would add by itself, one with
// ";" is a field without a value.
List field_lines(const Request& request, const TransportOptions& options) {
  List lines;
  bool is_whole = true;
  for (const char* name : {"Accept", "Content-Type", "Expect"}) {
    if (request.fields.find(name) == nullptr) {
      is_whole = append(lines, std::string{name} + ":") && is_whole;
    }
  }
  if (options.accept_compressed && request.fields.find("Accept-Encoding") == nullptr) {
    is_whole = append(lines, "Accept-Encoding: gzip, deflate") && is_whole;
  }
  for (const Field& field : request.fields) {
    if (is_set_by_transport(field.name)) continue;
    const bool is_blank = field.value.find_first_not_of(" \t") == field.value.npos;
    is_whole =
        append(lines, is_blank ? field.name + ";" : field.name + ": " + field.value) && is_whole;
  }
  if (!is_whole) lines.reset();
  return lines;
}

/// One connection and the request on it.
class Session {
 public:
  static Result<std::unique_ptr<Session>> make(const Host& host) {
    auto session = std::unique_ptr<Session>{new Session{host}};
    if (!session->open() || session->easy_ == nullptr) return Failure{library_failed("no handle")};
    return session;
  }

  Result<Response> send(const Request& request, const SendOptions& options) {
    const Duration time = time_for(options, host_.options.total_timeout);
    const SteadyTime due = std::chrono::steady_clock::now() + time;
    AnswerReader answer{{.body = host_.options.max_body,
                         .decompress = host_.options.accept_compressed,
                         .is_of_head = request.method == Method::head}};
    const List lines = field_lines(request, host_.options);
    if (lines == nullptr) return Failure{library_failed("no memory")};
    // Waiting bytes on a kept connection are no answer to the next request.
    if (has_something_to_read(kept_) && !open()) return Failure{library_failed("no handle")};
    if (!set_up(request, lines.get(), answer)) return Failure{option_missing()};

    curl_multi_add_handle(multi_.get(), easy_.get());
    const std::optional<CURLcode> code = run(due, options.stop);
    curl_easy_getinfo(easy_.get(), CURLINFO_ACTIVESOCKET, &kept_);
    Error end = code ? explain(*code, answer) : Error{};
    curl_multi_remove_handle(multi_.get(), easy_.get());  // closes what is unfinished

    if (answer.refusal()) return Failure{*answer.refusal()};
    if (!code && options.stop.stop_requested()) return Failure{was_cancelled()};
    if (!code) return Failure{time_is_up(host_.origin.authority(), time)};
    if (*code != CURLE_OK && refused_ && !has_opened_) {
      return Failure{refused_address(host_.origin.authority(), *refused_)};
    }
    if (*code != CURLE_OK) return Failure{std::move(end)};
    return answer.take();
  }

 private:
  explicit Session(const Host& host) : host_(host), easy_(curl_easy_init()) {}

  /// A handle without a kept connection.
  bool open() {
    multi_.reset(curl_multi_init());
    kept_ = CURL_SOCKET_BAD;
    if (multi_ == nullptr) return false;
    return curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 1L) == CURLM_OK;
  }

  template <typename T>
  bool set(CURLoption option, T value) {
    return curl_easy_setopt(easy_.get(), option, value) == CURLE_OK;
  }

  bool set_up(const Request& request, const curl_slist* lines, AnswerReader& answer) {
    curl_easy_reset(easy_.get());
    error_[0] = '\0';
    sends_ = 0;
    refused_.reset();
    has_opened_ = false;
    set(CURLOPT_ERRORBUFFER, error_.data());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, &answer);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, &answer);
    set(CURLOPT_PREREQFUNCTION, &on_request);
    set(CURLOPT_PREREQDATA, &sends_);
    const long connect = std::max<long>(1, host_.options.connect_timeout.count());
    set(CURLOPT_CONNECTTIMEOUT_MS, connect);
#if LIBCURL_VERSION_NUM >= 0x075700
    set(CURLOPT_QUICK_EXIT, 1L);  // a name that is being looked up holds up no stop
#endif
    set(CURLOPT_HTTPHEADER, lines);
    if (!host_.options.addresses.allows_everything()) {
      set(CURLOPT_OPENSOCKETFUNCTION, &on_open);
      set(CURLOPT_OPENSOCKETDATA, this);
    }
    return set_protocol() && set_trust() && set_request(request);
  }

  bool set_protocol() {
    const TransportOptions& options = host_.options;
    return set(CURLOPT_PROTOCOLS_STR, "http,https") && set(CURLOPT_FOLLOWLOCATION, 0L) &&
           set(CURLOPT_HTTP09_ALLOWED, 0L) && set(CURLOPT_PATH_AS_IS, 1L) &&
           set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED)) &&
           set(CURLOPT_PROXY, options.proxy.c_str()) &&  // empty: not the environment's either
           set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) &&
           set(CURLOPT_HTTP_VERSION,
               static_cast<long>(options.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
  }

  bool set_trust() {
    const TransportOptions& options = host_.options;
    bool is_set = set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) &&
                  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.ca_file.empty()) {
      is_set = is_set && set(CURLOPT_CAINFO, options.ca_file.c_str()) &&
               set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }
    if (!options.client_certificate.empty()) {
      is_set = is_set && set(CURLOPT_SSLCERT, options.client_certificate.c_str()) &&
               set(CURLOPT_SSLKEY, options.client_key.c_str());
    }
    return is_set;
  }

  bool set_request(const Request& request) {
    const bool is_through_proxy = !host_.options.proxy.empty() && !host_.origin.is_tls;
    const std::string url = host_.url();
    const std::string target =
        is_through_proxy && request.target != "*"
            ? url.substr(0, url.size() - 1) + request.target  // absolute-form
            : request.target;
    bool is_set = set(CURLOPT_URL, url.c_str()) && set(CURLOPT_REQUEST_TARGET, target.c_str());
    const std::string method{name_of(request.method)};
    if (request.method == Method::head) return is_set && set(CURLOPT_NOBODY, 1L);
    const bool has_body = !request.body.empty() || request.method == Method::post ||
                          request.method == Method::put || request.method == Method::patch;
    if (has_body) {
      is_set = is_set &&
               set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size())) &&
               set(CURLOPT_POSTFIELDS, request.body.c_str());
    }
    return is_set && set(CURLOPT_CUSTOMREQUEST, method.c_str());
  }

  /// The end of the transfer, or nothing when its time is up or its stop has come.
  std::optional<CURLcode> run(SteadyTime due, const std::stop_token& stop) {
    const std::stop_callback wake{stop, [this] { curl_multi_wakeup(multi_.get()); }};
    while (true) {
      int running = 0;
      if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) return CURLE_FAILED_INIT;
      if (running == 0) return last_code();
      const Duration left = due - std::chrono::steady_clock::now();
      if (stop.stop_requested() || left <= Duration::zero()) return std::nullopt;
      const auto wait = std::chrono::ceil<std::chrono::milliseconds>(left).count();
      curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(std::min<long>(wait, 60'000)),
                      nullptr);
    }
  }

  CURLcode last_code() {
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi_.get(), &left);
    return message == nullptr ? CURLE_FAILED_INIT : message->data.result;
  }

  curl_socket_t open_socket(const curl_sockaddr& to) {
    const std::optional<Address> address = address_of(to.addr);
    if (!address) return CURL_SOCKET_BAD;
    if (!host_.options.addresses.allows(kind_of(*address))) {
      refused_ = address;
      return CURL_SOCKET_BAD;
    }
    has_opened_ = true;
    return ::socket(to.family, to.socktype | SOCK_CLOEXEC, to.protocol);
  }

  Error explain(CURLcode code, const AnswerReader& answer);

  static bool has_something_to_read(curl_socket_t socket) {
    if (socket == CURL_SOCKET_BAD) return false;
    pollfd entry{socket, POLLIN, 0};
    return poll(&entry, 1, 0) != 0;
  }

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* answer) {
    const std::string_view line{data, size * count};
    return static_cast<AnswerReader*>(answer)->take_line(line) ? line.size() : 0;
  }
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* answer) {
    const std::string_view bytes{data, size * count};
    return static_cast<AnswerReader*>(answer)->take_body(bytes) ? bytes.size() : 0;
  }
  /// Called with each address before it is connected to; the library looks up no name in between.
  static curl_socket_t on_open(void* session, curlsocktype, curl_sockaddr* address) {
    return static_cast<Session*>(session)->open_socket(*address);
  }
  /// Called before a request is sent: the library would send any once more when a kept connection
  /// had ended meanwhile, also what must not be repeated.
  static int on_request(void* sends, char*, char*, int, int) {
    return (*static_cast<int*>(sends))++ == 0 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
  }

  const Host& host_;
  std::unique_ptr<CURLM, FreeMulti> multi_;
  std::unique_ptr<CURL, FreeEasy> easy_;  // before the multi it is in, which it has left by then
  std::array<char, CURL_ERROR_SIZE> error_{};
  curl_socket_t kept_ = CURL_SOCKET_BAD;
  int sends_ = 0;
  std::optional<Address> refused_;  ///< one that may not be connected to
  bool has_opened_ = false;         ///< another one may
};

Error Session::explain(CURLcode code, const AnswerReader& answer) {
  const std::string host = host_.origin.authority();
  const std::string_view text{error_.data()};
  const auto says = [&](std::string_view words) { return text.find(words) != text.npos; };
  long proxy_status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_HTTP_CONNECTCODE, &proxy_status);
  if (code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_COULDNT_RESOLVE_HOST ||
      code == CURLE_COULDNT_CONNECT || code == CURLE_PROXY || code == CURLE_OPERATION_TIMEDOUT ||
      proxy_status >= 300) {
    return no_connection(host);
  }
  if (code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CERTPROBLEM) return bad_trust_files();
  if (code == CURLE_SSL_CONNECT_ERROR && (says("SSL_ERROR_SYSCALL") || says("reset by peer"))) {
    return no_connection(host);  // the connection ended inside of the handshake
  }
  // TLS 1.3 tells of a refused client certificate only when the client has sent its request.
  const bool is_late_alert = host_.origin.is_tls && !answer.has_begun() && says("alert");
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
      code == CURLE_SSL_ISSUER_ERROR || is_late_alert) {
    return not_trusted(host);
  }
  const bool is_no_http = code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UNSUPPORTED_PROTOCOL ||
                          (code == CURLE_RECV_ERROR && says("chunk"));
  if (is_no_http) {
    return {Errc::bad_answer, "expected HTTP of " + host + ", got something else", "answer", ""};
  }
  if (code == CURLE_OUT_OF_MEMORY || static_cast<int>(code) == 100 /* CURLE_TOO_LARGE */) {
    return {Errc::limit_exceeded, "expected a shorter head of the answer of " + host, "answer", ""};
  }
  if (code == CURLE_GOT_NOTHING || code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR ||
      code == CURLE_SEND_ERROR || code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM ||
      code == CURLE_ABORTED_BY_CALLBACK) {
    return connection_ended(host, answer.has_head());
  }
  return library_failed(curl_easy_strerror(code));
}

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(Host host)
      : host_(std::move(host)), sessions_([this] { return Session::make(host_); }) {}

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

Result<std::unique_ptr<Transport>> make_curl_transport(const std::string& url,
                                                       const TransportOptions& options) {
  auto origin = parse_origin(url);
  if (!origin) return Failure{origin.error()};
  if (auto reason = why_not_use(options)) return Failure{*std::move(reason)};
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) return Failure{library_failed("it could not be started")};
  std::unique_ptr<Transport> transport =
      std::make_unique<CurlTransport>(Host{*std::move(origin), options});
  return transport;
}

}  // namespace understudy::client
