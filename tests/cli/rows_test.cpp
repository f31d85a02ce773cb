// SPDX-License-Identifier: MIT
/// Rows as they are printed, and the file that gets them.
#include "rows.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/catch.hpp"
#include "temp_folder.hpp"

namespace understudy::cli {

namespace {

std::string text_of(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<JsonElement> elements_of(const JsonDocument& document) {
  std::vector<JsonElement> rows;
  for (const JsonElement row : document.root().elements()) rows.push_back(row);
  return rows;
}

/// Two portions of rows in a format.
std::string written(const std::string& format, const std::string& one, const std::string& two,
                    std::vector<std::string>* left_out = nullptr) {
  const TempFolder folder;
  const std::string path = folder.path + "/rows";
  const auto first = JsonDocument::parse(one).value();
  const auto second = JsonDocument::parse(two).value();
  auto file = OutputFile::open(path).value();
  RowWriter writer{file, format};
  REQUIRE(writer.add(elements_of(first)));
  REQUIRE(writer.add(elements_of(second)));
  REQUIRE(writer.end());
  REQUIRE(file.commit());
  if (left_out != nullptr) *left_out = writer.left_out();
  return text_of(path);
}

}  // namespace

TEST_CASE("values are written as they came", "[cli][rows]") {
  const std::string text = R"({"b":1.50,"a":[{},[],"x\"",null,true],"c":{"d":false}})";
  const auto document = JsonDocument::parse(text).value();
  std::string out;

  append_element(out, document.root());

  CHECK(out == text);
}

TEST_CASE("fields of CSV are quoted where they have to be", "[cli][rows]") {
  std::string out;
  append_csv_line(out, {"a", "b,c", "say \"x\"", "two\nlines", "", " "});
  CHECK(out == "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",, \n");
}

TEST_CASE("rows of several pages become one text", "[cli][rows]") {
  const std::string one = R"([{"b":1,"a":"x"},{"a":null}])";
  const std::string two = R"([{"a":[1,2],"z":3}])";
  std::vector<std::string> left_out;

  CHECK(written("json", one, two) ==
        "[{\"b\":1,\"a\":\"x\"},\n{\"a\":null},\n{\"a\":[1,2],\"z\":3}]\n");
  CHECK(written("jsonl", one, two) ==
        "{\"b\":1,\"a\":\"x\"}\n{\"a\":null}\n{\"a\":[1,2],\"z\":3}\n");
  CHECK(written("csv", one, two, &left_out) == "b,a\n1,x\n,\n,\"[1,2]\"\n");
  CHECK(left_out == std::vector<std::string>{"z"});
  CHECK(written("table", one, two) == "b  a\n1  x\n\n   [1,2]\n");
  CHECK(written("json", "[]", "[]") == "[]\n");
  CHECK(written("csv", "[1]", "[\"x\"]") == "value\n1\nx\n");
}

TEST_CASE("a file without its commit leaves nothing", "[cli][rows]") {
  const TempFolder folder;
  const std::string path = folder.path + "/out";
  {
    auto file = OutputFile::open(path).value();
    REQUIRE(file.write("x"));
  }
  CHECK(std::filesystem::is_empty(folder.path));
  CHECK_FALSE(OutputFile::open(folder.path + "/none/out"));
}

}  // namespace understudy::cli
