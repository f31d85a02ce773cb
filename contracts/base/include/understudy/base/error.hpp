// SPDX-License-Identifier: MIT
/// What went wrong, where, and what to do about it: the error side of most Results.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy {

enum class Errc : std::uint8_t {
  bad_answer,       ///< a host sent what is no HTTP, or HTTP that cannot be trusted
  bad_input,        ///< a text, file or argument is not what it has to be
  cancelled,        ///< whoever asked wants it no more
  connection_lost,  ///< a connection ended before the head of an answer was there
  internal,         ///< a bug of ours, or a third party that threw
  io,               ///< a file, socket or device refused
  limit_exceeded,   ///< well formed, but past a documented bound
  not_found,        ///< a name, path or reference that leads nowhere
  timed_out,        ///< not finished within the time it had
  truncated,        ///< an answer began and its connection ended before it did
  unreachable,      ///< a host or port that cannot be used
  unsupported,      ///< understood and refused on purpose
  untrusted,        ///< the other side is not, or cannot prove to be, who it has to be
};

/// The name of an error code as logs and tests spell it, for example "limit_exceeded".
std::string_view name_of(Errc code);

struct Error {
  Errc code = Errc::internal;
  std::string what;    ///< what was expected and what came, one sentence without a full stop
  std::string where;   ///< JSON Pointer, byte offset, file:line or request line; empty if nowhere
  std::string advice;  ///< what to do next; empty if nothing helps

  friend bool operator==(const Error&, const Error&) = default;
};

/// One line for a person: "what (at where): advice".
std::string render(const Error& error);

/// Foreign text, made fit to stand in a message: at most `limit` bytes, cut at a character
/// boundary with "..." behind, control characters and invalid UTF-8 replaced by '?'.
std::string excerpt(std::string_view text, std::size_t limit = 120);

}  // namespace understudy
