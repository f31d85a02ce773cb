// SPDX-License-Identifier: MIT
/// Mutants of what an API tells about its own fields and their values.
#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"

namespace understudy::mock::mutation {

namespace {

constexpr Area kArea{"columns"};

void add_column_of_nobody(Json& columns) {
  if (!columns.is_array() || columns.empty()) return;
  Json column = columns.front();
  column["key"] = "accountScore";
  column["title"] = "Account Score";
  columns.push_back(std::move(column));
}

/// Changes a value of a range column; `change` gets the element.
void change_ranges(ApiProfile& profile, std::function<void(Json& element)> change) {
  change_json(profile, "getFilterData", [change = std::move(change)](Json& body) {
    each_row(body, {"content"}, [&](Json& element) {
      const Json* const data = find_value(element, {"filterData"});
      if (data != nullptr && data->is_null()) change(element);
    });
  });
}

void swap_bounds(Json& element) {
  Json* const low = find_value(element, {"filterRangeMin"});
  Json* const high = find_value(element, {"filterRangeMax"});
  if (low != nullptr && high != nullptr) std::swap(*low, *high);
}

void change_schemas(ApiProfile& profile, const std::function<void(Json& field)>& change) {
  for (const char* operation : {"companySchema", "orgSchema"}) {
    change_json(profile, operation, [change](Json& body) {
      each_row(body, {"data", "schema", "unifiedFields"}, change);
      for (const char* group : {"standardFields", "customFields"}) {
        each_row(body, {"data", "schema", group}, change);
        Json* const fields = find_value(body, {"data", "schema", group});
        if (fields == nullptr || !fields->is_object()) continue;
        for (Json& field : *fields) change(field);
      }
    });
  }
}

constexpr std::array kMutants{
    kArea("impartner/description-without-required", "Name of an account is required", "S9.1",
          [](ApiProfile& profile) {
            change_json(profile, "describeObject", [](Json& body) {
              each_row(body, {"data"}, [](Json& field) { field["isRequired"] = false; });
            });
          }),
    kArea("partnerportal/schema-without-required", "lastName is required to create", "S7.8",
          [](ApiProfile& profile) {
            change_schemas(profile, [](Json& field) { field["required"] = false; });
          }),
    kArea("partnertap/column-left-out", "a partner org has 13 standard columns", "S8.1",
          [](ApiProfile& profile) {
            change_json(profile, "getColumns", [](Json& body) {
              if (body.is_array() && body.size() > 1) body.erase(1);
            });
          }),
    kArea("partnertap/column-of-nobody", "keys of /columns are those that filters take", "S13.2",
          [](ApiProfile& profile) { change_json(profile, "getColumns", &add_column_of_nobody); }),
    kArea("partnertap/column-types-all-text", "types are those of the appendices", "S10.4",
          [](ApiProfile& profile) {
            change_json(profile, "getColumns", [](Json& body) {
              each_row(body, {}, [](Json& column) { column["type"] = "string"; });
            });
          }),
    kArea("partnertap/filterdata-bounds-swapped", "filterRangeMin is the smallest value", "S11.3",
          [](ApiProfile& profile) { change_ranges(profile, &swap_bounds); }),
    kArea("partnertap/filterdata-type-always-string", "a number column gives filterType NUMBER",
          "S11.4",
          [](ApiProfile& profile) {
            change_ranges(profile, [](Json& element) { element["filterType"] = "STRING"; });
          }),
    kArea("partnertap/filterdata-value-missing", "filterdata gives each value of a text column",
          "S11.2",
          [](ApiProfile& profile) {
            change_json(profile, "getFilterData", [](Json& body) {
              Json* const rows = find_value(body, {"content"});
              if (rows != nullptr && rows->is_array() && rows->size() > 1) rows->erase(1);
            });
          }),
    kArea("partnertap/filterdata-value-twice", "filterdata gives distinct values", "S11.2",
          [](ApiProfile& profile) {
            change_json(profile, "getFilterData", [](Json& body) {
              Json* const rows = find_value(body, {"content"});
              if (rows == nullptr || !rows->is_array() || rows->size() < 2) return;
              (*rows)[1] = (*rows)[0];
            });
          }),
    kArea("partnertap/partner-columns-unmarked", "a partner column has isPartnerData true", "S10.6",
          [](ApiProfile& profile) {
            change_json(profile, "getColumns", [](Json& body) {
              each_row(body, {}, [](Json& column) { column["isPartnerData"] = false; });
            });
          }),
    kArea("partnertap/report-type-missing", "both report types are listed", "S12.3",
          [](ApiProfile& profile) {
            change_json(profile, "getReportNames", [](Json& body) {
              if (body.is_structured() && body.size() > 1) body.erase(body.begin());
            });
          }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> columns_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
