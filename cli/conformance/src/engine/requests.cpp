// SPDX-License-Identifier: MIT
#include "requests.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "observed.hpp"
#include "understudy/base/base64.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::conformance {

namespace {

/// The parameters of a query as they were written.
std::vector<std::string_view> parts_of(std::string_view query) {
  std::vector<std::string_view> parts;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    if (end != 0) parts.push_back(query.substr(0, end));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return parts;
}

std::string_view name_of_part(std::string_view part) {
  return part.substr(0, std::min(part.find('='), part.size()));
}

/// Sets a value in a JSON body, making objects on the way.
void set_in_body(Json& body, const std::string& pointer, const Json& value) {
  body[Json::json_pointer(pointer)] = value;
}

}  // namespace

std::vector<std::string> holes_of(const RequestTemplate& request) {
  std::vector<std::string> names;
  const auto look = [&](std::string_view text) {
    for (std::size_t at = text.find("${"); at != text.npos; at = text.find("${", at + 2)) {
      const std::size_t end = text.find('}', at);
      if (end == text.npos) return;
      names.emplace_back(text.substr(at + 2, end - at - 2));
    }
  };
  look(request.target);
  for (const Field& field : request.fields) look(field.value);
  look(request.body);
  return names;
}

std::string basic_of(std::string_view id, std::string_view secret) {
  return encode_base64(encode_component(id) + ":" + encode_component(secret));
}

Variables variables_of(const CredentialSet& set) {
  Variables variables{set.begin(), set.end()};
  const auto id = set.find("client_id");
  const auto secret = set.find("client_secret");
  if (id != set.end() && secret != set.end()) {
    variables["basic"] = basic_of(id->second, secret->second);
  }
  return variables;
}

std::optional<std::string> text_of_value(const Json& value) {
  if (value.is_null() || value.is_structured()) return std::nullopt;
  const auto* text = value.get_ptr<const std::string*>();
  std::string out = text != nullptr ? *text : dump_json(value);
  if (out.empty()) return std::nullopt;
  return out;
}

std::optional<FieldSpec> field_of_column(const Json& column) {
  if (!column.is_object() || !column.contains("key") || !column.contains("type")) {
    return std::nullopt;
  }
  const auto* key = column["key"].get_ptr<const std::string*>();
  const auto* type = column["type"].get_ptr<const std::string*>();
  if (key == nullptr || type == nullptr) return std::nullopt;
  FieldSpec field;
  field.name = *key;
  field.column = *type;
  const bool is_partners =
      column.contains("isPartnerData") && column["isPartnerData"] == Json(true);
  field.at = (is_partners ? "/partnerFields/" : "/") + pointer_token(*key);
  static constexpr std::array<std::string_view, 4> kRanges{"currency", "date", "double", "number"};
  if (std::find(kRanges.begin(), kRanges.end(), *type) != kRanges.end()) {
    field.type = *type == "date" ? "date" : "number";
    field.filters = {"between"};
  } else if (*type == "boolean") {
    field.type = "boolean";
    field.filters = {"equal"};
  } else {
    field.type = "string";
    field.filters = {"contains", "equal", "not_contains", "not_equal"};
  }
  return field;
}

std::vector<FieldSpec> fields_of_rows(const std::vector<Json>& rows, std::vector<FieldSpec> known) {
  std::map<std::string, std::string> types;
  for (const Json& row : rows) {
    if (!row.is_object()) continue;
    for (const auto& [name, value] : row.items()) {
      if (value.is_null()) continue;
      const std::string type = value.is_structured() ? "" : value.type_name();
      const auto [entry, is_new] = types.emplace(name, type);
      if (!is_new && entry->second != type) entry->second.clear();
    }
  }
  for (const auto& [name, type] : types) {
    const bool is_known =
        std::any_of(known.begin(), known.end(),
                    [&, &key = name](const FieldSpec& field) { return field.name == key; });
    if (type.empty() || is_known) continue;
    FieldSpec field;
    field.name = name;
    field.at = "/" + pointer_token(name);
    field.type = type;
    known.push_back(std::move(field));
  }
  return known;
}

void add_parameter(Request& request, std::string_view name, std::string_view value) {
  request.target += request.target.find('?') == std::string::npos ? "?" : "&";
  request.target += encode_component(name) + "=" + encode_component(value);
}

void remove_parameter(Request& request, std::string_view name) {
  const std::string encoded = encode_component(name);
  std::string kept{request.path()};
  for (const std::string_view part : parts_of(request.query())) {
    if (name_of_part(part) == encoded) continue;
    kept += kept.find('?') == std::string::npos ? "?" : "&";
    kept += part;
  }
  request.target = std::move(kept);
}

void set_parameter(Request& request, std::string_view name, std::string_view value) {
  remove_parameter(request, name);
  add_parameter(request, name, value);
}

void apply(const PagingWords& words, const ListQuery& query, Request& request) {
  const std::size_t size = query.size.value_or(0);
  if (query.size) set_parameter(request, words.size, std::to_string(size));
  if (query.page) {
    const std::size_t position =
        words.unit == PagingWords::Unit::pages ? *query.page + words.first : *query.page * size;
    set_parameter(request, words.position, std::to_string(position));
  }
  for (const Field& parameter : query.query) remove_parameter(request, parameter.name);
  for (const Field& parameter : query.query) {
    add_parameter(request, parameter.name, parameter.value);
  }
  if (query.body.empty()) return;
  auto body = parse_json(request.body);
  Json changed = body && body->is_object() ? *std::move(body) : Json::object();
  for (const auto& [pointer, value] : query.body) set_in_body(changed, pointer, value);
  request.body = dump_json(changed);
}

bool is_absence(const SampleCall& call, int status) {
  return call.may_be_absent && status == 404 && call.status != 404;
}

bool is_reading(const Subject& subject, std::string_view operation) {
  const openapi::Operation* found = subject.contract->find_operation(operation);
  if (found == nullptr) return false;
  if (found->method == Method::get || found->method == Method::head ||
      found->method == Method::options) {
    return true;
  }
  const auto reads = [&](const SampleCall& call) {
    return call.operation == operation && !call.writes;
  };
  const Profile& profile = *subject.profile;
  if (profile.sign_in.token_request && reads(*profile.sign_in.token_request)) return true;
  return std::any_of(profile.calls.begin(), profile.calls.end(),
                     [&](const auto& entry) { return reads(entry.second); }) ||
         std::any_of(profile.lists.begin(), profile.lists.end(),
                     [&](const auto& entry) { return reads(entry.second.call); });
}

void note_parameters(const openapi::Operation& operation, const Request& request,
                     ObservedOperation& seen) {
  for (const openapi::Parameter* parameter : operation.parameters) {
    const std::string encoded = encode_component(parameter->name);
    const std::vector<std::string_view> parts = parts_of(request.query());
    const bool sent =
        parameter->in == openapi::In::path ||
        (parameter->in == openapi::In::header && request.fields.find(parameter->name) != nullptr) ||
        (parameter->in == openapi::In::query &&
         std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return name_of_part(part) == encoded; }));
    if (sent) seen.parameters.insert(parameter->name);
  }
}

}  // namespace understudy::conformance
