// SPDX-License-Identifier: MIT
/// The credentials file: every API id and field is known, every value is text.
#include "understudy/base/credentials.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "understudy/base/json.hpp"

namespace understudy {

namespace {

struct KnownApi {
  std::string_view id;
  std::span<const std::string_view> fields;
};

constexpr std::array<std::string_view, 3> kPartnerTapFields{"api_key", "jwt", "jwt_secret"};
constexpr std::array<std::string_view, 3> kPortalFields{"client_id", "client_secret", "company_id"};
constexpr std::array<std::string_view, 2> kEcgFields{"jwt", "jwt_secret"};
constexpr std::array<std::string_view, 5> kImpartnerFields{"jwt_secret", "password", "prm_key",
                                                           "tenant_id", "user_name"};

constexpr std::array kKnownApis{
    KnownApi{"ecg", kEcgFields},
    KnownApi{"impartner", kImpartnerFields},
    KnownApi{"partnerportal", kPortalFields},
    KnownApi{"partnertap", kPartnerTapFields},
    KnownApi{"partnertap-analytics", kPartnerTapFields},
};

constexpr const char* kShapeAdvice = "write {\"<api id>\": {\"<field>\": \"<text>\"}}";

void append_to_list(std::string& list, std::string_view name) {
  if (!list.empty()) list += ", ";
  list += name;
}

std::string known_ids() {
  std::string list;
  for (const KnownApi& known : kKnownApis) append_to_list(list, known.id);
  return list;
}

std::string known_fields(const KnownApi& api) {
  std::string list;
  for (const std::string_view field : api.fields) append_to_list(list, field);
  return list;
}

const KnownApi* find_api(std::string_view id) {
  for (const KnownApi& known : kKnownApis) {
    if (known.id == id) return &known;
  }
  return nullptr;
}

Failure<Error> bad(std::string what, const std::string& where, std::string advice) {
  return Failure{Error{Errc::bad_input, std::move(what), excerpt(where, 200), std::move(advice)}};
}

Result<CredentialSet> read_set(const Json& json, const KnownApi& api, const std::string& where) {
  if (!json.is_object()) {
    return bad("credentials have to be an object", where, "write {\"name\": \"value\"}");
  }
  CredentialSet set;
  for (const auto& [field, value] : json.items()) {
    const std::string place = where + "/" + pointer_token(field);
    if (std::find(api.fields.begin(), api.fields.end(), field) == api.fields.end()) {
      return bad("'" + excerpt(field, 60) + "' is no credential of " + std::string{api.id}, place,
                 "use: " + known_fields(api));
    }
    if (field == "tenant_id" && value.is_number_integer()) {
      set.emplace(field, dump_json(value));
      continue;
    }
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr || text->empty()) {
      return bad("a credential has to be a text that is not empty", place, "");
    }
    set.emplace(field, *text);
  }
  return set;
}

}  // namespace

Result<Credentials> parse_credentials(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) {
    // Its own words quote the text, which may be a secret here.
    return Failure{Error{json.error().code, "the credentials are no acceptable JSON",
                         json.error().where, kShapeAdvice}};
  }
  if (!json->is_object()) {
    return bad("credentials have to be one object by API id", "", kShapeAdvice);
  }
  Credentials credentials;
  for (const auto& [id, value] : json->items()) {
    const std::string where = "/" + pointer_token(id);
    const KnownApi* const api = find_api(id);
    if (api == nullptr) {
      return bad("there is no API '" + excerpt(id, 60) + "'", where, "use: " + known_ids());
    }
    const bool several = value.is_array();
    if (several && value.empty()) return bad("an empty list of credentials", where, "");
    for (std::size_t i = 0; i < (several ? value.size() : 1); ++i) {
      auto set = several ? read_set(value[i], *api, where + "/" + std::to_string(i))
                         : read_set(value, *api, where);
      if (!set) return Failure{std::move(set.error())};
      credentials[id].push_back(*std::move(set));
    }
  }
  return credentials;
}

Credentials demo_credentials() {
  const std::string secret = "demo-jwt-secret-demo-jwt-secret-01";
  return {
      {"ecg", {{{"jwt_secret", secret}}}},
      {"impartner",
       {{{"jwt_secret", secret},
         {"password", "demo-password"},
         {"prm_key", "demo-prm-key"},
         {"tenant_id", "1"},
         {"user_name", "ann@acme.example"}}}},
      {"partnerportal",
       {{{"client_id", "demo-client"},
         {"client_secret", "demo-secret"},
         {"company_id", "company-1"}}}},
      {"partnertap",
       {{{"api_key", "demo-api-key"}, {"jwt_secret", secret}}, {{"api_key", "demo-api-key-2"}}}},
      // the second key is the sample of the vendor's own document
      {"partnertap-analytics",
       {{{"api_key", "demo-api-key"}, {"jwt_secret", secret}},
        {{"api_key", "dfaf26de-bf8a-4eb3-afe4-d378f8aaf6f8"}}}},
  };
}

}  // namespace understudy
