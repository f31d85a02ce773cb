// SPDX-License-Identifier: MIT
/// The list of auth dialects. A new one is a line here and a line in dialect.hpp.
#include <array>

#include "auth/dialect.hpp"
#include "dialect_list.hpp"

namespace understudy::mock::auth {

namespace {

constexpr std::array kDialects{
    Dialect{"api-key", &make_api_key},
    Dialect{"bearer-jwt", &make_bearer_jwt},
    Dialect{"oauth2-client-credentials", &make_oauth2_client_credentials},
    Dialect{"prm-key", &make_prm_key},
    Dialect{"raw-jwt", &make_raw_jwt},
};
static_assert(is_sorted_by_name(kDialects));

}  // namespace

std::span<const Dialect> dialects() { return kDialects; }

const Dialect* find_dialect(std::string_view name) { return find_by_name(dialects(), name); }

}  // namespace understudy::mock::auth
