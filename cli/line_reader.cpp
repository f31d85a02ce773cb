// SPDX-License-Identifier: MIT
#include "line_reader.hpp"

#include <algorithm>
#include <utility>

namespace understudy::cli {

Result<std::optional<std::string_view>> LineReader::next() {
  constexpr std::size_t kPiece = 262'144;
  std::size_t searched = at_;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos || (at_end_ && at_ < buffer_.size())) {
      const std::size_t stop = std::min(end, buffer_.size());
      const std::string_view line{buffer_.data() + at_, stop - at_};
      passed_ += std::min(stop + 1, buffer_.size()) - at_;
      at_ = std::min(stop + 1, buffer_.size());
      ++number_;
      return std::optional{line};
    }
    if (at_end_) return std::optional<std::string_view>{};
    buffer_.erase(0, std::exchange(at_, 0));
    if (buffer_.size() > longest_) {
      return Failure{Error{Errc::limit_exceeded,
                           "expected lines of at most " + std::to_string(longest_ >> 20U) + " MB",
                           file_.name() + ":" + std::to_string(number_ + 1), ""}};
    }
    searched = buffer_.size();
    buffer_.resize(searched + kPiece);
    auto got = file_.read(buffer_.data() + searched, kPiece);
    if (!got) return Failure{std::move(got.error())};
    buffer_.resize(searched + *got);
    at_end_ = *got == 0;
  }
}

}  // namespace understudy::cli
