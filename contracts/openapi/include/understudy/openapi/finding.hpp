// SPDX-License-Identifier: MIT
/// What a message breaks of its contract, or has beyond it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/schema/violation.hpp"

namespace understudy::openapi {

struct Finding {
  enum class Kind : std::uint8_t {
    broken_rule,  ///< a value that its schema refuses, or parameters that exclude each other
    missing_body,
    missing_header,  ///< of a response
    missing_parameter,
    repeated_parameter,
    undocumented_content_type,  ///< of a response
    undocumented_member,        ///< of a response's body
    undocumented_status,
    unknown_header,
    unknown_query_parameter,
    unreadable_body,
    unreadable_parameter,
    wrong_content_type,  ///< of a request
  };

  Kind kind = Kind::broken_rule;
  std::string where =
      {};  ///< "query page", "path companyId", "header Accept", "body /filters/state"
  std::string what = {};                           ///< one sentence without a full stop
  std::string expected = {};                       ///< shortened; empty where nothing can be said
  std::string got = {};                            ///< shortened; secrets are "<redacted>"
  std::string rule = {};                           ///< URI of the rule in the contract
  std::string source = {};                         ///< x-source nearest to the rule
  std::string grade = {};                          ///< x-grade nearest to the rule
  std::vector<schema::Violation> violations = {};  ///< of broken_rule: the schema's own words
};

/// "broken_rule" and so on.
std::string_view name_of(Finding::Kind kind);

/// Where, what and by which rule, on a few lines.
std::string render(const Finding& finding);

struct Report {
  std::vector<Finding> findings = {};
  bool capped = false;  ///< there are more than asked for

  [[nodiscard]] bool is_clean() const { return findings.empty(); }
};

}  // namespace understudy::openapi
