// SPDX-License-Identifier: MIT
/// The credentials of one API, as the server holds them.
#include "auth/keyring.hpp"

#include "support/catch.hpp"

namespace understudy::mock::auth {

TEST_CASE("a keyring holds the sets of its API alone", "[mock][auth][keyring]") {
  const Keyring portal = make_keyring("partnerportal", demo_credentials()).value();
  const Keyring impartner = make_keyring("impartner", demo_credentials()).value();
  const Keyring analytics = make_keyring("partnertap-analytics", demo_credentials()).value();

  REQUIRE(portal.clients.size() == 1);
  CHECK(portal.clients.front().id == "demo-client");
  CHECK(portal.clients.front().secret.matches("demo-secret"));
  CHECK(portal.clients.front().company == "company-1");
  CHECK(portal.api_keys.empty());
  REQUIRE(impartner.tenant_keys.size() == 1);
  CHECK(impartner.tenant_keys.front().key.matches("demo-prm-key"));
  CHECK(impartner.tenant_keys.front().tenant == "1");
  REQUIRE(impartner.logins.size() == 1);
  CHECK(impartner.logins.front().user == "ann@acme.example");
  CHECK(impartner.logins.front().password.matches("demo-password"));
  CHECK(impartner.logins.front().tenant == "1");
  CHECK(analytics.api_keys.size() == 2);
  CHECK(analytics.jwt_secrets.size() == 1);
  CHECK(make_keyring("nowhere", demo_credentials()).value().api_keys.empty());
}

TEST_CASE("half a client, half a user and a short secret are refused", "[mock][auth][keyring]") {
  const auto refused = [](CredentialSet set) {
    const auto keyring = make_keyring("a", {{"a", {std::move(set)}}});
    return !keyring && keyring.error().code == Errc::bad_input;
  };

  CHECK(refused({{"client_id", "c"}}));
  CHECK(refused({{"client_secret", "s"}}));
  CHECK(refused({{"user_name", "u"}}));
  CHECK(refused({{"password", "p"}}));
  CHECK(refused({{"jwt_secret", "short"}}));
  CHECK_FALSE(refused({{"client_id", "c"}, {"client_secret", "s"}}));
  CHECK_FALSE(refused({{"prm_key", "k"}}));
}

}  // namespace understudy::mock::auth
