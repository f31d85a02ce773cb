// SPDX-License-Identifier: MIT
/// Filters in OData, built so that only valid ones can be.
///
///   using namespace understudy::client::odata;
///   Filter wanted = field("Partner_Tier__cf").ne("Pending") &&
///                   !field("Name").lower().contains("nintex");
///   wanted.text();  // Partner_Tier__cf ne 'Pending' and not contains(tolower(Name),'nintex')
///
/// Names, operators, quotes and parentheses are right by construction. Whether a host has such a
/// field, and whether it is of the type it is compared with, only the host knows.
///
/// Grammar:  orExpr, andExpr, eqExpr, relExpr, unary, inExpr and call of the source
/// Source:   impartner S10 [SEED: eq, ne, and, texts; FW: OData 4.01]
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
#include "understudy/client/date_text.hpp"
#include "understudy/client/filter/field_path.hpp"

namespace understudy::client::odata {

/// How tightly the parts of an expression hold together, the loosest first.
enum class Binding : std::uint8_t { disjunction, conjunction, comparison, unary };

/// A condition. Combines by && and ||, and ! in front of it; parentheses stand where they have to.
class Filter {
 public:
  [[nodiscard]] const std::string& text() const { return text_; }

  friend Filter operator&&(const Filter& a, const Filter& b);
  friend Filter operator||(const Filter& a, const Filter& b);
  friend Filter operator!(const Filter& a);
  friend bool operator==(const Filter&, const Filter&) = default;

 private:
  friend class Term;
  Filter(std::string text, Binding binding) : text_(std::move(text)), binding_(binding) {}
  [[nodiscard]] std::string inside(Binding outer) const;

  std::string text_;
  Binding binding_;
};

/// All of them, any of them; nothing for none.
std::optional<Filter> all_of(const std::vector<Filter>& filters);
std::optional<Filter> any_of(const std::vector<Filter>& filters);

/// A text, a number, a boolean, a day or a moment to compare with. Not null: see is_null.
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
  /// Also INF, -INF and NaN, which equals nothing.
  Value(double value);
  /// Years outside of 1 to 9999 become the nearest one that can be written.
  Value(std::chrono::sys_days day);
  Value(Instant at);

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// What can be compared: a field, or a function of one.
class Term {
 public:
  /// Null equals only null: `ne` keeps rows whose field is null, the others drop them.
  [[nodiscard]] Filter eq(const Value& value) const { return compare("eq", value.text()); }
  [[nodiscard]] Filter ne(const Value& value) const { return compare("ne", value.text()); }
  [[nodiscard]] Filter gt(const Value& value) const { return compare("gt", value.text()); }
  [[nodiscard]] Filter ge(const Value& value) const { return compare("ge", value.text()); }
  [[nodiscard]] Filter lt(const Value& value) const { return compare("lt", value.text()); }
  [[nodiscard]] Filter le(const Value& value) const { return compare("le", value.text()); }
  [[nodiscard]] Filter is_null() const { return compare("eq", "null"); }
  [[nodiscard]] Filter is_not_null() const { return compare("ne", "null"); }
  /// One of them; of an empty list none is.
  [[nodiscard]] Filter in(const std::vector<Value>& values) const;

  [[nodiscard]] const std::string& text() const { return text_; }

 protected:
  explicit Term(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] Filter call(std::string_view function, std::string_view argument) const;
  [[nodiscard]] Filter condition() const;
  [[nodiscard]] std::string applied(std::string_view function) const;

 private:
  [[nodiscard]] Filter compare(std::string_view relation, std::string_view value) const;

  std::string text_;
};

/// The number that a function gives.
class NumberTerm : public Term {
 private:
  friend class TextTerm;
  friend class Field;
  using Term::Term;
};

/// A text, with regard to case.
class TextTerm : public Term {
 public:
  [[nodiscard]] Filter contains(std::string_view part) const { return call("contains", part); }
  [[nodiscard]] Filter starts_with(std::string_view part) const { return call("startswith", part); }
  [[nodiscard]] Filter ends_with(std::string_view part) const { return call("endswith", part); }
  [[nodiscard]] TextTerm lower() const { return TextTerm{applied("tolower")}; }
  [[nodiscard]] TextTerm upper() const { return TextTerm{applied("toupper")}; }
  [[nodiscard]] TextTerm trim() const { return TextTerm{applied("trim")}; }
  /// In characters.
  [[nodiscard]] NumberTerm length() const { return NumberTerm{applied("length")}; }

 protected:
  using Term::Term;
};

/// A field, of whatever type.
class Field : public TextTerm {
 public:
  /// The field itself as the condition, for booleans.
  [[nodiscard]] Filter is_true() const { return condition(); }
  /// Of a day or a moment, in its own zone.
  [[nodiscard]] NumberTerm year() const { return NumberTerm{applied("year")}; }
  [[nodiscard]] NumberTerm month() const { return NumberTerm{applied("month")}; }
  [[nodiscard]] NumberTerm day() const { return NumberTerm{applied("day")}; }

 private:
  friend Field field(FieldLiteral name);
  friend Result<Field> find_field(std::string_view name);
  explicit Field(std::string_view path);
};

/// The field of a name; foreign keys are followed by dots: field("Region.Name").
Field field(FieldLiteral name);
/// The same for a name that comes from elsewhere.
///
/// Errors:   bad_input for what names no field
Result<Field> find_field(std::string_view name);

}  // namespace understudy::client::odata
