// SPDX-License-Identifier: MIT
/// GET on an object: `$filter`, `pageSize`, `page` of the note; `q`, `fields`, `filter`, `orderby`,
/// `skip`, `take` of the vendor.
///
/// Source: S6, S7, S8.3, S10.9, S11.7, S12.2
#include "apis/impartner/lists.hpp"

#include <algorithm>
#include <utility>

#include "apis/impartner/failures.hpp"
#include "apis/impartner/results.hpp"

namespace understudy::mock::impartner {

namespace {

query::NullOrder null_order(const Switches& switches) {
  if (switches.is("sort.nulls", "largest")) return query::NullOrder::largest;
  if (switches.is("sort.nulls", "last")) return query::NullOrder::last;
  return query::NullOrder::smallest;
}

std::string_view code_of(filter::FilterErrc code) {
  switch (code) {
    case filter::FilterErrc::unknown_field:
      return kUnknownField;
    case filter::FilterErrc::not_supported:
      return kUnsupportedExpression;
    default:
      return kInvalidFilter;
  }
}

}  // namespace

/// "character 7 has ..." is "$filter, position 7 has ...".
Refusal refuse_condition(std::string_view option, const filter::FilterError& error) {
  constexpr std::string_view kStart = "character ";
  std::string message{option};
  if (error.message.starts_with(kStart)) {
    message += ", position " + error.message.substr(kStart.size());
  } else {
    message += ", position " + std::to_string(error.offset) + ": " + error.message;
  }
  return {.status = 400,
          .message = std::move(message),
          .rule = "filter." + std::string{name_of(error.code)},
          .source = option == "$filter" ? "S10" : "S11",
          .code = std::string{code_of(error.code)}};
}

Lists::Lists(const Switches& switches, const Makers& makers)
    : switches_(switches),
      reading_(read_dialect(switches)),
      parse_odata_(makers.filter("odata", switches)),
      parse_thql_(makers.filter("thql", switches)),
      parse_order_(makers.order("orderby-list", switches)),
      pages_(makers.paging("one-based-page", switches)),
      records_(makers.paging("record-skip-take", switches)) {}

Projection Lists::default_projection(const Object& object) const {
  const bool sends_id = reading_ == Reading::vendor || switches_.is("projection.default", "id");
  return sends_id ? Projection::id_only(object) : Projection::all(object);  // A17
}

Result<Projection, Refusal> Lists::read_fields(const QueryParams& query,
                                               const Object& object) const {
  const std::string* const fields =
      reading_ == Reading::seed ? nullptr : find_option(query, "fields");
  if (fields == nullptr) return default_projection(object);
  return Projection::of(object, split_names(*fields), "fields");
}

Result<query::Filter, Refusal> Lists::read_condition(const ConditionText& condition,
                                                     const Object& object) const {
  const auto& parse = condition.option == "$filter" ? parse_odata_ : parse_thql_;
  auto filter = parse(Json(std::string{condition.text}), object.schema);
  if (!filter) return Failure{refuse_condition(condition.option, filter.error())};
  return *std::move(filter);
}

Result<ListRequest, Refusal> Lists::read_options(const QueryParams& query,
                                                 const Object& object) const {
  if (auto checked = check_list_options(query, switches_); !checked) {
    return Failure{std::move(checked.error())};
  }
  const auto seed_option = [&](std::string_view name) {
    return reading_ == Reading::vendor ? nullptr : find_option(query, name);
  };
  const auto vendor_option = [&](std::string_view name) {
    return reading_ == Reading::seed ? nullptr : find_option(query, name);
  };
  const bool by_page = reading_ == Reading::seed || seed_option("page") != nullptr ||
                       seed_option("pageSize") != nullptr;
  auto window = (by_page ? pages_ : records_).read(query);
  if (!window) return Failure{std::move(window.error())};
  auto projection = read_fields(query, object);
  if (!projection) return Failure{std::move(projection.error())};
  ListRequest request{.window = *window, .projection = *std::move(projection)};

  if (vendor_option("orderby") != nullptr) {
    auto order = parse_order_(query, object.schema);
    if (!order) return Failure{std::move(order.error())};
    request.order = std::move(order->keys);
  }
  if (const std::string* text = seed_option("$filter")) request.condition = {"$filter", *text};
  if (const std::string* text = vendor_option("filter")) request.condition = {"filter", *text};
  if (!request.condition.option.empty()) {
    auto filter = read_condition(request.condition, object);
    if (!filter) return Failure{std::move(filter.error())};
    request.filter = *std::move(filter);
  }
  if (const std::string* text = vendor_option("q")) request.search = *text;
  return request;
}

Answer Lists::write(const ListRequest& request, const Object& object, const State& state,
                    const Call& call) const {
  std::vector<query::SortKey> order = request.order;
  if (order.empty() && switches_.is("sort.default", "id")) {  // A30
    order.push_back({.column = *object.schema.find("Id")});
  }
  const auto rows = state.select(object.number,
                                 {.filter = request.filter,
                                  .search = request.search,
                                  .order = std::move(order),
                                  .null_order = null_order(switches_),
                                  .now = call.now},
                                 request.condition.text, call.watch);
  if (!rows) {
    return Failure{refuse_condition(request.condition.option,
                                    filter::describe_fault(request.condition.text, rows.error()))};
  }
  const std::size_t total = rows->size();
  const std::size_t first = std::min<std::size_t>(request.window.first, total);
  const std::size_t on_page = std::min<std::size_t>(request.window.count, total - first);
  const auto content = [&](std::string& out) {
    out += '[';
    for (std::size_t i = 0; i < on_page; ++i) {
      if (i > 0) out += ',';
      request.projection.append(out, state.row(object.number, *rows, first + i), state);
    }
    out += ']';
  };
  std::string data;
  records_.write(
      data,
      {.window = request.window, .total = total, .on_page = on_page, .entity = object.fact->name},
      content);
  return success(data);
}

}  // namespace understudy::mock::impartner
