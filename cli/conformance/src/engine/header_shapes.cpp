// SPDX-License-Identifier: MIT
#include "header_shapes.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "understudy/base/http.hpp"

namespace understudy::conformance {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Shape:    "Sun, 06 Nov 1994 08:49:37 GMT": letters where letters are, digits where digits are
bool is_http_date(std::string_view text) {
  constexpr std::string_view kShape{"Aaa, 00 Aaa 0000 00:00:00 GMT"};
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const char c = text[i];
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool fits = kShape[i] == '0'                       ? c >= '0' && c <= '9'
                      : kShape[i] == 'A' || kShape[i] == 'a' ? is_letter
                                                             : c == kShape[i];
    if (!fits) return false;
  }
  return true;
}

/// 1#token, blanks around the commas.
bool is_token_list(std::string_view text) {
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view item = text.substr(0, comma);
    item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
    item = item.substr(0, item.find_last_not_of(" \t") + 1);
    if (!item.empty() && !is_token(item)) return false;
    if (comma == text.size()) return true;
    text.remove_prefix(comma + 1);
  }
}

bool is_media_type(std::string_view text) {
  const std::string_view type = text.substr(0, text.find(';'));
  const std::size_t slash = type.find('/');
  if (slash == type.npos) return false;
  const std::string_view after = type.substr(slash + 1);
  return is_token(type.substr(0, slash)) &&
         is_token(after.substr(0, after.find_last_not_of(' ') + 1));
}

bool is_challenge(std::string_view text) {
  return is_token(text.substr(0, text.find_first_of(" ,")));
}

bool is_delay(std::string_view text) { return is_digits(text) || is_http_date(text); }

struct Shape {
  std::string_view name;
  bool (*fits)(std::string_view value);
  std::string_view wanted;
};

constexpr std::array<Shape, 7> kShapes{{
    {"Allow", &is_token_list, "a list of methods"},
    {"Content-Length", &is_digits, "a number of bytes"},
    {"Content-Type", &is_media_type, "a media type"},
    {"Date", &is_http_date, "a date of HTTP"},
    {"Last-Modified", &is_http_date, "a date of HTTP"},
    {"Retry-After", &is_delay, "seconds, or a date of HTTP"},
    {"WWW-Authenticate", &is_challenge, "a challenge"},
}};

constexpr std::array<std::pair<int, std::string_view>, 3> kTied{
    {{401, "WWW-Authenticate"}, {405, "Allow"}, {429, "Retry-After"}}};

}  // namespace

std::string_view wanted_shape(std::string_view name, std::string_view value) {
  for (const Shape& shape : kShapes) {
    if (equal_ignoring_case(shape.name, name)) return shape.fits(value) ? "" : shape.wanted;
  }
  return {};
}

bool comes_once(std::string_view name) {
  constexpr std::array<std::string_view, 5> kSingle{"Content-Length", "Content-Type", "Date",
                                                    "Last-Modified", "Retry-After"};
  return std::any_of(kSingle.begin(), kSingle.end(),
                     [&](std::string_view single) { return equal_ignoring_case(single, name); });
}

bool is_tied_to(int status, std::string_view name) {
  return std::any_of(kTied.begin(), kTied.end(), [&](const auto& tied) {
    return tied.first == status && equal_ignoring_case(tied.second, name);
  });
}

}  // namespace understudy::conformance
