// SPDX-License-Identifier: MIT
#include "makers.hpp"

#include <cassert>

#include "throttle/fields.hpp"

namespace understudy::mock {

namespace {

template <typename Dialect>
const Dialect& found(const Dialect* dialect) {
  assert(dialect != nullptr && "a profile names dialects of this build");
  return *dialect;
}

}  // namespace

Makers make_makers() {
  return {
      .authenticate =
          [](std::string_view dialect, const auth::Keyring& keyring, const Switches& switches) {
            return found(auth::find_dialect(dialect)).make(keyring, switches);
          },
      .envelope =
          [](std::string_view dialect, const Switches& switches) {
            return found(envelope::find_dialect(dialect)).make(switches);
          },
      .filter =
          [](std::string_view dialect, const Switches& switches) {
            return found(filter::find_dialect(dialect)).make(switches);
          },
      .order =
          [](std::string_view dialect, const Switches& switches) {
            return found(order::find_dialect(dialect)).make(switches);
          },
      .paging =
          [](std::string_view dialect, const Switches& switches) {
            return found(paging::find_dialect(dialect)).make(switches);
          },
      .throttle =
          [](std::string_view dialect, const throttle::Limit& limit) {
            return found(throttle::find_dialect(dialect)).make(limit);
          },
      .throttle_fields = &throttle::add_fields,
  };
}

}  // namespace understudy::mock
