// SPDX-License-Identifier: MIT
/// The reports of PartnerTap: records, columns, filterdata, report-names.
///
/// Source: S1 (operations), S10 to S12 (answers that are no records)
#include "apis/partnertap/handlers.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "apis/partnertap/columns.hpp"
#include "apis/partnertap/dataset.hpp"
#include "apis/partnertap/filter_values.hpp"
#include "apis/partnertap/report_request.hpp"
#include "filter/dialect.hpp"
#include "list_page.hpp"
#include "order/dialect.hpp"
#include "paging/dialect.hpp"

namespace understudy::mock::partnertap {

namespace {

constexpr std::string_view kFilterDialect = "suffix-map";
constexpr std::string_view kOrderDialect = "spring-sort";
constexpr std::string_view kPagingDialect = "spring-page";

Failure<Refusal> bad_request(std::string message, std::string_view rule, std::string_view source) {
  return Failure{Refusal{.status = 400,
                         .message = std::move(message),
                         .rule = std::string{rule},
                         .source = std::string{source}}};
}

std::string_view rule_of(filter::FilterErrc code) {
  switch (code) {
    case filter::FilterErrc::unknown_field:
      return "keys.unknown";
    case filter::FilterErrc::open_range:
      return "filter.open_range";
    case filter::FilterErrc::too_long:
    case filter::FilterErrc::too_many_conditions:
      return "filter.limit";
    default:
      return "filter.malformed";
  }
}

/// Everything the operations share; built once, only read afterwards.
class Reports {
 public:
  Reports(std::unique_ptr<const Dataset> dataset, const Switches& switches, const Makers& makers)
      : dataset_(std::move(dataset)),
        switches_(switches),
        parse_filter_(makers.filter(kFilterDialect, switches)),
        parse_order_(makers.order(kOrderDialect, switches)),
        paging_(makers.paging(kPagingDialect, switches)),
        account_key_(switches.is("alias.account_name", "accountName") ? "accountName" : "name") {}

  [[nodiscard]] Answer records(const Call& call) const;
  [[nodiscard]] Answer columns(const Call& call) const;
  [[nodiscard]] Answer filterdata(const Call& call) const;
  [[nodiscard]] Answer report_names() const;

 private:
  [[nodiscard]] Result<const Report*, Refusal> find_report(const ReportRequest& request) const;
  [[nodiscard]] Result<query::Filter, Refusal> read_filter(const ReportRequest& request,
                                                           const Report& report) const;
  [[nodiscard]] Result<query::RowIds, Refusal> filtered_rows(const Call& call,
                                                             const ReportRequest& request,
                                                             const Report& report) const;
  [[nodiscard]] std::string write_filter_page(const FilterValues& values,
                                              const paging::Window& window) const;

  std::unique_ptr<const Dataset> dataset_;
  Switches switches_;
  filter::Parse parse_filter_;
  order::Parse parse_order_;
  paging::Paging paging_;
  std::string_view account_key_;  ///< how /columns lists the account's name (A2)
};

/// The report a request names; an unknown partner has one without rows, or none at all (A10).
Result<const Report*, Refusal> Reports::find_report(const ReportRequest& request) const {
  if (request.type == ReportType::connected_partner_orgs) {
    return request.matching == MatchingType::mutual ? &dataset_->mutual_orgs()
                                                    : &dataset_->all_orgs();
  }
  if (const Report* accounts = dataset_->accounts(request.partner_id)) return accounts;
  if (switches_.is("partner.unknown", "empty")) return &dataset_->no_accounts();
  return Failure{Refusal{.status = 404,
                         .message = "no connected partner org has the id " + request.partner_id,
                         .rule = "partner.unknown",
                         .source = "S6"}};
}

Result<query::Filter, Refusal> Reports::read_filter(const ReportRequest& request,
                                                    const Report& report) const {
  const query::Schema& schema = report.table.schema();
  if (switches_.is("filter.name_types", "reject")) {  // A13
    for (const auto& [key, value] : request.filters.items()) {
      const auto column = schema.find(key);
      if (column && is_name_like(report.facts[*column])) {
        return bad_request("filters: the column '" + excerpt(key, 60) + "' cannot be filtered",
                           "filter.name_types", "S13");
      }
    }
  }
  auto filter = parse_filter_(request.filters, schema);
  if (filter) return *std::move(filter);
  const filter::FilterError& error = filter.error();
  std::string where = error.field.empty() ? "filters" : "filters." + excerpt(error.field, 60);
  return bad_request(where + ": " + error.message, rule_of(error.code), "S13");
}

Result<query::RowIds, Refusal> Reports::filtered_rows(const Call& call,
                                                      const ReportRequest& request,
                                                      const Report& report) const {
  auto filter = read_filter(request, report);
  if (!filter) return Failure{std::move(filter.error())};
  return select_rows(call, report.table,
                     {.filter = *std::move(filter), .search = trim_search(request.search)});
}

Answer Reports::records(const Call& call) const {
  auto window = paging_.read(call.query);
  if (!window) return Failure{std::move(window.error())};
  const ReportRequest request = read_report_request(*call.body);
  const auto report = find_report(request);
  if (!report) return Failure{report.error()};
  const query::Table& table = (*report)->table;

  auto order = parse_order_(call.query, table.schema());
  if (!order) return Failure{std::move(order.error())};
  auto filter = read_filter(request, **report);
  if (!filter) return Failure{std::move(filter.error())};

  const query::RowIds rows = select_rows(call, table,
                                         {.filter = *std::move(filter),
                                          .search = trim_search(request.search),
                                          .order = order->keys,
                                          .null_order = order::null_order(switches_)});
  return page_response(paging_, *window, table, rows, *order);
}

Answer Reports::columns(const Call& call) const {
  const ReportRequest request = read_report_request(*call.body);
  const auto report = find_report(request);
  if (!report) return Failure{report.error()};

  const bool known_partner = *report != &dataset_->no_accounts();
  std::string body;
  append_columns(body, (*report)->facts, account_key_, known_partner);
  return json_response(std::move(body));
}

std::string Reports::write_filter_page(const FilterValues& values,
                                       const paging::Window& window) const {
  const std::size_t total = values.size();
  const std::size_t first = std::min<std::size_t>(window.first, total);
  const std::size_t on_page = std::min<std::size_t>(window.count, total - first);
  const auto content = [&](std::string& out) { values.append(out, first, on_page); };
  std::string body;
  if (switches_.is("filterdata.envelope", "full")) {
    paging_.write(body, {.window = window, .total = total, .on_page = on_page}, content);
    return body;
  }
  // A7: the five keys of the source's sample
  const std::uint64_t pages = (total + window.count - 1) / window.count;
  body = R"({"totalElements":)" + std::to_string(total) + R"(,"totalPages":)" +
         std::to_string(pages) + R"(,"number":)" + std::to_string(window.number) + R"(,"size":)" +
         std::to_string(window.count) + R"(,"content":)";
  content(body);
  body += '}';
  return body;
}

Answer Reports::filterdata(const Call& call) const {
  const std::string& field = *call.query.find("filterField");
  auto window = paging_.read(call.query);
  if (!window) return Failure{std::move(window.error())};
  const ReportRequest request = read_report_request(*call.body);
  const auto report = find_report(request);
  if (!report) return Failure{report.error()};

  const auto column = (*report)->table.schema().find(field);
  if (!column) {
    if (switches_.is("keys.unknown", "ignore")) {
      return json_response(write_filter_page(FilterValues{}, *window));
    }
    return bad_request(
        "filterField: there is no column '" + excerpt(field, 60) + "'; ask /columns for the keys",
        "keys.unknown", "S11");
  }
  if (*report == &dataset_->no_accounts()) {  // a partner nobody knows has no values (S6)
    return json_response(write_filter_page(FilterValues{}, *window));
  }
  std::vector<query::Value> distinct;
  if (switches_.is("filterdata.apply_filters", "yes")) {  // A31
    const auto rows = filtered_rows(call, request, **report);
    if (!rows) return Failure{rows.error()};
    distinct = (*report)->table.distinct(*column, *rows);
  } else {
    distinct = (*report)->table.distinct(*column);
  }
  const FilterValues values{(*report)->facts[*column], std::move(distinct)};
  return json_response(write_filter_page(values, *window));
}

Answer Reports::report_names() const {
  const bool as_map = switches_.is("report_names.shape", "map");  // A29
  std::string body{as_map ? '{' : '['};
  for (const auto& [type, facts] : {std::pair{ReportType::connected_partner_orgs, org_columns()},
                                    std::pair{ReportType::matched_accounts, account_columns()}}) {
    if (body.size() > 1) body += ',';
    const std::string name = '"' + std::string{name_of(type)} + '"';
    body += as_map ? name + ':' : R"({"channelReportType":)" + name + R"(,"columns":)";
    append_standard_columns(body, facts, account_key_);
    if (!as_map) body += '}';
  }
  body += as_map ? '}' : ']';
  return json_response(std::move(body));
}

}  // namespace

Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches,
                               const Makers& makers) {
  auto dataset = Dataset::make(options, switches);
  if (!dataset) return Failure{std::move(dataset.error())};
  const auto reports = std::make_shared<const Reports>(*std::move(dataset), switches, makers);
  return Handlers{
      {"getColumns", [reports](const Call& call) { return reports->columns(call); }},
      {"getFilterData", [reports](const Call& call) { return reports->filterdata(call); }},
      {"getRecords", [reports](const Call& call) { return reports->records(call); }},
      {"getReportNames", [reports](const Call&) { return reports->report_names(); }},
  };
}

}  // namespace understudy::mock::partnertap
