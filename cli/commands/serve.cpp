// SPDX-License-Identifier: MIT
#include "commands/serve.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include "files.hpp"
#include "output.hpp"
#include "process.hpp"
#include "request_log.hpp"
#include "understudy/fixtures/rows.hpp"
#include "understudy/mock/mutants.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::cli {

namespace {

constexpr std::uint64_t kMostRows = 10'000'000;         // ours: they are kept in memory
constexpr std::uint64_t kMostJournal = 17'179'869'184;  // ours: 16 GB

/// API.NAME=VALUE, cut at the first "=".
std::string check_switch(const std::string& text) {
  const std::size_t dot = text.find('.');
  const std::size_t equals = text.find('=');
  const bool whole = dot != text.npos && dot > 0 && equals != text.npos && equals > dot + 1 &&
                     equals + 1 < text.size();
  return whole ? "" : "expected API.NAME=VALUE, got '" + excerpt(text, 60) + "'";
}

std::string check_fault(const std::string& text) {
  const auto fault = mock::parse_fault(text);
  return fault ? "" : render(fault.error());
}

std::string check_not_empty(const std::string& text) {
  return text.empty() ? "expected the path of a folder" : "";
}

LogLevel level_of(const std::string& name) {
  if (name == "access") return LogLevel::access;
  return name == "debug" ? LogLevel::debug : LogLevel::none;
}

mock::ListenOptions listen_options(const ServeArguments& arguments) {
  mock::ListenOptions options;
  options.host = arguments.host;
  options.port = mock::Port{arguments.port};
  if (!arguments.tls_cert.empty()) {
    options.tls = mock::TlsFiles{arguments.tls_cert, arguments.tls_key};
  }
  if (arguments.log != "none") options.log = [](std::string_view line) { complain(line); };
  return options;
}

/// The first line of a file that nobody else may read.
Result<std::string> read_token(const std::string& path) {
  constexpr std::size_t kLargest = 4'096;  // ours: bytes
  struct stat facts {};
  if (::stat(path.c_str(), &facts) == 0 && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return Failure{Error{Errc::bad_input, "others may read the admin token", path,
                         "make it yours alone: chmod 600 " + path}};
  }
  auto text = read_file(path, kLargest);
  if (!text) return text;
  return text->substr(0, text->find_first_of("\r\n"));
}

ExitCode code_of(const Error& error) {
  return error.code == Errc::bad_input ? ExitCode::bad_input : ExitCode::could_not_run;
}

ExitCode refuse(const Error& error, ExitCode code) {
  complain(error);
  return code;
}

/// What a person at the terminal wants to know; stdout stays with the one line for programs.
/// Whether a browser on this machine gets the pages by the address that is printed; by others the
/// admin API is not called.
bool has_pages(const ServeArguments& arguments) {
  const std::string& host = arguments.host;
  return arguments.admin == "on" && (host == "127.0.0.1" || host == "localhost" || host == "::1");
}

void print_hints(const ServeArguments& arguments, const mock::Server& server,
                 const Credentials& credentials, const std::string& url) {
  std::string text =
      fmt::format("serving {} ({} data)\n", fmt::join(server.apis(), ", "), arguments.data);
  if (!arguments.mutants.empty()) {
    text += fmt::format("wrong on purpose: {}\n", fmt::join(arguments.mutants, ", "));
  }
  if (arguments.credentials.empty()) {
    text += "demo credentials, of this mock and of no vendor (--credentials FILE for others):\n";
    for (const std::string& api : server.apis()) {
      const auto sets = credentials.find(api);
      if (sets == credentials.end()) continue;
      for (const CredentialSet& set : sets->second) {
        text += "  " + api;
        for (const auto& [name, value] : set) text += fmt::format("  {}={}", name, value);
        text += "\n";
      }
    }
  }
  text += fmt::format("try it: understudy replay --target {}\n", url);
  if (has_pages(arguments)) text += fmt::format("look at it: {}/__understudy/\n", url);
  static_cast<void>(std::fputs(text.c_str(), stderr));
}

/// Stops a listener from a thread of its own. The thread is there before the server says that it is
/// ready: one that has run out of memory or threads has to stop well, too.
class Drain {
 public:
  /// Errors:   limit_exceeded when the system gives no thread
  static Result<std::unique_ptr<Drain>> make(mock::Listener& listener, const StopSignals& signals) {
    try {
      return std::make_unique<Drain>(listener, signals);
    } catch (const std::system_error& error) {
      return Failure{Error{Errc::limit_exceeded,
                           std::string{"cannot start the thread that stops: "} + error.what(), "",
                           "raise the limit of processes (ulimit -u, the container's pids.max) or "
                           "of address space (ulimit -v)"}};
    }
  }

  Drain(mock::Listener& listener, const StopSignals& signals)
      : thread_([this, &listener, &signals] {
          begun_.wait(false);
          listener.stop();
          signals.finish();
        }) {}
  ~Drain() { begin(); }
  Drain(const Drain&) = delete;
  Drain& operator=(const Drain&) = delete;

  void begin() {
    begun_.test_and_set();
    begun_.notify_one();
  }

 private:
  std::atomic_flag begun_;
  std::jthread thread_;  // the last member: it uses the other
};

/// "API=FILE" of an API that is there.
std::string check_plan(const std::string& text) {
  const std::size_t equals = text.find('=');
  const auto ids = mock::available_apis();
  const bool is_known = std::find(ids.begin(), ids.end(), text.substr(0, equals)) != ids.end();
  if (is_known && equals != text.npos && equals + 1 < text.size()) return {};
  return "expected API=FILE, such as " + ids.front() + "=plan.json";
}

/// Own plans and own rows. Rows of an API win over what --data says for the others.
Result<Done> read_plans(const ServeArguments& arguments, mock::ServerOptions& options) {
  constexpr std::size_t kLargestPlan = 16'777'216;   // ours: bytes
  constexpr std::size_t kLargestRows = 268'435'456;  // ours: bytes
  for (const std::string& text : arguments.plans) {
    const std::size_t equals = text.find('=');
    auto json = read_file(text.substr(equals + 1), kLargestPlan);
    if (!json) return Failure{std::move(json.error())};
    options.plans[text.substr(0, equals)] = {.json = *std::move(json)};
  }
  if (arguments.data == "generated") return Done{};
  if (arguments.data == "example") {
    options.data = fixtures::DataSet::example;
    return Done{};
  }
  const auto rows = read_file(arguments.data, kLargestRows);
  if (!rows) {
    return Failure{Error{rows.error().code, rows.error().what, rows.error().where,
                         "--data takes generated, example or a file of rows"}};
  }
  auto plans = fixtures::plans_with_rows(*rows);
  if (!plans) {
    plans.error().where = arguments.data + ", " + plans.error().where;
    return Failure{std::move(plans.error())};
  }
  for (auto& [api, plan] : *plans) {
    if (options.plans.count(api) != 0) {
      return Failure{Error{Errc::bad_input, "both --plan and --data bring rows of " + api,
                           arguments.data, "leave one of them out"}};
    }
    options.plans[api] = {std::move(plan.json), fixtures::DataSet::example, std::move(plan.places),
                          arguments.data};
  }
  return Done{};
}

/// Until a signal, and then until the work in hand is done; a second signal ends the process.
ExitCode serve_until_stopped(Drain& drain, StopSignals& signals) {
  while (signals.seen() == 0) signals.wait();
  complain("stopping: requests in work may finish, another signal ends at once");
  drain.begin();
  while (signals.seen() < 2 && !signals.is_finished()) signals.wait();
  if (!signals.is_finished()) std::_Exit(static_cast<int>(ExitCode::interrupted));
  return ExitCode::ok;
}

}  // namespace

CLI::App* add_serve(CLI::App& app, ServeArguments& arguments, Choices& choices) {
  CLI::App* serve = app.add_subcommand("serve", "Serve mock APIs on a port");
  const auto ids = mock::available_apis();
  CLI::Option* api =
      serve->add_option("--api", arguments.apis, "API to serve; repeatable (default: all)")
          ->type_name("ID")
          ->expected(1)
          ->take_all();
  restrict(*api, ids, choices);
  serve->add_option("--host", arguments.host, "Address to listen on (default: 127.0.0.1)")
      ->type_name("ADDRESS");
  add_number(*serve, {"--port", "PORT", "Port to listen on; 0 picks one (default: 8080)"}, 0,
             65'535,
             [&](std::uint64_t port) { arguments.port = static_cast<std::uint16_t>(port); });
  serve
      ->add_option("--port-file", arguments.port_file,
                   "Write the port number to this file once the port is open")
      ->type_name(kFileType);
  add_number(*serve, {"--seed", "N", "Seed of the generated data (default: 1)"}, 0,
             std::numeric_limits<std::uint64_t>::max(),
             [&](std::uint64_t seed) { arguments.seed = seed; });
  add_number(*serve, {"--rows", "N", "Rows of the large collections (default: as planned)"}, 0,
             kMostRows, [&](std::uint64_t rows) { arguments.rows = rows; });
  CLI::Option* data =
      serve->add_option("--data", arguments.data,
                        "Data set, or a file of rows as 'understudy generate' writes them "
                        "(default: generated)");
  data->type_name("generated|example|FILE");
  choices[data] = {"generated", "example"};  // for the shell; any other word is a file
  serve
      ->add_option("--plan", arguments.plans,
                   "A plan of your own for one API; repeatable (default: the embedded ones)")
      ->type_name("API=FILE")
      ->expected(1)
      ->take_all()
      ->check(CLI::Validator{check_plan, ""});
  serve->add_option("--credentials", arguments.credentials, "Credentials to accept (default: demo)")
      ->type_name(kFileType);
  add_choice(*serve, "--throttle", arguments.throttle, {"on", "off"},
             "Whether documented limits hold (default: on)", choices);
  CLI::Option* certificate =
      serve->add_option("--tls-cert", arguments.tls_cert, "Certificate chain, PEM")
          ->type_name(kFileType);
  CLI::Option* key =
      serve->add_option("--tls-key", arguments.tls_key, "Private key, PEM")->type_name(kFileType);
  certificate->needs(key);
  key->needs(certificate);
  add_choice(*serve, "--log", arguments.log, {"none", "access", "debug"},
             "What to log on stderr (default: none)", choices);
  add_choice(*serve, "--strictness", arguments.strictness, {"documented", "lenient"},
             "Reading of open questions (default: documented)", choices);
  serve
      ->add_option("--switch", arguments.switches,
                   "One reading, which wins over --strictness; repeatable")
      ->type_name("API.NAME=VALUE")
      ->expected(1)
      ->take_all()
      ->check(CLI::Validator{check_switch, ""});
  serve
      ->add_option("--fault", arguments.faults,
                   "Trouble to cause, such as latency,ms=200..800 or reset,nth=3; repeatable")
      ->type_name("KIND[,NAME=VALUE...]")
      ->expected(1)
      ->take_all()
      ->check(CLI::Validator{check_fault, ""});
  serve
      ->add_option("--state", arguments.state,
                   "Folder that keeps what requests change (default: memory)")
      ->type_name(kFolderType)
      ->check(CLI::Validator{check_not_empty, ""});
  CLI::Option* mutant =
      serve
          ->add_option("--mutant", arguments.mutants,
                       "Break a rule on purpose, see 'understudy list mutants'; repeatable")
          ->type_name("NAME")
          ->expected(1)
          ->take_all();
  for (const mock::Mutant& one : mock::mutants()) choices[mutant].emplace_back(one.name);
  add_choice(*serve, "--admin", arguments.admin, {"on", "off"},
             "The admin API below /__understudy/ (default: on)", choices);
  serve
      ->add_option("--admin-token-file", arguments.admin_token_file,
                   "Token that callers of the admin API bring, at least 16 bytes (default: none)")
      ->type_name(kFileType);
  serve
      ->add_option("--admin-host", arguments.admin_hosts,
                   "Another name of this machine for the admin API; repeatable")
      ->type_name("NAME")
      ->expected(1)
      ->take_all();
  add_number(*serve,
             {"--journal-bytes", "N",
              "What the journal of a namespace may take; 0 keeps none (default: 33554432)"},
             0, kMostJournal, [&](std::uint64_t bytes) { arguments.journal_bytes = bytes; });
  serve->add_flag("--verify-responses", arguments.verify_responses,
                  "Compare each answer with its contract; 500 says what breaks it");
  serve->footer(
      "Prints one line on stdout when it is ready:\n"
      "  understudy listening on http://HOST:PORT\n"
      "Faults: dribble, empty, garbage, latency, reset, stale, status, throttled, truncated,\n"
      "wrong_length; with api=, operation=, nth=, p= and times= for where and when:\n"
      "  understudy serve --fault latency,ms=50 --fault status,code=503,p=0.1,api=ecg\n"
      "SIGTERM or SIGINT lets requests in work finish and exits 0; a second one ends at "
      "once, 130.");
  return serve;
}

Result<mock::ServerOptions> server_options(const ServeArguments& arguments) {
  mock::ServerOptions options;
  options.apis = arguments.apis;
  if (auto planned = read_plans(arguments, options); !planned) {
    return Failure{std::move(planned.error())};
  }
  options.seed = Seed{arguments.seed};
  options.rows = arguments.rows;
  if (!arguments.credentials.empty()) {
    auto credentials = read_credentials(arguments.credentials);
    if (!credentials) return Failure{std::move(credentials.error())};
    options.credentials = *std::move(credentials);
  }
  options.strictness =
      arguments.strictness == "lenient" ? mock::Strictness::lenient : mock::Strictness::documented;
  for (const std::string& text : arguments.switches) {
    const std::size_t equals = text.find('=');
    options.switches[text.substr(0, equals)] = text.substr(equals + 1);
  }
  options.throttle = arguments.throttle == "on";
  options.mutants = arguments.mutants;
  for (const std::string& text : arguments.faults) {
    auto fault = mock::parse_fault(text);
    if (!fault) return Failure{std::move(fault.error())};
    options.faults.push_back(*std::move(fault));
  }
  options.state_dir = arguments.state;
  options.admin = arguments.admin == "on";
  options.admin_hosts = arguments.admin_hosts;
  options.journal_bytes = arguments.journal_bytes;
  if (!arguments.admin_token_file.empty()) {
    auto token = read_token(arguments.admin_token_file);
    if (!token) return Failure{std::move(token.error())};
    if (token->empty()) {
      return Failure{Error{Errc::bad_input, "the admin token is empty", arguments.admin_token_file,
                           "make one with: openssl rand -hex 16"}};
    }
    options.admin_token = *std::move(token);
  }
  options.verify_responses = arguments.verify_responses;
  return options;
}

ExitCode run_serve(const ServeArguments& arguments) {
  raise_descriptor_limit();
  share_freed_memory();
  // Before the port opens, so that a signal right after it is not lost.
  auto signals = StopSignals::install();
  if (!signals) return refuse(signals.error(), ExitCode::could_not_run);

  auto options = server_options(arguments);
  if (!options) return refuse(options.error(), ExitCode::bad_input);
  const Credentials credentials = options->credentials;
  auto server = mock::Server::make(*std::move(options));
  if (!server) {
    const Error& error = server.error();
    if (error.code != Errc::bad_input) return refuse(error, ExitCode::could_not_run);
    const bool is_of_rows = error.where == arguments.data;  // and not of a word beside it
    return refuse(error, is_of_rows ? ExitCode::bad_input : ExitCode::usage);
  }

  auto listener = server->listen(listen_options(arguments), [&](mock::Handler handler) {
    return log_requests(std::move(handler), level_of(arguments.log));
  });
  if (!listener) return refuse(listener.error(), code_of(listener.error()));
  const auto drain = Drain::make(*listener, *signals);
  if (!drain) return refuse(drain.error(), code_of(drain.error()));
  if (!arguments.port_file.empty()) {
    const auto port = static_cast<unsigned>(listener->port());
    const auto written = write_whole(arguments.port_file, std::to_string(port) + "\n");
    if (!written) return refuse(written.error(), ExitCode::could_not_run);
  }

  print_hints(arguments, *server, credentials, listener->url());
  const ExitCode ready = finish("understudy listening on " + listener->url() + "\n", ExitCode::ok);
  if (ready != ExitCode::ok) return ready;
  return serve_until_stopped(**drain, *signals);
}

}  // namespace understudy::cli
