// SPDX-License-Identifier: MIT
/// `serve --state`: whose folder it is, and what a crash leaves.
#include <signal.h>

#include <filesystem>
#include <string>

#include "serving.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"

namespace understudy::cli {

TEST_CASE("a second server on a state folder is refused, until the first has died",
          "[cli][serve][process][P06]") {
  const TempFolder folder;
  Serving first{{"--state", folder.path}};
  Process second{Serving::words({"--state", folder.path})};

  CHECK(second.wait() == 3);
  CHECK(second.err().find("another server keeps its state in this folder (at " + folder.path) !=
        std::string::npos);
  CHECK(first.get("/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}})
            .value()
            .status == 200);

  first.process.signal(SIGKILL);
  CHECK(first.process.wait() == -SIGKILL);
  Serving third{{"--state", folder.path}};
  third.process.signal(SIGTERM);
  CHECK(third.process.wait() == 0);
}

TEST_CASE("a state folder behind a symbolic link is refused", "[cli][serve][process][P09]") {
  const TempFolder folder;
  std::filesystem::create_directory(folder.path + "/real");
  std::filesystem::create_directory_symlink("real", folder.path + "/link");
  Process process{Serving::words({"--state", folder.path + "/link"})};

  CHECK(process.wait() == 3);
  CHECK(process.err().find("symbolic link") != std::string::npos);
}

}  // namespace understudy::cli
