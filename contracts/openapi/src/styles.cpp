// SPDX-License-Identifier: MIT
/// One reader per shape; the styles differ in what stands before, between and inside the pieces.
#include "styles.hpp"

#include <algorithm>
#include <array>

namespace understudy::openapi {

namespace {

using Views = std::vector<std::string_view>;

/// Cuts at any of the delimiters; "%20" and "%7C" come in one spelling of their digits or the
/// other.
Views split(std::string_view text, std::span<const std::string_view> delimiters) {
  Views pieces;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const auto hit = std::find_if(delimiters.begin(), delimiters.end(),
                                  [&](std::string_view one) { return rest.starts_with(one); });
    if (hit == delimiters.end()) {
      ++at;
      continue;
    }
    pieces.push_back(text.substr(begin, at - begin));
    at += hit->size();
    begin = at;
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

constexpr std::array<std::string_view, 1> kCommas{","};
constexpr std::array<std::string_view, 1> kDots{"."};
constexpr std::array<std::string_view, 1> kSemicolons{";"};
constexpr std::array<std::string_view, 3> kSpaces{"%20", "+", " "};
constexpr std::array<std::string_view, 3> kPipes{"|", "%7C", "%7c"};

std::span<const std::string_view> delimiters_of(const Codec& codec) {
  if (codec.style == Style::space_delimited) return kSpaces;
  if (codec.style == Style::pipe_delimited) return kPipes;
  if (codec.style == Style::label && codec.explode) return kDots;
  if (codec.style == Style::matrix && codec.explode) return kSemicolons;
  return kCommas;
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// What is behind "name=", or behind "name" alone.
std::optional<std::string_view> behind_name(std::string_view text, std::string_view name) {
  if (!text.starts_with(name)) return std::nullopt;
  text.remove_prefix(name.size());
  if (text.empty()) return text;
  if (text.front() != '=') return std::nullopt;
  text.remove_prefix(1);
  return text;
}

/// The text without the "." or ";" that its style starts with.
std::optional<std::string_view> behind_mark(const Codec& codec, std::string_view raw) {
  const bool is_label = codec.style == Style::label;
  if (!is_label && codec.style != Style::matrix) return raw;
  if (!raw.starts_with(is_label ? '.' : ';')) return std::nullopt;
  raw.remove_prefix(1);
  return raw;
}

/// Decodes before or after the cut.
class Cutter {
 public:
  Cutter(const Codec& codec, Delimiters delimiters, Texts& texts)
      : codec_(codec), delimiters_(delimiters), texts_(texts) {}

  std::optional<Views> cut(std::string_view raw) {
    if (delimiters_ == Delimiters::raw) return split(raw, delimiters_of(codec_));
    const auto text = decode(raw, codec_.decoding, texts_);
    if (!text) return std::nullopt;
    return split(*text, delimiters_of(codec_));
  }

  std::optional<std::string_view> finish(std::string_view piece) {
    if (codec_.decoding == Decoding::none) return trim(piece);
    if (delimiters_ == Delimiters::decoded) return piece;
    const auto text = decode(piece, codec_.decoding, texts_);
    if (!text) return std::nullopt;
    return *text;
  }

 private:
  const Codec& codec_;
  Delimiters delimiters_;
  Texts& texts_;
};

bool add_elements(Cutter& cutter, const Views& pieces, Pieces& out) {
  for (const std::string_view piece : pieces) {
    const auto text = cutter.finish(piece);
    if (!text) return false;
    out.elements.push_back(*text);
  }
  return true;
}

bool add_member(Cutter& cutter, std::string_view name, std::string_view value, Pieces& out) {
  const auto decoded_name = cutter.finish(name);
  const auto decoded_value = cutter.finish(value);
  if (!decoded_name || !decoded_value) return false;
  const bool is_twice =
      std::any_of(out.members.begin(), out.members.end(),
                  [&](const auto& member) { return member.first == *decoded_name; });
  if (!is_twice) out.members.emplace_back(*decoded_name, *decoded_value);
  return true;
}

/// Every value is an element: form and matrix, exploded.
bool has_one_per_value(const Codec& codec) {
  if (codec.array_forms != 0) return (codec.array_forms & kComma) == 0;
  return codec.explode && codec.style != Style::simple && codec.style != Style::label;
}

}  // namespace

std::optional<std::string_view> read_scalar(const Codec& codec, std::string_view name,
                                            std::string_view raw) {
  const auto text = behind_mark(codec, raw);
  if (!text || codec.style != Style::matrix) return text;
  return behind_name(*text, name);
}

std::optional<Pieces> read_array(const Codec& codec, std::string_view name,
                                 std::span<const std::string_view> raws, Delimiters delimiters,
                                 Texts& texts) {
  Cutter cutter{codec, delimiters, texts};
  Pieces pieces;
  for (const std::string_view raw : raws) {
    const auto text = behind_mark(codec, raw);
    if (!text) return std::nullopt;
    if (codec.style == Style::matrix && codec.explode) {
      const auto parts = cutter.cut(*text);
      if (!parts) return std::nullopt;
      for (const std::string_view part : *parts) {
        const auto element = behind_name(part, name);
        if (!element || !add_elements(cutter, {*element}, pieces)) return std::nullopt;
      }
      continue;
    }
    const auto list = codec.style == Style::matrix ? behind_name(*text, name) : text;
    if (!list) return std::nullopt;
    const auto parts = has_one_per_value(codec) ? Views{*list} : cutter.cut(*list);
    if (!parts || !add_elements(cutter, *parts, pieces)) return std::nullopt;
  }
  if (codec.array_forms != 0) {
    std::erase_if(pieces.elements, [](std::string_view element) { return element.empty(); });
  }
  return pieces;
}

std::optional<Pieces> read_object(const Codec& codec, std::string_view name, std::string_view raw,
                                  Delimiters delimiters, Texts& texts) {
  Cutter cutter{codec, delimiters, texts};
  auto text = behind_mark(codec, raw);
  if (text && codec.style == Style::matrix && !codec.explode) text = behind_name(*text, name);
  if (!text) return std::nullopt;
  Pieces pieces;
  if (text->empty()) return pieces;
  const auto parts = cutter.cut(*text);
  if (!parts) return std::nullopt;
  const bool has_equals = codec.explode && codec.style != Style::space_delimited &&
                          codec.style != Style::pipe_delimited;
  if (has_equals) {
    for (const std::string_view part : *parts) {
      const std::size_t equals = part.find('=');
      if (equals == part.npos) return std::nullopt;
      if (!add_member(cutter, part.substr(0, equals), part.substr(equals + 1), pieces)) {
        return std::nullopt;
      }
    }
    return pieces;
  }
  if (parts->size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < parts->size(); i += 2) {
    if (!add_member(cutter, (*parts)[i], (*parts)[i + 1], pieces)) return std::nullopt;
  }
  return pieces;
}

}  // namespace understudy::openapi
