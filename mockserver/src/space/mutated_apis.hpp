// SPDX-License-Identifier: MIT
/// APIs with mutants for single spaces: made when a space asks for them, and shared by all spaces
/// that ask for the same.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/options.hpp"

namespace understudy::mock {

/// Thread-safe. It keeps no API alive: each lives as long as a space has it, or a request is in it.
class MutatedApis {
 public:
  /// Those of a server with these options.
  explicit MutatedApis(ServerOptions options);

  /// What the server was started with, but for rows that are too large to be kept.
  [[nodiscard]] const ServerOptions& options() const { return options_; }
  /// The API with these mutants and no others, built. `names`: of that API, known ones.
  ///
  /// Errors:   unsupported for an API whose own rows are too large to be read again; those of
  ///           Api::make()
  Result<std::shared_ptr<Api>> find_or_make(const std::string& api,
                                            const std::vector<std::string>& names);

 private:
  Result<std::shared_ptr<Api>> make(const std::string& api,
                                    const std::vector<std::string>& names) const;

  ServerOptions options_;
  std::set<std::string, std::less<>> left_out_;  ///< APIs whose own rows are not kept
  std::mutex mutex_;
  std::map<std::pair<std::string, std::vector<std::string>>, std::weak_ptr<Api>> known_;
};

}  // namespace understudy::mock
