// SPDX-License-Identifier: MIT
/// Writes 1 to COUNT into the state folder DIR, and says on stdout which ones were acknowledged:
/// "ack N" or "refused N STATUS", each in one write of its own. Made to be killed by a test.
///
/// Usage: log_writer DIR COUNT COMPACT_AT
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "mockserver/records/script.hpp"

namespace {

using namespace understudy::mock;

bool say(const std::string& line) {
  return ::write(STDOUT_FILENO, line.data(), line.size()) == static_cast<ssize_t>(line.size());
}

int run(const std::string& path, int count, std::size_t compact_at) {
  auto folder = records::Folder::open(path);
  if (!folder) {
    static_cast<void>(std::fprintf(stderr, "%s\n", render(folder.error()).c_str()));
    return 3;
  }
  const auto store = records::make_store(*folder, compact_at);
  for (int n = 1; n <= count; ++n) {
    const auto written = records::write_step(*store, n);
    const std::string number = std::to_string(n);
    if (!say(written ? "ack " + number + "\n"
                     : "refused " + number + " " + std::to_string(written.error().status) + "\n")) {
      return 1;
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  return run(argv[1], std::atoi(argv[2]), static_cast<std::size_t>(std::atol(argv[3])));
}
