// SPDX-License-Identifier: MIT
/// One line of a head, a chunked body or a trailer section: found in the bytes offered, or put
/// together from several of them.
///
/// A whole line is handed out where it lies, without a copy. A control byte, a bare CR, a bare LF
/// and a line past its bounds are known at the byte that makes them so, in every split.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http1/bytes.hpp"

namespace understudy::http1 {

struct LineBounds {
  std::size_t line;                              ///< bytes of content, without CRLF
  std::size_t section = std::string_view::npos;  ///< bytes left for all lines to the empty one
};

struct LineFault {
  enum class Kind : std::uint8_t { control, too_long, section_full };
  Kind kind = Kind::control;
  std::size_t at = 0;  ///< offset from the start of the line
};

/// The first fault of a line, its LF left out, from byte `from` on.
inline std::optional<LineFault> find_fault(std::string_view text, std::size_t from,
                                           const LineBounds& bounds) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const bool is_cr = text[at] == '\r';
    const bool behind_cr = at > 0 && text[at - 1] == '\r';
    if (behind_cr || (is(text[at], kControlByte) && !is_cr)) {
      return LineFault{LineFault::Kind::control, at};
    }
    if (!is_cr && at >= bounds.line) return LineFault{LineFault::Kind::too_long, at};
    // Behind an empty line nothing follows; behind a byte of content at least CRLF CRLF does.
    const std::size_t due = is_cr ? (at == 0 ? 1 : 3) : 4;
    if (at + 1 + due > bounds.section) return LineFault{LineFault::Kind::section_full, at};
  }
  return std::nullopt;
}

class LineReader {
 public:
  enum class Status : std::uint8_t { complete, fault, partial };

  /// Takes bytes off the front, never past the end of the line. Not to be called after a fault.
  Status take(std::string_view& bytes, const LineBounds& bounds) {
    if (given_) release();
    std::size_t window = bounds.section;
    if (bounds.line < window) window = std::min(window, bounds.line + 2);
    // At least the byte that a section without room is refused at.
    const std::string_view seen = bytes.substr(0, std::max<std::size_t>(window, 1) - held_.size());

    const std::size_t lf = seen.find('\n');
    const bool ended = lf != std::string_view::npos;
    const std::size_t checked = held_.size();
    std::string_view raw = ended ? seen.substr(0, lf + 1) : seen;
    bytes.remove_prefix(raw.size());
    if (!ended || !held_.empty()) raw = held_.append(raw);

    if (ended && is_line(raw, bounds)) {
      raw_ = raw;
      given_ = true;
      return Status::complete;
    }
    const auto fault = find_fault(raw, checked, bounds);
    if (!fault) return Status::partial;
    fault_ = *fault;
    return Status::fault;
  }

  /// Complete: the content, valid until the next take() and while the bytes offered are.
  [[nodiscard]] std::string_view content() const { return raw_.substr(0, raw_.size() - 2); }
  /// Complete: bytes on the wire, CRLF included.
  [[nodiscard]] std::size_t wire_size() const { return raw_.size(); }
  [[nodiscard]] const LineFault& fault() const { return fault_; }

  /// Complete: the control byte that a parser of the content may have stumbled over. To be asked
  /// before its own refusal is reported, so that a split line is refused for the same reason.
  [[nodiscard]] std::optional<LineFault> control_fault() const {
    return find_fault(raw_.substr(0, raw_.size() - 1), 0, {std::string_view::npos});
  }

  /// Partial: what is held of the line.
  [[nodiscard]] std::string_view held() const { return given_ ? std::string_view{} : held_; }

 private:
  // Gives the memory of the last line back.
  void release() {
    if (!held_.empty()) std::string{}.swap(held_);
    given_ = false;
  }

  static bool is_line(std::string_view raw, const LineBounds& bounds) {
    if (raw.size() < 2 || raw[raw.size() - 2] != '\r') return false;
    const std::size_t content = raw.size() - 2;
    return content <= bounds.line && raw.size() + (content == 0 ? 0 : 2) <= bounds.section;
  }

  std::string held_;
  std::string_view raw_;
  bool given_ = false;  ///< raw_ has been handed out; what is held_ belongs to it
  LineFault fault_;
};

}  // namespace understudy::http1
