// SPDX-License-Identifier: MIT
#include "auth/keyring.hpp"

#include <utility>

namespace understudy::mock::auth {

namespace {

using MakeSecret = Result<Secret> (*)(std::string text);

std::string text_of(const CredentialSet& set, std::string_view field) {
  const auto it = set.find(field);
  return it == set.end() ? std::string{} : it->second;
}

/// The secret that a set has under `field`, if it has one.
Result<std::optional<Secret>> read_secret(const CredentialSet& set, std::string_view field,
                                          MakeSecret make) {
  const auto it = set.find(field);
  if (it == set.end()) return std::optional<Secret>{};
  auto secret = make(it->second);
  if (!secret) return Failure{std::move(secret.error())};
  return std::optional{*std::move(secret)};
}

Result<Done> add_set(const CredentialSet& set, Keyring& keyring) {
  auto api_key = read_secret(set, "api_key", &Secret::make);
  if (!api_key) return Failure{std::move(api_key.error())};
  if (*api_key) keyring.api_keys.push_back(**std::move(api_key));

  auto jwt_secret = read_secret(set, "jwt_secret", &Secret::make_mac_key);
  if (!jwt_secret) return Failure{std::move(jwt_secret.error())};
  if (*jwt_secret) keyring.jwt_secrets.push_back(**std::move(jwt_secret));

  auto prm_key = read_secret(set, "prm_key", &Secret::make);
  if (!prm_key) return Failure{std::move(prm_key.error())};
  if (*prm_key) keyring.tenant_keys.push_back({**std::move(prm_key), text_of(set, "tenant_id")});

  auto password = read_secret(set, "password", &Secret::make);
  if (!password) return Failure{std::move(password.error())};
  const std::string user = text_of(set, "user_name");
  if (user.empty() != !password->has_value()) {
    return Failure{Error{Errc::bad_input, "a user needs both, user_name and password", "",
                         "add the missing one, or leave both out"}};
  }
  if (*password) {
    keyring.logins.push_back({user, **std::move(password), text_of(set, "tenant_id")});
  }

  auto client_secret = read_secret(set, "client_secret", &Secret::make);
  if (!client_secret) return Failure{std::move(client_secret.error())};
  const std::string client = text_of(set, "client_id");
  if (client.empty() != !client_secret->has_value()) {
    return Failure{Error{Errc::bad_input, "a client needs both, client_id and client_secret", "",
                         "add the missing one, or leave both out"}};
  }
  if (*client_secret) {
    keyring.clients.push_back({client, **std::move(client_secret), text_of(set, "company_id")});
  }
  return Done{};
}

}  // namespace

Result<Keyring> make_keyring(std::string_view api, const Credentials& credentials) {
  Keyring keyring;
  const auto sets = credentials.find(api);
  if (sets == credentials.end()) return keyring;
  for (const CredentialSet& set : sets->second) {
    if (auto added = add_set(set, keyring); !added) return Failure{std::move(added.error())};
  }
  return keyring;
}

}  // namespace understudy::mock::auth
