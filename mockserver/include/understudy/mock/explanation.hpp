// SPDX-License-Identifier: MIT
/// Why an answer is as it is: which clause kept or dropped which row, which requests filled a
/// window, which rule of the contract is broken and who says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock {

/// One condition of a list request, asked by itself.
struct ExplainedClause {
  std::string text = {};  ///< as it was sent, or in words: `state is one of "Texas", "Ohio"`
  std::optional<std::size_t> within = {};  ///< the clause it is a part of; none: it has to hold
  /// How many rows it keeps; none where some row has no answer, as by a division by zero.
  std::optional<std::size_t> kept = {};

  friend bool operator==(const ExplainedClause&, const ExplainedClause&) = default;
};

struct ExplainedRow {
  std::string json = {};  ///< as it is sent, or as it is stored where lists show a part of it
  bool is_kept = false;
  std::optional<std::size_t> dropped_by = {};  ///< the first clause that has to hold and does not
  std::string why = {};                        ///< `city is "Austin"`: what that clause looks at

  friend bool operator==(const ExplainedRow&, const ExplainedRow&) = default;
};

/// The rows that a list is chosen from.
struct ExplainedSelection {
  std::size_t rows = 0;
  std::size_t kept = 0;
  std::vector<ExplainedClause> clauses = {};
  std::vector<std::string> order = {};  ///< "city descending"
  std::vector<ExplainedRow> examples = {};

  friend bool operator==(const ExplainedSelection&, const ExplainedSelection&) = default;
};

/// Which rows an explanation shows, in the order in which they were made.
struct ExampleOptions {
  enum class Which : std::uint8_t { dropped, each_clause, every, kept };
  /// each_clause: the first rows that each clause drops, and the first that are kept.
  Which which = Which::each_clause;
  std::size_t first = 0;  ///< of those; not for each_clause
  std::size_t most = 3;   ///< of each clause for each_clause, else of all
};

/// The throttle window of a caller.
struct ExplainedWindow {
  std::string dialect = {};  ///< "rolling-window"
  std::size_t limit = 0;
  Duration length{};
  std::size_t used = 0;
  std::vector<std::uint64_t> filled_by = {};  ///< numbers of the journal
  bool is_whole = true;    ///< whether the journal still has every request that fills it
  Duration frees_after{};  ///< until the next admission; 0 while there is room
  WallTime frees_at{};     ///< the same by the clock of the space
};

/// What a message breaks of its contract.
struct ExplainedFinding {
  std::string where = {};  ///< "query page", "body /filters/state"
  std::string what = {};   ///< one sentence
  std::string expected = {};
  std::string got = {};
  std::string rule = {};    ///< URI of the rule in the contract
  std::string source = {};  ///< the place in the API's SOURCES.md
  std::string grade = {};   ///< how sure we are of it: "SEED", "INF"
};

struct Explanation {
  std::string api = {};
  std::string operation = {};
  std::string stage = {};  ///< that answered; "answer" for the operation itself
  std::string rule = {};
  std::string source = {};
  std::string nearest = {};  ///< where nothing is: the documented route most like it
  /// The answer, of a request that was not sent; else that of the same request now.
  std::optional<Response> response = {};
  /// Whether that is what was answered then. The records may have changed since.
  std::optional<bool> is_as_answered = {};
  std::optional<ExplainedSelection> selection = {};
  std::optional<ExplainedWindow> window = {};
  std::vector<ExplainedFinding> findings = {};
};

}  // namespace understudy::mock
