// SPDX-License-Identifier: MIT
#include "calls/built_call.hpp"

namespace understudy::client::calls {

BuiltCall make_call(std::string operation, Method method, const Target& target,
                    Idempotency idempotency) {
  return {.call = {.operation = std::move(operation),
                   .request = {.method = method,
                               .target = target.text(),
                               .fields = {{"Accept", "application/json"}},
                               .body = {}},
                   .idempotency = idempotency},
          .problem = target.problem()};
}

BuiltCall make_call(std::string operation, Method method, const Target& target,
                    Idempotency idempotency, std::string json) {
  BuiltCall built = make_call(std::move(operation), method, target, idempotency);
  built.call.request.fields.add("Content-Type", "application/json");
  built.call.request.body = std::move(json);
  return built;
}

Error no_page(std::string_view pointer) {
  return {.code = Errc::bad_input,
          .what = "expected a page of a list, got none",
          .where = std::string{pointer},
          .advice = {}};
}

}  // namespace understudy::client::calls
