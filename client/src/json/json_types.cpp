// SPDX-License-Identifier: MIT
#include "understudy/client/json_types.hpp"

#include "understudy/base/json_document.hpp"

namespace understudy::client {

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const auto document = JsonDocument::parse(text);
  if (!document || !document->root().is_number() || document->root().text() != text) {
    return std::nullopt;
  }
  Decimal number;
  number.text_ = std::string{text};
  return number;
}

double Decimal::to_double() const {
  const auto document = JsonDocument::parse(text_);
  return document ? understudy::to_double(document->root()).value_or(0) : 0;
}

}  // namespace understudy::client
