// SPDX-License-Identifier: MIT
/// Holds an answer to an expectation. Every mismatch names the deepest place that differs.
#include <algorithm>
#include <charconv>
#include <utility>

#include "rules.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kMostMismatches = 20;  // ours: one answer explains itself with fewer

// ours: an answer may be larger than a request; the depth stays
constexpr JsonLimits kAnswerLimits{.bytes = 16'777'216,
                                   .depth = 64,
                                   .elements = 1'000'000,
                                   .nodes = 4'000'000,
                                   .duplicate_names = JsonLimits::DuplicateNames::last_wins,
                                   .byte_order_mark = JsonLimits::ByteOrderMark::ignored};

enum class Match : std::uint8_t { exact, subset };

std::string show(const Json* value) {
  return value == nullptr ? "nothing" : excerpt(dump_json(*value));
}

std::string unescape(std::string_view token) {
  std::string name;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escaped = token[i] == '~' && i + 1 < token.size();
    name += escaped ? (token[++i] == '0' ? '~' : '/') : token[i];
  }
  return name;
}

const Json* find_member(const Json& value, const std::string& token) {
  if (value.is_object()) {
    const auto it = value.find(token);
    return it == value.end() ? nullptr : &*it;
  }
  if (!value.is_array() || token.empty()) return nullptr;
  std::size_t index = 0;
  const char* end = token.data() + token.size();
  const auto [stop, error] = std::from_chars(token.data(), end, index);
  if (error != std::errc{} || stop != end || index >= value.size()) return nullptr;
  return &value[index];
}

/// The first difference, from the outside in. The depth of both values is bounded by their parser.
std::optional<Mismatch> find_difference(const Json& want, const Json* got, const std::string& where,
                                        Match match) {
  if (got == nullptr) return Mismatch{where, show(&want), show(got)};
  if (want.is_object() && got->is_object()) {
    for (const auto& [name, value] : want.items()) {
      auto inner =
          find_difference(value, find_member(*got, name), where + "/" + pointer_token(name), match);
      if (inner) return inner;
    }
    if (match == Match::subset) return std::nullopt;
    for (const auto& [name, value] : got->items()) {
      if (want.contains(name)) continue;
      return Mismatch{where + "/" + pointer_token(name), show(nullptr), show(&value)};
    }
    return std::nullopt;
  }
  if (want.is_array() && got->is_array()) {
    if (want.size() != got->size()) {
      return Mismatch{where, std::to_string(want.size()) + " elements",
                      std::to_string(got->size()) + " elements"};
    }
    for (std::size_t i = 0; i < want.size(); ++i) {
      auto inner = find_difference(want[i], &(*got)[i], where + "/" + std::to_string(i), match);
      if (inner) return inner;
    }
    return std::nullopt;
  }
  if (want == *got) return std::nullopt;
  return Mismatch{where, show(&want), show(got)};
}

bool is_of_type(const Json& value, const std::string& type) {
  if (type == "array") return value.is_array();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "null") return value.is_null();
  if (type == "number") return value.is_number();
  if (type == "object") return value.is_object();
  return value.is_string();
}

std::optional<Mismatch> check_type(const BodyRule& rule, const Json* got,
                                   const std::string& where) {
  std::string names;
  for (const Json& type : rule.want) {
    const auto& name = type.get_ref<const std::string&>();
    if (got != nullptr && is_of_type(*got, name)) return std::nullopt;
    names += (names.empty() ? "" : " or ") + name;
  }
  return Mismatch{where, "a value of type " + names, show(got)};
}

std::optional<Mismatch> check_length(const BodyRule& rule, const Json* got,
                                     const std::string& where) {
  const std::string expected = "length " + dump_json(rule.want);
  if (got == nullptr || !(got->is_structured() || got->is_string())) {
    return Mismatch{where, expected, show(got)};
  }
  const auto* text = got->get_ptr<const std::string*>();
  const std::size_t length = text != nullptr ? text->size() : got->size();
  const auto want = to_int64(rule.want);
  if (want && std::cmp_equal(*want, length)) return std::nullopt;
  return Mismatch{where, expected, "length " + std::to_string(length)};
}

std::optional<Mismatch> check_contains(const BodyRule& rule, const Json* got,
                                       const std::string& where) {
  const auto* wanted_text = rule.want.get_ptr<const std::string*>();
  const auto* text = got == nullptr ? nullptr : got->get_ptr<const std::string*>();
  if (wanted_text != nullptr && text != nullptr) {
    if (text->find(*wanted_text) != text->npos) return std::nullopt;
    return Mismatch{where, "a text with " + show(&rule.want) + " in it", show(got)};
  }
  const bool found = got != nullptr && got->is_array() &&
                     std::any_of(got->begin(), got->end(), [&](const Json& element) {
                       return !find_difference(rule.want, &element, "", Match::subset);
                     });
  if (found) return std::nullopt;
  return Mismatch{where, "an element that matches " + show(&rule.want), show(got)};
}

std::optional<Mismatch> check_one(const BodyRule& rule, const Json* got, const std::string& where) {
  switch (rule.kind) {
    case BodyRule::Kind::contains:
      return check_contains(rule, got, where);
    case BodyRule::Kind::each:
      if (got != nullptr && got->is_array()) return std::nullopt;
      return Mismatch{where, "an array", show(got)};
    case BodyRule::Kind::equals:
      return find_difference(rule.want, got, where, Match::exact);
    case BodyRule::Kind::length:
      return check_length(rule, got, where);
    case BodyRule::Kind::matches:
      return find_difference(rule.want, got, where, Match::subset);
    case BodyRule::Kind::type:
      return check_type(rule, got, where);
  }
  return std::nullopt;
}

void check_rule(const BodyRule& rule, const Json& root, const std::string& base,
                std::vector<Mismatch>& mismatches) {
  if (mismatches.size() >= kMostMismatches) return;
  const Json* got = find_value(root, rule.at);
  auto mismatch = check_one(rule, got, base + rule.at);
  if (mismatch) {
    mismatches.push_back(*std::move(mismatch));
    return;
  }
  if (rule.kind != BodyRule::Kind::each) return;
  for (std::size_t i = 0; i < got->size(); ++i) {
    const std::string element = base + rule.at + "/" + std::to_string(i);
    for (const BodyRule& inner : rule.each) {
      check_rule(inner, (*got)[i], element, mismatches);
    }
  }
}

bool holds(const FieldRule& rule, const std::string& value) {
  switch (rule.kind) {
    case FieldRule::Kind::contains:
      return value.find(rule.want) != value.npos;
    case FieldRule::Kind::equals:
      return value == rule.want;
    case FieldRule::Kind::prefix:
      return value.compare(0, rule.want.size(), rule.want) == 0;
  }
  return false;
}

std::string describe(const FieldRule& rule) {
  switch (rule.kind) {
    case FieldRule::Kind::contains:
      return "a value with \"" + rule.want + "\" in it";
    case FieldRule::Kind::equals:
      return "\"" + rule.want + "\"";
    case FieldRule::Kind::prefix:
      return "a value that begins with \"" + rule.want + "\"";
  }
  return "?";
}

std::optional<Mismatch> check_field(const FieldRule& rule, const Fields& fields) {
  const std::string* seen = nullptr;
  for (const Field& field : fields) {
    if (!equal_ignoring_case(field.name, rule.name)) continue;
    if (holds(rule, field.value)) return std::nullopt;
    seen = &field.value;
  }
  return Mismatch{"field " + rule.name, describe(rule),
                  seen == nullptr ? "no such field" : "\"" + excerpt(*seen) + "\""};
}

}  // namespace

const Json* find_value(const Json& root, std::string_view pointer) {
  const Json* value = &root;
  while (!pointer.empty() && value != nullptr) {
    pointer.remove_prefix(1);
    const std::size_t cut = std::min(pointer.find('/'), pointer.size());
    value = find_member(*value, unescape(pointer.substr(0, cut)));
    pointer.remove_prefix(cut);
  }
  return value;
}

Answer read_answer(const Response& response) {
  auto body = parse_json(response.body, kAnswerLimits);
  if (!body) return {response, std::nullopt};
  return {response, *std::move(body)};
}

void check(const Expectation& expectation, const Answer& answer,
           std::vector<Mismatch>& mismatches) {
  const Response& response = answer.response;
  if (expectation.status && *expectation.status != response.status) {
    mismatches.push_back(
        {"status", std::to_string(*expectation.status), std::to_string(response.status)});
  }
  for (const FieldRule& rule : expectation.fields) {
    auto mismatch = check_field(rule, response.fields);
    if (mismatch) mismatches.push_back(*std::move(mismatch));
  }
  if (!expectation.body.empty() && !answer.body) {
    mismatches.push_back({"body", "a JSON text", "\"" + excerpt(response.body) + "\""});
  } else {
    for (const BodyRule& rule : expectation.body) {
      check_rule(rule, *answer.body, "body ", mismatches);
    }
  }
  for (const std::string& text : expectation.text) {
    if (response.body.find(text) != std::string::npos) continue;
    mismatches.push_back(
        {"body", "a body with \"" + text + "\" in it", "\"" + excerpt(response.body) + "\""});
  }
}

}  // namespace understudy::conformance
