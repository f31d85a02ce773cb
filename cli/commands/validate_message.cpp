// SPDX-License-Identifier: MIT
/// `understudy validate --api`: one request or response against its operation.
#include <limits>
#include <utility>

#include "commands/judgement_printer.hpp"
#include "commands/validate.hpp"
#include "files.hpp"
#include "json_input.hpp"
#include "message_file.hpp"
#include "output.hpp"
#include "stopwatch.hpp"
#include "suggest.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::cli {

namespace {

using openapi::Finding;
using openapi::Operation;
using openapi::Report;
using openapi::Reported;

/// Every round of --loop is one call.
using Check = std::function<Report()>;

std::string described(const Operation& operation) {
  return std::string{name_of(operation.method)} + " " + operation.path;
}

/// A request that goes somewhere else.
Finding wrong_target(const Operation& operation, const openapi::Match& match,
                     const Request& request) {
  std::string got = std::string{name_of(request.method)} + " " + excerpt(request.path());
  if (match.operation != nullptr) got += ", which is " + match.operation->id;
  if (!match.what.empty()) got += ": " + match.what;
  return {.kind = Finding::Kind::broken_rule,
          .where = "target",
          .what = "expected " + described(operation) + ", got " + got,
          .expected = described(operation),
          .got = got,
          .rule = location_of(operation.place),
          .source = operation.source,
          .grade = operation.grade};
}

class MessageRun {
 public:
  MessageRun(const ValidateArguments& arguments, const openapi::Document& contract,
             const Operation& operation)
      : arguments_(arguments),
        contract_(contract),
        operation_(operation),
        progress_(clock_, "validations", arguments.loop, std::numeric_limits<std::uint64_t>::max()),
        printer_(arguments.format, {}, {{"api", arguments.api}, {"operation", arguments.operation}},
                 progress_) {}

  ExitCode run() {
    const bool is_request = !arguments_.request.empty();
    Judgement judgement{.file = is_request ? arguments_.request : arguments_.response};
    const auto text = read_file(judgement.file, kLargestInput);
    const auto done = !text        ? Result<Done>{Failure{text.error()}}
                      : is_request ? judge_request(*text, judgement)
                                   : judge_response(*text, judgement);
    if (!done) {
      judgement.outcome = Judgement::Outcome::unreadable;
      judgement.error = text ? locate(done.error(), judgement.file, *text) : done.error();
    }
    printer_.print(judgement);
    return printer_.finish();
  }

 private:
  [[nodiscard]] Reported if_strict() const {
    return arguments_.strict ? Reported::yes : Reported::no;
  }

  Result<Done> judge_request(const std::string& text, Judgement& judgement) {
    const auto file = read_request(text);
    if (!file) return Failure{file.error()};
    const Request& request = file->request;
    const auto match = contract_.find_operation(request.method, request.path());
    if (match.operation != &operation_) {
      judgement.outcome = Judgement::Outcome::invalid;
      judgement.findings.push_back(wrong_target(operation_, match, request));
      return Done{};
    }
    const openapi::RequestView view{.path = match.parameters,
                                    .query = request.query(),
                                    .fields = file->body.has_fields ? &request.fields : nullptr,
                                    .body = request.body,
                                    .json = file->body.json};
    const openapi::RequestOptions options{.unknown_headers = if_strict(), .repeated = if_strict()};
    judge([&] { return validate_request(contract_, operation_, view, options); }, judgement);
    return Done{};
  }

  Result<Done> judge_response(const std::string& text, Judgement& judgement) {
    const auto file = read_response(text, arguments_.status);
    if (!file) return Failure{file.error()};
    const Response& response = file->response;
    const openapi::ResponseView view{.status = response.status,
                                     .fields = file->body.has_fields ? &response.fields : nullptr,
                                     .body = response.body,
                                     .json = file->body.json};
    const openapi::ResponseOptions options{.undocumented_members = if_strict(),
                                           .undocumented_headers = if_strict()};
    judge([&] { return validate_response(contract_, operation_, view, options); }, judgement);
    return Done{};
  }

  void judge(const Check& check, Judgement& judgement) {
    Report report = check();
    judgement.outcome = report.is_clean() ? Judgement::Outcome::valid : Judgement::Outcome::invalid;
    judgement.capped = report.capped;
    judgement.findings = std::move(report.findings);
    if (arguments_.loop == 0) return;
    judgement.timing =
        Timing{arguments_.loop, mean_time(clock_, arguments_.loop, progress_, check)};
  }

  const ValidateArguments& arguments_;
  const openapi::Document& contract_;
  const Operation& operation_;
  SystemClock clock_;
  Progress progress_;
  JudgementPrinter printer_;
};

}  // namespace

ExitCode validate_message(const ValidateArguments& arguments) {
  const auto contract = openapi::load_contract(arguments.api);
  if (!contract) {
    complain(contract.error());
    return ExitCode::internal;  // it is a part of this program
  }
  const Operation* const operation = contract->find_operation(arguments.operation);
  if (operation == nullptr) {
    const auto known = operation_ids(arguments.api);
    complain("--operation: " + arguments.api + " has no operation '" +
             excerpt(arguments.operation, 60) + "'" + suggestion(arguments.operation, known) +
             "; try 'understudy contracts show " + arguments.api + "'");
    return ExitCode::usage;
  }
  return MessageRun{arguments, *contract, *operation}.run();
}

}  // namespace understudy::cli
