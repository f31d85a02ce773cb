// SPDX-License-Identifier: MIT
/// What lists and searches have in common: conditions, an order, a window, a projection, and the
/// page that comes of them.
#pragma once

#include <string>
#include <string_view>

#include "apis/impartner/options.hpp"
#include "apis/impartner/projection.hpp"
#include "apis/impartner/state.hpp"
#include "filter/dialect.hpp"
#include "order/dialect.hpp"
#include "paging/dialect.hpp"
#include "profile.hpp"
#include "switches.hpp"

namespace understudy::mock::impartner {

/// A condition as it was sent.
struct ConditionText {
  std::string_view option;  ///< "$filter" or "filter"
  std::string_view text;
};

/// Everything a list is made by.
struct ListRequest {
  ConditionText condition = {};
  query::Filter filter = {};
  std::string search = {};
  std::vector<query::SortKey> order = {};
  paging::Window window = {};
  Projection projection;
};

/// Reads conditions and writes lists; immutable, shared by all requests.
class Lists {
 public:
  Lists(const Switches& switches, const Makers& makers);

  /// GET on an object.
  [[nodiscard]] Result<ListRequest, Refusal> read_options(const QueryParams& query,
                                                          const Object& object) const;
  /// POST on an object.
  ///
  /// Errors:   400 as for the options; UnsupportedExpression for what a search cannot compare
  /// Source:   S14
  [[nodiscard]] Result<ListRequest, Refusal> read_search(JsonElement body,
                                                         const Object& object) const;
  [[nodiscard]] Answer write(const ListRequest& request, const Object& object, const State& state,
                             const Call& call) const;

 private:
  [[nodiscard]] Result<query::Filter, Refusal> read_condition(const ConditionText& condition,
                                                              const Object& object) const;
  [[nodiscard]] Result<Projection, Refusal> read_fields(const QueryParams& query,
                                                        const Object& object) const;
  [[nodiscard]] Projection default_projection(const Object& object) const;
  [[nodiscard]] Result<query::Filter, Refusal> read_criteria(JsonElement body,
                                                             const Object& object) const;

  Switches switches_;
  Reading reading_;
  filter::Parse parse_odata_;
  filter::Parse parse_thql_;
  order::Parse parse_order_;
  paging::Paging pages_;
  paging::Paging records_;
};

/// A refusal for a condition: code by the kind of error, the position in the message.
Refusal refuse_condition(std::string_view option, const filter::FilterError& error);

}  // namespace understudy::mock::impartner
