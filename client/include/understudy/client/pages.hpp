// SPDX-License-Identifier: MIT
/// Long lists, a page or a row at a time: ranges whose last element is the error, if there is one.
///
///   for (const Outcome<Record>& record : client.records(request)) {
///     if (!record) return Failure{record.error()};
///     use(*record);
///   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/json_document.hpp"
#include "understudy/client/call_error.hpp"
#include "understudy/client/page_fetcher.hpp"
#include "understudy/client/walk_guard.hpp"

namespace understudy::client {

/// How to walk a list.
struct WalkOptions {
  PageToken from = {};               ///< where to begin; empty: at the start
  std::size_t most_pages = 100'000;  // ours: past that a walk has no end
  bool refuse_equal_pages = true;    ///< false: the same rows may come twice in a row
  bool prefetch = false;             ///< fetch the next page in a thread while this one is used
  std::stop_token stop = {};         ///< ends the walk, also in the middle of a call
};

/// The pages of a list, each fetched when it is asked for: by `next`, or as a range that can be
/// walked once. May be moved before it is walked.
template <typename Page>
class Pages {
 public:
  class Iterator {
   public:
    using value_type = Outcome<Page>;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator() = default;
    explicit Iterator(Pages* pages) : pages_(pages) {}
    Outcome<Page>& operator*() const { return *pages_->element(); }
    Iterator& operator++() {
      pages_->step();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& at, std::default_sentinel_t /*end*/) {
      return at.is_at_end();
    }

   private:
    [[nodiscard]] bool is_at_end() const { return pages_->element() == nullptr; }

    Pages* pages_ = nullptr;
  };

  Pages(std::string operation, PageSource<Page> source, WalkOptions options = {})
      : guard_({.operation = std::move(operation),
                .most_pages = options.most_pages,
                .refuse_equal_pages = options.refuse_equal_pages}),
        next_(std::move(options.from)),
        fetcher_(std::make_unique<PageFetcher<Page>>(std::move(source), options.stop,
                                                     options.prefetch)) {}

  /// Goes on to the next page: true when there is one, false behind the last one. After an error
  /// the current page is what it was, and another `next` asks for the failed one again.
  Outcome<bool> next() {
    if (!next_) return false;
    if (auto refusal = guard_.before(*next_)) return Failure{*std::move(refusal)};
    Outcome<PageStep<Page>> step = fetcher_->fetch(*next_);
    if (!step) return Failure{std::move(step.error())};
    if (auto refusal = guard_.after(*next_, step->mark, step->next)) {
      return Failure{*std::move(refusal)};
    }
    next_ = std::move(step->next);
    current_ = Outcome<Page>{std::move(step->page)};
    if (next_) fetcher_->expect(*next_);
    return true;
  }

  /// The page that the last successful step has brought, or null.
  [[nodiscard]] Page* current() { return current_ ? &**current_ : nullptr; }
  [[nodiscard]] const Page* current() const { return current_ ? &**current_ : nullptr; }

  /// Where another walk goes on: behind the current page. Nothing behind the last one.
  [[nodiscard]] const std::optional<PageToken>& resume_token() const { return next_; }

  /// Fetches the first page. Once: a second call goes on where the walk stands.
  Iterator begin() {
    if (!has_begun_) step();
    return Iterator{this};
  }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }

 private:
  /// What the range stands on: the error, else the page; null at the end.
  Outcome<Page>* element() {
    if (error_) return &*error_;
    return is_over_ || !current_ ? nullptr : &*current_;
  }

  void step() {
    has_begun_ = true;
    if (std::exchange(error_, std::nullopt)) {
      is_over_ = true;
      return;
    }
    Outcome<bool> moved = next();
    if (!moved) {
      error_.emplace(Failure{std::move(moved.error())});
    } else {
      is_over_ = !*moved;
    }
  }

  WalkGuard guard_;
  std::optional<PageToken> next_;
  std::optional<Outcome<Page>> current_;
  std::optional<Outcome<Page>> error_;
  bool has_begun_ = false;
  bool is_over_ = false;
  std::unique_ptr<PageFetcher<Page>> fetcher_;  // last: its thread ends first
};

/// The rows of a list, page by page behind the scenes: a range that can be walked once.
template <typename T>
class Items {
 public:
  class Iterator {
   public:
    using value_type = Outcome<T>;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator() = default;
    explicit Iterator(Items* items) : items_(items) {}
    Outcome<T>& operator*() const { return *items_->element_; }
    Iterator& operator++() {
      items_->step();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& at, std::default_sentinel_t /*end*/) {
      return at.is_at_end();
    }

   private:
    [[nodiscard]] bool is_at_end() const { return !items_->element_.has_value(); }

    Items* items_ = nullptr;
  };

  Items(std::string operation, PageSource<std::vector<T>> source, WalkOptions options = {})
      : begun_at_(options.from),
        pages_(std::move(operation), std::move(source), std::move(options)) {}

  Iterator begin() {
    if (!has_begun_) step();
    return Iterator{this};
  }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }

  /// Where another walk goes on so that no row is missing: at the current page while it has rows
  /// that were not handed out, else behind it. Nothing behind the last row.
  [[nodiscard]] const std::optional<PageToken>& resume_token() const {
    const std::vector<T>* const rows = pages_.current();
    return rows != nullptr && row_ < rows->size() ? begun_at_ : pages_.resume_token();
  }

 private:
  void step() {
    has_begun_ = true;
    const bool failed = element_ && !*element_;
    element_.reset();
    if (failed) return;
    while (pages_.current() == nullptr || row_ == pages_.current()->size()) {
      const std::optional<PageToken> next = pages_.resume_token();
      Outcome<bool> moved = pages_.next();
      if (!moved) {
        element_.emplace(Failure{std::move(moved.error())});
        return;
      }
      if (!*moved) return;
      begun_at_ = next;
      row_ = 0;
    }
    element_.emplace(std::move((*pages_.current())[row_++]));
  }

  std::optional<PageToken> begun_at_;  ///< the token of the current page
  Pages<std::vector<T>> pages_;
  std::size_t row_ = 0;  ///< the next one of the current page
  std::optional<Outcome<T>> element_;
  bool has_begun_ = false;
};

/// A source of pages as a source of their rows: `rows` names the member that holds them.
template <typename T, typename Page>
PageSource<std::vector<T>> rows_of(PageSource<Page> source, std::vector<T> Page::*rows) {
  return [source = std::move(source), rows](
             const PageToken& token,
             const std::stop_token& stop) -> Outcome<PageStep<std::vector<T>>> {
    Outcome<PageStep<Page>> step = source(token, stop);
    if (!step) return Failure{std::move(step.error())};
    return PageStep<std::vector<T>>{
        .page = std::move(step->page.*rows), .next = std::move(step->next), .mark = step->mark};
  };
}

/// The token of a page that is found by a number: of a page or of rows to leave out.
PageToken number_token(std::int64_t number);
/// That number; `first` for the empty token.
///
/// Errors:   bad_input for what is no number of 0 and up
Result<std::int64_t> number_of(const PageToken& token, std::int64_t first = 0);

}  // namespace understudy::client
