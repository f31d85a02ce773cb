// SPDX-License-Identifier: MIT
/// The drawing in ARCHITECTURE.md, read out of the includes.
///
/// CMake refuses a link upwards; this test refuses the include that would need it, and keeps each
/// third-party header in the one file that may know it.
#include <map>
#include <set>

#include "support/catch.hpp"
#include "tree.hpp"

namespace understudy::meta {

namespace {

struct Part {
  std::string folder;
  std::set<std::string> may_include;  ///< folders below include/understudy/
};

const std::vector<Part>& parts() {
  static const std::vector<Part> kParts{
      {"contracts/base/", {"base"}},
      {"contracts/openapi/", {"base", "openapi", "schema"}},
      {"fixtures/", {"base", "fixtures", "openapi", "schema"}},
      {"mockserver/", {"base", "fixtures", "mock", "openapi", "schema"}},
      {"client/", {"base", "client", "openapi", "schema"}},
      {"cli/conformance/", {"base", "client", "conformance", "openapi", "schema"}},
  };
  return kParts;
}

/// The text between the quotes or brackets of an include line; empty for any other line.
std::string included(const std::string& line) {
  if (!line.starts_with("#include ")) return {};
  const std::size_t begin = line.find_first_of("\"<");
  const std::size_t end = line.find_last_of("\">");
  if (begin == std::string::npos || end <= begin) return {};
  return line.substr(begin + 1, end - begin - 1);
}

}  // namespace

TEST_CASE("no part includes a part above or beside it", "[meta][layers]") {
  const std::string own = "understudy/";
  for (const Part& part : parts()) {
    const auto files = files_below(part.folder, {".cpp", ".hpp"});
    REQUIRE_FALSE(files.empty());
    for (const std::string& file : files) {
      for (const std::string& line : lines_of(file)) {
        const std::string header = included(line);
        if (!header.starts_with(own)) continue;
        const std::string folder =
            header.substr(own.size(), header.find('/', own.size()) - own.size());
        INFO(file << ": " << line);
        CHECK(part.may_include.count(folder) == 1);
      }
    }
  }
}

TEST_CASE("the conformance engine sees hosts through the transport only", "[meta][layers]") {
  for (const std::string& file : files_below("cli/conformance", {".cpp", ".hpp"})) {
    for (const std::string& line : lines_of(file)) {
      const std::string header = included(line);
      if (!header.starts_with("understudy/client/")) continue;
      INFO(file);
      CHECK(header == "understudy/client/transport.hpp");
    }
  }
}

TEST_CASE("third-party headers stay in the files that may know them", "[meta][dependencies]") {
  const std::map<std::string, std::set<std::string>> allowed{
      {"httplib.h",
       {"client/src/transport/httplib_transport.cpp", "mockserver/src/transport/httplib_server.cpp",
        "tests/bench/load_server.cpp"}},
      {"curl/curl.h", {"client/src/transport/curl_transport.cpp"}},
      {"zlib.h",
       {"client/src/transport/inflate.cpp", "tests/client/curl_transport_test.cpp",
        "tests/client/hostile_answers_test.cpp", "tests/client/inflate_test.cpp"}},
      {"catch2/catch.hpp", {"tests/support/catch.hpp"}},
      {"catch2/catch_all.hpp", {"tests/support/catch.hpp"}},
  };
  for (const std::string& file : cpp_files()) {
    for (const std::string& line : lines_of(file)) {
      const std::string header = included(line);
      INFO(file << ": " << line);
      if (const auto it = allowed.find(header); it != allowed.end()) {
        CHECK(it->second.count(file) == 1);
      }
      if (header.starts_with("CLI/")) {
        CHECK((file.starts_with("cli/") && !file.starts_with("cli/conformance/")));
      }
      if (header.starts_with("openssl/")) {
        CHECK((file.starts_with("mockserver/src/auth/") ||
               file.starts_with("mockserver/src/transport/") ||
               file == "cli/conformance/src/keyed_hash.cpp" || file.starts_with("tests/")));
      }
      if (header.starts_with("benchmark/")) CHECK(file.starts_with("tests/bench/"));
    }
  }
}

}  // namespace understudy::meta
