// SPDX-License-Identifier: MIT
/// The values that are no containers, and what is wrong with those that do not fit.
#include "understudy/client/json_codec.hpp"

#include <charconv>

#include "understudy/base/json_pointer.hpp"

namespace understudy::client {

namespace {

std::string_view kind_of(JsonElement value) {
  switch (value.kind()) {
    case JsonElement::Kind::null:
      return "null";
    case JsonElement::Kind::boolean:
      return "a boolean";
    case JsonElement::Kind::number:
      return "a number";
    case JsonElement::Kind::string:
      return "a text";
    case JsonElement::Kind::array:
      return "an array";
    case JsonElement::Kind::object:
      return "an object";
  }
  return {};
}

/// Reads a text by a function that gives nothing for what it cannot read.
template <typename T>
bool read_text(JsonElement value, T& out, std::optional<T> (*parse)(std::string_view),
               std::string_view expected, ReadProblem& problem) {
  if (!value.is_string()) return refuse_kind(value, expected, problem);
  const std::optional<T> parsed = parse(value.text());
  if (!parsed)
    return problem.set(value, "expected " + std::string{expected} + ", got another text");
  out = *parsed;
  return true;
}

template <typename T>
bool read_integer(JsonElement value, T& out, ReadProblem& problem) {
  if (!value.is_number()) return refuse_kind(value, "an integer", problem);
  const std::optional<std::int64_t> number = to_int64(value);
  if (!number || *number < std::numeric_limits<T>::min() ||
      *number > std::numeric_limits<T>::max()) {
    return problem.set(value, "expected an integer of " + std::to_string(sizeof(T) * 8) +
                                  " bits, got another number");
  }
  out = static_cast<T>(*number);
  return true;
}

}  // namespace

bool refuse_kind(JsonElement value, std::string_view expected, ReadProblem& problem) {
  return problem.set(value,
                     "expected " + std::string{expected} + ", got " + std::string{kind_of(value)});
}

bool read_scalar(JsonElement value, bool& out, ReadProblem& problem) {
  if (!value.is_boolean()) return refuse_kind(value, "a boolean", problem);
  out = value.is_true();
  return true;
}

bool read_scalar(JsonElement value, std::int32_t& out, ReadProblem& problem) {
  return read_integer(value, out, problem);
}

bool read_scalar(JsonElement value, std::int64_t& out, ReadProblem& problem) {
  return read_integer(value, out, problem);
}

bool read_scalar(JsonElement value, double& out, ReadProblem& problem) {
  const std::optional<double> number = to_double(value);
  if (!number) return refuse_kind(value, "a number", problem);
  out = *number;
  return true;
}

bool read_scalar(JsonElement value, Decimal& out, ReadProblem& problem) {
  if (!value.is_number()) return refuse_kind(value, "a number", problem);
  const std::optional<Decimal> number = Decimal::parse(value.text());
  if (!number) return refuse_kind(value, "a number", problem);
  out = *number;
  return true;
}

bool read_scalar(JsonElement value, Instant& out, ReadProblem& problem) {
  return read_text(value, out, parse_instant, "a date and time with a zone", problem);
}

bool read_scalar(JsonElement value, LocalTime& out, ReadProblem& problem) {
  return read_text(value, out, parse_local_time, "a date and time without a zone", problem);
}

bool read_scalar(JsonElement value, std::chrono::year_month_day& out, ReadProblem& problem) {
  return read_text(value, out, parse_date, "a date", problem);
}

bool read_scalar(JsonElement value, Json& out, ReadProblem& /*problem*/) {
  out = to_json(value);
  return true;
}

void append_scalar(std::string& out, bool value) { out += value ? "true" : "false"; }
void append_scalar(std::string& out, std::int32_t value) { out += std::to_string(value); }
void append_scalar(std::string& out, std::int64_t value) { out += std::to_string(value); }
void append_scalar(std::string& out, double value) { append_json_number(out, value); }
void append_scalar(std::string& out, const Decimal& value) { out += value.text(); }
void append_scalar(std::string& out, const Json& value) { out += dump_json(value); }
void append_scalar(std::string& out, Instant value) {
  append_json_string(out, format_instant(value));
}
void append_scalar(std::string& out, LocalTime value) {
  append_json_string(out, format_local_time(value));
}
void append_scalar(std::string& out, std::chrono::year_month_day value) {
  append_json_string(out, format_date(value));
}

namespace detail {

bool refuse_missing(JsonElement object, std::string_view name, ReadProblem& problem) {
  return problem.set(object, "expected the member \"" + std::string{name} + "\", got none");
}

Error explain(JsonElement root, ReadProblem problem) {
  return {Errc::bad_input, std::move(problem.what), pointer_to(root.node(), problem.node), ""};
}

void append_name(std::string& out, char before, std::string_view name) {
  out += before;
  append_json_string(out, name);
  out += ':';
}

void append_extra(std::string& out, char& before, const ExtraFields& extra) {
  for (const auto& [name, value] : extra.values) {
    append_name(out, before, name);
    append_scalar(out, value);
    before = ',';
  }
}

}  // namespace detail

}  // namespace understudy::client
