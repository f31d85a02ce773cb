// SPDX-License-Identifier: MIT
/// Patterns against exchanges: which match, and where the closest one does not.
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "understudy/mock/journal.hpp"

namespace understudy::mock {

bool matches(const ExchangePattern& pattern, const HeldExchange& exchange);

/// Where an exchange is not as the pattern has it; none: it matches.
std::vector<Difference> differences(const ExchangePattern& pattern, const HeldExchange& exchange);

Verification verify_times(const std::deque<HeldExchange>& exchanges, const ExchangePattern& pattern,
                          Times times);
Verification verify_order(const std::deque<HeldExchange>& exchanges,
                          std::span<const ExchangePattern> patterns);

/// "GET getRecords of partnertap with query size = 20", for a person.
std::string describe(const ExchangePattern& pattern);

}  // namespace understudy::mock
