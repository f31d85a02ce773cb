// SPDX-License-Identifier: MIT
#include "apis/ecg/creation_rules.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/json.hpp"

namespace understudy::mock::ecg {

namespace {

enum class Shape : std::uint8_t {
  boolean,
  day,
  email,
  integer,
  moment,
  nested,
  nested_list,
  object,
  stage,  ///< 1 to 4
  text,
  uuid,
  uuid_list,
};

/// A member of the body: what it has to be, and what is in it.
struct Rule {
  std::string_view name;
  Shape shape = Shape::text;
  std::span<const Rule> members = {};
  bool is_filled = false;  ///< an empty one is refused by a text of its own
};

// S7.1, S7.4: names, order and types of the sample request.
constexpr Rule kAddress[]{
    {"addressLine1"}, {"addressLine2"}, {"stateProvinceCode"}, {"city"},
    {"postalCode"},   {"countryCode"},  {"regionCode"},        {"addressType", Shape::integer}};
constexpr Rule kPhoneNumber[]{{"extension"}, {"phoneNumber"}, {"phoneType", Shape::integer}};
constexpr Rule kOrganization[]{{"legacyIdentifier"},
                               {"parentId", Shape::uuid},
                               {"type"},
                               {"hcoXrefId"},
                               {"businessName", Shape::text, {}, true},
                               {"displayName"},
                               {"integrationMetadata", Shape::object},
                               {"addresses", Shape::nested_list, kAddress},
                               {"phoneNumbers", Shape::nested_list, kPhoneNumber},
                               {"onBoardingPartnerId", Shape::uuid},
                               {"originationSource"},
                               {"onBoardingStatus", Shape::stage},
                               {"organizationStatus", Shape::stage},
                               {"rrmsSiteGroupId"},
                               {"signOnDate", Shape::moment},
                               {"timezoneId"},
                               {"actionPlanCode"},
                               {"vendorProfileIds", Shape::uuid_list}};
constexpr Rule kPartnerCriteria[]{{"partnerTypeId", Shape::uuid},
                                  {"status"},
                                  {"commissionPayoutStatus"},
                                  {"deactivatedDate", Shape::day},
                                  {"onboardingDate", Shape::day},
                                  {"salesCutOffDate", Shape::day},
                                  {"enableCommissions", Shape::boolean},
                                  {"w9Submitted", Shape::boolean},
                                  {"isW2", Shape::boolean}};
constexpr Rule kCode[]{{"name"}};
constexpr Rule kPaymentPurpose[]{{"code", Shape::nested, kCode}, {"text"}};
constexpr Rule kRegulatoryField[]{{"name"}, {"value"}};
constexpr Rule kBankAccount[]{{"paymentPurpose", Shape::nested, kPaymentPurpose},
                              {"type"},
                              {"payeeName"},
                              {"nameOnAccount"},
                              {"accountNumber"},
                              {"routingNumber"},
                              {"regulatoryFields", Shape::nested_list, kRegulatoryField}};
constexpr Rule kVendorAccount[]{{"currency"},
                                {"accountNumber"},
                                {"email", Shape::email},
                                {"bankAccount", Shape::nested, kBankAccount}};
constexpr Rule kBody[]{{"organization", Shape::nested, kOrganization},
                       {"partnerCriteria", Shape::nested, kPartnerCriteria},
                       {"vendorAccount", Shape::nested, kVendorAccount}};

constexpr std::string_view kNotEmpty = " should not be empty";
constexpr std::string_view kKnownStatuses =
    " must be one of the following values: active, on-boarded";  // A5, criteria.status=closed

/// What stands behind the name. S7.8
std::string_view text_of(Shape shape) {
  switch (shape) {
    case Shape::boolean:
      return " must be a boolean value";
    case Shape::day:
      return " should be of type - yyyy-MM-dd";  // S7.6
    case Shape::email:
      return " must be an email";
    case Shape::integer:
      return " must be an integer number";
    case Shape::moment:
      return " must be a valid ISO 8601 date string";
    case Shape::nested:
      return " must be either object or array";
    case Shape::nested_list:
    case Shape::uuid_list:
      return " must be an array";
    case Shape::object:
      return " must be an object";
    case Shape::stage:
      return " must be one of the following values: 1, 2, 3, 4";
    case Shape::text:
      return " must be a string";
    case Shape::uuid:
      return " must be a UUID";
  }
  return {};
}

using Kinds = std::vector<schema::Kind>;

/// What the contract has found, by the place in the body.
class Faults {
 public:
  explicit Faults(const openapi::Report& report) {
    for (const openapi::Finding& finding : report.findings) {
      if (!finding.where.starts_with("body")) continue;
      for (const schema::Violation& violation : finding.violations) {
        std::string place = violation.instance;
        if (violation.kind == schema::Kind::required) {
          (place += '/') += pointer_token(unquoted(violation.want));
        }
        by_place_[place].push_back(violation.kind);
      }
    }
  }

  /// Null where nothing is wrong.
  [[nodiscard]] const Kinds* at(const std::string& place) const {
    const auto it = by_place_.find(place);
    return it == by_place_.end() ? nullptr : &it->second;
  }

 private:
  static std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
    return text;
  }

  std::map<std::string, Kinds, std::less<>> by_place_;
};

/// Walks the rules beside the body, so that lines come in the order of the rules. As deep as the
/// rules are.
class Lines {
 public:
  explicit Lines(const Faults& faults) : faults_(faults) {}

  /// `place` is the pointer to the object, `path` its name in lines with a dot behind it.
  void walk(JsonElement object, std::span<const Rule> rules, const std::string& place,
            const std::string& path) {
    for (const JsonMember member : object.members()) {
      const bool is_known = std::any_of(rules.begin(), rules.end(),
                                        [&](const Rule& rule) { return rule.name == member.name; });
      if (is_known || faults_.at(place + '/' + pointer_token(member.name)) == nullptr) continue;
      add(path, member.name, "property " + std::string{member.name} + " should not exist");  // A23
    }
    for (const Rule& rule : rules) {
      check(rule, object.find(rule.name), place + '/' + std::string{rule.name}, path);
    }
  }

  std::vector<Detail> take() { return std::move(lines_); }

 private:
  void add(const std::string& path, std::string_view name, const std::string& text) {
    lines_.push_back({path + std::string{name}, path + text});
  }

  void check(const Rule& rule, std::optional<JsonElement> value, const std::string& place,
             const std::string& path) {
    const Kinds* const kinds = faults_.at(place);
    const std::string name{rule.name};
    if (!value || value->is_null()) {
      if (kinds != nullptr) add_missing(rule, path);
      return;
    }
    if (kinds != nullptr) return add_wrong(rule, *kinds, path);
    switch (rule.shape) {
      case Shape::nested:
        return walk(*value, rule.members, place, path + name + '.');
      case Shape::nested_list:
      case Shape::uuid_list:
        return check_elements(rule, *value, place, path);
      default:
        return;
    }
  }

  /// S7.2: what is not there fails its type too, unless it would be an object.
  void add_missing(const Rule& rule, const std::string& path) {
    const std::string name{rule.name};
    if (rule.shape != Shape::nested) add(path, name, name + std::string{text_of(rule.shape)});
    if (rule.shape == Shape::nested || rule.is_filled)
      add(path, name, name + std::string{kNotEmpty});
  }

  void add_wrong(const Rule& rule, const Kinds& kinds, const std::string& path) {
    const auto has = [&](schema::Kind kind) {
      return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    };
    const std::string name{rule.name};
    if (rule.shape == Shape::nested) {
      return add(path, name, "nested property " + name + std::string{text_of(rule.shape)});
    }
    const bool is_set = rule.shape == Shape::text && has(schema::Kind::enumeration);
    const bool is_empty = rule.is_filled && has(schema::Kind::min_length);
    if (has(schema::Kind::type) || (!is_set && !is_empty)) {
      add(path, name, name + std::string{text_of(rule.shape)});
    }
    if (is_set) add(path, name, name + std::string{kKnownStatuses});
    if (is_empty) add(path, name, name + std::string{kNotEmpty});
  }

  /// An element of the wrong type is told once, however many there are.
  void check_elements(const Rule& rule, JsonElement list, const std::string& place,
                      const std::string& path) {
    const std::string name{rule.name};
    bool is_told = false;
    std::size_t index = 0;
    for (const JsonElement element : list.elements()) {
      const std::string number = std::to_string(index++);
      const std::string below = place + '/' + number;
      if (faults_.at(below) == nullptr) {
        walk(element, rule.members, below, path + name + '.' + number + '.');
      } else if (!std::exchange(is_told, true)) {
        add(path, name,
            rule.shape == Shape::uuid_list
                ? "each value in " + name + std::string{text_of(Shape::uuid)}
                : "each value in nested property " + name + std::string{text_of(Shape::nested)});
      }
    }
  }

  const Faults& faults_;
  std::vector<Detail> lines_;
};

/// The flags of the query that are wrong, in the order of the contract.
std::vector<Detail> query_lines(const openapi::Report& report,
                                const openapi::Operation& operation) {
  std::vector<Detail> lines;
  for (const openapi::Parameter* const parameter : operation.parameters) {
    const std::string where = "query " + parameter->name;
    const bool is_wrong =
        std::any_of(report.findings.begin(), report.findings.end(),
                    [&](const openapi::Finding& finding) { return finding.where == where; });
    if (!is_wrong) continue;
    lines.push_back({parameter->name, parameter->name + std::string{text_of(Shape::boolean)}});
  }
  return lines;
}

}  // namespace

Refusal explain(Refusal refusal, const BrokenRequest& request) {
  if (refusal.report == nullptr) return refusal;
  refusal.details = query_lines(*refusal.report, request.operation);  // S2.1: query, then body
  if (refusal.details.empty() && request.body && request.body->is_object()) {
    const Faults faults{*refusal.report};
    Lines lines{faults};
    lines.walk(*request.body, kBody, "", "");
    refusal.details = lines.take();
  }
  return refusal;
}

}  // namespace understudy::mock::ecg
