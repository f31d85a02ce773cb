// SPDX-License-Identifier: MIT
/// Grammar:  text = *( plain / hole ); hole = "${" 1*( %x61-7A / DIGIT / "_" ) "}"
///           anything else that begins with "$" is plain
#include "template.hpp"

#include <utility>

#include "understudy/base/json.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::conformance {

namespace {

enum class Escape : std::uint8_t { json, none, percent };

void append(std::string& out, std::string_view value, Escape escape) {
  switch (escape) {
    case Escape::json: {
      std::string quoted;
      append_json_string(quoted, value);
      out.append(quoted, 1, quoted.size() - 2);
      return;
    }
    case Escape::none:
      out += value;
      return;
    case Escape::percent:
      out += encode_component(value);
      return;
  }
}

/// The name of the hole that begins at `begin`, or nothing.
std::string_view hole_at(std::string_view text, std::size_t begin) {
  const std::size_t end =
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", begin + 2);
  if (end == text.npos || text[end] != '}') return {};
  return text.substr(begin + 2, end - begin - 2);
}

Result<std::string, Missing> fill(std::string_view text, const Variables& variables,
                                  Escape escape) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t begin = text.find("${"); begin != text.npos; begin = text.find("${", at)) {
    const std::string_view name = hole_at(text, begin);
    if (name.empty()) {
      out += text.substr(at, begin + 2 - at);
      at = begin + 2;
      continue;
    }
    const auto found = variables.find(name);
    if (found == variables.end()) return Failure{Missing{std::string{name}}};
    out += text.substr(at, begin - at);
    append(out, found->second, escape);
    at = begin + name.size() + 3;
  }
  out += text.substr(at);
  return out;
}

Escape escape_of_body(const RequestTemplate& request) {
  if (request.is_json) return Escape::json;
  const std::string* type = request.fields.find("Content-Type");
  const bool is_form = type != nullptr && type->find("x-www-form-urlencoded") != type->npos;
  return is_form ? Escape::percent : Escape::none;
}

}  // namespace

Result<Request, Missing> fill(const RequestTemplate& request, const Variables& variables) {
  Request filled;
  filled.method = request.method;
  auto target = fill(request.target, variables, Escape::percent);
  if (!target) return Failure{target.error()};
  filled.target = *std::move(target);
  for (const Field& field : request.fields) {
    auto value = fill(field.value, variables, Escape::none);
    if (!value) return Failure{value.error()};
    filled.fields.add(field.name, *std::move(value));
  }
  auto body = fill(request.body, variables, escape_of_body(request));
  if (!body) return Failure{body.error()};
  filled.body = *std::move(body);
  return filled;
}

}  // namespace understudy::conformance
