// SPDX-License-Identifier: MIT
/// The credentials one API accepts, as secrets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/secret.hpp"
#include "understudy/base/credentials.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::auth {

/// A client of an OAuth 2.0 token endpoint.
struct OAuthClient {
  std::string id;
  Secret secret;
  std::string company;  ///< whose data its tokens open; empty: nobody's
};

/// Somebody who logs in with a password.
struct Login {
  std::string user;
  Secret password;
  std::string tenant;  ///< empty: any
};

/// A key, and the tenant it belongs to.
struct TenantKey {
  Secret key;
  std::string tenant;  ///< empty: any
};

struct Keyring {
  std::vector<Secret> api_keys = {};
  std::vector<Secret> jwt_secrets = {};  ///< HS256, any of them
  std::vector<OAuthClient> clients = {};
  std::vector<TenantKey> tenant_keys = {};
  std::vector<Login> logins = {};
};

/// The sets of one API.
///
/// Shape:    fields as parse_credentials() takes them: api_key, jwt_secret; client_id with
///           client_secret and company_id; prm_key with tenant_id; user_name with password
///           and tenant_id. A `jwt` is for clients only
/// Errors:   bad_input for a client or a user without its secret, and for a secret that is too
///           short to sign with
Result<Keyring> make_keyring(std::string_view api, const Credentials& credentials);

}  // namespace understudy::mock::auth
