// SPDX-License-Identifier: MIT
#include "commands/validate_report.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "progress.hpp"

namespace understudy::cli {

namespace {

using Outcome = Judgement::Outcome;

std::string place_of(const Judgement& judgement) {
  return judgement.line == 0 ? judgement.file
                             : judgement.file + ":" + std::to_string(judgement.line);
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::invalid:
      return "invalid";
    case Outcome::unreadable:
      return "unreadable";
    case Outcome::valid:
      return "valid";
  }
  return "?";
}

std::string headline_of(const Judgement& judgement) {
  if (judgement.outcome != Outcome::invalid) return std::string{name_of(judgement.outcome)};
  const std::size_t count = judgement.violations.size() + judgement.findings.size();
  if (judgement.capped) return fmt::format("more than {} violations", grouped(count));
  return grouped(count) + (count == 1 ? " violation" : " violations");
}

void shorten_all(schema::Violation& violation, const SchemaName& name) {
  violation.schema = shorten(std::move(violation.schema), name);
  for (schema::Violation& cause : violation.causes) shorten_all(cause, name);
}

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out += "  ";
    out += text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

Json json_of(const schema::Violation& violation) {
  Json json{{"kind", keyword_of(violation.kind)},
            {"where", violation.instance},
            {"what", describe(violation)},
            {"expected", violation.want},
            {"got", violation.got},
            {"rule", violation.schema}};
  for (const schema::Violation& cause : violation.causes) json["causes"].push_back(json_of(cause));
  return json;
}

Json json_of(const openapi::Finding& finding) {
  Json json{{"kind", name_of(finding.kind)}, {"where", finding.where}, {"what", finding.what},
            {"expected", finding.expected},  {"got", finding.got},     {"rule", finding.rule},
            {"source", finding.source},      {"grade", finding.grade}};
  for (const schema::Violation& violation : finding.violations) {
    for (const schema::Violation& cause : violation.causes)
      json["causes"].push_back(json_of(cause));
  }
  return json;
}

}  // namespace

void Counts::add(const Judgement& judgement) {
  switch (judgement.outcome) {
    case Outcome::invalid:
      ++invalid;
      return;
    case Outcome::unreadable:
      ++unreadable;
      return;
    case Outcome::valid:
      ++valid;
      return;
  }
}

std::string shorten(std::string uri, const SchemaName& name) {
  if (name.uri.empty() || !uri.starts_with(name.uri)) return uri;
  const bool is_whole = uri.size() == name.uri.size() || uri[name.uri.size()] == '#';
  return is_whole ? name.file + uri.substr(name.uri.size()) : uri;
}

std::string render_time(double nanoseconds) {
  if (nanoseconds < 1e3) return fmt::format("{:.0f} ns", nanoseconds);
  if (nanoseconds < 1e6) return fmt::format("{:.2f} us", nanoseconds / 1e3);
  return fmt::format("{:.2f} ms", nanoseconds / 1e6);
}

std::string render_text(const Judgement& judgement, const SchemaName& name) {
  const std::string place = place_of(judgement);
  std::string text = place + ": " + headline_of(judgement) + "\n";
  for (schema::Violation violation : judgement.violations) {
    shorten_all(violation, name);
    text += indented(render(violation));
  }
  for (const openapi::Finding& finding : judgement.findings) text += indented(render(finding));
  if (judgement.timing) {
    const auto [rounds, nanoseconds] = *judgement.timing;
    text +=
        fmt::format("{}: {} each, mean of {}\n", place, render_time(nanoseconds), grouped(rounds));
  }
  return text;
}

Json render_json(const Judgement& judgement) {
  Json json{{"file", judgement.file}, {"outcome", name_of(judgement.outcome)}};
  if (judgement.line > 0) json["line"] = judgement.line;
  if (judgement.outcome == Outcome::unreadable) {
    json["error"] = {{"code", understudy::name_of(judgement.error.code)},
                     {"what", judgement.error.what},
                     {"where", judgement.error.where}};
  }
  if (judgement.outcome == Outcome::invalid) {
    Json list = Json::array();
    for (const schema::Violation& violation : judgement.violations) {
      list.push_back(json_of(violation));
    }
    for (const openapi::Finding& finding : judgement.findings) list.push_back(json_of(finding));
    json["violations"] = std::move(list);
    json["capped"] = judgement.capped;
  }
  if (judgement.timing) {
    json["loop"] = {{"rounds", judgement.timing->rounds},
                    {"mean_ns", judgement.timing->nanoseconds}};
  }
  return json;
}

std::string render_lines(const std::string& file, const Counts& counts) {
  std::string text = fmt::format("{}: {} {}: {} valid", file, grouped(counts.total()),
                                 counts.total() == 1 ? "line" : "lines", grouped(counts.valid));
  if (counts.invalid > 0) text += fmt::format(", {} invalid", grouped(counts.invalid));
  if (counts.unreadable > 0) text += fmt::format(", {} unreadable", grouped(counts.unreadable));
  return text + "\n";
}

ExitCode code_of(const Counts& counts) {
  if (counts.unreadable > 0) return ExitCode::bad_input;
  return counts.invalid > 0 ? ExitCode::findings : ExitCode::ok;
}

}  // namespace understudy::cli
