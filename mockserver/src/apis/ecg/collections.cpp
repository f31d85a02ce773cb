// SPDX-License-Identifier: MIT
#include "apis/ecg/collections.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include "apis/ecg/partner_text.hpp"
#include "apis/ecg/plan_row.hpp"
#include "plan_rows.hpp"
#include "query/schema.hpp"
#include "understudy/base/json.hpp"
#include "understudy/fixtures/dataset.hpp"

namespace understudy::mock::ecg {

namespace {

/// A column: its name, its type, and where its value stands in a stored partner.
struct ColumnFact {
  std::string_view key;
  query::ColumnType type;
  std::string_view pointer;
};

using query::ColumnType;
constexpr std::array kColumns{
    ColumnFact{"id", ColumnType::uuid, "/id"},
    ColumnFact{"status", ColumnType::text, "/status"},
    ColumnFact{"createdAt", ColumnType::text, "/auditInfo/createdAt"},  // one form: texts compare
    ColumnFact{"updatedAt", ColumnType::text, "/auditInfo/updatedAt"},
    ColumnFact{"businessName", ColumnType::text, "/businessName"},
    ColumnFact{"displayName", ColumnType::text, "/displayName"},
    ColumnFact{"type", ColumnType::text, "/type"},
    ColumnFact{"hcoXrefId", ColumnType::text, "/hcoXrefId"},
    ColumnFact{"originationSource", ColumnType::text, "/originationSource"},
    ColumnFact{"rrmsSiteGroupId", ColumnType::text, "/rrmsSiteGroupId"},
    ColumnFact{"timezoneId", ColumnType::text, "/timezoneId"},
    ColumnFact{"actionPlanCode", ColumnType::text, "/actionPlanCode"},
    ColumnFact{"partnerStatus", ColumnType::text, "/partnerCriteria/status"},
    ColumnFact{"commissionPayoutStatus", ColumnType::text,
               "/partnerCriteria/commissionPayoutStatus"},
    ColumnFact{"w9Submitted", ColumnType::boolean, "/partnerCriteria/w9Submitted"},
    ColumnFact{"enableCommissions", ColumnType::boolean, "/partnerCriteria/enableCommissions"},
    ColumnFact{"isW2", ColumnType::boolean, "/partnerCriteria/isW2"},
    ColumnFact{"partnerTypeIds", ColumnType::uuid, "/links/partnerTypeId"},
};

std::vector<query::Value> cells_of(const Json& partner) {
  std::vector<query::Value> cells;
  cells.reserve(kColumns.size());
  for (const ColumnFact& column : kColumns) {
    const Json* value = &partner;
    for (std::string_view rest = column.pointer.substr(1); value != nullptr && !rest.empty();) {
      const std::size_t end = std::min(rest.find('/'), rest.size());
      const auto member = value->find(std::string{rest.substr(0, end)});
      value = value->is_object() && member != value->end() ? &*member : nullptr;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    query::Value& cell = cells.emplace_back();
    if (value == nullptr) continue;
    if (const auto* text = value->get_ptr<const std::string*>()) cell = *text;
    if (const auto* flag = value->get_ptr<const bool*>()) cell = *flag;
  }
  return cells;
}

/// A25: the names have to be those of texts.
Result<Done> check_search_fields(const Switches& switches) {
  for (const std::string_view name : items_of(switches["search.fields"])) {
    const auto it = std::find_if(kColumns.begin(), kColumns.end(),
                                 [&](const ColumnFact& column) { return column.key == name; });
    if (it == kColumns.end() || it->type != ColumnType::text ||
        it->pointer != "/" + std::string{name}) {
      return Failure{Error{Errc::bad_input,
                           "'" + excerpt(name) + "' is no text of a partner that can be searched",
                           "search.fields", "name members such as businessName,displayName"}};
    }
  }
  return Done{};
}

/// The row's number decides when a partner was made: later rows are younger.
Audit read_audit(const Row& row, std::size_t number) {
  constexpr std::int64_t kFirst = 1'704'585'600;  // ours: 2024-01-07T00:00:00Z
  constexpr std::int64_t kApart = 60;             // ours: seconds; a million rows end in 2025
  const std::int64_t slot = kFirst + kApart * static_cast<std::int64_t>(number);
  const std::int64_t created = row.number("createdAt", Row::kSeconds)
                                   .value_or(slot + row.number("createdAfter").value_or(0));
  const std::int64_t updated = created + row.number("updatedAfter").value_or(0);
  return {.created_at = format_epoch(created),
          .created_by = row.id("createdBy"),
          .updated_at = format_epoch(updated),
          .updated_by = row.id("updatedBy")};
}

/// A list of one element; "null" without its id.
std::string read_part(const Row& row, std::string_view id_field, const PartShape& shape) {
  const Text id = row.text(id_field);
  if (!id) return "null";
  const auto number = row.number(shape.number);
  std::string out = "[";
  append_part(
      out, shape, *id, [&](std::string_view name) { return row.text(name); },
      number ? std::to_string(*number) : "null");
  return out + ']';
}

std::optional<Party> read_party(const Row& row) {
  const Text id = row.text("partyId");
  if (!id) return std::nullopt;
  return Party{.id = *id,
               .legacy_identifier = row.text("legacyIdentifier"),
               .phone_numbers = read_part(row, "phoneId", kPhoneNumber),
               .addresses = read_part(row, "addressId", kAddress)};
}

std::optional<Criteria> read_criteria(const Row& row) {
  const Text id = row.text("criteriaId");
  if (!id) return std::nullopt;
  return Criteria{.id = *id,
                  .status = row.text("criteriaStatus"),
                  .commission_payout_status = row.text("commissionPayoutStatus"),
                  .deactivated_date = row.time("deactivatedDate"),
                  .onboarding_date = row.time("onboardingDate"),
                  .sales_cut_off_date = row.time("salesCutOffDate"),
                  .enable_commissions = row.flag("enableCommissions"),
                  .w9_submitted = row.flag("w9Submitted"),
                  .is_w2 = row.flag("isW2"),
                  .has_apptivo = row.flag("apptivo").value_or(false),
                  .has_bill_dot_com = row.flag("billDotCom").value_or(false)};
}

/// {"crm":{"system":...,"accountId":...}}, or "null".
std::string read_integration(const Row& row) {
  const Text system = row.text("integrationSystem");
  if (!system) return "null";
  std::string out = "{\"crm\":{\"system\":";
  append_json_string(out, *system);
  out += ",\"accountId\":";
  append_json_string(out, row.id("integrationAccount"));
  return out + "}}";
}

Partner read_partner(const Row& row, std::size_t number) {
  return {.id = row.id("id"),
          .type = row.text("type"),
          .status = row.text("status"),
          .hco_xref_id = row.text("hcoXrefId"),
          .business_name = row.text("businessName"),
          .display_name = row.text("displayName"),
          .integration_metadata = read_integration(row),
          .origination_source = row.text("originationSource"),
          .on_boarding_status = row.number("onBoardingStatus"),
          .organization_status = row.number("organizationStatus"),
          .rrms_site_group_id = row.text("rrmsSiteGroupId"),
          .timezone_id = row.text("timezoneId"),
          .infos = {.archived = row.flag("archived").value_or(false),
                    .active = row.flag("active").value_or(true),
                    .audit = read_audit(row, number)},
          .party = read_party(row),
          .sign_on_date = row.time("signOnDate"),
          .action_plan_code = row.text("actionPlanCode"),
          .criteria = read_criteria(row)};
}

/// Makes all rows of the plan.
class Seed {
 public:
  /// `rows` is shown every row; null: nobody is.
  Seed(const Planned& planned, const ServerOptions& options, const Switches& switches,
       OwnRows* rows = nullptr)
      : plan_(planned.plan),
        data_(planned.data),
        options_(options),
        switches_(switches),
        rows_(rows) {}

  std::vector<records::Record> make_types() {
    std::vector<records::Record> types;
    each(kPartnerTypes, kTypeSchema, [&](const Row& row, std::size_t) {
      std::string json = "{\"id\":";
      append_json_string(json, row.id("id"));
      json += ",\"name\":";
      append_json_string(json, row.id("name"));
      types.push_back({row.id("id"), json + '}'});
    });
    show(kPartnerTypes, kTypeSchema, types);
    return types;
  }

  std::vector<records::Record> make_profiles() {
    std::vector<records::Record> profiles;
    each(kVendorProfiles, kProfileSchema, [&](const Row& row, std::size_t number) {
      std::string json = "{\"id\":";
      append_json_string(json, row.id("id"));
      for (const std::string_view name : {"name", "source", "description"}) {
        json += ",\"" + std::string{name} + "\":";
        append_json_string(json, row.id(name));
      }
      // S5.9: a profile has no archiveInfo
      std::string infos;
      append_infos(infos, {.audit = read_audit(row, number)});
      json += ',' + infos.substr(infos.find("\"auditInfo\""));
      profiles.push_back({row.id("id"), json + '}'});
    });
    show(kVendorProfiles, kProfileSchema, profiles);
    return profiles;
  }

  std::vector<records::Record> make_partners(const std::vector<records::Record>& types,
                                             const std::vector<records::Record>& profiles) {
    std::vector<Partner> partners;
    each(kPartners, kPartnerSchema, [&](const Row& row, std::size_t number) {
      Partner& partner = partners.emplace_back(read_partner(row, number));
      if (const auto type = row.row("partnerTypeRow", types.size()); type && partner.criteria) {
        partner.links.partner_type_id = types[*type].id;
      }
      if (const auto parent = row.row("parentRow", number)) add_child(partners, *parent, number);
      if (const auto other = row.row("onBoardingPartnerRow", number)) {
        partner.links.on_boarding_partner_id = partners[*other].id;
      }
      const auto first = row.row("vendorProfileRow", profiles.size());
      const auto count = row.number("vendorProfileCount").value_or(0);
      for (std::size_t i = 0; first && i < static_cast<std::size_t>(count); ++i) {
        partner.vendor_profile_ids.push_back(profiles[(*first + i) % profiles.size()].id);
      }
    });
    std::map<std::string_view, const std::string*> by_id;
    for (const records::Record& profile : profiles) by_id.emplace(profile.id, &profile.json);
    const auto find_profile = [&](std::string_view id) {
      const auto it = by_id.find(id);
      return it == by_id.end() ? nullptr : it->second;
    };
    std::vector<records::Record> records;
    for (const Partner& partner : partners) {
      records.push_back({partner.id, write_partner(partner, find_profile, switches_)});
    }
    show(kPartners, kPartnerSchema, records);
    return records;
  }

 private:
  static constexpr std::string_view kPartnerSchema = "/components/schemas/Partner";
  static constexpr std::string_view kProfileSchema = "/components/schemas/VendorProfile";
  static constexpr std::string_view kTypeSchema = "/components/schemas/PartnerType";

  template <typename Take>
  void each(std::string_view collection, std::string_view schema, Take take) const {
    const fixtures::CollectionInfo* const info = plan_.find_collection(collection);
    if (info == nullptr) return;
    FieldNumbers fields;
    for (std::size_t i = 0; i < info->fields.size(); ++i) fields.emplace(info->fields[i], i);
    const std::size_t count = plan_.count(collection, data_, options_.rows);
    std::size_t number = 0;
    plan_.generate(collection, data_, options_.seed, 0, count,
                   [&](std::span<const fixtures::Cell> cells) {
                     const RowOrigin origin{{collection, number}, schema, rows_};
                     take(Row{fields, cells, origin}, number++);
                   });
  }

  /// `records` come as the rows of the plan.
  void show(std::string_view collection, std::string_view schema,
            const std::vector<records::Record>& records) const {
    if (rows_ == nullptr) return;
    for (std::size_t row = 0; row < records.size(); ++row) {
      const auto plain = StoredPartner::read(records[row].json).plain;  // nothing but for partners
      rows_->compare({collection, row}, schema,
                     plain.empty() ? records[row].json : std::string{plain} + '}');
      rows_->add_key({collection, row}, records[row].id);
    }
  }

  /// S5.4
  static void add_child(std::vector<Partner>& partners, std::size_t parent, std::size_t child) {
    partners[child].links.parent_id = partners[parent].id;
    partners[child].ancestry_nodes = partners[parent].ancestry_nodes;
    partners[child].ancestry_nodes.push_back(partners[parent].id);
    partners[parent].nodes.push_back(partners[child].id);
  }

  const fixtures::Plan& plan_;
  fixtures::DataSet data_;
  const ServerOptions& options_;
  const Switches& switches_;
  OwnRows* rows_;
};

records::Collection collection_of(std::string_view name, std::vector<records::Record> seed) {
  return {.shape = {.name = std::string{name},
                    .columns = {},
                    .cells = [](const Json&) { return std::vector<query::Value>{}; }},
          .seed = std::move(seed)};
}

}  // namespace

std::string format_time(WallTime at) {
  std::string text = format_iso_millis(at);
  text.resize(text.rfind('+'));
  return text + 'Z';
}

std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> items;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (end > 0) items.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return items;
}

query::Schema partner_columns(const Switches& switches) {
  const auto searched = items_of(switches["search.fields"]);
  query::Schema schema;
  for (const ColumnFact& column : kColumns) {
    const bool is_searched =
        std::find(searched.begin(), searched.end(), column.key) != searched.end();
    schema.add({std::string{column.key}, column.type, is_searched});
  }
  return schema;
}

Result<std::vector<records::Collection>> make_collections(const ServerOptions& options,
                                                          const Switches& switches) {
  if (auto checked = check_search_fields(switches); !checked) {
    return Failure{std::move(checked.error())};
  }
  const auto planned = plan_for("ecg", options);
  if (!planned) return Failure{planned.error()};
  Seed seed{*planned, options, switches};
  std::vector<records::Record> types = seed.make_types();
  std::vector<records::Record> profiles = seed.make_profiles();
  std::vector<records::Record> partners = seed.make_partners(types, profiles);
  std::vector<records::Collection> collections;
  collections.push_back(collection_of(kPartnerTypes, std::move(types)));
  collections.push_back({.shape = {.name = std::string{kPartners},
                                   .columns = partner_columns(switches),
                                   .cells = &cells_of},
                         .seed = std::move(partners)});
  collections.push_back(collection_of(kVendorProfiles, std::move(profiles)));
  return collections;
}

Result<Done> show_rows(const ServerOptions& options, const Switches& switches, OwnRows& rows) {
  const auto planned = plan_for("ecg", options);
  if (!planned) return Failure{planned.error()};
  Seed seed{*planned, options, switches, &rows};
  const auto types = seed.make_types();
  seed.make_partners(types, seed.make_profiles());
  return Done{};
}

}  // namespace understudy::mock::ecg
