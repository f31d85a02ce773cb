// SPDX-License-Identifier: MIT
#include "throttle_judging.hpp"

#include <algorithm>
#include <cmath>

#include "../src/engine/retry_after.hpp"
#include "rules.hpp"

namespace understudy::conformance::throttle {

namespace {

std::string seconds_of(Duration time) {
  const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(time).count() / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(std::abs(tenths % 10)) + " s";
}

std::string limit_of(const Window& window) {
  return std::to_string(window.requests) + " requests in " + seconds_of(window.length);
}

/// The first of a part, or null.
const Hit* find_part(std::span<const Hit> hits, Part part) {
  const auto found =
      std::find_if(hits.begin(), hits.end(), [&](const Hit& hit) { return hit.part == part; });
  return found == hits.end() ? nullptr : &*found;
}

std::size_t index_of(std::span<const Hit> hits, const Hit& hit) {
  return static_cast<std::size_t>(&hit - hits.data());
}

bool is_refused(const Hit* hit) { return hit != nullptr && hit->is_refused(); }

/// Whether a hit may still be in the window when another arrives.
bool may_be_inside(const Hit& hit, const Hit& later, const Window& window) {
  return later.sent - hit.answered <= window.length + kClockTolerance;
}

bool is_inside(const Hit& hit, const Hit& later, const Window& window) {
  return later.answered - hit.sent < window.length - kClockTolerance;
}

std::size_t most_counted(std::span<const Hit> hits, std::size_t index, const Window& window,
                         Refusals refusals, bool with_bad = true) {
  return static_cast<std::size_t>(std::count_if(
      hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(index), [&](const Hit& hit) {
        return hit.part != Part::other_key && may_be_inside(hit, hits[index], window) &&
               (!hit.is_refused() || refusals == Refusals::perhaps) &&
               (with_bad || hit.part != Part::bad);
      }));
}

std::size_t least_counted(std::span<const Hit> hits, std::size_t index, const Window& window) {
  return static_cast<std::size_t>(std::count_if(
      hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(index), [&](const Hit& hit) {
        return hit.part != Part::other_key && hit.served && is_inside(hit, hits[index], window);
      }));
}

/// A limit that nobody has seen: what follows of it cannot be judged.
Judgement never_full() {
  return cannot_tell(
      "the host did not refuse the request past the limit, so that its window was "
      "never seen to be full");
}

Judgement too_many(std::span<const Hit> hits, std::size_t index, const Window& window) {
  return broken("a request was admitted " + seconds_of(hits[index].sent - hits.front().sent) +
                    " after the first of the check, when the last " + seconds_of(window.length) +
                    " had " + std::to_string(least_counted(hits, index, window)) + " others",
                "429: at most " + limit_of(window), std::to_string(hits[index].status));
}

Judgement too_few(std::span<const Hit> hits, std::size_t index, const Window& window,
                  Refusals refusals) {
  const std::size_t most = most_counted(hits, index, window, refusals);
  return broken("a request was refused when at most " + std::to_string(most) +
                    " others were in the last " + seconds_of(window.length),
                "no refusal below " + limit_of(window), "429 to the next request");
}

/// The refusals of a record that say when to come again.
std::vector<std::size_t> refusals_of(std::span<const Hit> hits) {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (hits[i].is_refused() && hits[i].part != Part::other_key) indices.push_back(i);
  }
  return indices;
}

/// Whether a caller who was told so was told the truth, by what came of later requests.
std::optional<Judgement> find_lie(std::span<const Hit> hits, std::size_t index, Duration told) {
  const Hit& refusal = hits[index];
  for (std::size_t i = index + 1; i < hits.size(); ++i) {
    const Hit& later = hits[i];
    if (later.part == Part::other_key) continue;
    if (later.served && later.answered < refusal.sent + told - kClockTolerance) {
      return broken("a request was admitted before the time that Retry-After had told",
                    "Retry-After of " + seconds_of(later.answered - refusal.sent) + " at most",
                    *refusal.retry_after);
    }
  }
  // Where refusals count, too, each moves the time on: only the next request shows it.
  for (std::size_t i = index + 1; i < hits.size(); ++i) {
    const Hit& next = hits[i];
    if (next.part == Part::other_key) continue;
    if (next.is_refused() && next.sent > refusal.answered + told + kClockTolerance) {
      return broken("a request was refused after the time that Retry-After had told",
                    "Retry-After of more than " + seconds_of(next.sent - refusal.answered),
                    *refusal.retry_after);
    }
    break;
  }
  return std::nullopt;
}

}  // namespace

Fate fate_of(std::span<const Hit> hits, std::size_t index, const Window& window,
             Refusals refusals) {
  if (least_counted(hits, index, window) >= window.requests) return Fate::refused;
  if (most_counted(hits, index, window, refusals) < window.requests) return Fate::admitted;
  return Fate::open;
}

Judgement judge_exact_number(std::span<const Hit> hits, const Window& window) {
  for (std::size_t i = 0; i < hits.size() && hits[i].part == Part::fill; ++i) {
    if (hits[i].is_refused()) {
      return broken("request " + std::to_string(i + 1) + " of an empty window was refused",
                    limit_of(window) + " are admitted", "429 to request " + std::to_string(i + 1));
    }
    if (!hits[i].served) {
      return cannot_tell("a request below the limit was answered " +
                         std::to_string(hits[i].status));
    }
  }
  const Hit* past = find_part(hits, Part::past_full);
  if (past == nullptr) return cannot_tell("the window could not be filled");
  if (past->is_refused()) return holds();
  const std::size_t index = index_of(hits, *past);
  if (fate_of(hits, index, window, Refusals::perhaps) != Fate::refused) {
    return cannot_tell("the host is too slow: " + std::to_string(window.requests + 1) +
                       " requests took " + seconds_of(past->answered - hits.front().sent));
  }
  return broken("request " + std::to_string(index + 1) + " within " +
                    seconds_of(past->answered - hits.front().sent) + " was not refused",
                "429: at most " + limit_of(window), std::to_string(past->status));
}

Judgement judge_whole_window(std::span<const Hit> hits, const Window& window) {
  if (!is_refused(find_part(hits, Part::past_full))) return never_full();
  bool decided = false;
  for (const Part part : {Part::middle, Part::late}) {
    const Hit* hit = find_part(hits, part);
    if (hit == nullptr) continue;
    const std::size_t index = index_of(hits, *hit);
    if (fate_of(hits, index, window, Refusals::perhaps) != Fate::refused) continue;
    if (hit->served) return too_many(hits, index, window);
    decided = decided || hit->is_refused();
  }
  return decided ? holds() : cannot_tell("the host is too slow to fill a window at once");
}

Judgement judge_other_key(std::span<const Hit> hits, const Window& /*window*/) {
  const Hit* other = find_part(hits, Part::other_key);
  if (other == nullptr) return cannot_tell("there is no second set of credentials");
  if (!is_refused(find_part(hits, Part::past_full))) return never_full();
  if (other->served) return holds();
  if (!other->is_refused()) {
    return cannot_tell("the second caller was answered " + std::to_string(other->status));
  }
  return broken("a caller with a key of its own was refused when another had used up its requests",
                "an admission: keys are counted apart", "429");
}

Judgement judge_retry_after_present(std::span<const Hit> hits, const Window& /*window*/) {
  const auto refusals = refusals_of(hits);
  if (refusals.empty()) return never_full();
  for (const std::size_t i : refusals) {
    if (!hits[i].retry_after) {
      return broken("a 429 does not say when to come again", "the field Retry-After", "none");
    }
  }
  return holds();
}

Judgement judge_retry_after_seconds(std::span<const Hit> hits, const Window& window) {
  bool seen = false;
  for (const std::size_t i : refusals_of(hits)) {
    if (!hits[i].retry_after) continue;
    seen = true;
    const auto told = read_seconds(hits[i].retry_after);
    if (!told || *told < std::chrono::seconds{1} || *told > window.length + kClockTolerance) {
      return broken(
          "Retry-After is no number of seconds within the window",
          "an integer of 1 to " +
              std::to_string(std::chrono::ceil<std::chrono::seconds>(window.length).count()),
          excerpt(*hits[i].retry_after));
    }
  }
  return seen ? holds() : cannot_tell("no answer had a Retry-After");
}

Judgement judge_retry_after_truth(std::span<const Hit> hits, const Window& /*window*/) {
  bool seen = false;
  for (const std::size_t i : refusals_of(hits)) {
    const auto told = read_seconds(hits[i].retry_after);
    if (!told) continue;
    seen = true;
    if (auto lie = find_lie(hits, i, *told)) return *std::move(lie);
  }
  if (!seen) return cannot_tell("no answer had a Retry-After in seconds");
  const Hit* after = find_part(hits, Part::after_wait);
  if (after == nullptr || !after->served) {
    return cannot_tell("the request after the wait was answered " +
                       std::to_string(after == nullptr ? 0 : after->status));
  }
  return holds();
}

Judgement judge_rolling(std::span<const Hit> hits, const Window& window) {
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const Part part = hits[i].part;
    if (part == Part::bad || part == Part::past_bad) break;
    const Fate fate = fate_of(hits, i, window, Refusals::perhaps);
    if (fate == Fate::refused && hits[i].served) return too_many(hits, i, window);
    if (fate != Fate::admitted || !hits[i].is_refused()) continue;
    if (part == Part::again) return too_few(hits, i, window, Refusals::perhaps);
    return cannot_tell("the window was full before " + std::to_string(window.requests) +
                       " requests: another caller may use the key");
  }
  const Hit* past = find_part(hits, Part::past_again);
  if (past == nullptr || !past->is_refused()) {
    return cannot_tell("the host is too slow to fill a window in two halves");
  }
  return holds();
}

Judgement judge_refusals_not_counted(std::span<const Hit> hits, const Window& window) {
  if (!is_refused(find_part(hits, Part::past_refill))) return never_full();
  bool seen = false;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (hits[i].part != Part::again) continue;
    if (fate_of(hits, i, window, Refusals::never) != Fate::admitted) continue;
    if (hits[i].is_refused()) {
      auto judgement = too_few(hits, i, window, Refusals::never);
      judgement.message += ", not counting those that were refused";
      return judgement;
    }
    seen = true;
  }
  return seen ? holds() : cannot_tell("the host is too slow to fill a window in two halves");
}

Judgement judge_bad_requests_counted(std::span<const Hit> hits, const Window& window) {
  const Hit* bad = find_part(hits, Part::bad);
  const Hit* past = find_part(hits, Part::past_bad);
  if (bad == nullptr || past == nullptr) return cannot_tell("the window could not be filled");
  if (!is_refused(find_part(hits, Part::past_again))) return never_full();
  if (!bad->served) {
    return cannot_tell("a request that is refused for what it says was answered " +
                       std::to_string(bad->status));
  }
  const std::size_t index = index_of(hits, *past);
  if (past->served) {
    if (fate_of(hits, index, window, Refusals::perhaps) == Fate::refused) {
      return too_many(hits, index, window);
    }
    return cannot_tell("the host is too slow to fill a window");
  }
  const bool proves = past->is_refused() && most_counted(hits, index, window, Refusals::perhaps,
                                                         /*with_bad=*/false) < window.requests;
  return proves ? holds() : cannot_tell("the window was full without the bad requests");
}

Judgement judge_refusal_body(std::span<const Hit> hits, const Json& want) {
  const auto refusals = refusals_of(hits);
  if (refusals.empty()) return never_full();
  const Hit& refusal = hits[refusals.front()];
  if (!refusal.body) return broken("the body of a 429 is no JSON", "an error object", "none");
  for (const auto& [pointer, value] : want.items()) {
    const Json* got = find_value(*refusal.body, pointer);
    if (got != nullptr && *got == value) continue;
    return broken("the body of a 429 differs at " + pointer, dump_json(value),
                  got == nullptr ? "nothing" : excerpt(dump_json(*got)));
  }
  return holds();
}

}  // namespace understudy::conformance::throttle
