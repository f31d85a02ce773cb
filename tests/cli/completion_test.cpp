// SPDX-License-Identifier: MIT
/// The completion script, asked by a shell what it would offer.
#include "commands/completion.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include "program.hpp"
#include "support/catch.hpp"

namespace understudy::cli {

namespace {

/// What bash offers for the last of `words`, sorted as it comes, separated by spaces.
std::string offered(const std::string& words) {
  const Program program;
  const std::string script = completion_script(program.app(), program.all_choices(), "bash");
  REQUIRE(script.find('\'') == std::string::npos);
  const std::string command = "bash -c '" + script + "COMP_WORDS=(" UNDERSTUDY_BINARY " " + words +
                              "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _understudy; "
                              "echo \"${COMPREPLY[*]}\"'";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  std::string text;
  while (std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) text += buffer.data();
  return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("bash is offered commands, options and the words of an option", "[cli][completion]") {
  CHECK(offered("\"\"") ==
        "call check compare completion contracts export generate list replay serve validate -h --help --version");
  CHECK(offered("se") == "serve");
  CHECK(offered("serve --th") == "--throttle");
  CHECK(offered("serve --throttle \"\"") == "on off");
  CHECK(offered("serve --port 1 --data ex") == "example");
  CHECK(offered("serve --api \"\"") ==
        "ecg impartner partnerportal partnertap partnertap-analytics");
  CHECK(offered("serve --mutant partnertap/limit") ==
        "partnertap/limit-of-101 partnertap/limit-of-99");
  CHECK(offered("serve --seed \"\"").empty());
  CHECK(offered("list mu") == "mutants");
  CHECK(offered("list mutants --format j") == "json");
  CHECK(offered("list mutants --api partnerp") == "partnerportal");
  CHECK(offered("replay imp") == "impartner");
  CHECK(offered("replay --mo") == "--mock");
  CHECK(offered("replay --mock --form") == "--format");
  CHECK(offered("completion \"\"") == "-h --help bash zsh");
  CHECK(offered("contracts ex") == "export");
  CHECK(offered("contracts show partnerp") == "partnerportal");
  CHECK(offered("validate --api partnertap --operation getRe") ==
        "getRecord getRecords getReportNames");
  CHECK(offered("validate --format d") == "detailed");
}

TEST_CASE("behind call bash is offered what fits the words before", "[cli][completion][call]") {
  CHECK(offered("call ec") == "ecg");
  CHECK(offered("call ecg \"\"") == "partners create-partner partner");
  CHECK(offered("call partnertap records --par") == "--partner");
  CHECK(offered("call partnertap columns --pag").empty());
  CHECK(offered("call partnertap records --all --format j") == "json jsonl");
  CHECK(offered("call ecg partners --out /etc/hostnam") == "/etc/hostname");
  CHECK(offered("export par") == "partnertap");
}

TEST_CASE("files are completed where a file is due", "[cli][completion]") {
  CHECK(offered("serve --credentials /etc/hostnam") == "/etc/hostname");
  CHECK(offered("validate --schema /etc/hostnam") == "/etc/hostname");
  CHECK(offered("validate --schema s.json /etc/hostnam") == "/etc/hostname");
  CHECK(offered("replay /etc/hostnam").empty());
}

TEST_CASE("zsh gets the script behind its bridge", "[cli][completion]") {
  const Program program;

  const std::string bash = completion_script(program.app(), program.choices(), "bash");
  const std::string zsh = completion_script(program.app(), program.choices(), "zsh");

  CHECK(zsh.find("#compdef understudy\n") == 0);
  CHECK(zsh.find("bashcompinit") != std::string::npos);
  CHECK(zsh.substr(zsh.size() - bash.size()) == bash);
}

}  // namespace understudy::cli
