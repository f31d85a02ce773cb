// SPDX-License-Identifier: MIT
#include "apis/partnerportal/dataset.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include "apis/partnerportal/date_time.hpp"
#include "apis/partnerportal/fields.hpp"
#include "apis/partnerportal/lead.hpp"
#include "plan_rows.hpp"
#include "understudy/fixtures/dataset.hpp"
#include "understudy/fixtures/rows.hpp"

namespace understudy::mock::partnerportal {

namespace {

constexpr std::string_view kCompanies = "companies";
constexpr std::array<std::string_view, 3> kReferred{"agents", kOrganizations, "phases"};
constexpr const char* kTierField = "hasTier";
constexpr std::string_view kLeadSchema = "/components/schemas/Lead";

using Row = std::span<const fixtures::Cell>;

std::string json_of(const fixtures::Cell& cell) {
  std::string out;
  fixtures::append_cell(out, cell);
  return out;
}

/// Plans have dates in seconds since 1970.
std::string date_of(const std::int64_t* seconds) {
  if (seconds == nullptr) return "null";
  std::string out;
  append_json_string(out, write_date_time(WallTime{std::chrono::seconds{*seconds}}));
  return out;
}

/// The rows of one company, below `parent_row`.
class Reader {
 public:
  /// `rows` is shown every row; null: nobody is.
  Reader(const Planned& planned, const ServerOptions& options, OwnRows* rows)
      : plan_(planned.plan), data_(planned.data), options_(options), rows_(rows) {}

  void each(std::string_view collection, std::size_t parent_row,
            const std::function<void(const RowId&, Row)>& visit) const {
    const std::size_t count = plan_.count(collection, data_, options_.rows, parent_row);
    RowId id{collection, 0, parent_row};
    plan_.generate(
        collection, data_, options_.seed, 0, count,
        [&](Row row) {
          visit(id, row);
          ++id.row;
        },
        parent_row);
  }

  /// The cell, unless it is null or not of that type.
  template <typename T>
  const T* cell_as(const RowId& id, std::string_view field, std::string_view expected,
                   const fixtures::Cell& cell) const {
    const T* const value = std::get_if<T>(&cell);
    if (value == nullptr && cell.index() != 0 && rows_ != nullptr) {
      rows_->misfit(id, id.collection == kLeads ? kLeadSchema : "", field, expected, cell);
    }
    return value;
  }
  [[nodiscard]] OwnRows* own() const { return rows_; }

  /// The column of a field; nothing when the plan does not make it.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view collection,
                                                std::string_view field) const {
    const auto* info = plan_.find_collection(collection);
    if (info == nullptr) return std::nullopt;
    const auto it = std::find(info->fields.begin(), info->fields.end(), field);
    if (it == info->fields.end()) return std::nullopt;
    return static_cast<std::size_t>(it - info->fields.begin());
  }

 private:
  const fixtures::Plan& plan_;
  fixtures::DataSet data_;
  const ServerOptions& options_;
  OwnRows* rows_;
};

Result<Done> check_plan(const fixtures::Plan& plan) {
  std::vector<std::pair<std::string_view, std::string_view>> wanted{{kCompanies, "id"},
                                                                    {kOrganizations, kTierField}};
  for (const std::string_view collection : kReferred) {
    wanted.emplace_back(collection, "id");
    wanted.emplace_back(collection, "companyId");
  }
  for (const LeadField& field : lead_fields()) {
    if (field.is_in_lead) wanted.emplace_back(kLeads, field.id);
  }
  for (const CustomField& field : custom_fields()) {
    if (!field.is_of_organization) wanted.emplace_back(kLeads, field.id);
  }
  for (const auto& [collection, field] : wanted) {
    auto checked = check_fields(plan, "partnerportal", collection, {&field, 1});
    if (!checked) return checked;
  }
  return Done{};
}

/// A record of what leads refer to; its id in the store has the company in front.
std::string key_of(std::string_view company, std::string_view id) {
  return (std::string{company} += '/').append(id);
}

struct Seeded {
  std::int64_t created = 0;
  records::Record lead;
  std::optional<records::Record> custom_fields;
};

/// Rows of leads as records; where each field stands is looked up once.
class LeadReader {
 public:
  /// The plan has been checked.
  explicit LeadReader(const Reader& reader) : reader_(reader) {
    for (const LeadField& field : lead_fields()) columns_.push_back(reader.find(kLeads, field.id));
    for (const CustomField& field : custom_fields()) {
      custom_columns_.push_back(reader.find(kLeads, field.id));
    }
    id_ = *reader.find(kLeads, "id");
    created_ = *reader.find(kLeads, "createdAt");
  }

  [[nodiscard]] Seeded read(const RowId& id, Row row) const {
    Seeded seeded;
    LeadValues values;
    const auto fields = lead_fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!columns_[i]) continue;
      const fixtures::Cell& cell = row[*columns_[i]];
      const bool is_date = fields[i].type == FieldType::date_time;
      values.set(i, is_date ? date_of(reader_.cell_as<std::int64_t>(
                                  id, fields[i].id, "seconds since 1970, an integer", cell))
                            : json_of(cell));
    }
    if (const auto* text = std::get_if<std::string_view>(&row[id_])) seeded.lead.id = *text;
    if (const auto* at = std::get_if<std::int64_t>(&row[created_])) seeded.created = *at;
    seeded.lead.json = values.write();

    Json custom = Json::object();
    for (std::size_t i = 0; i < custom_columns_.size(); ++i) {
      if (!custom_columns_[i]) continue;
      const std::string_view name = custom_fields()[i].id;
      const auto* text =
          reader_.cell_as<std::string_view>(id, name, "a text", row[*custom_columns_[i]]);
      if (text != nullptr) custom[std::string{name}] = *text;
    }
    if (!custom.empty()) seeded.custom_fields = records::Record{seeded.lead.id, dump_json(custom)};
    if (OwnRows* const rows = reader_.own()) {
      rows->compare(id, kLeadSchema, seeded.lead.json);
      rows->add_key(id, seeded.lead.id);
    }
    return seeded;
  }

 private:
  const Reader& reader_;
  std::vector<std::optional<std::size_t>> columns_;  ///< as lead_fields()
  std::vector<std::optional<std::size_t>> custom_columns_;
  std::size_t id_ = 0;
  std::size_t created_ = 0;
};

records::Collection collection_of(std::string_view name) {
  return {.shape = {.name = std::string{name},
                    .cells = [](const Json&) { return std::vector<query::Value>{}; }}};
}

records::Collection lead_collection() {
  records::Collection leads = collection_of(kLeads);
  leads.shape.columns.add({"companyId", query::ColumnType::text});
  leads.shape.cells = [](const Json& lead) {
    const auto company = lead.find("companyId");
    const auto* text = company == lead.end() ? nullptr : company->get_ptr<const std::string*>();
    return std::vector{text == nullptr ? query::Value{query::Null{}} : query::Value{*text}};
  };
  return leads;
}

void read_referred(const Reader& reader, std::string_view name, std::size_t company,
                   records::Collection& collection) {
  const std::size_t id = *reader.find(name, "id");
  const std::size_t owner = *reader.find(name, "companyId");
  const auto tier = reader.find(name, kTierField);
  reader.each(name, company, [&](const RowId& at, Row row) {
    std::string json = "{\"id\":" + json_of(row[id]) + ",\"companyId\":" + json_of(row[owner]);
    if (tier) {
      json += ",\"hasTier\":" + json_of(row[*tier]);
      reader.cell_as<bool>(at, kTierField, "true or false", row[*tier]);
    }
    const auto* text = reader.cell_as<std::string_view>(at, "id", "a text", row[id]);
    const auto* company_id =
        reader.cell_as<std::string_view>(at, "companyId", "a text", row[owner]);
    if (text == nullptr && reader.own() != nullptr) {
      reader.own()->misfit(at, "", "id", "a text", row[id]);
    }
    if (text == nullptr || company_id == nullptr) return;
    if (reader.own() != nullptr) reader.own()->add_key(at, key_of(*company_id, *text));
    collection.seed.push_back({key_of(*company_id, *text), json + '}'});
  });
}

/// `own` is shown every row; null: nobody is.
Result<std::vector<records::Collection>> collect(const ServerOptions& options, OwnRows* own) {
  const auto planned = plan_for("partnerportal", options);
  if (!planned) return Failure{planned.error()};
  const Reader reader{*planned, options, own};
  if (auto checked = check_plan(planned->plan); !checked)
    return Failure{std::move(checked.error())};

  std::vector<records::Collection> collections;
  std::size_t companies = 0;
  reader.each(kCompanies, 0, [&](const RowId&, Row) { ++companies; });
  for (const std::string_view name : kReferred) {
    records::Collection& collection = collections.emplace_back(collection_of(name));
    for (std::size_t i = 0; i < companies; ++i) read_referred(reader, name, i, collection);
  }

  const LeadReader lead_reader{reader};
  std::vector<Seeded> rows;
  for (std::size_t i = 0; i < companies; ++i) {
    reader.each(kLeads, i,
                [&](const RowId& id, Row row) { rows.push_back(lead_reader.read(id, row)); });
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Seeded& a, const Seeded& b) { return a.created < b.created; });
  records::Collection leads = lead_collection();
  records::Collection custom = collection_of(kCustomFields);
  for (Seeded& row : rows) {
    leads.seed.push_back(std::move(row.lead));
    if (row.custom_fields) custom.seed.push_back(*std::move(row.custom_fields));
  }
  collections.push_back(std::move(leads));
  collections.push_back(std::move(custom));
  return collections;
}

}  // namespace

Result<std::vector<records::Collection>> make_collections(const ServerOptions& options,
                                                          const Switches&) {
  return collect(options, nullptr);
}

Result<Done> show_rows(const ServerOptions& options, const Switches&, OwnRows& rows) {
  const auto collected = collect(options, &rows);
  if (!collected) return Failure{collected.error()};
  return Done{};
}

std::optional<JsonDocument> read_record(const records::Record& record) {
  auto json = JsonDocument::parse(record.json, kRecordLimits);
  return json ? std::optional{*std::move(json)} : std::nullopt;
}

const records::Record* find_record(const records::Snapshot& snapshot, std::string_view collection,
                                   std::string_view company, std::string_view id) {
  return snapshot[collection].find(key_of(company, id));
}

const records::Record* find_lead(const records::Rows& leads, std::string_view company,
                                 std::string_view id) {
  const records::Record* const record = leads.find(id);
  if (record == nullptr) return nullptr;
  const auto lead = read_record(*record);
  const auto owner = lead ? lead->root().find("companyId") : std::nullopt;
  const bool is_theirs = owner && owner->is_string() && owner->text() == company;
  return is_theirs ? record : nullptr;
}

bool has_tier(const records::Record& organization) {
  const auto json = read_record(organization);
  const auto flag = json ? json->root().find(kTierField) : std::nullopt;
  return flag && flag->is_true();
}

Json custom_fields_of(const records::Record* record) {
  if (record == nullptr) return Json::object();
  auto json = parse_json(record->json, kRecordLimits);
  return json && json->is_object() ? *std::move(json) : Json::object();
}

}  // namespace understudy::mock::partnerportal
