// SPDX-License-Identifier: MIT
/// Grammar of a row of SOURCES.md:  "| " id " | " document " | " grade " | " claim " |"
#include <algorithm>
#include <utility>

#include "profile.hpp"

namespace understudy::conformance {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

/// The cells of a row; "\|" is a "|" of a cell.
std::vector<std::string> cells(std::string_view line) {
  std::vector<std::string> out;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += line[++i];
    } else if (line[i] == '|') {
      out.emplace_back(trimmed(cell));
      cell.clear();
    } else if (line[i] != '`') {
      cell += line[i];
    }
  }
  return out;
}

/// "own" is how the mock does it: no more than a guess about a host.
std::optional<Grade> grade_of_row(std::string_view name) {
  return name == "own" ? Grade::guess : find_grade(name);
}

}  // namespace

Facts read_facts(std::string_view markdown) {
  Facts facts;
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    const std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
    if (line.empty() || line.front() != '|') continue;
    std::vector<std::string> row = cells(line);
    if (row.size() < 4) continue;
    const auto grade = grade_of_row(row[2]);
    if (!grade) continue;
    Fact fact{row[0], row[1], *grade, row[3]};
    facts.emplace(std::move(row[0]), std::move(fact));
  }
  return facts;
}

}  // namespace understudy::conformance
