// SPDX-License-Identifier: MIT
/// The lines of a head, read one at a time, and what its framing fields say together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "understudy/base/http1.hpp"

namespace understudy::http1 {

struct RequestLine {
  Method method = Method::get;
  bool is_http10 = false;
  std::string_view authority;  ///< of an absolute-form target; else empty
  std::string_view target;     ///< origin-form or "*"
  bool has_path = true;        ///< absolute-form without a path: "/" stands before the target
};

/// Grammar:  request-line = method SP request-target SP HTTP-version
/// Errors:   501 for a method outside Method, 505 for another version, 400 for the rest
/// Source:   RFC 9112 section 3
Result<RequestLine, Refusal> parse_request_line(std::string_view line);

struct StatusLine {
  int status = 0;
  bool is_http10 = false;
};

/// Grammar:  status-line = HTTP-version SP status-code SP [ reason-phrase ]
/// Source:   RFC 9112 section 4
Result<StatusLine, Refusal> parse_status_line(std::string_view line);

struct FieldLine {
  std::string_view name;
  std::string_view value;  ///< trimmed
};

/// Grammar:  field-line = field-name ":" OWS field-value OWS, without obs-fold
/// Source:   RFC 9112 section 5
Result<FieldLine, Refusal> parse_field_line(std::string_view line);

/// The fields a reader looks into; `dropped` are the ones a request handler must not see.
enum class FieldKind : std::uint8_t {
  connection,
  content_encoding,
  content_length,
  dropped,
  expect,
  host,
  other,
  transfer_encoding,
};
FieldKind kind_of(std::string_view name);

/// Grammar:  uri-host [ ":" 1*5DIGIT ], neither userinfo nor an empty part
/// Source:   RFC 9110 section 7.2, RFC 3986 section 3.2.2
bool is_authority(std::string_view text);

/// Bytes of an origin-form target, each "%" with two hex digits and never "%00".
bool is_origin_form(std::string_view text);

/// What Content-Length and Transfer-Encoding say about the body.
class Framing {
 public:
  std::optional<Refusal> add_content_length(std::string_view value);
  std::optional<Refusal> add_transfer_encoding(std::string_view value, bool is_http10);

  [[nodiscard]] const std::optional<std::uint64_t>& length() const { return length_; }
  [[nodiscard]] bool is_chunked() const { return coding_ == Coding::chunked; }
  /// A well-formed transfer coding that is not ours.
  [[nodiscard]] bool is_foreign() const { return coding_ == Coding::foreign; }

 private:
  enum class Coding : std::uint8_t { none, chunked, foreign };

  std::optional<std::uint64_t> length_;
  Coding coding_ = Coding::none;
};

/// The Connection field as far as it decides about reuse.
class ConnectionOptions {
 public:
  void add(std::string_view value);
  [[nodiscard]] bool persists(bool is_http10) const { return !close_ && (!is_http10 || keep_); }

 private:
  bool close_ = false;
  bool keep_ = false;
};

inline constexpr Refusal kControlInLine{400, "a line has a control byte, a bare CR or a bare LF"};
inline constexpr Refusal kHeadTooLarge{431, "the head is too large"};
inline constexpr Refusal kLineTooLong{431, "a field line is too long"};
inline constexpr Refusal kTooManyFields{431, "the head has too many fields"};
inline constexpr Refusal kForeignCoding{501, "the transfer coding is not chunked"};
inline constexpr Refusal kBodyTooLarge{413, "the body is too large"};

}  // namespace understudy::http1
