// SPDX-License-Identifier: MIT
#include "commands/judgement_printer.hpp"

#include <utility>

#include "output.hpp"

namespace understudy::cli {

namespace {

constexpr std::size_t kPortion = 65'536;      // ours: bytes written at once
constexpr std::size_t kMostComplaints = 100;  // ours: nobody reads more

}  // namespace

JudgementPrinter::JudgementPrinter(std::string format, SchemaName name, const Json& head,
                                   Progress& progress)
    : format_(std::move(format)), name_(std::move(name)), progress_(progress) {
  if (format_ != "json") return;
  pending_ = dump_json(head);
  pending_.back() = ',';
  pending_ += "\"results\":[";
}

void JudgementPrinter::append(const std::string& text) {
  pending_ += text;
  if (pending_.size() >= kPortion) flush();
}

void JudgementPrinter::flush() {
  if (pending_.empty()) return;
  progress_.hide();
  is_open_ = is_open_ && write_out(pending_);
  pending_.clear();
}

void JudgementPrinter::complain_of(const Judgement& judgement) {
  if (complaints_ > kMostComplaints) return;
  flush();
  progress_.hide();
  if (complaints_++ == kMostComplaints) {
    complain("more cannot be read; the report on stdout names them all");
  } else {
    complain(judgement.error);
  }
}

void JudgementPrinter::print(const Judgement& judgement) {
  if (format_ == "text") {
    append(render_text(judgement, name_));
  } else if (format_ == "json") {
    append((counts_.total() == 0 ? "\n  " : ",\n  ") + dump_json(render_json(judgement)));
  } else {
    append(dump_json(judgement.output) + "\n");
  }
  counts_.add(judgement);
  if (judgement.outcome == Judgement::Outcome::unreadable) complain_of(judgement);
}

void JudgementPrinter::print_lines(const std::string& file, const Counts& counts) {
  if (format_ == "text") append(render_lines(file, counts));
}

ExitCode JudgementPrinter::finish() {
  if (format_ == "json") {
    const Json summary{
        {"valid", counts_.valid}, {"invalid", counts_.invalid}, {"unreadable", counts_.unreadable}};
    pending_ += "\n],\"summary\":" + dump_json(summary) + "}\n";
  }
  progress_.hide();
  const std::string rest = std::exchange(pending_, {});
  if (!is_open_) return understudy::cli::finish("", ExitCode::could_not_run);
  return understudy::cli::finish(rest, code_of(counts_));
}

}  // namespace understudy::cli
