// SPDX-License-Identifier: MIT
/// pair *( separator pair ); pair = name [ "=" value ], cut at the first "="
#include "pairs.hpp"

#include <algorithm>

#include "understudy/base/uri.hpp"

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxPairs = 10'000;  // ours: far past any form

bool is_plain(std::string_view raw, Decoding decoding) {
  return std::all_of(raw.begin(), raw.end(), [&](char c) {
    return c != '%' && (c != '+' || decoding != Decoding::form) &&
           static_cast<unsigned char>(c) < 0x80;
  });
}

}  // namespace

Result<std::string_view> decode(std::string_view raw, Decoding decoding, Texts& texts) {
  if (decoding == Decoding::none || is_plain(raw, decoding)) return raw;
  std::string spaced{raw};
  if (decoding == Decoding::form) std::replace(spaced.begin(), spaced.end(), '+', ' ');
  auto text = decode_segment(spaced);
  if (!text) return Failure{std::move(text.error())};
  return std::string_view{texts.emplace_front(*std::move(text))};
}

void Pairs::add(const Pair& pair) {
  if (size_ < few_.size()) {
    few_[size_++] = pair;
    return;
  }
  if (many_.empty()) many_.assign(few_.begin(), few_.end());
  many_.push_back(pair);
  ++size_;
}

Result<Done> Pairs::read(std::string_view raw, char separator, Decoding decoding, Texts& texts) {
  while (!raw.empty()) {
    const std::size_t end = std::min(raw.find(separator), raw.size());
    std::string_view piece = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    if (separator == ';' && piece.starts_with(' ')) piece.remove_prefix(1);
    if (piece.empty()) continue;
    if (size_ == kMaxPairs) {
      return Failure{Error{Errc::limit_exceeded,
                           "more than " + std::to_string(kMaxPairs) + " names and values", "",
                           "send fewer"}};
    }
    const std::size_t equals = std::min(piece.find('='), piece.size());
    const auto name = decode(piece.substr(0, equals), decoding, texts);
    if (!name) return Failure{name.error()};
    add({*name, piece.substr(std::min(equals + 1, piece.size()))});
  }
  return Done{};
}

}  // namespace understudy::openapi
