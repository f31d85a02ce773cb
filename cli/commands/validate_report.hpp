// SPDX-License-Identifier: MIT
/// What `understudy validate` says of each instance, and what all of it means for the exit code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exit_codes.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/error.hpp"
#include "understudy/base/json.hpp"
#include "understudy/openapi/finding.hpp"
#include "understudy/schema/violation.hpp"

namespace understudy::cli {

/// The mean time of one validation.
struct Timing {
  std::uint64_t rounds = 0;
  double nanoseconds = 0;
};

/// One file, or one line of JSON Lines.
struct Judgement {
  enum class Outcome : std::uint8_t { invalid, unreadable, valid };

  std::string file;
  std::size_t line = 0;  ///< 0: the whole file
  Outcome outcome = Outcome::valid;
  bool capped = false;                             ///< there are more violations
  std::vector<schema::Violation> violations = {};  ///< of a schema
  std::vector<openapi::Finding> findings = {};     ///< of a contract
  Error error = {};                                ///< why it is unreadable
  std::optional<Timing> timing = {};
  Json output = {};  ///< the standard's own form, where that is asked for
};

/// What a schema that has no name of its own is called: its file's URI, and the file as it was
/// given.
struct SchemaName {
  std::string uri;
  std::string file;
};

struct Counts {
  std::size_t valid = 0;
  std::size_t invalid = 0;
  std::size_t unreadable = 0;

  void add(const Judgement& judgement);
  [[nodiscard]] std::size_t total() const { return valid + invalid + unreadable; }
};

/// The outcome on the first line, violations below it.
std::string render_text(const Judgement& judgement, const SchemaName& name);
/// One JSON object.
Json render_json(const Judgement& judgement);
/// "events.jsonl: 3 lines: 1 valid, 1 invalid, 1 unreadable", the closing line of JSON Lines.
std::string render_lines(const std::string& file, const Counts& counts);
/// "812 ns", "1.25 us", "3.10 ms".
std::string render_time(double nanoseconds);
/// The URI with the file instead, where it is the schema's.
std::string shorten(std::string uri, const SchemaName& name);
/// bad_input before findings before ok.
ExitCode code_of(const Counts& counts);

}  // namespace understudy::cli
