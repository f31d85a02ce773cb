// SPDX-License-Identifier: MIT
/// Values, conditions and orders as a person reads them.
#pragma once

#include <string>

#include "query/filter.hpp"
#include "query/schema.hpp"
#include "query/value.hpp"

namespace understudy::mock::query {

/// `"Austin"`, `null`, `7`, `2026-03-04T12:00:00+01:00`; long texts are cut.
std::string describe(const Value& value);

/// `state is one of "Texas", "Ohio"`, `arr is from 10 to 20, or null`.
std::string describe(const Condition& condition, const Schema& columns);

/// `city descending`.
std::string describe(const SortKey& key, const Schema& columns);

}  // namespace understudy::mock::query
