// SPDX-License-Identifier: MIT
/// The program: parses, runs, and has the only catch-all.
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "output.hpp"
#include "process.hpp"
#include "program.hpp"

int main(int argc, char** argv) {
  using understudy::cli::ExitCode;
  ExitCode code = ExitCode::internal;
  try {
    understudy::cli::prepare_process();
    understudy::cli::Program program;
    code = program.run(
        program.parse(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc)));
  } catch (const std::bad_alloc&) {
    understudy::cli::complain("the memory is used up: free some, or raise its limit (ulimit -v)");
    code = ExitCode::could_not_run;
  } catch (const std::exception& error) {
    understudy::cli::complain(std::string{"this is a bug, please report it: "} + error.what());
  } catch (...) {
    understudy::cli::complain("this is a bug, please report it: something was thrown");
  }
  return static_cast<int>(code);
}
