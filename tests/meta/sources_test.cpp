// SPDX-License-Identifier: MIT
/// Every source id that code or data names stands in the SOURCES.md of its API.
#include <cctype>
#include <set>

#include "support/catch.hpp"
#include "tree.hpp"

namespace understudy::meta {

namespace {

/// The ids that begin a row of a table: "| S13.2 | ...".
std::set<std::string> rows_of(const std::string& file) {
  std::set<std::string> ids;
  for (const std::string& line : lines_of(file)) {
    if (!line.starts_with("| ")) continue;
    ids.insert(line.substr(2, line.find_first_of(" |", 2) - 2));
  }
  return ids;
}

/// S or A with digits, as a word of its own.
std::set<std::string> ids_in(const std::string& text) {
  std::set<std::string> ids;
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool starts = (text[i] == 'S' || text[i] == 'A') && (i == 0 || !is_word(text[i - 1]));
    if (!starts) continue;
    std::size_t end = i + 1;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end == i + 1 || (end < text.size() && is_word(text[end]))) continue;
    ids.insert(text.substr(i, end - i));
  }
  return ids;
}

}  // namespace

TEST_CASE("what the mock of an API cites stands in its sources", "[meta][sources]") {
  for (const char* api : {"ecg", "partnerportal", "partnertap", "partnertap-analytics"}) {
    const auto known = rows_of(std::string{"contracts/apis/"} + api + "/SOURCES.md");
    REQUIRE(known.size() > 20);
    for (const std::string& file :
         files_below(std::string{"mockserver/src/apis/"} + api, {".cpp", ".hpp"})) {
      for (const std::string& id : ids_in(text_of(file))) {
        INFO(file << " cites " << id);
        CHECK(known.count(id) == 1);
      }
    }
  }
}

}  // namespace understudy::meta
