// SPDX-License-Identifier: MIT
/// Collects findings, each with the source of the rule it is about.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "contents.hpp"
#include "understudy/openapi/finding.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::openapi {

/// Source and grade of a rule: of the nearest value round it that has them, or the operation's.
struct Citation {
  std::string source;
  std::string grade;
};
Citation cite(const Contents& contents, const Operation& operation, std::string_view rule);

class Reporter {
 public:
  Reporter(const Contents& contents, const Operation& operation, std::size_t most)
      : contents_(contents), operation_(operation), most_(most) {}

  /// Adds a finding whose source and grade are still to be looked up.
  void add(Finding finding);
  /// Adds what a schema refuses at `where`. Values of secrets are taken out.
  void add(std::string_view where, schema::Verdict verdict, bool is_secret = false);

  [[nodiscard]] bool is_full() const { return report_.capped; }
  [[nodiscard]] std::size_t room() const { return most_ + 1 - report_.findings.size(); }
  [[nodiscard]] const Contents& contents() const { return contents_; }
  [[nodiscard]] const Operation& operation() const { return operation_; }
  [[nodiscard]] Report take() { return std::move(report_); }

 private:
  const Contents& contents_;
  const Operation& operation_;
  std::size_t most_;
  Report report_ = {};
};

}  // namespace understudy::openapi
