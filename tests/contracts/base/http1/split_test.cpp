// SPDX-License-Identifier: MIT
/// The same bytes in other pieces give the same answer: every request case, cut everywhere.
#include <string_view>

#include "stream.hpp"

namespace understudy::http1 {

namespace {

Json outcome_of_pieces(const RequestCase& item, std::size_t piece) {
  Stream stream{item.limits};
  for (std::string_view rest = item.input; !rest.empty();) {
    stream.feed(rest.substr(0, piece));
    rest.remove_prefix(std::min(piece, rest.size()));
  }
  return stream.outcome();
}

// Long inputs repeat one byte in the middle: there every 97th cut is enough.
bool is_worth_a_cut(std::size_t cut, std::size_t size) {
  return cut < 400 || cut + 400 > size || cut % 97 == 0 || (cut > 8'180 && cut < 8'240);
}

}  // namespace

TEST_CASE("every request case cut at every byte gives the same answer",
          "[base][http1][request][H29]") {
  std::size_t cuts = 0;
  for (const RequestCase& item : request_cases()) {
    INFO(item.description);
    const Json whole = wanted(item.item);
    const std::string_view input = item.input;
    for (std::size_t cut = 1; cut < input.size(); ++cut) {
      if (!is_worth_a_cut(cut, input.size())) continue;
      Stream stream{item.limits};
      stream.feed(input.substr(0, cut));
      stream.feed(input.substr(cut));
      ++cuts;
      if (stream.outcome() == whole) continue;
      INFO("cut behind byte " << cut);
      CHECK(stream.outcome() == whole);
    }
  }
  CHECK(cuts >= 12'000);
}

TEST_CASE("every request case byte by byte gives the same answer", "[base][http1][request][H29]") {
  for (const RequestCase& item : request_cases()) {
    INFO(item.description);
    CHECK(outcome_of_pieces(item, 1) == wanted(item.item));
  }
}

TEST_CASE("every request case in pieces of any small size gives the same answer",
          "[base][http1][request][H29]") {
  for (const RequestCase& item : request_cases()) {
    INFO(item.description);
    for (const std::size_t piece : {2U, 3U, 5U, 7U, 16U, 31U}) {
      CHECK(outcome_of_pieces(item, piece) == wanted(item.item));
    }
  }
}

}  // namespace understudy::http1
