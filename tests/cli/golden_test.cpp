// SPDX-License-Identifier: MIT
/// Golden tests of the command line: what it prints, where, and how it ends.
///
/// Shape:    tests/cli/<command>/<name>/ has `cmd` (arguments, one a line), `in` (standard input),
///           `out`, `err`, `exit` (absent: none, empty, empty, 0); "~~~" matches anything within a
///           line
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "process.hpp"
#include "support/catch.hpp"

namespace understudy::cli {

namespace {

// Sorted; a folder that is missing here fails the last test.
constexpr const char* kCases[] = {
    "call/all_and_head",
    "call/breaks_contract",
    "call/credentials_missing",
    "call/csv",
    "call/extra_argument",
    "call/head",
    "call/help",
    "call/json_lines",
    "call/no_api",
    "call/no_credentials",
    "call/no_operation",
    "call/no_pages",
    "call/operation_help",
    "call/operations",
    "call/out_unwritable",
    "call/page_twice",
    "call/parameter_missing",
    "call/secret_on_command_line",
    "call/table",
    "call/typo_in_api",
    "call/typo_in_operation",
    "call/typo_in_option",
    "call/unreachable",
    "call/vendor_error",
    "check/bad_rate",
    "check/bad_report",
    "check/dry_run",
    "check/help",
    "check/min_coverage",
    "check/mock_and_target",
    "check/mutant",
    "check/no_credentials",
    "check/no_expectations",
    "check/nothing_proven",
    "check/one_rule",
    "check/unknown_api",
    "check/unknown_mutant",
    "check/unreachable",
    "check/url_without_scheme",
    "check/writes_without_target",
    "compare/help",
    "compare/no_left",
    "compare/unreachable",
    "completion/bash",
    "completion/no_shell",
    "completion/unknown_shell",
    "contracts/export_unwritable",
    "contracts/help",
    "contracts/list",
    "contracts/list_with_id",
    "contracts/no_id",
    "contracts/out_without_export",
    "contracts/show",
    "contracts/typo_in_action",
    "contracts/typo_in_id",
    "export/help",
    "export/no_partner",
    "export/other_api",
    "export/unknown_partner",
    "generate/help",
    "generate/no_api",
    "generate/plan_missing",
    "generate/unknown_collection",
    "list/help",
    "list/mutants_as_json",
    "list/mutants_of_an_api",
    "list/no_kind",
    "list/typo_in_api",
    "list/typo_in_format",
    "list/typo_in_kind",
    "list/unknown_option",
    "program/help",
    "program/no_command",
    "program/unknown_command",
    "program/unknown_option",
    "program/version",
    "replay/help",
    "replay/mock",
    "replay/mock_and_target",
    "replay/nothing_proven",
    "replay/unknown_api",
    "replay/unreachable",
    "replay/url_without_scheme",
    "serve/admin_token_missing",
    "serve/credentials_missing",
    "serve/credentials_no_json",
    "serve/credentials_unknown_field",
    "serve/data_breaks_contract",
    "serve/data_missing",
    "serve/data_unknown_field",
    "serve/extra_argument",
    "serve/fault_kind_unknown",
    "serve/fault_operation_unknown",
    "serve/fault_value_bad",
    "serve/help",
    "serve/host_unusable",
    "serve/key_without_certificate",
    "serve/mutant_of_another_api",
    "serve/mutant_unknown",
    "serve/plan_malformed",
    "serve/port_no_number",
    "serve/port_too_large",
    "serve/state_is_a_file",
    "serve/state_missing",
    "serve/switch_malformed",
    "serve/switch_unknown",
    "serve/switch_value_unknown",
    "serve/tls_unreadable",
    "serve/typo_in_api",
    "serve/typo_in_option",
    "serve/typo_in_throttle",
    "validate/alternatives",
    "validate/broken_schema",
    "validate/format_annotated",
    "validate/format_asserted",
    "validate/help",
    "validate/json_lines",
    "validate/json_lines_as_json",
    "validate/json_lines_violation",
    "validate/loop",
    "validate/loop_as_json",
    "validate/loop_zero",
    "validate/message_loop",
    "validate/meta_schema",
    "validate/missing_instance",
    "validate/missing_schema",
    "validate/no_instance",
    "validate/no_json",
    "validate/no_message",
    "validate/nothing_said",
    "validate/request",
    "validate/request_as_http",
    "validate/request_elsewhere",
    "validate/request_unreadable",
    "validate/request_violations",
    "validate/resolve_broken",
    "validate/resolve_file",
    "validate/resolve_folder",
    "validate/resolve_malformed",
    "validate/response",
    "validate/response_body",
    "validate/response_no_json",
    "validate/response_status",
    "validate/response_strict",
    "validate/schema_and_api",
    "validate/schema_no_json",
    "validate/stdin",
    "validate/stdin_lines",
    "validate/stdin_twice",
    "validate/typo_in_format",
    "validate/typo_in_option",
    "validate/unknown_operation",
    "validate/unknown_reference",
    "validate/valid",
    "validate/violations",
    "validate/violations_as_json",
    "validate/violations_basic",
    "validate/violations_detailed",
};

const std::filesystem::path kFolder = std::filesystem::path{UNDERSTUDY_TESTS_DIR} / "cli";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Every part between "~~~" occurs, in order; the first begins the line, the last ends it.
bool matches(const std::string& pattern, const std::string& line) {
  constexpr std::string_view kAnything = "~~~";
  std::size_t at = 0;
  std::size_t begin = 0;
  while (true) {
    const std::size_t cut = pattern.find(kAnything, begin);
    const std::string part = pattern.substr(begin, cut == pattern.npos ? cut : cut - begin);
    if (cut == pattern.npos) {
      if (begin == 0) return line == part;
      return line.size() >= at + part.size() && line.ends_with(part);
    }
    const std::size_t found = line.find(part, at);
    if (found == line.npos || (begin == 0 && found != 0)) return false;
    at = found + part.size();
    begin = cut + kAnything.size();
  }
}

void check_text(const std::string& wanted, const std::string& got) {
  const auto patterns = lines_of(wanted);
  const auto lines = lines_of(got);
  INFO("got:\n" << got);
  CHECK(lines.size() == patterns.size());
  for (std::size_t i = 0; i < std::min(lines.size(), patterns.size()); ++i) {
    INFO("line " << i + 1 << "\n  wanted: " << patterns[i] << "\n  got:    " << lines[i]);
    CHECK(matches(patterns[i], lines[i]));
  }
}

}  // namespace

TEST_CASE("the program prints and ends as its golden files say", "[cli][golden][X06]") {
  for (const char* name : kCases) {
    INFO(name);
    const auto folder = kFolder / name;
    REQUIRE(std::filesystem::exists(folder / "cmd"));
    const std::string code = read_file(folder / "exit");

    const std::string in = std::filesystem::exists(folder / "in") ? "in" : "/dev/null";
    Process process{lines_of(read_file(folder / "cmd")), {.folder = folder, .in = in}};
    const int exit_code = process.wait();

    CHECK(exit_code == (code.empty() ? 0 : std::stoi(code)));
    check_text(read_file(folder / "out"), process.out());
    check_text(read_file(folder / "err"), process.err());
  }
}

TEST_CASE("every golden folder is in the list, and the list is sorted", "[cli][golden]") {
  std::vector<std::string> found;
  for (const auto& command : std::filesystem::directory_iterator{kFolder}) {
    if (!command.is_directory()) continue;
    for (const auto& item : std::filesystem::directory_iterator{command.path()}) {
      found.push_back(std::filesystem::relative(item.path(), kFolder).generic_string());
    }
  }
  std::sort(found.begin(), found.end());

  CHECK(std::vector<std::string>(std::begin(kCases), std::end(kCases)) == found);
}

TEST_CASE("a pattern matches whole lines with gaps", "[cli][golden]") {
  CHECK(matches("abc", "abc"));
  CHECK_FALSE(matches("abc", "abcd"));
  CHECK_FALSE(matches("abc", "xabc"));
  CHECK(matches("a~~~c", "abbbc"));
  CHECK(matches("a~~~c", "ac"));
  CHECK_FALSE(matches("a~~~c", "acd"));
  CHECK_FALSE(matches("a~~~c", "xac"));
  CHECK(matches("~~~", ""));
  CHECK(matches("~~~b~~~", "abc"));
  CHECK_FALSE(matches("~~~b~~~b", "ab"));
  CHECK_FALSE(matches("aa~~~aa", "aaa"));
}

}  // namespace understudy::cli
