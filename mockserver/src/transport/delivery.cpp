// SPDX-License-Identifier: MIT
#include "transport/delivery.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace understudy::mock::transport {

namespace {

using std::string_view_literals::operator""sv;

// No status line, no text: zeros, bytes past ASCII, and an end of head where none belongs.
constexpr std::string_view kGarbage = "\0\xFF\x16\x03 garbage \xC3(\r\n\r\n\x7F\0 by plan\r\n"sv;

/// The head is of our own writer, which states a length once or not at all.
void overstate_length(std::string& head, std::size_t by) {
  constexpr std::string_view kName = "\r\nContent-Length: ";
  const std::size_t at = head.find(kName);
  if (at == std::string::npos) {
    head.insert(head.size() - 2, std::string{kName.substr(2)} + std::to_string(by) + "\r\n");
    return;
  }
  const std::size_t begin = at + kName.size();
  const std::size_t end = head.find("\r\n", begin);
  std::size_t length = 0;
  std::from_chars(head.data() + begin, head.data() + end, length);
  head.replace(begin, end - begin, std::to_string(length + by));
}

void truncate(Outgoing& bytes, std::size_t kept) {
  if (bytes.body.empty()) {
    bytes.head.resize(bytes.head.size() - 2);
  } else {
    bytes.body.resize(std::min(kept, bytes.body.size() - 1));
  }
}

}  // namespace

After distort(const Delivery& delivery, Outgoing& bytes, After after) {
  switch (delivery.kind) {
    case Delivery::Kind::whole:
    case Delivery::Kind::dribbled:
      return after;
    case Delivery::Kind::empty:
      bytes = {};
      return After::close;
    case Delivery::Kind::garbage:
      bytes = {std::string{kGarbage}};
      return After::close;
    case Delivery::Kind::reset:
      bytes = {};
      return After::reset;
    case Delivery::Kind::truncated:
      truncate(bytes, delivery.bytes);
      return After::close;
    case Delivery::Kind::wrong_length:
      overstate_length(bytes.head, delivery.bytes);
      return After::close;
  }
  return after;
}

}  // namespace understudy::mock::transport
