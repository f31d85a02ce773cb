// SPDX-License-Identifier: MIT
/// The credentials file: one JSON object by API id, the same for server, client and runner.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/result.hpp"

namespace understudy {

/// One set of credentials of one API, by field name: {"api_key": "...", "jwt": "..."}.
using CredentialSet = std::map<std::string, std::string, std::less<>>;

/// By API id. A client uses the first set; a server accepts all of them.
using Credentials = std::map<std::string, std::vector<CredentialSet>, std::less<>>;

/// Reads a credentials file.
///
/// Shape:    {"<api id>": set | [set...]}; set = {"<field>": "<text>"}. Fields by API:
///           partnertap api_key, jwt, jwt_secret; partnertap-analytics api_key, jwt, jwt_secret;
///           partnerportal client_id, client_secret, company_id; ecg jwt, jwt_secret;
///           impartner jwt_secret, password, prm_key, tenant_id, user_name
/// Errors:   bad_input with the JSON Pointer for an unknown API id or field, an empty or non-text
///           value; the message never quotes a value
Result<Credentials> parse_credentials(std::string_view json);

/// The demo values of the mock, of no vendor: printed by `understudy serve`, safe to publish.
Credentials demo_credentials();

}  // namespace understudy
