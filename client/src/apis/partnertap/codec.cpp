// SPDX-License-Identifier: MIT
/// Paths, fields and bodies of PartnerTap's operations. All of them only read, the POSTs too
/// (S1.8).
#include "apis/partnertap/codec.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "understudy/base/uri.hpp"
#include "understudy/client/json_codec.hpp"

namespace understudy::client::partnertap {

namespace {

constexpr std::string_view kRoot = "/v1/channelecosystem/";

/// The body of every POST. What is absent is left out. Source: S6
struct ReportRequest {
  OpenEnum<ReportType> report = {};
  std::optional<OpenEnum<MatchingType>> matching = {};
  std::optional<std::string> partner = {};
  std::optional<std::string> search = {};
  std::optional<std::map<std::string, std::string>> filters = {};
  std::optional<bool> map_by_locations = {};
  std::optional<bool> by_org = {};
};

constexpr auto members_of(const ReportRequest* /*record*/) {
  using R = ReportRequest;
  return std::tuple{member("channelReportType", &R::report),
                    member("matchingType", &R::matching),
                    member("companyPartnerPublicId", &R::partner),
                    member("search", &R::search),
                    member("filters", &R::filters),
                    member("mapByLocations", &R::map_by_locations),
                    member("byOrg", &R::by_org)};
}

template <typename T>
std::optional<T> unless_empty(const T& value) {
  if (value.empty()) return std::nullopt;
  return value;
}

std::optional<bool> if_set(bool flag) { return flag ? std::optional{true} : std::nullopt; }

std::optional<OpenEnum<MatchingType>> open(std::optional<MatchingType> matching) {
  if (!matching) return std::nullopt;
  return OpenEnum{*matching};
}

OperationCall post(std::string operation, std::string_view path, const std::string& query,
                   const ReportRequest& body) {
  std::string target = std::string{kRoot} + std::string{path};
  if (!query.empty()) target += '?' + query;
  return {.operation = std::move(operation),
          .request = {Method::post,
                      std::move(target),
                      {{"Accept", "application/json"}, {"Content-Type", "application/json"}},
                      write_json(body)},
          .idempotency = Idempotency::safe};
}

}  // namespace

OperationCall partner_orgs_call(const PartnerOrgsRequest& request, const SpringPageRequest& page) {
  return post("getRecords", "records", spring_query(page),
              {.report = ReportType::connected_partner_orgs,
               .matching = open(request.matching),
               .search = unless_empty(request.search),
               .filters = unless_empty(request.filters.texts()),
               .map_by_locations = if_set(request.map_by_locations)});
}

OperationCall matched_accounts_call(const MatchedAccountsRequest& request,
                                    const SpringPageRequest& page) {
  return post("getRecords", "records", spring_query(page),
              {.report = ReportType::matched_accounts,
               .matching = open(request.matching),
               .partner = unless_empty(request.partner),
               .search = unless_empty(request.search),
               .filters = unless_empty(request.filters.texts()),
               .map_by_locations = if_set(request.map_by_locations)});
}

OperationCall columns_call(const ColumnsRequest& request) {
  return post("getColumns", "columns", "",
              {.report = request.report,
               .matching = open(request.matching),
               .partner = unless_empty(request.partner)});
}

OperationCall filter_values_call(const FilterValuesRequest& request,
                                 const SpringPageRequest& page) {
  std::string query =
      request.column.empty() ? "" : "filterField=" + encode_component(request.column);
  const std::string where = spring_query(page);
  if (!query.empty() && !where.empty()) query += '&';
  return post("getFilterData", "filterdata", query + where,
              {.report = request.report,
               .matching = open(request.matching),
               .partner = unless_empty(request.partner),
               .by_org = if_set(request.by_org)});
}

OperationCall report_names_call() {
  return {.operation = "getReportNames",
          .request = {Method::get,
                      std::string{kRoot} + "report-names",
                      {{"Accept", "application/json"}},
                      ""},
          .idempotency = Idempotency::safe};
}

Result<std::vector<Report>> read_report_names(JsonElement root) {
  if (!root.is_object()) return read<std::vector<Report>>(root);
  std::vector<Report> reports;
  for (const JsonMember entry : root.members()) {
    Result<std::vector<Column>> columns = read<std::vector<Column>>(entry.value);
    if (!columns) {
      columns.error().where = '/' + pointer_token(entry.name) + columns.error().where;
      return Failure{std::move(columns.error())};
    }
    reports.push_back(
        {.type = OpenEnum<ReportType>::of(entry.name), .columns = *std::move(columns)});
  }
  return reports;
}

}  // namespace understudy::client::partnertap
