// SPDX-License-Identifier: MIT
/// The admin API: what C++ can do to a server and its spaces, for programs in other languages.
///
/// Source:   contracts/admin/openapi.json
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "admin/guard.hpp"
#include "space/spaces.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::mock::admin {

inline constexpr std::string_view kPrefix = "/__understudy/";

/// A request that its contract accepts.
struct Call {
  Spaces& spaces;
  Space::Impl& space;
  std::span<const openapi::PathParameter> path;
  const QueryParams& query;
  std::optional<JsonElement> body;  ///< absent where none is taken
  std::string_view text;            ///< the same, as it was sent
};

/// Errors:   not_found is 404, limit_exceeded 409, io 503, everything else 400
using Answer = Result<Response>;
using Operation = Answer (*)(const Call& call);

/// One part of the API: what answers, by operationId.
using Part = std::map<std::string_view, Operation>;
Part clock_part();
Part explain_part();
Part faults_part();
Part journal_part();
Part mutants_part();
Part overrides_part();
Part server_part();
Part state_part();
Part tokens_part();

/// A whole number from 0 on; nothing for any other text.
std::optional<std::uint64_t> number_in(std::string_view text);

/// 200 with that value.
Response json_answer(const Json& value);
/// 204.
Response done();

/// Thread-safe. Reads its contract when it is first asked something.
class Admin {
 public:
  explicit Admin(Spaces& spaces) : spaces_(spaces) {}

  /// Answers a request whose path begins with kPrefix. `door`: the port it came through, which is
  /// asked first; null for callers inside of this process.
  Response handle(const Request& request, const Door* door);

 private:
  Result<Response, Refusal> answer(const Request& request);
  Result<std::shared_ptr<Space::Impl>> space_of(const Request& request);
  const openapi::Document& contract();

  Spaces& spaces_;
  std::once_flag once_;
  std::optional<openapi::Document> contract_;
  std::vector<Operation> operations_;  ///< as those of the contract
};

}  // namespace understudy::mock::admin
