// SPDX-License-Identifier: MIT
/// Grammar of a row of SOURCES.md:  "| " id " | " document " | " grade " | " claim " |"
#include <algorithm>
#include <array>
#include <utility>

#include "profile.hpp"

namespace understudy::conformance {

namespace {

// "own" is how the mock does it: no more than a guess about a host.
constexpr std::array<std::pair<std::string_view, Grade>, 7> kGrades{{{"DOC", Grade::doc},
                                                                     {"FW", Grade::fw},
                                                                     {"GUESS", Grade::guess},
                                                                     {"INF", Grade::inf},
                                                                     {"OBS", Grade::obs},
                                                                     {"own", Grade::guess},
                                                                     {"SEED", Grade::seed}}};

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

std::optional<Grade> find_grade(std::string_view name) {
  for (const auto& [known, grade] : kGrades) {
    if (known == name) return grade;
  }
  return std::nullopt;
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
    const auto grade = find_grade(row[2]);
    if (!grade) continue;
    Fact fact{row[0], row[1], *grade, row[3]};
    facts.emplace(std::move(row[0]), std::move(fact));
  }
  return facts;
}

}  // namespace understudy::conformance
