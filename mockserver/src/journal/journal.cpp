// SPDX-License-Identifier: MIT
/// What is kept, and how long.
#include "understudy/mock/journal.hpp"

#include <algorithm>
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
  return sizeof entry + entry.request.target.size() + bytes_of(entry.request.fields) +
         entry.request.body.size() + bytes_of(entry.response.fields) + entry.response.body.size();
}

}  // namespace

void Journal::add(JournalEntry entry) {
  std::vector<JournalEntry> out;  // ends outside of the lock
  const std::size_t size = bytes_of(entry);
  const std::lock_guard lock{mutex_};
  if (most_bytes_ == 0) return;
  entry.number = last_number_ + 1;
  entries_.push_back(std::move(entry));
  try {
    sizes_.push_back(size);
  } catch (const std::bad_alloc&) {
    entries_.pop_back();
    throw;
  }
  ++last_number_;
  bytes_ += size;
  while (bytes_ > most_bytes_ && entries_.size() > 1) {
    out.push_back(std::move(entries_.front()));
    entries_.pop_front();
    bytes_ -= sizes_.front();
    sizes_.pop_front();
  }
}

void Journal::clear() {
  std::deque<JournalEntry> out;  // ends outside of the lock
  const std::lock_guard lock{mutex_};
  std::swap(out, entries_);
  sizes_.clear();
  last_number_ = 0;
  bytes_ = 0;
}

void Journal::give_up_memory() noexcept {
  const std::lock_guard lock{mutex_};
  most_bytes_ = bytes_ / 2;  // what was held was too much beside the rest of the program
  entries_.clear();          // a deque of its own to move them to would take memory
  sizes_.clear();
  ++last_number_;  // of the exchange that found no room
  bytes_ = 0;
}

std::vector<JournalEntry> Journal::entries(std::uint64_t after, std::size_t most) const {
  const std::lock_guard lock{mutex_};
  const auto first = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const JournalEntry& entry) { return entry.number > after; });
  const auto left = static_cast<std::size_t>(entries_.end() - first);
  return {first, first + static_cast<std::ptrdiff_t>(std::min(left, most))};
}

void Journal::each(const std::function<void(const JournalEntry&)>& see) const {
  const std::lock_guard lock{mutex_};
  for (const JournalEntry& entry : entries_) see(entry);
}

Result<JournalEntry> Journal::entry(std::uint64_t number) const {
  const std::lock_guard lock{mutex_};
  if (number == 0 || number > last_number_) {
    return Failure{Error{Errc::not_found,
                         "there is no exchange " + std::to_string(number) + "; there were " +
                             std::to_string(last_number_) + " so far",
                         "", ""}};
  }
  if (entries_.empty() || number < entries_.front().number) {
    return Failure{Error{Errc::limit_exceeded,
                         "exchange " + std::to_string(number) + " made room for newer ones", "",
                         "give the journal more bytes, or ask earlier"}};
  }
  return entries_[number - entries_.front().number];
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
  std::copy_if(entries_.begin(), entries_.end(), std::back_inserter(found),
               [&](const JournalEntry& entry) { return matches(pattern, entry); });
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
