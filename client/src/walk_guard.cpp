// SPDX-License-Identifier: MIT
#include "understudy/client/walk_guard.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "understudy/client/pages.hpp"

namespace understudy::client {

std::uint64_t fingerprint_of(JsonElement value) {
  // The nodes of a value stand in document order: one pass sees all of it.
  constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15U;
  std::uint64_t sum = kPrime;
  const auto add = [&](std::uint64_t word) { sum = (sum ^ word) * kPrime ^ sum >> 29U; };
  for (const JsonNode* node = value.node(); node != value.end(); ++node) {
    const JsonElement element{node};
    add(static_cast<std::uint64_t>(element.kind()) << 32U | node->size);
    if (element.is_boolean()) add(element.is_true() ? 1 : 2);
    if (!element.is_string() && !element.is_number()) continue;
    std::string_view text = element.text();
    for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data(), sizeof word);
      add(word);
    }
    std::uint64_t word = 0;
    if (!text.empty()) std::memcpy(&word, text.data(), text.size());
    add(word);
  }
  return sum == 0 ? 1 : sum;
}

std::optional<CallError> WalkGuard::before(const PageToken& token) const {
  if (seen_.size() < options_.most_pages) return std::nullopt;
  return refuse("expected the list to end within " + std::to_string(options_.most_pages) +
                    " pages, got one more",
                token);
}

std::optional<CallError> WalkGuard::after(const PageToken& token, const PageMark& mark,
                                          const std::optional<PageToken>& next) {
  const bool is_same_place = next && (*next == token || seen_.count(next->text) != 0);
  if (is_same_place) return refuse("expected another page to follow, got one that was here", token);
  if (options_.refuse_equal_pages && mark.rows > 0 && mark.fingerprint != 0 &&
      mark.fingerprint == last_) {
    return refuse("expected other rows than on the page before, got the same", token);
  }
  if (options_.refuse_equal_pages && next && mark.rows == 0 && was_empty_) {
    return refuse("expected rows or the end behind a page without rows, got another one", token);
  }
  const std::int64_t promised = std::max(mark.total.value_or(-1), promised_.value_or(-1));
  if (promised >= 0 && rows_ + mark.rows > static_cast<std::uint64_t>(promised)) {
    return refuse("expected at most the promised " + std::to_string(promised) + " rows, got " +
                      std::to_string(rows_ + mark.rows),
                  token);
  }
  seen_.insert(token.text);
  rows_ += mark.rows;
  if (promised >= 0) promised_ = promised;
  last_ = mark.fingerprint;
  was_empty_ = mark.rows == 0;
  return std::nullopt;
}

CallError WalkGuard::refuse(std::string what, const PageToken& token) const {
  return {.operation = options_.operation,
          .ending = Ending::permanent,
          .cause = {Errc::bad_answer, std::move(what), "page " + excerpt(token.text, 40),
                    "begin anew, or ask the host why its list runs in circles"}};
}

PageToken number_token(std::int64_t number) { return {std::to_string(number)}; }

Result<std::int64_t> number_of(const PageToken& token, std::int64_t first) {
  if (token.text.empty()) return first;
  std::int64_t number = 0;
  const char* const end = token.text.data() + token.text.size();
  const auto [stop, error] = std::from_chars(token.text.data(), end, number);
  if (error != std::errc{} || stop != end || number < 0) {
    return Failure{Error{Errc::bad_input, "expected a page token that is a number of 0 and up",
                         excerpt(token.text, 40), "give back a token of the same list"}};
  }
  return number;
}

}  // namespace understudy::client
