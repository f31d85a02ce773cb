// SPDX-License-Identifier: MIT
/// Judgements on their way to stdout, in the form that was asked for, none kept.
#pragma once

#include <cstddef>
#include <string>

#include "commands/validate_report.hpp"
#include "progress.hpp"

namespace understudy::cli {

class JudgementPrinter {
 public:
  /// `head` are the first members of the JSON report. Whatever is printed takes `progress` away
  /// first.
  JudgementPrinter(std::string format, SchemaName name, const Json& head, Progress& progress);

  /// Reasons why something is unreadable go to stderr.
  void print(const Judgement& judgement);
  /// The closing line of a file of JSON Lines; in a text report only.
  void print_lines(const std::string& file, const Counts& counts);
  /// To be called before a wait: what is known so far, somebody may want to see.
  void flush();
  /// False once stdout takes nothing any more: there is no use in going on.
  [[nodiscard]] bool is_open() const { return is_open_; }

  /// Ends the report.
  ExitCode finish();

 private:
  void append(const std::string& text);
  void complain_of(const Judgement& judgement);

  std::string format_;
  SchemaName name_;
  Progress& progress_;
  std::string pending_;
  Counts counts_ = {};
  std::size_t complaints_ = 0;
  bool is_open_ = true;
};

}  // namespace understudy::cli
