// SPDX-License-Identifier: MIT
/// Entries of the journal and verdicts about them, as the admin API sends them.
#pragma once

#include <cstdint>
#include <span>

#include "understudy/base/json.hpp"
#include "understudy/mock/journal.hpp"

namespace understudy::mock::admin {

/// Members that say nothing are left out.
Json entry_json(const JournalEntry& entry);
Json response_json(const Response& response);
Json page_json(std::span<const JournalEntry> entries, std::uint64_t dropped);
Json verification_json(const Verification& verification);

}  // namespace understudy::mock::admin
