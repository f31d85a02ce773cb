// SPDX-License-Identifier: MIT
/// Requests as words of a shell.
#include <algorithm>

#include "masked.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kLongestBody = 8'000;  // ours: what a person pastes

bool needs_escapes(std::string_view text) {
  return !is_utf8(text) || std::any_of(text.begin(), text.end(),
                                       [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; });
}

/// POSIX.1-2024, Shell Command Language section 2.2.4
std::string escaped_word(std::string_view text) {
  constexpr std::string_view kDigits = "01234567";
  std::string word = "$'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\'' || c == '\\') {
      (word += '\\') += c;
    } else if (c == '\n') {
      word += "\\n";
    } else if (byte < 0x20 || byte >= 0x7F) {
      // Three digits, so that a digit behind it does not belong to it.
      ((word += '\\') += kDigits[byte >> 6U]) += kDigits[byte >> 3U & 7U];
      word += kDigits[byte & 7U];
    } else {
      word += c;
    }
  }
  return word + "'";
}

/// Section 2.2.2: within single quotes nothing has a meaning.
std::string quoted_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string word_of(std::string_view before, const Pieces& pieces) {
  Pieces all{{std::string{before}, false}};
  all.insert(all.end(), pieces.begin(), pieces.end());
  if (all.size() > 1 && !all[1].is_variable) {
    all[1].text.insert(0, before);
    all.erase(all.begin());
  }
  std::string word;
  for (const Piece& piece : all) {
    if (piece.is_variable) {
      word += "\"$" + piece.text + "\"";
    } else if (!piece.text.empty()) {
      word += needs_escapes(piece.text) ? escaped_word(piece.text) : quoted_word(piece.text);
    }
  }
  return word.empty() ? "''" : word;
}

/// Fields that curl makes itself.
bool is_made_by_curl(std::string_view name) {
  return equal_ignoring_case(name, "Host") || equal_ignoring_case(name, "Content-Length");
}

std::string fields_of(const Request& request, const MaskedRequest& shown) {
  std::string text;
  for (const auto& field : shown.fields) {
    if (is_made_by_curl(field.name)) continue;
    // Without a value curl would leave the field out; with ";" it sends it empty.
    text += " -H " + (field.value.empty() ? word_of(field.name + ";", {})
                                          : word_of(field.name + ": ", field.value));
  }
  // With data curl would say that it is a form.
  if (!request.body.empty() && request.fields.find("Content-Type") == nullptr) {
    text += " -H 'Content-Type:'";
  }
  return text;
}

std::string method_of(const Request& request) {
  if (request.method == Method::head) return " --head";
  if (request.method == Method::get && request.body.empty()) return "";
  return " -X " + std::string{name_of(request.method)};
}

/// What keeps curl from changing the target: "[" and "{" are ranges to it, "." a step in a path.
std::string switches_of(const std::string& target) {
  std::string text;
  if (target.find_first_of("[]{}") != std::string::npos) text += " --globoff";
  const std::string path = target.substr(0, target.find('?')) + "/";
  if (path.find("/./") != std::string::npos || path.find("/../") != std::string::npos) {
    text += " --path-as-is";
  }
  return text;
}

}  // namespace

std::string curl_line(const Request& request, const EvidenceOptions& options) {
  const MaskedRequest shown = masked(request, options);
  std::string line =
      "curl -sS" + switches_of(request.target) + method_of(request) + fields_of(request, shown);
  const bool fits =
      request.body.size() <= kLongestBody && request.body.find('\0') == std::string::npos;
  if (!request.body.empty() && fits) line += " --data-raw " + word_of("", shown.body);
  line += " " + word_of(options.origin, shown.target);
  if (!fits) line += " # without its body of " + std::to_string(request.body.size()) + " bytes";
  return line;
}

}  // namespace understudy::conformance
