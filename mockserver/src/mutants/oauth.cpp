// SPDX-License-Identifier: MIT
/// Mutants of the endpoints that give tokens.
#include <chrono>

#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::mutation {

namespace {

constexpr Area kArea{"oauth"};
constexpr std::string_view kToken = "token";  // operationId of PartnerPortal's
constexpr std::chrono::minutes kHalfLife{30};

void change_token(ApiProfile& profile, void (*change)(Json& body)) {
  change_json(profile, kToken, [change](Json& body) {
    if (body.is_object() && body.contains("access_token")) change(body);
  });
}

/// The value of the first set of credentials that has that name.
std::string credential(const ServerOptions& options, std::string_view api, const char* name) {
  const auto sets = options.credentials.find(std::string{api});
  if (sets == options.credentials.end()) return {};
  for (const CredentialSet& set : sets->second) {
    if (const auto it = set.find(name); it != set.end()) return it->second;
  }
  return {};
}

/// Whoever is refused is taken for the first client.
void accept_any_client(Handlers& handlers, const ServerOptions& options) {
  const auto it = handlers.find(kToken);
  it->second = [right = std::move(it->second),
                form = "grant_type=client_credentials&client_id=" +
                       encode_component(credential(options, "partnerportal", "client_id")) +
                       "&client_secret=" +
                       encode_component(credential(options, "partnerportal", "client_secret"))](
                   const Call& call) {
    Answer answer = right(call);
    const bool has_client = call.request.fields.count("Authorization") > 0;
    if (!answer || answer->status != 401 || !has_client) return answer;
    Request changed = call.request;
    changed.fields.remove("Authorization");
    changed.body = form;
    return ask_with_request(call, changed, right);
  };
}

/// An unknown key gets the token of a known one.
void accept_any_key(Handlers& handlers, const ServerOptions& options) {
  const auto it = handlers.find("getToken");
  it->second = [right = std::move(it->second),
                key = credential(options, "partnertap-analytics", "api_key")](const Call& call) {
    Answer answer = right(call);
    if (answer || call.query.find("apiKey") == nullptr) return answer;
    return ask_with_query(call, {{"apiKey", key}}, right);
  };
}

Answer accept_password_grant(const Call& call, const OperationHandler& right) {
  Request changed = call.request;
  constexpr std::string_view kWrong = "grant_type=password";
  if (const std::size_t at = changed.body.find(kWrong); at != changed.body.npos) {
    changed.body.replace(at, kWrong.size(), "grant_type=client_credentials");
  }
  return ask_with_request(call, changed, right);
}

/// The error of RFC 6749 in the shape that all other errors of the API have.
Answer wrap_errors(const Call& call, const OperationHandler& right) {
  Answer answer = right(call);
  if (!answer || answer->status < 400) return answer;
  Json body = read_body(*answer);
  const Json* const code = find_value(body, {"error"});
  const Json* const message = find_value(body, {"error_description"});
  if (code == nullptr || message == nullptr) return answer;
  answer->body = dump_json({{"error", {{"code", *code}, {"message", *message}}},
                            {"context", {{"requestId", call.request_id}}},
                            {"status", answer->status}});
  return answer;
}

constexpr std::array kMutants{
    kArea("partnerportal/any-client-accepted", "an unknown client or a wrong secret is 401", "S8.8",
          [](ApiProfile& profile) { change_handlers(profile, &accept_any_client); }),
    kArea("partnerportal/challenge-missing", "a refused client is told to use Basic", "S8.7",
          [](ApiProfile& profile) {
            change_answer(profile, kToken,
                          [](Response& response) { response.fields.remove("WWW-Authenticate"); });
          }),
    kArea("partnerportal/expires-in-as-text", "expires_in is a number", "S8.4",
          [](ApiProfile& profile) {
            change_token(profile,
                         [](Json& body) { body["expires_in"] = text_of(body["expires_in"]); });
          }),
    kArea("partnerportal/oauth-errors-in-envelope", "an error is error and error_description",
          "S8.15", [](ApiProfile& profile) { replace_handler(profile, kToken, &wrap_errors); }),
    kArea("partnerportal/password-grant-accepted", "another grant type is 400", "S8.6",
          [](ApiProfile& profile) { replace_handler(profile, kToken, &accept_password_grant); }),
    kArea("partnerportal/token-dies-early", "a token is valid for the time that expires_in says",
          "S8.16",
          [](ApiProfile& profile) {
            replace_authenticate(
                profile, [](const Request& request, WallTime now, const auth::Authenticate& right,
                            const auth::Keyring&) { return right(request, now + kHalfLife); });
          }),
    kArea("partnerportal/token-kept-by-caches", "an answer with a token is Cache-Control: no-store",
          "S8.4",
          [](ApiProfile& profile) {
            change_answer(profile, kToken,
                          [](Response& response) { response.fields.remove("Cache-Control"); });
          }),
    kArea("partnerportal/token-type-missing", "an answer has token_type", "S8.4",
          [](ApiProfile& profile) {
            change_token(profile, [](Json& body) { body.erase("token_type"); });
          }),
    kArea("partnertap-analytics/token-for-any-key", "an unknown key gets no token", "S3.4",
          [](ApiProfile& profile) { change_handlers(profile, &accept_any_key); }),
    kArea("partnertap-analytics/token-in-envelope", "the answer is token and nothing else", "S3.2",
          [](ApiProfile& profile) {
            change_json(profile, "getToken", [](Json& body) {
              body = {{"data", body}, {"success", true}};
            });
          }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> oauth_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
