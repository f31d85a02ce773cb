// SPDX-License-Identifier: MIT
/// Errors that every operation of an API may answer with, through its typed client: a list of all
/// calls, and a way to a mock on which requests become what no typed client sends.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/pair_support.hpp"
#include "understudy/client/retry.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::pair_test {

/// A call that would succeed if the host were well.
template <typename Client>
struct DocumentedCall {
  std::string operation = {};  ///< operationId
  client::Idempotency idempotency = client::Idempotency::safe;
  bool has_body = false;
  std::function<client::CallError(const Client&)> ask = {};
};

template <typename Client>
void require_every_operation(const std::string& api,
                             const std::vector<DocumentedCall<Client>>& calls) {
  std::set<std::string> tested;
  for (const auto& call : calls) tested.insert(call.operation);
  std::set<std::string> documented;
  const auto contract = openapi::load_contract(api);
  REQUIRE(contract.has_value());
  for (const auto& operation : contract->operations()) documented.insert(operation.id);
  REQUIRE(tested == documented);
}

/// A way to the mock of `pair` on which requests are changed behind the client's checks. `pair` has
/// to outlive it.
inline std::shared_ptr<client::Transport> changed_on_the_way(Pair& pair,
                                                             std::function<void(Request&)> change) {
  return client::make_direct_transport(
      [inner = pair.transport(), change = std::move(change)](
          const Request& request, const client::SendOptions& options) -> Result<Response> {
        Request changed = request;
        change(changed);
        return inner->send(changed, options);
      });
}

/// Any of the refusals that no repetition would help.
inline void check_permanent(const client::CallError& error, int status, const std::string& code) {
  INFO(client::render(error));
  CHECK(error.ending == client::Ending::permanent);
  CHECK(error.attempts == 1);
  CHECK(error.status == status);
  CHECK(error.vendor.code == code);
  CHECK_FALSE(error.vendor.message.empty());
  CHECK(error.findings.empty());
}

/// A 500 that stays: repeated until the policy ends it, where that does no harm.
inline void check_fault(const client::CallError& error, client::Idempotency idempotency,
                        const std::string& code) {
  INFO(client::render(error));
  const bool is_repeated = idempotency != client::Idempotency::unsafe;
  CHECK(error.ending == (is_repeated ? client::Ending::exhausted : client::Ending::not_idempotent));
  CHECK(error.attempts == (is_repeated ? client::RetryPolicy{}.most_attempts : 1));
  CHECK(error.status == 500);
  CHECK(error.vendor.code == code);
  CHECK_FALSE(error.vendor.message.empty());
  CHECK(error.findings.empty());
}

/// A 429 for a client that may attempt once.
inline void check_throttled(const client::CallError& error, const std::string& code) {
  INFO(client::render(error));
  CHECK(error.ending == client::Ending::exhausted);
  CHECK(error.attempts == 1);
  CHECK(error.status == 429);
  CHECK(error.vendor.code == code);
  CHECK_FALSE(error.vendor.message.empty());
  CHECK(error.findings.empty());
}

}  // namespace understudy::pair_test
