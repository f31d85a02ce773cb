// SPDX-License-Identifier: MIT
/// Records from JSON and back, by a table of members that the compiler reads.
///
///   struct Account {
///     std::string id;
///     std::optional<std::int64_t> employees;  // may be absent or null
///     ExtraFields extra;                      // whatever else the host sends
///   };
///   constexpr auto members_of(const Account*) {
///     return std::tuple{member("id", &Account::id), member("employees", &Account::employees),
///                       extra_members(&Account::extra)};
///   }
///   Result<Account> account = read_json<Account>(text);
///
/// Members are expected in the order of the table and found in any other; a std::optional one may
/// be missing, every other one has to be there. Values are decoded straight from the text: what
/// costs is copying the texts.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/result.hpp"
#include "understudy/client/date_text.hpp"
#include "understudy/client/json_types.hpp"

namespace understudy::client {

/// The bounds of an answer's body; the transport bounds its bytes first.
inline constexpr JsonLimits kAnswerLimits{
    .bytes = 16'777'216, .depth = 64, .elements = 1'000'000, .nodes = 4'000'000};

/// Why a value could not be read.
struct ReadProblem {
  const JsonNode* node = nullptr;  ///< the value, or the object that lacks a member
  std::string what = {};

  /// Notes the problem; false, for the reader to return.
  bool set(JsonElement value, std::string text) {
    node = value.node();
    what = std::move(text);
    return false;
  }
};

/// "expected a text, got a number".
bool refuse_kind(JsonElement value, std::string_view expected, ReadProblem& problem);

/// How one type is read and written. Specialise it for a type of your own that is no record.
template <typename T>
struct Codec;

/// One named member of a record.
template <typename T, typename M>
struct Member {
  using Type = M;
  std::string_view name;
  M T::*pointer;
};
template <typename T, typename M>
constexpr Member<T, M> member(std::string_view name, M T::*pointer) {
  return {name, pointer};
}

/// The member that keeps what no other one names; the last of its table.
template <typename T>
struct ExtraMember {
  using Type = ExtraFields;
  ExtraFields T::*pointer;
};
template <typename T>
constexpr ExtraMember<T> extra_members(ExtraFields T::*pointer) {
  return {pointer};
}

template <typename T>
concept Record = requires {
  members_of(static_cast<const T*>(nullptr));
};

namespace detail {

template <typename M>
inline constexpr bool kIsExtra = false;
template <typename T>
inline constexpr bool kIsExtra<ExtraMember<T>> = true;
template <typename M>
inline constexpr bool kIsOptional = false;
template <typename T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <typename M>
inline constexpr bool kIsNullable = false;
template <typename T>
inline constexpr bool kIsNullable<Nullable<T>> = true;

bool refuse_missing(JsonElement object, std::string_view name, ReadProblem& problem);
Error explain(JsonElement root, ReadProblem problem);
void append_name(std::string& out, char before, std::string_view name);
void append_extra(std::string& out, char& before, const ExtraFields& extra);

/// What is known of a record before a text is seen.
template <Record T>
struct Table {
  static constexpr auto kMembers = members_of(static_cast<const T*>(nullptr));
  using Members = std::remove_const_t<decltype(kMembers)>;
  static constexpr std::size_t kAll = std::tuple_size_v<Members>;
  template <std::size_t I>
  using At = std::tuple_element_t<I, Members>;

  static constexpr bool has_extra() {
    if constexpr (kAll == 0) {
      return false;
    } else {
      return kIsExtra<At<kAll - 1>>;
    }
  }
  static constexpr std::size_t kNamed = has_extra() ? kAll - 1 : kAll;

  using Read = bool (*)(JsonElement, T&, ReadProblem&);
  struct Row {
    std::string_view name;
    Read read;
    bool is_required;
  };

  template <std::size_t I>
  static bool read_member(JsonElement value, T& record, ReadProblem& problem) {
    return Codec<typename At<I>::Type>::read(value, record.*(std::get<I>(kMembers).pointer),
                                             problem);
  }
  template <std::size_t... I>
  static constexpr std::array<Row, sizeof...(I)> make_rows(std::index_sequence<I...> /*all*/) {
    return {
        Row{std::get<I>(kMembers).name, &read_member<I>, !kIsOptional<typename At<I>::Type>}...};
  }
  static constexpr std::array<Row, kNamed> kRows = make_rows(std::make_index_sequence<kNamed>{});

  /// The row of a name, looked for from `expected` on; kNamed for none.
  static std::size_t find(std::string_view name, std::size_t expected) {
    for (std::size_t i = expected; i < kNamed; ++i) {
      if (kRows[i].name == name) return i;
    }
    for (std::size_t i = 0; i < expected; ++i) {
      if (kRows[i].name == name) return i;
    }
    return kNamed;
  }
};

}  // namespace detail

template <typename T>
bool read_value(JsonElement value, T& out, ReadProblem& problem) {
  return Codec<T>::read(value, out, problem);
}
template <typename T>
void append_json(std::string& out, const T& value) {
  Codec<T>::write(out, value);
}

/// Reads a value. The `where` of an error is a JSON Pointer from `root`.
///
/// Errors:   bad_input for another type, a missing member, a number or a date that does not fit
template <typename T>
Result<T> read(JsonElement root) {
  T value{};
  ReadProblem problem;
  if (!read_value(root, value, problem)) return Failure{detail::explain(root, std::move(problem))};
  return value;
}

/// Reads a JSON text. Errors as above, and those of JsonDocument::parse.
template <typename T>
Result<T> read_json(std::string_view text, const JsonLimits& limits = kAnswerLimits) {
  const Result<JsonDocument> document = JsonDocument::parse(text, limits);
  if (!document) return Failure{document.error()};
  return read<T>(document->root());
}

/// The JSON text of a value, members in the order of their table, absent ones left out.
template <typename T>
std::string write_json(const T& value) {
  std::string out;
  append_json(out, value);
  return out;
}

// Scalars.
bool read_scalar(JsonElement value, bool& out, ReadProblem& problem);
bool read_scalar(JsonElement value, std::int32_t& out, ReadProblem& problem);
bool read_scalar(JsonElement value, std::int64_t& out, ReadProblem& problem);
bool read_scalar(JsonElement value, double& out, ReadProblem& problem);
bool read_scalar(JsonElement value, Decimal& out, ReadProblem& problem);
bool read_scalar(JsonElement value, Instant& out, ReadProblem& problem);
bool read_scalar(JsonElement value, LocalTime& out, ReadProblem& problem);
bool read_scalar(JsonElement value, std::chrono::year_month_day& out, ReadProblem& problem);
bool read_scalar(JsonElement value, Json& out, ReadProblem& problem);
inline bool read_scalar(JsonElement value, std::string& out, ReadProblem& problem) {
  if (!value.is_string()) return refuse_kind(value, "a text", problem);
  out = value.text();
  return true;
}

void append_scalar(std::string& out, bool value);
void append_scalar(std::string& out, std::int32_t value);
void append_scalar(std::string& out, std::int64_t value);
void append_scalar(std::string& out, double value);
void append_scalar(std::string& out, const Decimal& value);
void append_scalar(std::string& out, Instant value);
void append_scalar(std::string& out, LocalTime value);
void append_scalar(std::string& out, std::chrono::year_month_day value);
void append_scalar(std::string& out, const Json& value);
inline void append_scalar(std::string& out, const std::string& value) {
  append_json_string(out, value);
}

template <typename T>
concept Scalar = requires(JsonElement value, T& out, ReadProblem& problem) {
  read_scalar(value, out, problem);
};

template <Scalar T>
struct Codec<T> {
  static bool read(JsonElement value, T& out, ReadProblem& problem) {
    return read_scalar(value, out, problem);
  }
  static void write(std::string& out, const T& value) { append_scalar(out, value); }
};

/// Null is an empty optional, but for one of a Nullable, which is null itself then.
template <typename T>
struct Codec<std::optional<T>> {
  static bool read(JsonElement value, std::optional<T>& out, ReadProblem& problem) {
    if (value.is_null() && !detail::kIsNullable<T>) {
      out.reset();
      return true;
    }
    return read_value(value, out.emplace(), problem);
  }
  static void write(std::string& out, const std::optional<T>& value) {
    if (value) {
      append_json(out, *value);
    } else {
      out += "null";
    }
  }
};

template <typename T>
struct Codec<Nullable<T>> {
  static bool read(JsonElement value, Nullable<T>& out, ReadProblem& problem) {
    return Codec<std::optional<T>>::read(value, out.value, problem);
  }
  static void write(std::string& out, const Nullable<T>& value) { append_json(out, value.value); }
};

template <typename E>
struct Codec<OpenEnum<E>> {
  static bool read(JsonElement value, OpenEnum<E>& out, ReadProblem& problem) {
    if (!value.is_string()) return refuse_kind(value, "a text", problem);
    out = OpenEnum<E>::of(value.text());
    return true;
  }
  static void write(std::string& out, const OpenEnum<E>& value) {
    append_json_string(out, value.text());
  }
};

template <typename T>
struct Codec<std::vector<T>> {
  static bool read(JsonElement value, std::vector<T>& out, ReadProblem& problem) {
    if (!value.is_array()) return refuse_kind(value, "an array", problem);
    out.clear();
    out.reserve(value.size());
    for (const JsonElement element : value.elements()) {
      if (!read_value(element, out.emplace_back(), problem)) return false;
    }
    return true;
  }
  static void write(std::string& out, const std::vector<T>& value) {
    char before = '[';
    for (const T& element : value) {
      out += before;
      append_json(out, element);
      before = ',';
    }
    out += value.empty() ? "[]" : "]";
  }
};

template <typename T>
struct Codec<std::map<std::string, T>> {
  static bool read(JsonElement value, std::map<std::string, T>& out, ReadProblem& problem) {
    if (!value.is_object()) return refuse_kind(value, "an object", problem);
    out.clear();
    for (const JsonMember entry : value.members()) {
      if (!read_value(entry.value, out[std::string{entry.name}], problem)) return false;
    }
    return true;
  }
  static void write(std::string& out, const std::map<std::string, T>& value) {
    char before = '{';
    for (const auto& [name, element] : value) {
      detail::append_name(out, before, name);
      append_json(out, element);
      before = ',';
    }
    out += value.empty() ? "{}" : "}";
  }
};

template <Record T>
struct Codec<T> {
  using Table = detail::Table<T>;

  static bool read(JsonElement value, T& out, ReadProblem& problem) {
    if (!value.is_object()) return refuse_kind(value, "an object", problem);
    std::bitset<Table::kNamed> seen;
    std::size_t expected = 0;
    for (const JsonMember entry : value.members()) {
      const std::size_t row = Table::find(entry.name, expected);
      if (row == Table::kNamed) {
        keep(entry, out);
        continue;
      }
      if (!Table::kRows[row].read(entry.value, out, problem)) return false;
      seen.set(row);
      expected = row + 1;
    }
    for (std::size_t row = 0; row < Table::kNamed; ++row) {
      if (seen[row] || !Table::kRows[row].is_required) continue;
      return detail::refuse_missing(value, Table::kRows[row].name, problem);
    }
    return true;
  }

  static void write(std::string& out, const T& value) {
    char before = '{';
    std::apply([&](const auto&... each) { (write_member(out, before, value, each), ...); },
               Table::kMembers);
    out += before == '{' ? "{}" : "}";
  }

 private:
  static void keep([[maybe_unused]] const JsonMember& entry, [[maybe_unused]] T& out) {
    if constexpr (Table::has_extra()) {
      (out.*(std::get<Table::kNamed>(Table::kMembers).pointer))
          .values.insert_or_assign(std::string{entry.name}, to_json(entry.value));
    }
  }

  template <typename M>
  static void write_member(std::string& out, char& before, const T& record, const M& each) {
    const auto& value = record.*(each.pointer);
    if constexpr (detail::kIsExtra<M>) {
      detail::append_extra(out, before, value);
    } else {
      if constexpr (detail::kIsOptional<typename M::Type>) {
        if (!value) return;
      }
      detail::append_name(out, before, each.name);
      append_json(out, value);
      before = ',';
    }
  }
};

}  // namespace understudy::client
