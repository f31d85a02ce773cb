// SPDX-License-Identifier: MIT
/// Errors as text, and foreign text made fit to stand in them.
#include "understudy/base/error.hpp"

#include <cstddef>

#include "understudy/base/utf8.hpp"

namespace understudy {

namespace {

/// C0, DEL and C1: what a terminal may take as an order.
bool is_control(std::uint32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

}  // namespace

std::string_view name_of(Errc code) {
  switch (code) {
    case Errc::bad_answer:
      return "bad_answer";
    case Errc::bad_input:
      return "bad_input";
    case Errc::cancelled:
      return "cancelled";
    case Errc::connection_lost:
      return "connection_lost";
    case Errc::internal:
      return "internal";
    case Errc::io:
      return "io";
    case Errc::limit_exceeded:
      return "limit_exceeded";
    case Errc::not_found:
      return "not_found";
    case Errc::timed_out:
      return "timed_out";
    case Errc::truncated:
      return "truncated";
    case Errc::unreachable:
      return "unreachable";
    case Errc::unsupported:
      return "unsupported";
    case Errc::untrusted:
      return "untrusted";
  }
  return {};
}

std::string render(const Error& error) {
  std::string line = error.what;
  if (!error.where.empty()) line += " (at " + error.where + ")";
  if (!error.advice.empty()) line += ": " + error.advice;
  return line;
}

std::string excerpt(std::string_view text, std::size_t limit) {
  constexpr std::string_view kMore = "...";
  const bool is_cut = text.size() > limit;
  const std::string_view more = is_cut ? kMore.substr(0, limit) : std::string_view{};
  const std::size_t room = is_cut ? limit - more.size() : text.size();
  std::string out;
  std::size_t at = 0;
  while (at < room) {
    const Character character = read_character(text.substr(at));
    const std::size_t length = character.length == 0 ? 1 : character.length;
    if (at + length > room) break;
    if (character.length == 0 || is_control(character.code)) {
      out += '?';
    } else {
      out += text.substr(at, length);
    }
    at += length;
  }
  out += more;
  return out;
}

}  // namespace understudy
