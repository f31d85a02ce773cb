// SPDX-License-Identifier: MIT
/// The chunked transfer coding, taken off as the bytes come in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http1/line.hpp"
#include "understudy/base/http1.hpp"

namespace understudy::http1 {

/// Grammar:  chunked-body = *chunk last-chunk trailer-section CRLF
///           chunk        = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
///           chunk-ext    = *( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )
/// Shape:    extensions and trailers are checked and dropped; no white space behind the size
/// Source:   RFC 9112 section 7.1
class ChunkedReader {
 public:
  enum class Status : std::uint8_t { complete, fault, partial };

  explicit ChunkedReader(const Limits& limits) : limits_(limits) {}

  /// Takes bytes off the front; data goes to the end of `body`, or nowhere when that is null. Not
  /// to be called again once it has returned anything but partial.
  Status take(std::string_view& bytes, std::string* body);

  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  /// Bytes taken so far; after a fault the place of it.
  [[nodiscard]] std::size_t offset() const { return offset_; }
  /// Bytes held of an unfinished line.
  [[nodiscard]] std::size_t buffered() const { return line_.held().size(); }

 private:
  enum class Step : std::uint8_t { size, data, data_cr, data_lf, trailers };

  Status take_size_line(std::string_view& bytes);
  Status take_data(std::string_view& bytes, std::string* body);
  Status take_data_end(std::string_view& bytes);
  Status take_trailer(std::string_view& bytes);
  Status refuse_line(const LineFault& fault, const Refusal& too_long);
  Status refuse(const Refusal& refusal);

  Limits limits_;
  LineReader line_;
  Step step_ = Step::size;
  std::uint64_t chunk_left_ = 0;
  std::uint64_t decoded_ = 0;
  std::size_t trailer_bytes_ = 0;
  std::size_t offset_ = 0;
  Refusal refusal_;
};

}  // namespace understudy::http1
