// SPDX-License-Identifier: MIT
/// What the front says itself, before or instead of the handler: small constant JSON bodies that
/// never repeat input.
#pragma once

#include <string>
#include <string_view>

#include "understudy/base/clock.hpp"
#include "understudy/base/http1.hpp"

namespace understudy::mock::transport {

inline constexpr http1::Refusal kLateHead{408, "the request line and fields took too long"};
inline constexpr http1::Refusal kLateBody{408, "the request body took too long"};
inline constexpr http1::Refusal kNoConnectionLeft{503, "too many connections"};
inline constexpr http1::Refusal kNoBufferLeft{503, "too many bytes are waiting in this server"};
inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

/// The text of a Date field, made anew once a second. One per thread.
class DateText {
 public:
  std::string_view at(WallTime now);

 private:
  std::int64_t second_ = -1;
  std::string text_;
};

/// The answer to a request that cannot be read on, with "Connection: close".
///
/// Shape:    {"error": sentence}
std::string write_refusal(const http1::Refusal& refusal, std::string_view date);

/// The 500 that stands for whatever went wrong behind the front. Same shape.
Response internal_error();

}  // namespace understudy::mock::transport
