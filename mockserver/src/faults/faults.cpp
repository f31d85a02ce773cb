// SPDX-License-Identifier: MIT
/// Which of the armed faults a request meets.
#include "understudy/mock/faults.hpp"

#include <algorithm>
#include <utility>

#include "faults/latency.hpp"

namespace understudy::mock {

namespace {

constexpr std::size_t kLargestRemembered = 1'048'576;  // ours: bytes of a body, for each operation

/// FNV-1a, 64 bits: one number for a name, the same on every machine.
std::uint64_t number_of(std::string_view name) {
  std::uint64_t number = 0xCBF29CE484222325U;
  for (const char c : name) number = (number ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return number;
}

/// Whether the fault takes the handler's place; the others change how an answer leaves.
bool is_answer(Fault::Kind kind) {
  return kind == Fault::Kind::stale || kind == Fault::Kind::status ||
         kind == Fault::Kind::throttled;
}

void add_to(Delivery& delivery, const Fault& fault, Pcg32& random) {
  using Kind = Delivery::Kind;
  const auto become = [&](Kind kind) {
    delivery.kind = kind;
    delivery.bytes = fault.bytes;
    delivery.pause = kind == Kind::dribbled ? Duration{fault.pause} : Duration{0};
  };
  switch (fault.kind) {
    case Fault::Kind::dribble:
      return become(Kind::dribbled);
    case Fault::Kind::empty:
      return become(Kind::empty);
    case Fault::Kind::garbage:
      return become(Kind::garbage);
    case Fault::Kind::latency:
      delivery.delay = std::min<Duration>(delivery.delay + faults::draw_latency(fault, random),
                                          Delivery::kLongestDelay);
      return;
    case Fault::Kind::reset:
      return become(Kind::reset);
    case Fault::Kind::truncated:
      return become(Kind::truncated);
    case Fault::Kind::wrong_length:
      return become(Kind::wrong_length);
    case Fault::Kind::stale:
    case Fault::Kind::status:
    case Fault::Kind::throttled:
      break;
  }
}

}  // namespace

Faults::Faults(Seed seed, std::string_view space, Check check)
    : seed_(seed), stream_(number_of(space)), check_(std::move(check)) {}

Pcg32 Faults::draws_of(std::uint64_t place) const { return Pcg32{seed_, mix(stream_, place)}; }

Result<std::uint64_t> Faults::add(const Fault& fault) {
  // One reading of what may stand in a fault, whoever brings it.
  if (const auto read = read_fault(write_fault(fault)); !read) return Failure{read.error()};
  if (check_) {
    if (auto checked = check_(fault); !checked) return Failure{std::move(checked.error())};
  }
  const std::lock_guard lock{mutex_};
  if (armed_.size() >= kMostFaults) {
    return Failure{Error{Errc::limit_exceeded,
                         "there are " + std::to_string(kMostFaults) + " faults armed already", "",
                         "remove those that are done"}};
  }
  // The place, not the number, says what is drawn: a test meets the same faults whatever other
  // tests have armed and cleared before.
  std::uint64_t place = 0;
  const auto is_taken = [&](const Armed& one) { return one.place == place; };
  while (std::any_of(armed_.begin(), armed_.end(), is_taken)) ++place;
  armed_.push_back({{.number = ++last_number_, .fault = fault}, place, draws_of(place)});
  is_armed_ = true;
  return last_number_;
}

bool Faults::remove(std::uint64_t number) {
  const std::lock_guard lock{mutex_};
  const auto removed =
      std::erase_if(armed_, [&](const Armed& one) { return one.seen.number == number; });
  is_armed_ = !armed_.empty();
  if (armed_.empty()) remembered_.clear();
  return removed > 0;
}

void Faults::clear() {
  const std::lock_guard lock{mutex_};
  armed_.clear();
  remembered_.clear();
  is_armed_ = false;
}

std::vector<ArmedFault> Faults::list() const {
  const std::lock_guard lock{mutex_};
  std::vector<ArmedFault> all;
  for (const Armed& one : armed_) all.push_back(one.seen);
  return all;
}

void Faults::restart() {
  const std::lock_guard lock{mutex_};
  remembered_.clear();
  for (Armed& one : armed_) {
    one.seen.matched = one.seen.fired = 0;
    one.random = draws_of(one.place);
  }
}

bool Faults::is_about(const Fault& fault, std::string_view api, std::string_view operation) {
  return (fault.api.empty() || fault.api == api) &&
         (fault.operation.empty() || fault.operation == operation);
}

bool Faults::fires(Armed& armed) {
  constexpr double kDraws = 4'294'967'296.0;  // how many numbers Pcg32::next() chooses from
  const Fault& fault = armed.seen.fault;
  ArmedFault& seen = armed.seen;
  ++seen.matched;
  if (fault.times > 0 && seen.fired >= fault.times) return false;
  if (fault.nth > 0 && (fault.times > 0 ? seen.matched < fault.nth : seen.matched != fault.nth)) {
    return false;
  }
  if (fault.probability < 1 && armed.random.next() >= fault.probability * kDraws) return false;
  ++seen.fired;
  return true;
}

std::optional<Faults::Answer> Faults::draw_answer(std::string_view api,
                                                  std::string_view operation) {
  std::optional<Answer> answer;
  const std::lock_guard lock{mutex_};
  for (Armed& one : armed_) {
    const Fault& fault = one.seen.fault;
    if (!is_answer(fault.kind) || !is_about(fault, api, operation) || !fires(one)) continue;
    const bool is_stale = fault.kind == Fault::Kind::stale;
    const auto remembered =
        is_stale ? remembered_.find({std::string{api}, std::string{operation}}) : remembered_.end();
    if (is_stale && remembered == remembered_.end()) {
      --one.seen.fired;  // there is nothing to say again yet
    } else if (!answer) {
      answer = Answer{.kind = fault.kind, .code = fault.code, .retry_after = fault.retry_after};
      if (is_stale) answer->stale = remembered->second;
    }
  }
  return answer;
}

Delivery Faults::draw_delivery(std::string_view api, std::string_view operation) {
  Delivery delivery;
  const std::lock_guard lock{mutex_};
  for (Armed& one : armed_) {
    const Fault& fault = one.seen.fault;
    if (is_answer(fault.kind) || !is_about(fault, api, operation) || !fires(one)) continue;
    add_to(delivery, fault, one.random);
  }
  return delivery;
}

void Faults::remember(std::string_view api, std::string_view operation, const Response& answer) {
  if (answer.status < 200 || answer.status > 299) return;
  const std::lock_guard lock{mutex_};
  const bool is_wanted = std::any_of(armed_.begin(), armed_.end(), [&](const Armed& one) {
    return one.seen.fault.kind == Fault::Kind::stale && is_about(one.seen.fault, api, operation);
  });
  if (!is_wanted) return;
  std::pair key{std::string{api}, std::string{operation}};
  if (answer.body.size() > kLargestRemembered) {
    remembered_.erase(key);  // an older one would be no previous answer
  } else {
    remembered_.insert_or_assign(std::move(key), answer);
  }
}

}  // namespace understudy::mock
