// SPDX-License-Identifier: MIT
/// The lists of the Analytics API: filters, sort and page over one table each.
///
/// Source: S6 (filters), S9 (sort), S10 (page); A8, A11 the switches
#include "apis/partnertap-analytics/handlers.hpp"

#include <memory>
#include <string>
#include <utility>

#include "apis/partnertap-analytics/lists.hpp"
#include "apis/partnertap-analytics/parameters.hpp"
#include "apis/partnertap-analytics/token_endpoint.hpp"
#include "blanks.hpp"
#include "list_page.hpp"
#include "order/dialect.hpp"
#include "paging/dialect.hpp"

namespace understudy::mock::partnertap_analytics {

namespace {

constexpr std::string_view kOrderDialect = "spring-sort";
constexpr std::string_view kPagingDialect = "spring-page";

/// Everything the lists share; built once, only read afterwards.
class Analytics {
 public:
  Analytics(std::unique_ptr<const Lists> lists, const Switches& switches, const Makers& makers)
      : lists_(std::move(lists)),
        switches_(switches),
        parse_order_(makers.order(kOrderDialect, switches)),
        paging_(makers.paging(kPagingDialect, switches)) {}

  [[nodiscard]] Answer answer(const Call& call, const ListFact& list) const {
    const query::Table& table = lists_->table(list.id);
    if (list.id == ListId::dashboard && switches_.is("list.paged", "documented")) {
      return whole(call, table);
    }
    auto window = paging_.read(call.query);
    if (!window) return Failure{std::move(window.error())};
    const auto order = parse_order_(call.query, table.schema());
    if (!order) return Failure{order.error()};
    const query::RowIds rows =
        select_rows(call, table,
                    {.filter = read_filter(call.query, list, table.schema()),
                     .search = list.has_search ? read_search(call.query) : std::string{},
                     .order = order->keys,
                     .null_order = order::null_order(switches_)});
    return page_response(paging_, *window, table, rows, *order);
  }

 private:
  /// A8: a list without pages has no parameters of pages either; sort is one of them (S6.1).
  static Answer whole(const Call& call, const query::Table& table) {
    std::string body;
    table.append_json_array(body, select_rows(call, table, {}), 0, table.size());
    return json_response(std::move(body));
  }

  [[nodiscard]] query::Filter read_filter(const QueryParams& query, const ListFact& list,
                                          const query::Schema& schema) const {
    query::Filter filter;
    const auto add = [&](std::string_view switch_name, std::string_view column) {
      auto wanted = find_joined(query, switches_[switch_name]);
      if (!wanted || wanted->empty()) return;
      filter.all_of.push_back(
          {.column = *schema.find(column), .op = query::Op::equal, .values = {*std::move(wanted)}});
    };
    if (list.has_partner_org) add("params.partner_org", "partnerOrg");
    if (list.has_direction) add("params.direction", "direction");
    return filter;
  }

  /// S6.7: blank is no condition; blanks around a text are part of it.
  [[nodiscard]] std::string read_search(const QueryParams& query) const {
    std::string text = find_joined(query, switches_["params.search"]).value_or("");
    return is_blank(text, kJsonBlanks) ? std::string{} : text;
  }

  std::unique_ptr<const Lists> lists_;
  Switches switches_;
  order::Parse parse_order_;
  paging::Paging paging_;
};

}  // namespace

Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches,
                               const Makers& makers) {
  auto keyring = make_keyring(options, switches);
  if (!keyring) return Failure{std::move(keyring.error())};
  auto made = Lists::make(options);
  if (!made) return Failure{std::move(made.error())};
  const auto endpoint = std::make_shared<const TokenEndpoint>(*std::move(keyring), switches);
  const auto analytics = std::make_shared<const Analytics>(*std::move(made), switches, makers);

  Handlers handlers{{"getToken", [endpoint](const Call& call) { return endpoint->answer(call); }}};
  for (const ListFact& list : lists()) {
    handlers.emplace(list.operation, [analytics, &list](const Call& call) {
      return analytics->answer(call, list);
    });
  }
  return handlers;
}

}  // namespace understudy::mock::partnertap_analytics
