// SPDX-License-Identifier: MIT
#include "commands/replay.hpp"

#include <algorithm>
#include <optional>

#include "files.hpp"
#include "output.hpp"
#include "transport_notice.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/mock/server.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::cli {

namespace {

using conformance::DataKind;
using conformance::ReplayOptions;

/// Ends a run against a host that is gone: after a few requests in a row without an answer, none is
/// sent any more. Each may take as long as its deadline.
class GivingUp final : public client::Transport {
 public:
  explicit GivingUp(client::Transport& transport) : transport_(transport) {}

  Result<Response> send(const Request& request, const client::SendOptions& options) override {
    if (unanswered_ == kPatience) {
      return Failure{
          Error{Errc::unreachable, "not sent, the requests before got no answer", "", ""}};
    }
    auto answer = transport_.send(request, options);
    unanswered_ = answer ? 0 : unanswered_ + 1;
    return answer;
  }

 private:
  static constexpr int kPatience = 3;  // ours
  client::Transport& transport_;
  int unanswered_ = 0;
};

/// Where the exchanges go, and with which credentials.
struct Target {
  std::string url;
  Credentials credentials;
  std::string ca_file;
  ReplayOptions options;
};

/// Those with exchanges.
std::vector<std::string> replayable_apis() {
  std::vector<std::string> apis;
  for (const std::string_view id : openapi::api_ids()) {
    if (!conformance::exchange_text(id).empty()) apis.emplace_back(id);
  }
  return apis;
}

std::vector<std::string> chosen_apis(const ReplayArguments& arguments) {
  return arguments.apis.empty() ? replayable_apis() : arguments.apis;
}

Result<conformance::Report> replay_api(const std::string& api, const Target& target) {
  const auto set = conformance::load_exchanges(conformance::exchange_text(api));
  if (!set) return Failure{set.error()};
  const auto contract = openapi::load_contract(api);
  if (!contract) return Failure{contract.error()};
  const auto transport = client::make_transport(target.url, {.ca_file = target.ca_file});
  if (!transport) return Failure{transport.error()};
  GivingUp patient{**transport};
  const auto sets = target.credentials.find(api);
  const std::vector<CredentialSet> none;
  ReplayOptions options = target.options;
  options.contract = &*contract;
  return conformance::replay(*set, patient, sets == target.credentials.end() ? none : sets->second,
                             options);
}

/// Of a run that did not begin.
ExitCode code_when_not_begun(Errc code) {
  if (code == Errc::bad_input) return ExitCode::usage;
  return code == Errc::limit_exceeded ? ExitCode::could_not_run : ExitCode::internal;
}

ExitCode replay_all(const ReplayArguments& arguments, const Target& target) {
  Reports reports;
  for (const std::string& api : chosen_apis(arguments)) {
    auto report = replay_api(api, target);
    if (!report) {
      complain(report.error());
      return code_when_not_begun(report.error().code);
    }
    reports.emplace_back(api, *std::move(report));
  }
  const std::string text = arguments.format == "json" ? render_json(reports) : render_text(reports);
  return finish(text, code_of(reports));
}

/// Fills in the tokens that the exchanges of an API want, each in the set that its hole means:
/// "jwt_2" is "jwt" of the second.
Result<Done> add_tokens(const mock::Server& server, const std::string& api,
                        std::vector<CredentialSet>& sets) {
  const auto exchanges = conformance::load_exchanges(conformance::exchange_text(api));
  if (!exchanges) return Failure{exchanges.error()};
  for (const conformance::TokenWanted& wanted : exchanges->tokens) {
    auto token = server.issue_token(api, {wanted.permissions});
    if (!token) return Failure{std::move(token.error())};
    const std::size_t cut = std::min(wanted.name.rfind('_'), wanted.name.size());
    const std::string number = wanted.name.substr(std::min(cut + 1, wanted.name.size()));
    const std::size_t place = number.empty() ? 1 : std::stoul(number);
    if (sets.size() < place) sets.resize(place);
    sets[place - 1][wanted.name.substr(0, cut)] = *std::move(token);
  }
  return Done{};
}

/// Whoever has the secret that a host signs with needs no token from it: a mock in this process
/// makes those that the exchanges want. Where that is not so, they are skipped.
void sign_tokens(const ReplayArguments& arguments, Credentials& credentials) {
  for (const std::string& api : chosen_apis(arguments)) {
    const auto sets = credentials.find(api);
    if (sets == credentials.end() || sets->second.empty()) continue;
    const CredentialSet& first = sets->second.front();
    if (first.count("jwt_secret") == 0 || first.count("jwt") != 0) continue;
    mock::ServerOptions options;
    options.apis = {api};
    options.data = fixtures::DataSet::example;
    options.credentials = credentials;
    const auto server = mock::Server::make(options);
    if (server) static_cast<void>(add_tokens(*server, api, sets->second));
  }
}

ExitCode replay_on_mock(const ReplayArguments& arguments) {
  ManualClock clock;
  mock::ServerOptions options;
  options.apis = chosen_apis(arguments);
  options.data = fixtures::DataSet::example;
  options.clock = &clock;
  auto mock = mock::MockServer::start(options);
  if (!mock) {
    complain(mock.error());
    return ExitCode::could_not_run;
  }

  Target target{mock->url(), options.credentials, "", {}};
  for (const std::string& api : options.apis) {
    auto added = add_tokens(mock->server(), api, target.credentials[api]);
    if (!added) {
      complain(added.error());
      return ExitCode::internal;
    }
  }
  target.options.data = DataKind::example;
  target.options.writes = true;
  target.options.advance_clock = [&](Duration by) { clock.advance(by); };
  return replay_all(arguments, target);
}

ExitCode replay_on_host(const ReplayArguments& arguments) {
  Target target{arguments.target, demo_credentials(), arguments.ca_file, {}};
  if (!arguments.credentials.empty()) {
    auto credentials = read_credentials(arguments.credentials);
    if (!credentials) {
      complain(credentials.error());
      return ExitCode::bad_input;
    }
    target.credentials = *std::move(credentials);
  }
  sign_tokens(arguments, target.credentials);
  target.options.writes = arguments.writes;
  target.options.data = arguments.data == "example" ? DataKind::example : DataKind::unknown;
  const std::string notice = transport_notice(arguments.target, client::transport_names().front());
  if (!notice.empty()) complain(notice);
  return replay_all(arguments, target);
}

}  // namespace

CLI::App* add_replay(CLI::App& app, ReplayArguments& arguments, Choices& choices) {
  CLI::App* replay =
      app.add_subcommand("replay", "Send the documented exchanges to a mock or a host");
  CLI::Option* apis =
      replay->add_option("api", arguments.apis, "APIs to replay (default: all)")->type_name("ID");
  restrict(*apis, replayable_apis(), choices);
  CLI::Option* mock = replay->add_flag(
      "--mock", arguments.mock, "On a mock in this process, with the example data (default)");
  CLI::Option* target =
      replay->add_option("--target", arguments.target, "On a running host")->type_name("URL");
  mock->excludes(target);
  replay
      ->add_option("--credentials", arguments.credentials,
                   "Credentials to send to the host (default: demo)")
      ->type_name(kFileType)
      ->needs(target);
  add_choice(*replay, "--data", arguments.data, {"example", "unknown"},
             "What the host holds (default: unknown)", choices)
      ->needs(target);
  replay
      ->add_flag("--writes", arguments.writes,
                 "Send also what creates, changes and deletes records on the host")
      ->needs(target);
  replay->add_option("--ca-file", arguments.ca_file, "Authority to trust, PEM (default: system)")
      ->type_name(kFileType)
      ->needs(target);
  add_choice(*replay, "--format", arguments.format, {"text", "json"},
             "Form of the report (default: text)", choices);
  replay->footer(
      "Exchanges that move the clock run on the mock only; elsewhere they are skipped.\n"
      "A difference that rests on an assumption of ours is 'observed', not failed, unless "
      "the data is the example set.");
  return replay;
}

ExitCode run_replay(const ReplayArguments& arguments) {
  return arguments.target.empty() ? replay_on_mock(arguments) : replay_on_host(arguments);
}

}  // namespace understudy::cli
