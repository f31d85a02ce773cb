// SPDX-License-Identifier: MIT
/// The filter language of PartnerTap's reports: one text per column, whose end says what to do with
/// it. A builder that makes only texts which the host reads back as they were meant.
///
///   const auto filters = SuffixMap{}
///                            .equals("state", {"Oklahoma", "Texas"})
///                            .contains("name", {"Example"})
///                            .between("openOppCount", 1, 10)
///                            .build(columns);
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/result.hpp"
#include "understudy/client/json_types.hpp"

namespace understudy::client {

/// A column as far as filters care: its key, and its type in the words of the host ("string",
/// "number", ...). Types that nobody has documented are let pass with every condition.
struct FilterColumn {
  std::string key = {};
  std::string type = {};

  friend bool operator==(const FilterColumn&, const FilterColumn&) = default;
};

/// Why a condition cannot be said.
enum class SuffixMapErrc : std::uint8_t {
  ambiguous,      ///< the values, side by side, would be read as other values
  bad_value,      ///< no true or false, no JSON number, no whole second, no UUID
  empty_value,    ///< an empty text is no condition
  no_value,       ///< a condition without any value
  repeated_key,   ///< a second condition on one column: there is one text per column
  reversed,       ///< the least is more than the most: no row could match
  separator,      ///< a value that holds "-,-" is read as several
  suffix,         ///< a value that ends in "-!-", "-?-" or "-^-" is read as an operator
  unknown_key,    ///< none of the columns
  wrong_operator  ///< not for columns of that type
};

/// "wrong_operator" and so on.
std::string_view name_of(SuffixMapErrc code);

/// Which condition cannot be said, and why. `value` may be what a person has typed: cut it before
/// it is shown.
struct SuffixMapError {
  SuffixMapErrc code = SuffixMapErrc::no_value;
  std::string key = {};
  std::string value = {};
  std::string type = {};  ///< of the column, where it was looked at

  friend bool operator==(const SuffixMapError&, const SuffixMapError&) = default;
};

/// The same as an Error, with what to do instead.
Error to_error(const SuffixMapError& error);

/// Conditions as a request carries them. All of them have to hold. Made by SuffixMap only.
class SuffixFilters {
 public:
  SuffixFilters() = default;  ///< no condition

  [[nodiscard]] const std::map<std::string, std::string>& texts() const { return texts_; }
  [[nodiscard]] bool empty() const { return texts_.empty(); }

  friend bool operator==(const SuffixFilters&, const SuffixFilters&) = default;

 private:
  friend class SuffixMap;
  explicit SuffixFilters(std::map<std::string, std::string> texts) : texts_(std::move(texts)) {}
  std::map<std::string, std::string> texts_;
};

/// Collects conditions by column key, as the columns operation of the host lists the keys; keys of
/// partner columns are bare.
///
/// Grammar:  text = items [ "-!-" / "-?-" / "-^-" ] / bool *( "-,-" bool ) / bound "<->" bound;
///           items = item *( "-,-" item ). A suffix is cut off the end once, what is left is split
///           at every "-,-" from the left, and empty items are dropped. Nothing can be escaped
/// Units:    dates in whole seconds since 1970-01-01T00:00:00Z
/// Source:   partnertap S13
class SuffixMap {
 public:
  using Values = std::vector<std::string>;

  /// One of the values, letter case included.
  SuffixMap& equals(std::string key, Values values);
  /// None of the values, letter case included; rows without a value are kept.
  SuffixMap& differs(std::string key, Values values);
  /// Every one of the values as a part, in any case.
  SuffixMap& contains(std::string key, Values values);
  /// None of the values as a part, in any case.
  SuffixMap& lacks(std::string key, Values values);
  SuffixMap& is(std::string key, bool value);
  /// Numbers and amounts, both bounds included.
  SuffixMap& between(std::string key, Decimal least, Decimal most);
  /// Dates, both bounds included.
  SuffixMap& between(std::string key, std::chrono::sys_seconds first,
                     std::chrono::sys_seconds last);

  /// The conditions, checked as far as the language alone tells. The first error wins.
  [[nodiscard]] Result<SuffixFilters, SuffixMapError> build() const;
  /// The same, each checked against the type of its column too: texts (string, name, email, title,
  /// phone) take the first four; UUIDs, too; booleans `is`, and `equals` with true and false;
  /// number and currency `between` of numbers; date `between` of dates.
  [[nodiscard]] Result<SuffixFilters, SuffixMapError> build(
      const std::vector<FilterColumn>& columns) const;

 private:
  enum class Operator : std::uint8_t { boolean, contains, dates, differs, equals, lacks, numbers };
  struct Condition {
    Operator op;
    std::string key;
    Values values;
  };

  static std::string text_of(const Condition& condition);
  static Result<Done, SuffixMapError> check(const Condition& condition);
  static Result<Done, SuffixMapError> check_type(const Condition& condition,
                                                 const std::string& type);
  [[nodiscard]] Result<SuffixFilters, SuffixMapError> build_with(
      const std::vector<FilterColumn>* columns) const;

  std::vector<Condition> conditions_;
};

}  // namespace understudy::client
