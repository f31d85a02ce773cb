// SPDX-License-Identifier: MIT
#include "output.hpp"

#include <cstdio>
#include <string>

namespace understudy::cli {

bool write_out(std::string_view text) {
  const std::size_t written = std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 && written == text.size();
}

ExitCode finish(std::string_view text, ExitCode code) {
  if (write_out(text)) return code;
  complain("the output could not be written: stdout is closed or its device is full");
  return ExitCode::could_not_run;
}

void complain(std::string_view text) {
  // One call, so that lines of several threads do not mix; one that needs no memory, because its
  // want is among the things to complain about.
  std::fprintf(stderr, "understudy: %.*s\n", static_cast<int>(text.size()), text.data());
}

void complain(const Error& error) { complain(render(error)); }

}  // namespace understudy::cli
