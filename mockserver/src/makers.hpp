// SPDX-License-Identifier: MIT
/// How the parts of an API are made from the names of their dialects: the seam at which a mutant
/// puts a wrong twin in the place of a part.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "auth/dialect.hpp"
#include "envelope/dialect.hpp"
#include "filter/dialect.hpp"
#include "order/dialect.hpp"
#include "paging/dialect.hpp"
#include "switches.hpp"
#include "throttle/dialect.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock {

/// One function per dialect folder; each takes a name of that folder's list.
struct Makers {
  std::function<auth::Authenticate(std::string_view dialect, const auth::Keyring& keyring,
                                   const Switches& switches)>
      authenticate;
  std::function<envelope::WriteRefusal(std::string_view dialect, const Switches& switches)>
      envelope;
  std::function<filter::Parse(std::string_view dialect, const Switches& switches)> filter;
  std::function<order::Parse(std::string_view dialect, const Switches& switches)> order;
  std::function<paging::Paging(std::string_view dialect, const Switches& switches)> paging;
  std::function<std::unique_ptr<throttle::Throttle>(std::string_view dialect,
                                                    const throttle::Limit& limit)>
      throttle;
  /// What an answer says about the limit; see throttle::add_fields.
  std::function<void(const throttle::Decision& decision, const throttle::Limit& limit,
                     const Switches& switches, WallTime now, Fields& fields)>
      throttle_fields;
};

/// Those of the lists.
Makers make_makers();

}  // namespace understudy::mock
