// SPDX-License-Identifier: MIT
/// The pages for people: files that a browser loads, and that ask the admin API for everything
/// they show.
#pragma once

#include <string_view>

#include "understudy/base/http.hpp"

namespace understudy::mock::admin {

/// One file of the pages, and what a browser has to know about it.
struct Page {
  std::string_view path;  ///< "/__understudy/ui/app.js"
  std::string_view type;  ///< its media type
  std::string_view text;
};

/// The file of that raw path, or null. They are the same on every server and tell nothing about it.
const Page* find_page(std::string_view path);

/// 200 with the file, and with what keeps its script from loading, running or sending anything
/// that is not of this server.
///
/// Source:   docs/security.md "Admin API"
Response page_answer(const Page& page);

}  // namespace understudy::mock::admin
