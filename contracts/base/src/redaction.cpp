// SPDX-License-Identifier: MIT
/// Names of secrets, compared without case and punctuation; and one pass over a text for each kind
/// of message.
#include "understudy/base/redaction.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/uri.hpp"

namespace understudy {

namespace {

// robustness, section 8 "what"
constexpr std::array<std::string_view, 7> kNames{"assertion", "authorization", "cookie", "jwt",
                                                 "password",  "secret",        "token"};

constexpr std::string_view kBlanks = " \t\r\n";

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(kBlanks, at), text.size());
}

/// From a quote to behind the next one that is not escaped, or to the end.
std::size_t skip_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

/// From the start of a value to behind it; of what is no JSON, to the end of the container.
std::size_t skip_value(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = skip_string(text, at);
      if (depth == 0) return at;
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) return at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at + 1;
    ++at;
  }
  return at;
}

/// A name between its quotes; as it stands where it cannot be decoded.
std::string decoded_name(std::string_view quoted) {
  if (quoted.find('\\') != quoted.npos) {
    if (const auto name = JsonDocument::parse(quoted)) return std::string{name->root().text()};
  }
  return std::string{quoted.substr(1, quoted.size() - std::min<std::size_t>(quoted.size(), 2))};
}

void replace_all(std::string& text, std::string_view old) {
  for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at)) {
    text.replace(at, old.size(), kRedacted);
    at += kRedacted.size();
  }
}

std::string in_lower_case(std::string text) {
  for (std::size_t at = text.find('%'); at < text.size(); at = text.find('%', at + 1)) {
    for (char& c : std::span{text}.subspan(at + 1, 2)) {
      if (c >= 'A' && c <= 'F') c = static_cast<char>(c | 0x20);
    }
  }
  return text;
}

bool is_form(const Fields& fields) {
  const std::string* const type = fields.find("Content-Type");
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  return type != nullptr && equal_ignoring_case(type->substr(0, kForm.size()), kForm);
}

}  // namespace

bool is_secret_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '_' && c != '-') plain += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  if (plain.ends_with("key") && (plain == "apikey" || name.find_first_of("_-") != name.npos)) {
    return true;
  }
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view secret) { return plain.ends_with(secret); });
}

bool is_secret_path(std::string_view pointer) {
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    if (is_secret_name(pointer.substr(0, end))) return true;
    pointer.remove_prefix(end);
  }
  return false;
}

std::string redact_json(std::string_view text) {
  std::string out;
  std::size_t kept = 0;  // what stands before it is in `out`
  for (std::size_t at = text.find('"'); at < text.size(); at = text.find('"', at)) {
    const std::size_t behind = skip_string(text, at);
    const std::size_t colon = skip_blanks(text, behind);
    const std::string_view quoted = text.substr(at, behind - at);
    at = behind;
    if (colon == text.size() || text[colon] != ':' || !is_secret_name(decoded_name(quoted))) {
      continue;
    }
    const std::size_t value = skip_blanks(text, colon + 1);
    at = skip_value(text, value);
    out.append(text.substr(kept, value - kept)).append(1, '"').append(kRedacted).append(1, '"');
    kept = at;
  }
  return out.append(text.substr(kept));
}

std::string redact_form(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = decode_segment(pair.substr(0, equals));
    if (equals < pair.size() && is_secret_name(name ? *name : pair.substr(0, equals))) {
      out.append(pair.substr(0, equals + 1)).append(kRedacted);
    } else {
      out.append(pair);
    }
    text.remove_prefix(end);
    if (text.empty()) break;
    out += '&';
    text.remove_prefix(1);
  }
  return out;
}

std::string redact_texts(std::string text, std::span<const std::string_view> secrets) {
  for (const std::string_view secret : secrets) {
    if (secret.empty()) continue;
    std::string quoted;
    append_json_string(quoted, secret);
    const std::string encoded = encode_component(secret);
    replace_all(text, secret);
    replace_all(text, std::string_view{quoted}.substr(1, quoted.size() - 2));
    replace_all(text, encoded);
    replace_all(text, in_lower_case(encoded));
  }
  return text;
}

Fields redacted(const Fields& fields) {
  Fields shown;
  for (const Field& field : fields) {
    shown.add(field.name, is_secret_name(field.name) ? std::string{kRedacted} : field.value);
  }
  return shown;
}

Request redacted(const Request& request) {
  Request shown{
      .method = request.method,
      .target = request.target,
      .fields = redacted(request.fields),
      .body = is_form(request.fields) ? redact_form(request.body) : redact_json(request.body)};
  if (const std::size_t mark = request.target.find('?'); mark != std::string::npos) {
    shown.target.replace(mark + 1, std::string::npos, redact_form(request.query()));
  }
  return shown;
}

}  // namespace understudy
