// SPDX-License-Identifier: MIT
/// Mutants of filters and searches: which rows are selected.
#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::mutation {

namespace {

using query::Condition;
using query::Filter;
using query::Fn;
using query::Node;
using query::Op;
using query::Quantifier;

constexpr Area kArea{"filter"};
constexpr std::string_view kSuffixMap = "suffix-map";

/// Changes every condition of PartnerTap's filters that is `op`, negated or not.
template <typename Change>
void change_conditions(Filter& filter, Op op, bool negated, Change change) {
  for (Condition& condition : filter.all_of) {
    if (condition.op == op && condition.negated == negated) change(condition);
  }
}

void leave_out_bounds(Filter& filter) {
  std::vector<Condition> others;
  change_conditions(filter, Op::between, false, [&](const Condition& range) {
    for (const query::Value& bound : range.values) {
      if (std::holds_alternative<query::Null>(bound)) continue;
      others.push_back({.column = range.column, .values = {bound}, .negated = true});
    }
  });
  filter.all_of.insert(filter.all_of.end(), others.begin(), others.end());
}

/// A filter of that dialect that is refused, but for a field that nobody knows, selects every row.
void accept_refused(ApiProfile& profile, std::string_view dialect) {
  profile.makers.filter = [right = std::move(profile.makers.filter), dialect](
                              std::string_view name, const Switches& switches) {
    filter::Parse parse = right(name, switches);
    if (name != dialect) return parse;
    return filter::Parse{
        [parse = std::move(parse)](const Json& value, const query::Schema& columns) {
          auto filter = parse(value, columns);
          if (filter || filter.error().code == filter::FilterErrc::unknown_field) return filter;
          return filter::Parsed{Filter{}};
        }};
  };
}

template <typename Change>
void change_nodes(Filter& filter, Fn fn, Change change) {
  for (Node& node : filter.where.nodes) {
    if (node.fn == fn) change(node);
  }
}

/// Columns come folded, and so do the texts beside them.
void fold_all(Filter& filter) {
  change_nodes(filter, Fn::column,
               [](Node& node) { node.letter_case = query::LetterCase::folded; });
  change_nodes(filter, Fn::literal, [](Node& node) {
    for (query::Value& value : node.values) {
      if (auto* const text = std::get_if<std::string>(&value)) *text = fold_case(*text);
    }
  });
}

/// Every node of one kind becomes one of another.
void replace_nodes(ApiProfile& profile, std::string_view dialect, Fn from, Fn to) {
  change_filter(profile, dialect, [from, to](Filter& filter) {
    change_nodes(filter, from, [to](Node& node) { node.fn = to; });
  });
}

void set_null_test(ApiProfile& profile, std::string_view dialect, query::NullTest test) {
  change_filter(profile, dialect, [test](Filter& filter) {
    change_nodes(filter, Fn::equal, [test](Node& node) { node.null_test = test; });
  });
}

/// `not` of anything but the equality that `ne` is made of.
void forget_not(Filter& filter) {
  const auto& nodes = filter.where.nodes;
  change_nodes(filter, Fn::negation, [&](Node& node) {
    if (nodes[node.operands.front()].fn != Fn::equal) node.fn = Fn::all_of;
  });
}

/// Columns come as they are; what they are compared with has been folded.
void keep_columns(Filter& filter) {
  change_nodes(filter, Fn::column, [](Node& node) { node.letter_case = query::LetterCase::kept; });
}

void drop_booleans(Filter& filter) {
  std::erase_if(filter.all_of, [](const Condition& condition) {
    return std::holds_alternative<bool>(condition.values.front());
  });
}

/// The first of several values, however they are written.
void keep_first_status(Parameters& query) {
  std::string first;
  for (const auto& [name, value] : query) {
    if (first.empty() && name.starts_with("status")) first = value.substr(0, value.find(','));
  }
  remove_parameter(query, "status");
  remove_parameter(query, "status[]");
  if (!first.empty()) query.emplace_back("status", first);
}

constexpr std::array kMutants{
    kArea("ecg/flag-ignored", "w9Submitted keeps the partners with that value", "S9.10",
          [](ApiProfile& profile) { ignore_parameter(profile, "listPartners", "w9Submitted"); }),
    kArea("ecg/partner-ids-ignored", "partnerIds keeps the partners with these ids", "S9.8",
          [](ApiProfile& profile) { ignore_parameter(profile, "listPartners", "partnerIds"); }),
    kArea("ecg/partner-status-ignored", "partnerStatus is compared with partnerCriteria.status",
          "S9.4",
          [](ApiProfile& profile) { ignore_parameter(profile, "listPartners", "partnerStatus"); }),
    kArea("ecg/partner-types-ignored", "partnerTypeIds keeps the partners of these types", "S9.7",
          [](ApiProfile& profile) { ignore_parameter(profile, "listPartners", "partnerTypeIds"); }),
    kArea("ecg/payout-status-ignored",
          "commissionPayoutStatus is compared with that of the criteria", "S9.5",
          [](ApiProfile& profile) {
            ignore_parameter(profile, "listPartners", "commissionPayoutStatus");
          }),
    kArea("ecg/search-ignored", "searchTerm occurs in businessName or displayName", "S9.6",
          [](ApiProfile& profile) { ignore_parameter(profile, "listPartners", "searchTerm"); }),
    kArea("ecg/second-status-ignored", "of several values of one condition any may hold", "S10.1",
          [](ApiProfile& profile) { change_query(profile, "listPartners", &keep_first_status); }),
    kArea("impartner/and-read-as-or", "$filter joins conditions with and", "S10.1",
          [](ApiProfile& profile) { replace_nodes(profile, "odata", Fn::all_of, Fn::any_of); }),
    kArea("impartner/contains-only-at-start", "contains finds a text anywhere", "S10.2",
          [](ApiProfile& profile) {
            replace_nodes(profile, "odata", Fn::contains, Fn::starts_with);
          }),
    kArea(
        "impartner/endswith-finds-anywhere", "endswith asks for the end of a text", "S10.2",
        [](ApiProfile& profile) { replace_nodes(profile, "odata", Fn::ends_with, Fn::contains); }),
    kArea("impartner/eq-ignores-case", "in $filter texts compare with case", "S10.6",
          [](ApiProfile& profile) { change_filter(profile, "odata", &fold_all); }),
    kArea("impartner/ge-leaves-out-equal", "ge and le hold for equal values", "S10.2",
          [](ApiProfile& profile) { replace_nodes(profile, "odata", Fn::less_equal, Fn::less); }),
    kArea("impartner/gt-includes-equal", "gt and lt leave out equal values", "S10.2",
          [](ApiProfile& profile) { replace_nodes(profile, "odata", Fn::less, Fn::less_equal); }),
    kArea("impartner/in-takes-first-only", "in holds for each of its values", "S11.2",
          [](ApiProfile& profile) {
            change_filter(profile, "thql", [](Filter& filter) {
              change_nodes(filter, Fn::is_in, [](Node& node) {
                if (node.values.size() > 1) node.values.resize(1);
              });
            });
          }),
    kArea("impartner/like-finds-anywhere", "like stands for the whole text, % for any part",
          "S11.2",
          [](ApiProfile& profile) {
            change_filter(profile, "thql", [](Filter& filter) {
              change_nodes(filter, Fn::starts_with, [](Node& node) { node.fn = Fn::contains; });
              change_nodes(filter, Fn::ends_with, [](Node& node) { node.fn = Fn::contains; });
              change_nodes(filter, Fn::like, [](Node& node) {
                const query::Value any{std::int64_t{0}};
                node.values.insert(node.values.begin(), any);
                node.values.push_back(any);
              });
            });
          }),
    kArea("impartner/ne-drops-nulls", "ne keeps rows without a value", "S10.5",
          [](ApiProfile& profile) { set_null_test(profile, "odata", query::NullTest::unknown); }),
    kArea("impartner/not-ignored", "not turns a condition round", "S10.2",
          [](ApiProfile& profile) { change_filter(profile, "odata", &forget_not); }),
    kArea("impartner/or-read-as-and", "or holds where one of two does", "S10.2",
          [](ApiProfile& profile) { replace_nodes(profile, "odata", Fn::any_of, Fn::all_of); }),
    kArea("impartner/search-ignored", "q is a text to search", "S6.7",
          [](ApiProfile& profile) { ignore_parameter(profile, "listRecords", "q"); }),
    kArea("impartner/startswith-finds-anywhere", "startswith asks for the start of a text", "S10.2",
          [](ApiProfile& profile) {
            replace_nodes(profile, "odata", Fn::starts_with, Fn::contains);
          }),
    kArea("impartner/thql-and-read-as-or", "filter joins conditions with and", "S11.2",
          [](ApiProfile& profile) { replace_nodes(profile, "thql", Fn::all_of, Fn::any_of); }),
    kArea("impartner/thql-equal-regards-case", "in filter texts compare without case", "S11.5",
          [](ApiProfile& profile) { change_filter(profile, "thql", &keep_columns); }),
    kArea("impartner/thql-greater-includes-equal", "> and < leave out equal values", "S11.2",
          [](ApiProfile& profile) { replace_nodes(profile, "thql", Fn::less, Fn::less_equal); }),
    kArea("impartner/thql-not-equal-keeps-nulls", "!= drops rows without a value", "S11.4",
          [](ApiProfile& profile) { set_null_test(profile, "thql", query::NullTest::plain); }),
    kArea("impartner/thql-null-finds-nothing", "= null asks for null", "S11.4",
          [](ApiProfile& profile) { set_null_test(profile, "thql", query::NullTest::unknown); }),
    kArea("impartner/thql-or-read-as-and", "or holds where one of two does", "S11.2",
          [](ApiProfile& profile) { replace_nodes(profile, "thql", Fn::any_of, Fn::all_of); }),
    kArea("impartner/unreadable-filter-selects-all", "a $filter that cannot be read is 400",
          "S10.9", [](ApiProfile& profile) { accept_refused(profile, "odata"); }),
    kArea("partnertap-analytics/direction-ignored", "opportunities are inbound or outbound", "S6.8",
          [](ApiProfile& profile) {
            ignore_parameter(profile, "getOpportunitiesShared", "direction");
          }),
    kArea("partnertap-analytics/partner-org-ignored",
          "shared opportunities can be filtered by partner org", "S6.4",
          [](ApiProfile& profile) {
            ignore_parameter(profile, "getOpportunitiesShared", "partnerOrg");
          }),
    kArea("partnertap-analytics/search-ignored", "accounts can be filtered by a search string",
          "S6.6",
          [](ApiProfile& profile) {
            ignore_parameter(profile, "getSaleAccountsMatched", "search");
            ignore_parameter(profile, "getSaleAccountsUnmatched", "search");
          }),
    kArea("partnertap/boolean-ignored", "booleans are the texts true and false", "S13.9",
          [](ApiProfile& profile) { change_filter(profile, kSuffixMap, &drop_booleans); }),
    kArea("partnertap/contains-any-item", "-?- asks for every item", "S13.5",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::contains, false,
                                [](Condition& one) { one.quantifier = Quantifier::any; });
            });
          }),
    kArea("partnertap/contains-regards-case", "-?- has no regard to case", "S13.5",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::contains, false,
                                [](Condition& one) { one.letter_case = query::LetterCase::kept; });
            });
          }),
    kArea("partnertap/equal-finds-part", "without a suffix the value equals one of the items",
          "S13.3",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::equal, false, [](Condition& one) {
                if (std::holds_alternative<std::string>(one.values.front())) {
                  one.op = Op::contains;
                }
              });
            });
          }),
    kArea("partnertap/first-item-only", "items are separated by -,-, and any of them is equal",
          "S13.3",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::equal, false,
                                [](Condition& one) { one.values.resize(1); });
            });
          }),
    kArea("partnertap/not-contains-lacks-one", "-^- asks that none of the items is contained",
          "S13.6",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::contains, true,
                                [](Condition& one) { one.quantifier = Quantifier::all; });
            });
          }),
    kArea("partnertap/not-contains-regards-case", "-^- has no regard to case", "S13.6",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::contains, true,
                                [](Condition& one) { one.letter_case = query::LetterCase::kept; });
            });
          }),
    kArea("partnertap/not-equal-drops-nulls", "under -!- rows without a value stay", "S13.4",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::equal, true,
                                [](Condition& one) { one.null_row = query::NullRow::dropped; });
            });
          }),
    kArea("partnertap/not-equal-first-item-only",
          "-!- asks that the value equals none of the items", "S13.4",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::equal, true,
                                [](Condition& one) { one.values.resize(1); });
            });
          }),
    kArea("partnertap/one-filter-only", "all entries of filters have to hold", "S13.1",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              if (filter.all_of.size() > 1) filter.all_of.resize(1);
            });
          }),
    kArea("partnertap/range-leaves-out-bounds", "a range includes its bounds", "S13.7",
          [](ApiProfile& profile) { change_filter(profile, kSuffixMap, &leave_out_bounds); }),
    kArea("partnertap/range-without-upper-bound", "a range has two bounds", "S13.7",
          [](ApiProfile& profile) {
            change_filter(profile, kSuffixMap, [](Filter& filter) {
              change_conditions(filter, Op::between, false,
                                [](Condition& one) { one.values.back() = query::Null{}; });
            });
          }),
    kArea("partnertap/search-ignored", "search is free text over the fields of the report", "S14.1",
          [](ApiProfile& profile) {
            change_body(profile, "getRecords", [](Json& body) {
              if (body.is_object()) body.erase("search");
            });
          }),
    kArea("partnertap/wrong-operator-selects-all", "a number column takes a range only", "S13.8",
          [](ApiProfile& profile) { accept_refused(profile, kSuffixMap); }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> filter_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
