// SPDX-License-Identifier: MIT
/// Methods, fields, status codes: the tables of HTTP and the comparisons it asks for.
#include "understudy/base/http.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace understudy {

namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// tchar of RFC 9110 section 5.6.2, by byte.
constexpr std::array<bool, 256> make_token_bytes() {
  std::array<bool, 256> table{};
  for (const char c : std::string_view{"!#$%&'*+-.^_`|~0123456789"
                                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}
constexpr auto kTokenBytes = make_token_bytes();

constexpr std::array<std::pair<std::string_view, Method>, 7> kMethods{{
    {"DELETE", Method::delete_},
    {"GET", Method::get},
    {"HEAD", Method::head},
    {"OPTIONS", Method::options},
    {"PATCH", Method::patch},
    {"POST", Method::post},
    {"PUT", Method::put},
}};

// RFC 9110 section 15; RFC 6585 for 428, 429, 431; RFC 4918 section 11.5 for 507.
constexpr std::array<std::pair<int, std::string_view>, 49> kReasons{{
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
    {511, "Network Authentication Required"},
}};

}  // namespace

std::string_view name_of(Method method) {
  for (const auto& [name, listed] : kMethods) {
    if (listed == method) return name;
  }
  return {};
}

std::optional<Method> find_method(std::string_view name) {
  for (const auto& [listed, method] : kMethods) {
    if (listed == name) return method;
  }
  return std::nullopt;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return kTokenBytes[static_cast<unsigned char>(c)];
  });
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

const std::string* Fields::find(std::string_view name) const {
  const auto it = std::find_if(list_.begin(), list_.end(), [&](const Field& field) {
    return equal_ignoring_case(field.name, name);
  });
  return it == list_.end() ? nullptr : &it->value;
}

std::size_t Fields::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(list_.begin(), list_.end(),
                    [&](const Field& field) { return equal_ignoring_case(field.name, name); }));
}

void Fields::add(std::string name, std::string value) {
  list_.push_back({std::move(name), std::move(value)});
}

void Fields::set(std::string name, std::string value) {
  const auto it = std::find_if(list_.begin(), list_.end(), [&](const Field& field) {
    return equal_ignoring_case(field.name, name);
  });
  if (it == list_.end()) return add(std::move(name), std::move(value));
  *it = {std::move(name), std::move(value)};
  const auto same = [&](const Field& field) { return equal_ignoring_case(field.name, it->name); };
  list_.erase(std::remove_if(it + 1, list_.end(), same), list_.end());
}

void Fields::remove(std::string_view name) {
  std::erase_if(list_, [&](const Field& field) { return equal_ignoring_case(field.name, name); });
}

std::string_view Request::path() const {
  return std::string_view{target}.substr(0, target.find('?'));
}

std::string_view Request::query() const {
  const std::size_t cut = target.find('?');
  return cut == std::string::npos ? std::string_view{} : std::string_view{target}.substr(cut + 1);
}

std::string_view reason_of(int status) {
  const auto it =
      std::lower_bound(kReasons.begin(), kReasons.end(), status,
                       [](const auto& reason, int wanted) { return reason.first < wanted; });
  return it != kReasons.end() && it->first == status ? it->second : std::string_view{};
}

}  // namespace understudy
