// SPDX-License-Identifier: MIT
/// What is kept, and how long.
#include "understudy/mock/journal.hpp"

#include <algorithm>
#include <functional>
#include <new>
#include <utility>

#include "journal/matching.hpp"

namespace understudy::mock {

namespace {

constexpr std::size_t kPerField = 2 * sizeof(std::string);

std::size_t bytes_of(const Fields& fields) {
  std::size_t bytes = 0;
  for (const Field& field : fields) bytes += kPerField + field.name.size() + field.value.size();
  return bytes;
}

std::size_t bytes_of(const JournalEntry& entry) {
  return sizeof(HeldExchange) + entry.request.target.size() + bytes_of(entry.request.fields) +
         entry.request.body.size() + bytes_of(entry.response.fields) + entry.response.body.size();
}

constexpr std::size_t kLarge = 1'024;  // ours: a smaller body is copied as soon as it is compared

/// Equal texts are of one kind; others seldom are, as long as they differ at their ends.
std::size_t kind_of(std::string_view text, std::size_t kinds) {
  constexpr std::size_t kEnd = 128;  // ours: pages of one list differ in their first or last row
  const std::hash<std::string_view> hash;
  return (hash(text.substr(0, kEnd)) ^ (hash(text.substr(text.size() - kEnd)) << 1U) ^
          text.size()) %
         kinds;
}

}  // namespace

JournalEntry HeldExchange::whole() const {
  JournalEntry whole = entry;
  if (body != nullptr) whole.response.body = body->text;
  return whole;
}

std::shared_ptr<SharedBody> Journal::find_equal(std::string_view body) const {
  const std::shared_ptr<SharedBody>& known = bodies_[kind_of(body, kKinds)];
  return known != nullptr && known->text == body ? known : nullptr;
}

void Journal::hold(HeldExchange exchange) {
  exchange.entry.number = last_number_ + 1;
  const std::size_t size = exchange.size;
  const std::shared_ptr<SharedBody> body = exchange.body;
  entries_.push_back(std::move(exchange));
  ++last_number_;
  bytes_ += size;
  if (body == nullptr || ++body->users > 1) return;
  bytes_ += body->text.size();
  bodies_[body->kind] = body;
}

HeldExchange Journal::release_oldest() {
  HeldExchange oldest = std::move(entries_.front());
  entries_.pop_front();
  bytes_ -= oldest.size;
  SharedBody* const body = oldest.body.get();
  if (body == nullptr || --body->users > 0) return oldest;
  bytes_ -= body->text.size();
  if (bodies_[body->kind].get() == body) bodies_[body->kind] = nullptr;
  return oldest;
}

void Journal::add(JournalEntry entry, std::string_view response_body) {
  HeldExchange exchange{std::move(entry)};
  const bool is_large = response_body.size() >= kLarge;
  if (!is_large) exchange.entry.response.body = response_body;
  exchange.size = bytes_of(exchange.entry);
  std::vector<HeldExchange> out;  // ends outside of the lock
  std::unique_lock lock{mutex_};
  if (most_bytes_ == 0) return;
  if (is_large) {
    exchange.body = find_equal(response_body);
    if (exchange.body == nullptr) {
      lock.unlock();  // a copy of what is in no cache takes its time
      exchange.body = std::make_shared<SharedBody>(
          SharedBody{std::string{response_body}, kind_of(response_body, kKinds)});
      lock.lock();
    }
  }
  hold(std::move(exchange));
  while (bytes_ > most_bytes_ && entries_.size() > 1) out.push_back(release_oldest());
}

void Journal::clear() {
  std::deque<HeldExchange> out;  // ends outside of the lock
  const std::lock_guard lock{mutex_};
  std::swap(out, entries_);
  bodies_ = {};
  last_number_ = 0;
  bytes_ = 0;
}

void Journal::give_up_memory() noexcept {
  const std::lock_guard lock{mutex_};
  most_bytes_ = bytes_ / 2;  // what was held was too much beside the rest of the program
  entries_.clear();          // a deque of its own to move them to would take memory
  bodies_ = {};
  ++last_number_;  // of the exchange that found no room
  bytes_ = 0;
}

std::vector<JournalEntry> Journal::entries(std::uint64_t after, std::size_t most) const {
  const std::lock_guard lock{mutex_};
  auto held = std::find_if(entries_.begin(), entries_.end(), [&](const HeldExchange& exchange) {
    return exchange.entry.number > after;
  });
  std::vector<JournalEntry> found;
  for (; held != entries_.end() && found.size() < most; ++held) found.push_back(held->whole());
  return found;
}

void Journal::each(const std::function<void(const JournalEntry&)>& see) const {
  const std::lock_guard lock{mutex_};
  for (const HeldExchange& exchange : entries_) see(exchange.entry);
}

Result<JournalEntry> Journal::entry(std::uint64_t number) const {
  const std::lock_guard lock{mutex_};
  if (number == 0 || number > last_number_) {
    return Failure{Error{Errc::not_found,
                         "there is no exchange " + std::to_string(number) + "; there were " +
                             std::to_string(last_number_) + " so far",
                         "", ""}};
  }
  if (entries_.empty() || number < entries_.front().entry.number) {
    return Failure{Error{Errc::limit_exceeded,
                         "exchange " + std::to_string(number) + " made room for newer ones", "",
                         "give the journal more bytes, or ask earlier"}};
  }
  return entries_[number - entries_.front().entry.number].whole();
}

std::uint64_t Journal::dropped() const {
  const std::lock_guard lock{mutex_};
  return last_number_ - entries_.size();
}

Result<Done> Journal::check_whole() const {
  if (most_bytes_ == 0) {
    return Failure{Error{Errc::limit_exceeded, "this server keeps no journal", "",
                         "give it bytes to keep one"}};
  }
  const std::uint64_t gone = last_number_ - entries_.size();
  if (gone == 0) return Done{};
  return Failure{Error{Errc::limit_exceeded,
                       "the " + std::to_string(gone) +
                           " oldest exchanges made room for newer ones, so the journal cannot tell",
                       "", "give the journal more bytes, or clear it before what is verified"}};
}

Result<std::vector<JournalEntry>> Journal::find(const ExchangePattern& pattern) const {
  const std::lock_guard lock{mutex_};
  if (auto whole = check_whole(); !whole) return Failure{std::move(whole.error())};
  std::vector<JournalEntry> found;
  for (const HeldExchange& exchange : entries_) {
    if (matches(pattern, exchange)) found.push_back(exchange.whole());
  }
  return found;
}

Result<Verification> Journal::verify(const ExchangePattern& pattern, Times times) const {
  const std::lock_guard lock{mutex_};
  if (auto whole = check_whole(); !whole) return Failure{std::move(whole.error())};
  return verify_times(entries_, pattern, times);
}

Result<Verification> Journal::verify_order(std::span<const ExchangePattern> patterns) const {
  const std::lock_guard lock{mutex_};
  if (auto whole = check_whole(); !whole) return Failure{std::move(whole.error())};
  return mock::verify_order(entries_, patterns);
}

}  // namespace understudy::mock
