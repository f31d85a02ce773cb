// SPDX-License-Identifier: MIT
/// What all spaces of a server share: its APIs and its clock.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline.hpp"
#include "records/disk.hpp"
#include "space/mutated_apis.hpp"
#include "understudy/base/clock.hpp"

namespace understudy::mock {

/// Nothing changes after Server::make().
struct Common {
  SystemClock system_clock = {};
  const Clock* clock = &system_clock;
  Seed seed{1};
  std::vector<Fault> faults = {};                           ///< armed in every space
  std::size_t journal_bytes = 0;                            ///< of each space; 0: none keeps one
  std::vector<std::string> ids = {};                        ///< sorted
  std::shared_ptr<const records::Folder> folder = nullptr;  ///< locked as long as this lives
  std::vector<std::unique_ptr<Api>> apis = {};              ///< in the order of `ids`
  std::unique_ptr<MutatedApis> mutated = nullptr;           ///< for spaces that have mutants

  /// The number of the API with the longest prefix of the path; of two that differ in case, the
  /// one that has it exactly. As many as there are APIs: nobody owns it.
  [[nodiscard]] std::size_t owner_of(std::string_view path) const;
  /// As owner_of(), by id.
  [[nodiscard]] std::size_t find(std::string_view id) const;
  /// Whether the API and the operation of a fault are there.
  ///
  /// Errors:   bad_input, `where` is a JSON Pointer
  [[nodiscard]] Result<Done> check_place(const Fault& fault) const;
};

/// "there is no API 'x'", with those that there are.
Error unknown_api(std::string_view id);

}  // namespace understudy::mock
