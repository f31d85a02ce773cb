// SPDX-License-Identifier: MIT
/// JSON texts: our reader against nlohmann's wherever the limits agree, and through our writer and
/// back.
#include "understudy/base/json_document.hpp"

#include <string>

#include "fuzz/fuzz.hpp"

namespace {

using understudy::Errc;
using understudy::Json;
using understudy::JsonDocument;
using understudy::JsonElement;
using understudy::JsonLimits;

/// As lax as nlohmann, which takes the last of two members and skips a byte order mark.
constexpr JsonLimits kLikeNlohmann{.duplicate_names = JsonLimits::DuplicateNames::last_wins,
                                   .byte_order_mark = JsonLimits::ByteOrderMark::ignored};

/// The nodes behind an element, by walking it.
std::size_t nodes_of(JsonElement element) {
  std::size_t count = 1;
  for (const JsonElement child : element.elements()) count += nodes_of(child);
  for (const auto& [name, value] : element.members()) count += 1 + nodes_of(value);
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using understudy::fuzz::require;
  const std::string_view text = understudy::fuzz::text_of(data, size);

  const auto strict = understudy::parse_json(text);
  const auto strict_document = JsonDocument::parse(text);
  require(strict.has_value() == strict_document.has_value(), "both readers take the same texts");
  if (!strict) require(strict.error() == strict_document.error(), "and refuse them alike");

  const auto document = JsonDocument::parse(text, kLikeNlohmann);
  if (strict) require(document.has_value(), "lax limits take what strict ones take");
  if (!document && document.error().code == Errc::limit_exceeded) return 0;
  // nlohmann takes a NUL for the end of the text
  if (text.find('\0') != std::string_view::npos) return 0;
  require(document.has_value() == Json::accept(text), "nlohmann decides alike");
  if (!document) return 0;

  const JsonElement root = document->root();
  require(root.node() + nodes_of(root) == root.end(), "spans cover what is inside");
  const Json value = understudy::to_json(root);
  require(value == Json::parse(text), "nlohmann reads the same value");
  const auto again = understudy::parse_json(understudy::dump_json(value));
  require(again.has_value() && *again == value, "what is written reads back");
  return 0;
}
