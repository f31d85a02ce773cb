// SPDX-License-Identifier: MIT
/// A credential of a caller: it can be sent, and neither printed nor compared.
#pragma once

#include <string>
#include <utility>

namespace understudy::client {

/// Holds a key, a token or a password. There is no == and no conversion (compile-time), so that it
/// gets into a message only where somebody writes `reveal`.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// The text, to be sent or to be searched for.
  [[nodiscard]] const std::string& reveal() const { return text_; }

  friend bool operator==(const Secret&, const Secret&) = delete;

 private:
  std::string text_;
};

}  // namespace understudy::client
