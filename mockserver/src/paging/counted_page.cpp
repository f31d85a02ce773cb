// SPDX-License-Identifier: MIT
#include "paging/counted_page.hpp"

#include "understudy/base/json.hpp"

namespace understudy::mock::paging {

void write_counted_page(std::string& out, const PageFacts& facts,
                        const std::function<void(std::string&)>& content) {
  out += R"({"count":)" + std::to_string(facts.total) + R"(,"entity":)";
  append_json_string(out, facts.entity);
  out += R"(,"results":)";
  content(out);
  out += '}';
}

}  // namespace understudy::mock::paging
