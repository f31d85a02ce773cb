// SPDX-License-Identifier: MIT
/// Successes in the envelope of this API.
///
/// Shape:    {"data": ..., "success": true}; of many: {"results": [...], "success": bool}, each
///           result {"data": ..., "success": bool, "errors": [{"code", "message"}]}
/// Source:   S5.1 to S5.5
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "refusal.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::impartner {

/// `data` is JSON.
Response success(std::string_view data);

/// What became of each of many.
class ManyResults {
 public:
  void add_success(std::string_view data);
  /// `data` is JSON, or empty where the item has no id.
  void add_failure(std::string_view data, const std::vector<Detail>& problems);
  [[nodiscard]] Response finish() const;

 private:
  std::string items_;
  bool all_done_ = true;
};

}  // namespace understudy::mock::impartner
