// SPDX-License-Identifier: MIT
/// Contracts on a terminal.
#include <sstream>

#include "commands/contracts.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::cli {

TEST_CASE("every contract is shown in 100 columns, with each of its operations",
          "[cli][contracts]") {
  for (const std::string_view api : openapi::api_ids()) {
    const auto contract = openapi::load_contract(api);
    INFO(api);
    REQUIRE(contract);

    const std::string text = render_contract(std::string{api}, *contract);

    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      // An address cannot be broken.
      CHECK((line.size() <= 100 || line.find("/{") != line.npos));
      CHECK((line.empty() || line.back() != ' '));
    }
    for (const openapi::Operation& operation : contract->operations()) {
      INFO(operation.id);
      CHECK(text.find("\n" + operation.id + "  ") != text.npos);
      CHECK(text.find("[" + operation.grade + "]") != text.npos);
    }
  }
}

TEST_CASE("a table has a line for each contract, in columns", "[cli][contracts]") {
  Contracts contracts;
  for (const std::string_view api : openapi::api_ids()) {
    contracts.emplace_back(api, openapi::load_contract(api).value());
  }

  const std::string text = render_list(contracts);

  CHECK(text.find("ID  ") == 0);
  CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) ==
        contracts.size() + 1);
  CHECK(text.find("PartnerTap channel ecosystem API") != text.npos);
}

}  // namespace understudy::cli
