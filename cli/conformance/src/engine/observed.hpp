// SPDX-License-Identifier: MIT
/// What the answers of a run had to do with their contract: filled as they arrive, read at the end.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/openapi/finding.hpp"

namespace understudy::conformance {

struct Reply;

/// A finding, and the answer that has it.
struct Complaint {
  openapi::Finding finding;
  std::shared_ptr<const Reply> reply;
};

/// Of one operation.
struct ObservedOperation {
  std::size_t answers = 0;
  std::set<int> statuses = {};
  std::set<std::string, std::less<>> parameters = {};  ///< that were sent
  std::vector<Complaint> complaints = {};              ///< the first of each rule and kind
  std::set<std::string, std::less<>> known = {};       ///< keys of these
};

struct Observed {
  std::map<std::string, ObservedOperation, std::less<>> operations = {};  ///< by operationId
};

}  // namespace understudy::conformance
