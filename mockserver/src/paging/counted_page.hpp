// SPDX-License-Identifier: MIT
/// The page that both paging dialects of one API answer with.
#pragma once

#include <functional>
#include <string>

#include "paging/dialect.hpp"

namespace understudy::mock::paging {

/// Appends {"count": rows of the whole list, "entity": what they are, "results": [row...]}.
///
/// Source:   S5.2 [OBS]
void write_counted_page(std::string& out, const PageFacts& facts,
                        const std::function<void(std::string&)>& content);

}  // namespace understudy::mock::paging
