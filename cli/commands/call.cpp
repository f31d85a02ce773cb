// SPDX-License-Identifier: MIT
#include "commands/call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/call_paging.hpp"
#include "commands/call_request.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "rows.hpp"
#include "suggest.hpp"
#include "understudy/base/redaction.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::cli {

namespace {

using Words = std::vector<std::string>;

/// Everything that one call is made of.
struct Call {
  std::string api;
  std::string name;  ///< of the operation, as it was written
  const openapi::Operation& operation;
  CallValues values;
};

Words api_names() {
  const auto ids = openapi::api_ids();
  return {ids.begin(), ids.end()};
}

bool is_help(const std::string& word) { return word == "--help" || word == "-h"; }

ExitCode refuse(const std::string& what, const std::string& command) {
  complain(what + "; try 'understudy " + command + " --help'");
  return ExitCode::usage;
}

ExitCode refuse_word(const char* kind, const std::string& word, const Words& known,
                     const std::string& command) {
  return refuse(
      std::string{"unknown "} + kind + " '" + excerpt(word, 60) + "'" + suggestion(word, known),
      command);
}

ExitCode refuse_file(const Error& error) {
  complain(error);
  return ExitCode::could_not_run;
}

/// The operations of an API in lines of name, method and summary.
std::string operations_help(const std::string& api, const openapi::Document& contract) {
  const Words names = operation_names(contract);
  std::size_t width = 0;
  for (const std::string& name : names) width = std::max(width, name.size());
  std::string text = fmt::format(
      "{}\nUsage: understudy call {} OPERATION [OPTIONS]\n\nOperations:\n", contract.title(), api);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const openapi::Operation& operation = contract.operations()[i];
    const auto summary = operation.place.element().find("summary");
    text += fmt::format("  {:<{}}  {:<6}  {}\n", names[i], width, name_of(operation.method),
                        summary && summary->is_string() ? summary->text() : "");
  }
  return text + fmt::format("\nFlags of one: understudy call {} OPERATION --help\n", api);
}

std::string head_of(const Response& response) {
  std::string text = fmt::format("{} {}\n", response.status, reason_of(response.status));
  for (const Field& field : redacted(response.fields)) {
    text += fmt::format("{}: {}\n", field.name, field.value);
  }
  return text + "\n";
}

/// Says which members found no column; the rows are there all the same.
void tell_left_out(const RowWriter& writer) {
  if (writer.left_out().empty()) return;
  complain(fmt::format("members that the first page does not have are in no column: {}",
                       fmt::join(writer.left_out(), ", ")));
}

ExitCode finish_rows(RowWriter& writer, OutputFile& file) {
  auto done = writer.end();
  if (done) done = file.commit();
  if (!done) return refuse_file(done.error());
  tell_left_out(writer);
  return ExitCode::ok;
}

ExitCode print_answer(const Call& call, const client::Session& session,
                      const client::OperationCall& made, const client::Answer& answer,
                      OutputFile& file) {
  const Response& response = answer.response;
  if (call.values.include_head) {
    const auto written = file.write(head_of(response));
    if (!written) return refuse_file(written.error());
  }
  RowWriter writer{file, call.values.format == "json" ? "jsonl" : call.values.format};
  if (response.body.empty()) return finish_rows(writer, file);
  Result<Done> done = Done{};
  if (call.values.format == "json") {
    // As it came.
    done = file.write(response.body + (response.body.ends_with('\n') ? "" : "\n"));
  } else {
    const auto page = read_answer(session, made, answer);
    if (!page) return fail(page.error());
    done = writer.add(page->rows);
  }
  return done ? finish_rows(writer, file) : refuse_file(done.error());
}

ExitCode call_once(const Call& call, const Host& host, const client::Session& session,
                   OutputFile& file, const std::stop_token& stop) {
  const auto made = make_call(call.api, call.operation, call.values, host.credentials);
  if (!made) return refuse(render(made.error()), "call " + call.api + " " + call.name);
  const auto answer = session.call(*made, {.stop = stop});
  if (!answer) return fail(answer.error());
  return print_answer(call, session, *made, *answer, file);
}

ExitCode call_all(const Call& call, const Host& host, const client::Session& session,
                  OutputFile& file, const std::stop_token& stop) {
  auto pages = make_pages(call.api, call.operation, call.values, host.credentials, session, stop);
  if (!pages) return refuse(render(pages.error()), "call " + call.api + " " + call.name);
  RowWriter writer{file, call.values.format};
  const SystemClock clock;
  std::unique_ptr<Progress> progress;
  std::uint64_t count = 0;
  while (true) {
    const auto moved = pages->next();
    if (progress != nullptr) progress->hide();
    if (!moved) return fail(moved.error());
    if (!*moved) break;
    const RowPage& page = *pages->current();
    const auto written = writer.add(page.rows);
    if (!written) return refuse_file(written.error());
    if (progress == nullptr) {
      const auto total =
          static_cast<std::uint64_t>(std::max<std::int64_t>(page.total.value_or(0), 0));
      progress = std::make_unique<Progress>(clock, "rows", total);
    }
    count += page.rows.size();
    progress->update(count, count);
  }
  return finish_rows(writer, file);
}

ExitCode run_operation(const Call& call) {
  const auto host = open_host(call.api, call.values.host);
  if (!host) return fail(host.error());
  const auto session = open_session(call.api, *host);
  if (!session) return fail(session.error());
  const auto interrupt = Interrupt::install();
  if (!interrupt) return fail(interrupt.error());
  auto file = OutputFile::open(call.values.out);
  if (!file) return refuse_file(file.error());
  const std::stop_token stop = (*interrupt)->token();
  return call.values.all ? call_all(call, *host, *session, *file, stop)
                         : call_once(call, *host, *session, *file, stop);
}

/// Reads the flags of an operation, whose name is the first word, then calls it.
ExitCode parse_and_run(const std::string& api, const openapi::Operation& operation, Words words) {
  Call call{api, words.front(), operation, {}};
  words.erase(words.begin());
  Choices choices;
  const auto app = make_operation_app(api, call.name, operation, call.values, choices);
  const std::string command = "call " + api + " " + call.name;
  std::reverse(words.begin(), words.end());  // as CLI11 takes them
  try {
    app->parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return finish(app->help(), ExitCode::ok);
  } catch (const CLI::ExtrasError&) {
    return refuse(explain_extra(*app), command);
  } catch (const CLI::ParseError& error) {
    return refuse(one_line(error.what()), command);
  }
  return run_operation(call);
}

ExitCode run_words(const Words& words) {
  const std::string& api = words.front();
  const Words apis = api_names();
  if (std::find(apis.begin(), apis.end(), api) == apis.end()) {
    return refuse_word("API", api, apis, "call");
  }
  const auto contract = openapi::load_contract(api);
  if (!contract) return fail(Refusal{contract.error(), ExitCode::internal});
  if (words.size() == 1) return refuse("expected an operation of " + api, "call " + api);
  if (is_help(words[1])) return finish(operations_help(api, *contract), ExitCode::ok);
  const openapi::Operation* operation = find_named(*contract, words[1]);
  if (operation == nullptr) {
    return refuse_word("operation", words[1], operation_names(*contract), "call " + api);
  }
  return parse_and_run(api, *operation, {words.begin() + 1, words.end()});
}

}  // namespace

CLI::App* add_call(CLI::App& app, CallArguments& arguments, Choices& choices) {
  CLI::App* call = app.add_subcommand("call", "Call an operation of a mock or a host");
  CLI::Option* api = call->add_option("api", arguments.api, "The API")->type_name("API");
  restrict(*api, api_names(), choices);
  call->add_option("operation", arguments.operation, "The operation, as 'records'")
      ->type_name("OPERATION");
  add_call_flags(*call, arguments.common, choices);
  call->footer(
      "Operations of an API:   understudy call partnertap --help\n"
      "Flags of an operation:  understudy call partnertap records --help\n"
      "Examples:\n"
      "  understudy call partnertap report-names\n"
      "  understudy call partnertap records --partner ID --filter state=Texas,Oklahoma --all "
      "--format csv");
  return call;
}

std::vector<std::string> call_candidates(const std::vector<std::string>& words) {
  if (words.empty()) return api_names();
  const auto contract = openapi::load_contract(words.front());
  if (!contract) return {};
  if (words.size() == 1) return operation_names(*contract);
  const openapi::Operation* operation = find_named(*contract, words[1]);
  if (operation == nullptr) return {};
  CallValues values;
  Choices choices;
  const auto app = make_operation_app(words.front(), words[1], *operation, values, choices);
  return option_names(*app);
}

ExitCode run_call(const CallArguments& arguments) {
  const Words& words = arguments.words;
  if (words.empty()) {
    return refuse(fmt::format("expected an API: {}", fmt::join(api_names(), ", ")), "call");
  }
  if (words.front() == "--complete") {
    const Words known = call_candidates({words.begin() + 1, words.end()});
    return finish(fmt::format("{}\n", fmt::join(known, "\n")), ExitCode::ok);
  }
  return run_words(words);
}

}  // namespace understudy::cli
