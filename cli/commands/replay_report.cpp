// SPDX-License-Identifier: MIT
/// Reports of a replay as text and as JSON; what they mean for the exit code.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "commands/replay.hpp"
#include "understudy/base/json.hpp"

namespace understudy::cli {

namespace {

using conformance::ExchangeResult;
using conformance::Outcome;

constexpr Outcome kOutcomes[] = {Outcome::passed, Outcome::failed, Outcome::observed,
                                 Outcome::skipped, Outcome::error};

std::size_t count(const Reports& reports, Outcome outcome) {
  std::size_t sum = 0;
  for (const auto& [api, report] : reports) sum += report.count(outcome);
  return sum;
}

/// What a person has to see is in capitals.
std::string_view label_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::error:
      return "ERROR";
    case Outcome::failed:
      return "FAILED";
    case Outcome::observed:
      return "observed";
    case Outcome::passed:
      return "ok";
    case Outcome::skipped:
      return "skipped";
  }
  return "?";
}

double milliseconds(Duration elapsed) {
  return std::chrono::duration<double, std::milli>(elapsed).count();
}

std::string render_row(const ExchangeResult& result, std::size_t id_width) {
  const std::string status = result.status == 0 ? "-" : std::to_string(result.status);
  std::string row =
      fmt::format("  {:<{}}  {:>3}  {:<8}  {:>8.1f} ms  {}\n", result.id, id_width, status,
                  label_of(result.outcome), milliseconds(result.elapsed), result.title);
  if (!result.message.empty()) row += fmt::format("  {:<{}}  {}\n", "", id_width, result.message);
  return row;
}

Json json_of(const ExchangeResult& result) {
  auto mismatches = Json::array();
  for (const auto& mismatch : result.mismatches) {
    mismatches.push_back(
        {{"where", mismatch.where}, {"expected", mismatch.expected}, {"got", mismatch.got}});
  }
  return {{"id", result.id},
          {"title", result.title},
          {"source", result.source},
          {"grade", name_of(result.grade)},
          {"outcome", name_of(result.outcome)},
          {"status", result.status},
          {"requests", result.requests},
          {"elapsed_ms", milliseconds(result.elapsed)},
          {"message", result.message},
          {"mismatches", std::move(mismatches)}};
}

Json summary_of(const Reports& reports) {
  Json summary;
  for (const Outcome outcome : kOutcomes) {
    summary[std::string{name_of(outcome)}] = count(reports, outcome);
  }
  return summary;
}

}  // namespace

std::string render_text(const Reports& reports) {
  std::string text;
  std::size_t total = 0;
  for (const auto& [api, report] : reports) {
    std::size_t width = 0;
    for (const ExchangeResult& result : report.results) width = std::max(width, result.id.size());
    text += fmt::format("{}: {}\n", api, report.title);
    for (const ExchangeResult& result : report.results) text += render_row(result, width);
    total += report.results.size();
  }
  text += fmt::format("{} exchanges:", total);
  const char* separator = " ";
  for (const Outcome outcome : kOutcomes) {
    const std::size_t number = count(reports, outcome);
    if (number == 0 && outcome != Outcome::passed && outcome != Outcome::failed) continue;
    text += fmt::format("{}{} {}", separator, number, name_of(outcome));
    separator = ", ";
  }
  return text + "\n";
}

std::string render_json(const Reports& reports) {
  auto list = Json::array();
  for (const auto& [api, report] : reports) {
    auto results = Json::array();
    for (const ExchangeResult& result : report.results) results.push_back(json_of(result));
    list.push_back({{"api", api}, {"title", report.title}, {"results", std::move(results)}});
  }
  return dump_json({{"apis", std::move(list)}, {"summary", summary_of(reports)}}) + "\n";
}

ExitCode code_of(const Reports& reports) {
  if (count(reports, Outcome::error) > 0) return ExitCode::could_not_run;
  if (count(reports, Outcome::failed) > 0) return ExitCode::findings;
  return count(reports, Outcome::passed) > 0 ? ExitCode::ok : ExitCode::nothing_proven;
}

}  // namespace understudy::cli
