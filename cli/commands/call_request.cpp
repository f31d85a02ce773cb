// SPDX-License-Identifier: MIT
#include "commands/call_request.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "files.hpp"
#include "json_input.hpp"
#include "understudy/base/redaction.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/client/filter/suffix_map.hpp"

namespace understudy::cli {

namespace {

constexpr const char* kSecretAdvice = "others on this machine can see it: use --body @FILE";

Failure<Error> refuse(std::string what, std::string where, std::string advice = {}) {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where), std::move(advice)}};
}

std::string flag_of(const openapi::Parameter& parameter) {
  return "--" + kebab_case(parameter.name);
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> pieces;
  std::size_t begin = 0;
  for (std::size_t cut = text.find(at); cut != text.npos; cut = text.find(at, begin)) {
    pieces.push_back(text.substr(begin, cut - begin));
    begin = cut + 1;
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

/// What was said, else what the credentials know.
std::vector<std::string> texts_of(const openapi::Parameter& parameter,
                                  const std::vector<std::string>& said,
                                  const CredentialSet& credentials) {
  if (!said.empty()) return said;
  const char* known = parameter.name == "companyId"        ? "company_id"
                      : parameter.name == "X-PRM-TenantId" ? "tenant_id"
                                                           : "";
  const auto found = credentials.find(known);
  if (found == credentials.end()) return {};
  return {found->second};
}

/// "a,b" and "c" as "a,b,c", each item encoded; exploded ones get a parameter each.
void add_query(std::string& query, const openapi::Parameter& parameter,
               const std::vector<std::string>& texts) {
  const std::string name = encode_component(parameter.name) + "=";
  if (!is_list(parameter) || parameter.explode) {
    for (const std::string& text : texts) {
      query += (query.empty() ? "?" : "&") + name + encode_component(text);
    }
    return;
  }
  query += (query.empty() ? "?" : "&") + name;
  bool is_first = true;
  for (const std::string& text : texts) {
    for (const std::string& item : split(text, ',')) {
      query += (is_first ? "" : ",") + encode_component(item);
      is_first = false;
    }
  }
}

Result<Done> add_segment(std::string& path, const openapi::Parameter& parameter,
                         const std::string& text) {
  if (text.empty() || text == "." || text == "..") {
    return refuse("expected the text of a path segment, got '" + excerpt(text) + "'",
                  flag_of(parameter));
  }
  const std::string hole = "{" + parameter.name + "}";
  const std::size_t at = path.find(hole);
  if (at != path.npos) path.replace(at, hole.size(), encode_component(text));
  return Done{};
}

Result<Done> add_parameters(Request& request, const openapi::Operation& operation,
                            const CallValues& values, const CredentialSet& credentials) {
  std::string path = operation.path;
  std::string query;
  for (std::size_t i = 0; i < operation.parameters.size(); ++i) {
    const openapi::Parameter& parameter = *operation.parameters[i];
    const auto texts = texts_of(parameter, values.parameters[i], credentials);
    if (texts.empty()) {
      if (!parameter.is_required) continue;
      return refuse(flag_of(parameter) + " is required", "");
    }
    if (parameter.in == openapi::In::query) {
      add_query(query, parameter, texts);
    } else if (parameter.in == openapi::In::header) {
      request.fields.add(parameter.name, texts.front());
    } else if (auto added = add_segment(path, parameter, texts.front()); !added) {
      return added;
    }
  }
  request.target = path + query;
  return Done{};
}

/// One condition: COLUMN, then "=", "!=", "~" or "!~", then values with commas between.
Result<Done> add_condition(client::SuffixMap& conditions, const std::string& text) {
  const std::size_t at = text.find_first_of("=~");
  const bool is_negative = at != text.npos && at > 0 && text[at - 1] == '!';
  const std::size_t end = is_negative ? at - 1 : at;
  if (at == text.npos || end == 0) {
    return refuse("expected COLUMN=VALUE, got '" + excerpt(text, 60) + "'", "--filter",
                  "write --filter state=Texas,Oklahoma");
  }
  const std::string key = text.substr(0, end);
  const auto items = split(text.substr(at + 1), ',');
  if (text[at] == '=') {
    is_negative ? conditions.differs(key, items) : conditions.equals(key, items);
  } else {
    is_negative ? conditions.lacks(key, items) : conditions.contains(key, items);
  }
  return Done{};
}

Result<Done> add_report(Json& body, const CallValues& values) {
  if (!values.partner.empty()) body["companyPartnerPublicId"] = values.partner;
  if (!values.report.empty()) body["channelReportType"] = values.report;
  if (!values.matching.empty()) body["matchingType"] = values.matching;
  if (!values.search.empty()) body["search"] = values.search;
  if (!body.contains("channelReportType")) {
    body["channelReportType"] = body.contains("companyPartnerPublicId")
                                    ? "PARTNER_ORG_MATCHED_ACCOUNTS"
                                    : "PARTNER_ORG_CONNECTED_PARTNER_ORGS";
  }
  if (!body.contains("matchingType")) body["matchingType"] = "MUTUAL";
  if (values.filters.empty()) return Done{};
  client::SuffixMap conditions;
  for (const std::string& filter : values.filters) {
    auto added = add_condition(conditions, filter);
    if (!added) return added;
  }
  const auto filters = conditions.build();
  if (!filters) return Failure{client::to_error(filters.error())};
  for (const auto& [key, text] : filters->texts()) {
    auto set = set_member(body, "/filters/" + pointer_token(key), text);
    if (!set) return set;
  }
  return Done{};
}

Result<Done> add_members(Json& body, const CallValues& values) {
  for (const std::string& text : values.set) {
    const std::size_t cut = text.find('=');
    if (cut == text.npos) {
      return refuse("expected POINTER=VALUE, got '" + excerpt(text, 60) + "'", "--set",
                    "write --set /lastName=Berg");
    }
    const std::string pointer = text.substr(0, cut);
    if (is_secret_path(pointer)) {
      return refuse("a secret is not for the command line", pointer, kSecretAdvice);
    }
    const std::string value = text.substr(cut + 1);
    auto json = parse_json(value);
    auto set = set_member(body, pointer, json ? *std::move(json) : Json(value));
    if (!set) return set;
  }
  return Done{};
}

/// The text of --body, read where it is a file.
Result<std::string> body_text(const std::string& body) {
  if (body == kStandardInput) return read_file(body, kLargestInput);
  if (body.starts_with("@")) return read_file(body.substr(1), kLargestInput);
  if (redact_json(body) != body) {
    return refuse("a secret is not for the command line", "--body", kSecretAdvice);
  }
  return body;
}

Result<std::string> make_body(const std::string& api, const openapi::Operation& operation,
                              const CallValues& values) {
  auto text = body_text(values.body);
  const bool is_report = has_report_body(api, operation);
  // Whoever brings a whole body gets it sent as it is.
  const bool has_sugar = !values.partner.empty() || !values.report.empty() ||
                         !values.matching.empty() || !values.search.empty() ||
                         !values.filters.empty();
  const bool changes = !values.set.empty() || has_sugar || (is_report && values.body.empty());
  if (!text || !changes) return text;
  auto body = text->empty() ? Result<Json>{Json::object()} : parse_json(*text);
  if (!body) return Failure{locate(std::move(body.error()), "--body", *text)};
  if (is_report && !body->is_object()) return refuse("expected a JSON object", "--body");
  auto done = is_report ? add_report(*body, values) : Result<Done>{Done{}};
  if (done) done = add_members(*body, values);
  if (!done) return Failure{std::move(done.error())};
  return dump_json(*body);
}

/// What a repetition does, as the typed clients have it. Source: partnertap S1.8, impartner S13
client::Idempotency idempotency_of(const std::string& api, const openapi::Operation& operation) {
  using client::Idempotency;
  if (operation.method == Method::get || api == "partnertap") return Idempotency::safe;
  if (operation.id == "searchRecords") return Idempotency::safe;
  const bool is_idempotent =
      operation.method == Method::patch || operation.method == Method::delete_;
  return is_idempotent ? Idempotency::idempotent : Idempotency::unsafe;
}

std::string unescaped(std::string token) {
  for (const auto& [from, to] : {std::pair{"~1", "/"}, std::pair{"~0", "~"}}) {
    for (std::size_t at = token.find(from); at != token.npos; at = token.find(from, at + 1)) {
      token.replace(at, 2, to);
    }
  }
  return token;
}

/// The member or element of that name, made where it may be; null where there can be none.
Json* child_of(Json& value, const std::string& token) {
  if (value.is_null()) value = Json::object();
  if (value.is_object()) return &value[token];
  if (!value.is_array()) return nullptr;
  if (token == "-") {
    value.push_back(nullptr);
    return &value.back();
  }
  const bool is_number =
      !token.empty() && token.size() < 10 && token.find_first_not_of("0123456789") == token.npos;
  const std::size_t index = is_number ? std::stoul(token) : value.size();
  return index < value.size() ? &value[index] : nullptr;
}

}  // namespace

Result<Done> set_member(Json& root, const std::string& pointer, Json value) {
  if (!pointer.starts_with("/")) {
    return refuse("expected a JSON Pointer, got '" + excerpt(pointer, 60) + "'", "--set",
                  "it begins with \"/\"");
  }
  Json* at = &root;
  for (const std::string& token : split(pointer.substr(1), '/')) {
    at = child_of(*at, unescaped(token));
    if (at == nullptr) {
      return refuse("expected the place of a member, got '" + excerpt(pointer, 60) + "'", "--set",
                    "the way there leads through objects and elements that are there");
    }
  }
  *at = std::move(value);
  return Done{};
}

Result<client::OperationCall> make_call(const std::string& api, const openapi::Operation& operation,
                                        const CallValues& values,
                                        const CredentialSet& credentials) {
  if (values.body.empty() && values.set.empty()) {
    if (auto call = sign_in_call(operation.id, credentials)) return *std::move(call);
  }
  client::OperationCall call{.operation = operation.id,
                             .idempotency = idempotency_of(api, operation)};
  if (operation.security.empty()) call.authentication = client::Authentication::none;
  call.request.method = operation.method;
  call.request.fields.add("Accept", "application/json");
  auto added = add_parameters(call.request, operation, values, credentials);
  if (!added) return Failure{std::move(added.error())};
  if (operation.body == nullptr) return call;
  auto body = make_body(api, operation, values);
  if (!body) return Failure{std::move(body.error())};
  if (body->empty()) return call;
  call.request.body = *std::move(body);
  call.request.fields.add("Content-Type", operation.body->content.empty()
                                              ? "application/json"
                                              : operation.body->content.front().range);
  return call;
}

}  // namespace understudy::cli
