// SPDX-License-Identifier: MIT
/// What the fuzz targets share: promises that end the run when they are broken, and inputs in
/// parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

// libFuzzer's entry point; every target defines it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace understudy::fuzz {

/// Ends the run with a sentence, so that libFuzzer keeps the input. Not `assert`: it holds in every
/// build.
inline void require(bool holds, const char* promise) {
  if (holds) return;
  static_cast<void>(std::fprintf(stderr, "broken promise: %s\n", promise));
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The text before the first `mark` and the one behind it; without a mark the second is empty.
inline std::pair<std::string_view, std::string_view> split(std::string_view text,
                                                           std::string_view mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + mark.size())};
}

}  // namespace understudy::fuzz
