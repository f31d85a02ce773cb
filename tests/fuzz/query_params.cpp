// SPDX-License-Identifier: MIT
/// Query strings and path segments: what was read and is written again reads the same.
#include <string>

#include "fuzz/fuzz.hpp"
#include "understudy/base/uri.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using understudy::fuzz::require;
  const std::string_view raw = understudy::fuzz::text_of(data, size);

  if (const auto params = understudy::QueryParams::parse(raw)) {
    std::string written;
    for (const auto& [name, value] : params->list()) {
      require(params->find(name) != nullptr, "a parameter is found by its name");
      if (!written.empty()) written += '&';
      written += understudy::encode_component(name) + "=" + understudy::encode_component(value);
    }
    const auto again = understudy::QueryParams::parse(written);
    require(again.has_value() && again->list() == params->list(), "a written query reads back");
  }
  if (const auto segment = understudy::decode_segment(raw)) {
    const auto again = understudy::decode_segment(understudy::encode_component(*segment));
    require(again.has_value() && *again == *segment, "a written segment reads back");
  }
  return 0;
}
