// SPDX-License-Identifier: MIT
/// Each format of one hostile report, as it was read and accepted: reports/<format>.golden.
///
/// With UNDERSTUDY_ACCEPT in the environment the files are written anew; read the difference.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "check_reports.hpp"
#include "support/catch.hpp"
#include "understudy/conformance/report_formats.hpp"

namespace understudy::conformance {

namespace {

std::string golden_file(const std::string& name) {
  return std::string{UNDERSTUDY_TESTS_DIR} + "/conformance/reports/" + name + ".golden";
}

std::string read_all(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>{in}, {}};
}

void compare(const std::string& name, const std::string& text) {
  if (std::getenv("UNDERSTUDY_ACCEPT") != nullptr) {
    std::ofstream(golden_file(name), std::ios::binary) << text;
  }
  INFO(golden_file(name));
  CHECK(text == read_all(golden_file(name)));
}

}  // namespace

TEST_CASE("every format renders a hostile report as it was accepted",
          "[conformance][report][golden]") {
  for (const std::string_view name : report_format_names()) {
    const auto format = find_report_format(name);
    REQUIRE(format);
    CHECK(name_of(*format) == name);
    compare(std::string{name}, render(*format, hostile_report()));
  }
}

TEST_CASE("a terminal gets colours when it is asked for them only",
          "[conformance][report][golden]") {
  const std::string coloured = render_console(hostile_report(), Colour::on);

  compare("console-colour", coloured);
  CHECK(render_console(hostile_report(), Colour::off).find('\x1B') == std::string::npos);
}

TEST_CASE("formats are found by their exact names", "[conformance][report]") {
  CHECK(report_format_names().size() == 9);
  CHECK_FALSE(find_report_format("JSON"));
  CHECK_FALSE(find_report_format(""));
  CHECK_FALSE(find_report_format("xml"));
}

}  // namespace understudy::conformance
