// SPDX-License-Identifier: MIT
#include "call_host.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "files.hpp"
#include "output.hpp"
#include "transport_notice.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/client/apis/ecg/client.hpp"
#include "understudy/client/apis/impartner/client.hpp"
#include "understudy/client/apis/partnerportal/client.hpp"
#include "understudy/client/apis/partnertap-analytics/client.hpp"
#include "understudy/client/apis/partnertap/client.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::cli {

namespace {

constexpr const char* kVariable = "UNDERSTUDY_CREDENTIALS";
constexpr Duration kAttempt = std::chrono::seconds{30};  // ours: as the client has it

Failure<Refusal> refuse(Error error, ExitCode code) {
  return Failure{Refusal{std::move(error), code}};
}

client::Check check_of(const std::string& name, client::Check otherwise) {
  if (name == "off") return client::Check::off;
  if (name == "warn") return client::Check::warn;
  return name == "fail" ? client::Check::fail : otherwise;
}

client::ClientOptions client_options(const HostArguments& arguments) {
  client::ClientOptions options;
  options.retry.most_attempts = static_cast<int>(arguments.retries) + 1;
  options.call_timeout = std::chrono::seconds{static_cast<std::int64_t>(arguments.timeout)};
  options.attempt_timeout = std::min(options.call_timeout, kAttempt);
  options.check_requests = check_of(arguments.check, client::Check::fail);
  options.check_responses = check_of(arguments.check, client::Check::warn);
  options.log = [](const client::CallEvent& event) {
    if (event.kind == client::CallEvent::Kind::warning) complain(event.text);
  };
  return options;
}

/// Whoever has the secret that a host signs with needs no token from it.
void sign_token(const std::string& api, const mock::Server& server, CredentialSet& set) {
  const bool has_own = set.count("jwt") != 0 || set.count("api_key") != 0 ||
                       set.count("prm_key") != 0 || set.count("jwt_secret") == 0;
  if (has_own) return;
  if (auto token = server.issue_token(api)) set["jwt"] = *std::move(token);
}

Result<std::shared_ptr<mock::Server>, Refusal> make_mock(const std::string& api,
                                                         const Credentials& credentials) {
  mock::ServerOptions options;
  options.apis = {api};
  options.data = fixtures::DataSet::example;
  options.credentials = credentials;
  options.throttle = false;
  auto server = mock::Server::make(std::move(options));
  if (!server) return refuse(std::move(server.error()), ExitCode::bad_input);
  return std::make_shared<mock::Server>(*std::move(server));
}

Result<CredentialSet, Refusal> first_set(const std::string& api, const Credentials& credentials) {
  const auto sets = credentials.find(api);
  if (sets != credentials.end() && !sets->second.empty()) return sets->second.front();
  return refuse({Errc::not_found, "expected credentials of " + api + ", got none", "",
                 "put them into the credentials file below \"" + api + "\""},
                ExitCode::usage);
}

Result<Host, Refusal> open_mock(const std::string& api, const HostArguments& arguments,
                                const Credentials& credentials) {
  auto set = first_set(api, credentials);
  if (!set) return Failure{std::move(set.error())};
  auto server = make_mock(api, credentials);
  if (!server) return Failure{std::move(server.error())};
  sign_token(api, **server, *set);
  Host host{.credentials = *std::move(set), .options = client_options(arguments)};
  host.options.keep_pace = false;  // this mock limits nobody
  host.transport = client::make_direct_transport(
      [mock = *std::move(server)](const Request& request) -> Result<Response> {
        return mock->handle(request);
      });
  return host;
}

template <typename Client>
Result<client::Session, Refusal> session_of(const Host& host,
                                            Result<client::Credentials> credentials) {
  if (!credentials) return refuse(std::move(credentials.error()), ExitCode::usage);
  auto client = Client::make(host.transport, *std::move(credentials), host.options);
  if (!client) return refuse(std::move(client.error()), ExitCode::usage);
  return client->session();
}

std::string text_of(const CredentialSet& set, std::string_view name) {
  const auto found = set.find(name);
  return found == set.end() ? std::string{} : found->second;
}

}  // namespace

Result<std::optional<Credentials>, Refusal> named_credentials(const std::string& flag) {
  const char* const variable = std::getenv(kVariable);
  const std::string named = !flag.empty() || variable == nullptr ? flag : variable;
  if (named.empty()) return std::optional<Credentials>{};
  const bool is_json = flag.empty() && named.front() == '{';
  auto credentials = is_json ? parse_credentials(named) : read_credentials(named);
  if (!credentials) {
    if (is_json) credentials.error().where.insert(0, kVariable);
    return refuse(std::move(credentials.error()), ExitCode::bad_input);
  }
  return std::optional<Credentials>{*std::move(credentials)};
}

void add_host_flags(CLI::App& app, HostArguments& arguments, Choices& choices) {
  CLI::Option* mock = app.add_flag("--mock", arguments.mock,
                                   "Call a mock in this process, with the example data (default)");
  CLI::Option* target =
      app.add_option("--target", arguments.target, "Call a running host")->type_name("URL");
  mock->excludes(target);
  app.add_option("--credentials", arguments.credentials,
                 "Credentials (default: the file UNDERSTUDY_CREDENTIALS names; demo for this "
                 "machine)")
      ->type_name(kFileType);
  add_choice(app, "--check", arguments.check, {"off", "warn", "fail"},
             "What to do about a request or a response that breaks the contract\n"
             "(default: fail for requests, warn for responses)",
             choices);
  add_number(app, {"--timeout", "SECONDS", "Time of one call with its retries (default: 300)"}, 1,
             86'400, [&arguments](std::uint64_t seconds) { arguments.timeout = seconds; });
  add_number(app, {"--retries", "N", "Attempts after the first one (default: 3)"}, 0, 20,
             [&arguments](std::uint64_t count) { arguments.retries = count; });
  app.add_option("--ca-file", arguments.ca_file, "Authority to trust, PEM (default: system)")
      ->type_name(kFileType)
      ->needs(target);
  CLI::Option* certificate =
      app.add_option("--client-certificate", arguments.client_certificate, "Own certificate, PEM")
          ->type_name(kFileType)
          ->needs(target);
  CLI::Option* key = app.add_option("--client-key", arguments.client_key, "Its key, PEM")
                         ->type_name(kFileType)
                         ->needs(certificate);
  certificate->needs(key);
  app.add_option("--proxy", arguments.proxy, "Proxy on the way, http://host:port; needs libcurl")
      ->type_name("URL")
      ->needs(target);
}

Result<Host, Refusal> open_host(const std::string& api, const HostArguments& arguments) {
  auto named = named_credentials(arguments.credentials);
  if (!named) return Failure{std::move(named.error())};
  if (arguments.target.empty()) {
    return open_mock(api, arguments, *named ? **named : demo_credentials());
  }
  auto transport =
      client::make_transport(arguments.target, {.ca_file = arguments.ca_file,
                                                .client_certificate = arguments.client_certificate,
                                                .client_key = arguments.client_key,
                                                .proxy = arguments.proxy});
  if (!transport) return refuse(std::move(transport.error()), ExitCode::usage);
  if (!*named && !is_loopback_url(arguments.target)) {
    return refuse(
        {Errc::not_found, "expected credentials for this host, got none", excerpt(arguments.target),
         std::string{"name a file by --credentials FILE or "} + kVariable},
        ExitCode::usage);
  }
  const Credentials credentials = *named ? **named : demo_credentials();
  auto set = first_set(api, credentials);
  if (!set) return Failure{std::move(set.error())};
  if (set->count("jwt_secret") != 0) {
    auto signer = make_mock(api, credentials);
    if (!signer) return Failure{std::move(signer.error())};
    sign_token(api, **signer, *set);
  }
  const std::string notice = transport_notice(arguments.target, client::transport_names().front());
  if (!notice.empty()) complain(notice);
  return Host{.transport = *std::move(transport),
              .credentials = *std::move(set),
              .options = client_options(arguments)};
}

Result<client::Session, Refusal> open_session(const std::string& api, const Host& host) {
  const CredentialSet& set = host.credentials;
  if (api == "ecg") {
    return session_of<client::ecg::Client>(host, client::ecg::make_credentials(set));
  }
  if (api == "impartner") {
    return session_of<client::impartner::Client>(host, client::impartner::make_credentials(set));
  }
  if (api == "partnerportal") {
    return session_of<client::partnerportal::Client>(host,
                                                     client::partnerportal::make_credentials(set));
  }
  if (api == "partnertap-analytics") {
    return session_of<client::partnertap_analytics::Client>(
        host, client::partnertap_analytics::make_credentials(set));
  }
  return session_of<client::partnertap::Client>(host, client::partnertap::make_credentials(set));
}

std::optional<client::OperationCall> sign_in_call(const std::string& operation,
                                                  const CredentialSet& set) {
  if (operation == "token") {
    return client::client_credentials_request(
        {.operation = operation,
         .target = "/oauth/token",
         .id = text_of(set, "client_id"),
         .secret = client::Secret{text_of(set, "client_secret")}});
  }
  client::OperationCall call{.operation = operation,
                             .idempotency = client::Idempotency::safe,
                             .authentication = client::Authentication::none};
  call.request.fields.add("Accept", "application/json");
  if (operation == "getToken") {
    const std::string key = text_of(set, "api_key");
    call.request.target = "/api/auth?apiKey=" + encode_component(key);
    call.secrets = {client::Secret{key}};
    return call;
  }
  if (operation != "createKey") return std::nullopt;
  const std::string password = text_of(set, "password");
  call.request.method = Method::post;
  call.request.target = "/api/Auth/v1/Key";
  call.request.fields.add("Content-Type", "application/json");
  call.request.body = dump_json({{"userName", text_of(set, "user_name")}, {"password", password}});
  call.secrets = {client::Secret{password}};
  return call;
}

ExitCode fail(const client::CallError& error) {
  std::string text = client::render(error);
  while (text.ends_with('\n')) text.pop_back();
  complain(text);
  if (error.ending == client::Ending::cancelled) return ExitCode::interrupted;
  if (error.attempts == 0 && error.ending != client::Ending::deadline) return ExitCode::usage;
  const bool is_answered = error.status != 0 || error.ending == client::Ending::contract ||
                           error.cause.code == Errc::bad_answer;
  return is_answered ? ExitCode::findings : ExitCode::could_not_run;
}

ExitCode fail(const Refusal& refusal) {
  complain(refusal.error);
  return refusal.code;
}

Result<std::unique_ptr<Interrupt>, Refusal> Interrupt::install() {
  auto signals = StopSignals::install();
  if (!signals) return refuse(std::move(signals.error()), ExitCode::could_not_run);
  try {
    return std::make_unique<Interrupt>(*std::move(signals));
  } catch (const std::system_error& error) {
    return refuse(
        {Errc::limit_exceeded, std::string{"cannot start the thread that stops: "} + error.what(),
         "", "raise the limit of processes (ulimit -u)"},
        ExitCode::could_not_run);
  }
}

Interrupt::Interrupt(StopSignals signals) : signals_(std::move(signals)) {
  thread_ = std::thread{[this] {
    while (!signals_.is_finished()) {
      signals_.wait();
      if (signals_.seen() > 0) stop_.request_stop();
      if (signals_.seen() > 1) std::_Exit(static_cast<int>(ExitCode::interrupted));
    }
  }};
}

Interrupt::~Interrupt() {
  signals_.finish();
  thread_.join();
}

}  // namespace understudy::cli
