// SPDX-License-Identifier: MIT
/// The open questions of an API's documents, as named values: one reading each, the rest on offer.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/result.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock {

/// One ambiguity of a source.
struct Switch {
  std::string_view name;                 ///< "filter.malformed"
  std::vector<std::string_view> values;  ///< the first is the default
  std::string_view lenient = {};         ///< what Strictness::lenient sets; empty: untouched
  std::string_view grade = {};           ///< "INF" or "GUESS"
  std::string_view source = {};          ///< id in SOURCES.md
  /// What else it may be set to, by the word of SOURCES.md: "N" and "SECONDS" for a number of one
  /// digit to nine, any other word for a text that is not empty. Empty: nothing else.
  std::string_view form = {};
};

/// The readings one server has chosen, resolved once at its start.
class Switches {
 public:
  Switches() = default;

  /// Resolves: an override wins over strictness, strictness over the default.
  ///
  /// Errors:   bad_input for an override that names no switch or a value the switch does not offer;
  ///           the advice lists what it does offer
  static Result<Switches> resolve(std::span<const Switch> known, Strictness strictness,
                                  const std::map<std::string, std::string>& overrides);

  /// The chosen value. The switch must be one of the resolved ones.
  [[nodiscard]] std::string_view operator[](std::string_view name) const;
  [[nodiscard]] bool is(std::string_view name, std::string_view value) const {
    return (*this)[name] == value;
  }
  /// The chosen value, or `otherwise` where the API has no such switch: dialects are shared by APIs
  /// that leave different questions open.
  [[nodiscard]] std::string_view value_or(std::string_view name, std::string_view otherwise) const;
  /// The value of a switch whose values are numbers ("N" and "SECONDS").
  [[nodiscard]] int number(std::string_view name) const;
  /// All of them, by name.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& values() const {
    return chosen_;
  }

 private:
  std::map<std::string, std::string, std::less<>> chosen_;
};

}  // namespace understudy::mock
