// SPDX-License-Identifier: MIT
#include "apis/partnertap/report_request.hpp"

#include <optional>
#include <utility>

#include "blanks.hpp"

namespace understudy::mock::partnertap {

namespace {

Failure<Refusal> refuse(std::string message, std::string_view rule) {
  return Failure{
      Refusal{.status = 400, .message = std::move(message), .rule = rule, .source = "S6"}};
}

Failure<Refusal> missing(std::string_view property) {
  return refuse("'" + std::string{property} + "' is required", "body.required");
}

/// The member of that name, or null when it is absent or explicitly null.
const Json* find_member(const Json& object, std::string_view name) {
  const auto it = object.find(name);
  return it == object.end() || it->is_null() ? nullptr : &*it;
}

/// Text, or a scalar as its text.
Result<std::string, Refusal> read_text(const Json& object, std::string_view name) {
  const Json* member = find_member(object, name);
  if (member == nullptr) return std::string{};
  if (member->is_structured()) {
    return refuse("'" + std::string{name} + "' has to be a string, not an " +
                      (member->is_array() ? "array" : "object"),
                  "body.type");
  }
  return member->is_string() ? *member->get_ptr<const std::string*>() : dump_json(*member);
}

/// Jackson: true, false, their texts, and numbers (0 is false).
Result<Done, Refusal> check_boolean(const Json& object, std::string_view name) {
  const Json* member = find_member(object, name);
  if (member == nullptr || member->is_boolean() || member->is_number_integer()) return Done{};
  if (const auto* text = member->get_ptr<const std::string*>()) {
    if (*text == "true" || *text == "false" || text->empty()) return Done{};
  }
  return refuse(
      "'" + std::string{name} + "' has to be true or false, not " + excerpt(dump_json(*member), 40),
      "body.type");
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "00000000-0000-0000-0000-000000000000";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (kForm[i] == '-' ? c != '-' : !hex) return false;
  }
  return true;
}

Result<ReportType, Refusal> read_type(const Json& body) {
  constexpr std::string_view kName = "channelReportType";
  const Json* member = find_member(body, kName);
  if (member == nullptr) return missing(kName);
  for (const ReportType type : {ReportType::connected_partner_orgs, ReportType::matched_accounts}) {
    if (member->is_string() && *member == name_of(type)) return type;
  }
  return refuse(
      "'channelReportType' has to be PARTNER_ORG_CONNECTED_PARTNER_ORGS or "
      "PARTNER_ORG_MATCHED_ACCOUNTS, not " +
          excerpt(dump_json(*member), 60),
      "body.enum");
}

Result<std::optional<MatchingType>, Refusal> read_matching(const Json& body) {
  const Json* member = find_member(body, "matchingType");
  if (member == nullptr) return std::optional<MatchingType>{};
  if (*member == "MUTUAL") return std::optional{MatchingType::mutual};
  if (*member == "ALL_PARTNER_ORGS") return std::optional{MatchingType::all_partner_orgs};
  return refuse(
      "'matchingType' has to be MUTUAL or ALL_PARTNER_ORGS, not " + excerpt(dump_json(*member), 60),
      "body.enum");
}

Result<std::string, Refusal> read_partner_id(const Json& body) {
  constexpr std::string_view kName = "companyPartnerPublicId";
  if (find_member(body, kName) == nullptr) return missing(kName);
  auto id = read_text(body, kName);
  if (id && !is_uuid(*id)) {
    return refuse("'companyPartnerPublicId' has to be a UUID, not '" + excerpt(*id, 60) + "'",
                  "body.uuid");
  }
  return id;
}

Result<Json, Refusal> read_body(std::string_view text) {
  if (is_blank(text, kJsonBlanks)) {
    return refuse("Required request body is missing", "body.missing");
  }
  JsonLimits limits;
  limits.byte_order_mark = JsonLimits::ByteOrderMark::ignored;  // apis/README C6
  auto body = parse_json(text, limits);
  if (!body) return refuse("JSON parse error: " + render(body.error()), "body.json");
  if (!body->is_object()) return refuse("the body has to be a JSON object", "body.type");
  return *std::move(body);
}

}  // namespace

std::string_view name_of(ReportType type) {
  switch (type) {
    case ReportType::connected_partner_orgs:
      return "PARTNER_ORG_CONNECTED_PARTNER_ORGS";
    case ReportType::matched_accounts:
      return "PARTNER_ORG_MATCHED_ACCOUNTS";
  }
  return {};
}

Result<ReportRequest, Refusal> read_report_request(std::string_view text, Operation operation,
                                                   const Switches& switches) {
  auto body = read_body(text);
  if (!body) return Failure{std::move(body.error())};
  ReportRequest request;

  auto type = read_type(*body);
  if (!type) return Failure{std::move(type.error())};
  request.type = *type;
  const bool matched = request.type == ReportType::matched_accounts;

  auto matching = read_matching(*body);
  if (!matching) return Failure{std::move(matching.error())};
  const bool required =
      matched && operation == Operation::records && switches.is("matching.required", "yes");  // A9
  if (!*matching && required) return missing("matchingType");
  request.matching = matching->value_or(MatchingType::mutual);

  if (matched) {
    auto id = read_partner_id(*body);
    if (!id) return Failure{std::move(id.error())};
    request.partner_id = *std::move(id);
  }

  auto search = read_text(*body, "search");
  if (!search) return Failure{std::move(search.error())};
  request.search = *std::move(search);

  if (const Json* filters = find_member(*body, "filters")) {
    if (!filters->is_object()) return refuse("'filters' has to be an object", "body.type");
    request.filters = std::move(body->at("filters"));
  }
  for (const std::string_view name : {"mapByLocations", "byOrg"}) {
    if (auto checked = check_boolean(*body, name); !checked) {
      return Failure{std::move(checked.error())};
    }
  }
  return request;
}

}  // namespace understudy::mock::partnertap
