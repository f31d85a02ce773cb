// SPDX-License-Identifier: MIT
/// Faults as words of a command line and as JSON: what is read is written and read back the same.
#include "fuzz/fuzz.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/faults.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using understudy::fuzz::require;
  namespace mock = understudy::mock;
  const std::string_view text = understudy::fuzz::text_of(data, size);

  const auto check = [](const auto& fault) {
    if (!fault) return require(!fault.error().what.empty(), "a refusal says why");
    const auto again = mock::read_fault(mock::write_fault(*fault));
    require(again.has_value() && *again == *fault, "a fault comes back as it was written");
  };
  check(mock::parse_fault(text));
  if (const auto json = understudy::parse_json(text)) check(mock::read_fault(*json));
  return 0;
}
