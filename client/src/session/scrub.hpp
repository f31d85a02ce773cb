// SPDX-License-Identifier: MIT
/// Foreign texts on their way into an error or a log: without secrets, and short.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/error.hpp"
#include "understudy/client/call_error.hpp"
#include "understudy/client/secret.hpp"
#include "understudy/openapi/finding.hpp"

namespace understudy::client {

/// The secrets of one call, and texts without them.
class Scrubber {
 public:
  explicit Scrubber(std::vector<Secret> secrets) : secrets_(std::move(secrets)) {}

  void add(Secret secret) { secrets_.push_back(std::move(secret)); }
  [[nodiscard]] const std::vector<Secret>& secrets() const { return secrets_; }

  /// A text of any length, without the secrets.
  [[nodiscard]] std::string clean(std::string text) const;
  [[nodiscard]] Error clean(Error error) const;
  [[nodiscard]] VendorError clean(const VendorError& vendor) const;
  [[nodiscard]] std::vector<openapi::Finding> clean(std::vector<openapi::Finding> findings) const;
  /// The front of a body, without secrets and without members that are secrets by their names.
  [[nodiscard]] std::string excerpt_of(std::string_view body) const;
  /// The same of what breaks the contract in an answer that is a credential: places and rules
  /// alone.
  static std::vector<openapi::Finding> without_values(std::vector<openapi::Finding> findings);

 private:
  [[nodiscard]] std::string word(const std::string& text, std::size_t longest) const;

  std::vector<Secret> secrets_;
};

}  // namespace understudy::client
