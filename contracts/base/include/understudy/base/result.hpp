// SPDX-License-Identifier: MIT
/// A value, or the reason there is none.
///
/// Spelled like std::expected, so that it can become an alias once every supported compiler ships
/// one.
#pragma once

#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>
#include <variant>

#include "understudy/base/error.hpp"

namespace understudy {

/// Marks a returned value as the error side: `return Failure{error};`.
template <typename E>
struct Failure {
  E error;
};
template <typename E>
Failure(E) -> Failure<E>;

template <typename T, typename E = Error>
class [[nodiscard]] Result {
 public:
  // Implicit on purpose: a function returns either the bare value or a Failure.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure<E> failure) : state_(std::in_place_index<1>, std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& operator*() & { return *checked(std::get_if<0>(&state_)); }
  const T& operator*() const& { return *checked(std::get_if<0>(&state_)); }
  T&& operator*() && { return std::move(*checked(std::get_if<0>(&state_))); }
  T* operator->() { return checked(std::get_if<0>(&state_)); }
  const T* operator->() const { return checked(std::get_if<0>(&state_)); }

  [[nodiscard]] E& error() { return *checked(std::get_if<1>(&state_)); }
  [[nodiscard]] const E& error() const { return *checked(std::get_if<1>(&state_)); }

  /// The value, or the end of the program with the error on stderr. For tests and examples, where
  /// there is nobody to hand the error to.
  T& value() & { return require(*this); }
  T&& value() && { return std::move(require(*this)); }

  /// `step(value)`, which returns a Result too; an error passes through unchanged.
  template <typename Step>
  auto and_then(Step&& step) && -> std::invoke_result_t<Step, T&&> {
    if (!has_value()) return Failure{std::move(error())};
    return std::forward<Step>(step)(*std::move(*this));
  }

 private:
  template <typename P>
  static P* checked(P* side) {
    assert(side != nullptr && "the other side of this Result was asked for");
    return side;
  }

  static T& require(Result& result) {
    if (!result.has_value()) {
      // Of E's own namespace too: whatever has a `render` says why.
      if constexpr (requires { render(result.error()); }) {
        static_cast<void>(std::fprintf(stderr, "understudy: %s\n", render(result.error()).c_str()));
      }
      std::abort();
    }
    return *result;
  }

  std::variant<T, E> state_;
};

/// Nothing on success; `Result<Done>` is what a function returns that can only fail.
struct Done {
  friend bool operator==(Done, Done) = default;
};

}  // namespace understudy
