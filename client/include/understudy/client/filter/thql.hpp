// SPDX-License-Identifier: MIT
/// Filters in THQL, the where clause of Impartner's own tools, built so that only valid ones can
/// be.
///
///   using namespace understudy::client::thql;
///   Filter wanted = field("Status").eq("Active") && field("Name").not_like("%nintex%");
///   wanted.text();  // Status = 'Active' and Name not like '%nintex%'
///
/// The language has no `not` in front of a condition and no functions, so that there are none here.
/// A comparison with a field that is null is neither true nor false: `ne`, `not_like` and `not_in`
/// drop such rows, too.
///
/// Grammar:  where, condition, compare and value of the source. `and` beside `or` always gets
///           parentheses: which one binds tighter is a guess
/// Source:   impartner S11 [DOC: the form; OBS: operators and literals]
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/result.hpp"
#include "understudy/client/filter/field_path.hpp"

namespace understudy::client::thql {

/// A condition. Combines by && and ||.
class Filter {
 public:
  [[nodiscard]] const std::string& text() const { return text_; }

  friend Filter operator&&(const Filter& a, const Filter& b);
  friend Filter operator||(const Filter& a, const Filter& b);
  friend bool operator==(const Filter&, const Filter&) = default;

 private:
  friend class Field;
  enum class Form : std::uint8_t { condition, conjunction, disjunction };
  Filter(std::string text, Form form) : text_(std::move(text)), form_(form) {}
  [[nodiscard]] std::string inside(Form outer) const;

  std::string text_;
  Form form_;
};

/// All of them, any of them; nothing for none.
std::optional<Filter> all_of(const std::vector<Filter>& filters);
std::optional<Filter> any_of(const std::vector<Filter>& filters);

/// A text, a number, a boolean, a day or a second to compare with. Not null: see Field::is_null.
class Value {
 public:
  // All implicit on purpose: a value stands for itself.
  /// Invalid UTF-8 becomes U+FFFD.
  Value(std::string_view text);
  Value(const std::string& text) : Value(std::string_view{text}) {}
  Value(const char* text) : Value(std::string_view{text}) {}
  Value(std::same_as<bool> auto value) : text_(value ? "true" : "false") {}
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) Value(T value)
      : text_(std::to_string(value)) {}
  /// See find_number.
  Value(double value) = delete;
  /// Years outside of 1 to 9999 become the nearest one that can be written.
  Value(std::chrono::sys_days day);
  Value(std::chrono::sys_seconds at);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  friend Result<Value> find_number(double number);
  Value() = default;

  std::string text_;
};

/// A number with decimals, in the shortest digits that read back as the same.
///
/// Errors:   bad_input for infinities and NaN, which the language has no word for
Result<Value> find_number(double number);

/// A text as the part of a pattern that matches only itself.
///
/// Errors:   bad_input for "%" and "_", which always mean any text and any character
Result<std::string> find_pattern(std::string_view text);

class Field {
 public:
  /// Texts compare without regard to case.
  [[nodiscard]] Filter eq(const Value& value) const { return compare("=", value.text()); }
  [[nodiscard]] Filter ne(const Value& value) const { return compare("!=", value.text()); }
  [[nodiscard]] Filter gt(const Value& value) const { return compare(">", value.text()); }
  [[nodiscard]] Filter ge(const Value& value) const { return compare(">=", value.text()); }
  [[nodiscard]] Filter lt(const Value& value) const { return compare("<", value.text()); }
  [[nodiscard]] Filter le(const Value& value) const { return compare("<=", value.text()); }
  [[nodiscard]] Filter is_null() const { return compare("=", "null"); }
  [[nodiscard]] Filter is_not_null() const { return compare("!=", "null"); }

  /// In a pattern "%" is any text, and "_" any character.
  [[nodiscard]] Filter like(std::string_view pattern) const;
  [[nodiscard]] Filter not_like(std::string_view pattern) const;

  template <std::convertible_to<Value>... More>
  [[nodiscard]] Filter in(const Value& first, const More&... more) const {
    return one_of("in", {first, Value{more}...});
  }
  template <std::convertible_to<Value>... More>
  [[nodiscard]] Filter not_in(const Value& first, const More&... more) const {
    return one_of("not in", {first, Value{more}...});
  }
  /// Errors:   bad_input for an empty list, which the language has no form for
  [[nodiscard]] Result<Filter> in(const std::vector<Value>& values) const;
  [[nodiscard]] Result<Filter> not_in(const std::vector<Value>& values) const;

 private:
  friend Field field(FieldLiteral name);
  friend Result<Field> find_field(std::string_view name);
  explicit Field(std::string_view path) : text_(path) {}
  [[nodiscard]] Filter compare(std::string_view relation, std::string_view value) const;
  [[nodiscard]] Filter one_of(std::string_view relation, const std::vector<Value>& values) const;

  std::string text_;
};

/// The field of a name; foreign keys are followed by dots: field("Region.Name").
Field field(FieldLiteral name);
/// The same for a name that comes from elsewhere.
///
/// Errors:   bad_input for what names no field
Result<Field> find_field(std::string_view name);

}  // namespace understudy::client::thql
