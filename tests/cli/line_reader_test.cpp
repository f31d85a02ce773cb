// SPDX-License-Identifier: MIT
/// Lines of files, whatever they end with and however long they are.
#include "line_reader.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <vector>

#include "support/catch.hpp"

namespace understudy::cli {

namespace {

/// A file that nobody has to remove.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& text) : descriptor_(::memfd_create("lines", MFD_CLOEXEC)) {
    REQUIRE(descriptor_ >= 0);
    REQUIRE(::write(descriptor_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

std::vector<std::string> lines_of(const std::string& text) {
  const MemoryFile file{text};
  LineReader reader{InputFile::open(file.path()).value(), 10'000'000};
  std::vector<std::string> lines;
  while (true) {
    const auto line = reader.next();
    REQUIRE(line);
    if (!*line) break;
    lines.emplace_back(**line);
    CHECK(reader.number() == lines.size());
  }
  CHECK(reader.passed() == text.size());
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a file is read line by line, its last line with or without an end", "[cli][lines]") {
  CHECK(lines_of("").empty());
  CHECK(lines_of("\n") == Lines{""});
  CHECK(lines_of("a") == Lines{"a"});
  CHECK(lines_of("a\n") == Lines{"a"});
  CHECK(lines_of("a\n\nb\r\nc") == Lines{"a", "", "b\r", "c"});
}

TEST_CASE("lines may be longer than what is read at once", "[cli][lines]") {
  const std::string longest(1'000'000, 'x');
  std::string text;
  Lines wanted;
  for (int i = 0; i < 10; ++i) {
    wanted.push_back(longest);
    wanted.emplace_back(static_cast<std::size_t>(i) * 30'011, 'y');
    text += longest + "\n" + wanted.back() + "\n";
  }

  CHECK(lines_of(text) == wanted);
}

TEST_CASE("a line past its limit is refused by its number", "[cli][lines]") {
  const MemoryFile file{"a\n" + std::string(3'000'000, 'x')};
  LineReader reader{InputFile::open(file.path()).value(), 1'048'576};

  REQUIRE(reader.next());
  const auto line = reader.next();

  REQUIRE_FALSE(line);
  CHECK(line.error().code == Errc::limit_exceeded);
  CHECK(line.error().where == file.path() + ":2");
}

TEST_CASE("a file is read whole, up to a limit", "[cli][files]") {
  const std::string text(2'097'152, 'x');
  const MemoryFile file{text};

  CHECK(read_file(file.path(), text.size()).value() == text);
  const auto refused = read_file(file.path(), text.size() - 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::limit_exceeded);
  CHECK(read_file("/", 10).error().code == Errc::io);
  CHECK(read_file("/nowhere", 10).error().code == Errc::io);
}

}  // namespace understudy::cli
