// SPDX-License-Identifier: MIT
/// What the Impartner PRM objects API is asked: aggregates for designated initialisers. What is not
/// set is not sent. Objects and fields are named as the customer has named them, in any case.
///
/// Source:   impartner S1, S6, S13, S14, S15
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "understudy/client/date_text.hpp"
#include "understudy/client/filter/odata.hpp"
#include "understudy/client/filter/thql.hpp"
#include "understudy/client/json_codec.hpp"
#include "understudy/client/order/orderby_list.hpp"
#include "understudy/client/secret.hpp"

namespace understudy::client::impartner {

/// By field name; null clears a field. Texts, numbers, booleans, and arrays of them.
using FieldValues = std::map<std::string, Json>;

/// How much is described.
enum class DescribeContext : std::uint8_t { all, extended, sync };
constexpr std::array<EnumName<DescribeContext>, 3> names_of(const DescribeContext* /*type*/) {
  return {{{"All", DescribeContext::all},
           {"Extended", DescribeContext::extended},
           {"Sync", DescribeContext::sync}}};
}

struct DescribeObjectsRequest {
  std::optional<DescribeContext> context = {};
};

struct DescribeObjectRequest {
  std::string object = {};
  std::vector<std::string> fields = {};  ///< empty: all of them
  std::optional<std::int32_t> depth = {};
  std::optional<DescribeContext> context = {};
};

/// A list in the reading of the customer's note: a filter in OData, pages by number. Hosts that do
/// not know it answer the first records, unfiltered: look whether `count` is plausible.
struct ListByODataRequest {
  std::string object = {};
  std::optional<odata::Filter> filter = {};
  std::optional<std::int64_t> page_size = {};  ///< 1 to 1000; absent: 10
  std::optional<std::int64_t> page = {};       ///< from 1
};

/// A list in the reading of the vendor's swagger: a filter in THQL, records to skip and to take.
struct ListByThqlRequest {
  std::string object = {};
  std::optional<thql::Filter> filter = {};
  std::vector<std::string> fields = {};  ///< empty: the host decides, by default only the id
  std::vector<OrderByItem> order_by = {};
  std::optional<std::int64_t> skip = {};
  std::optional<std::int64_t> take = {};  ///< 0 to 1000; absent: 10
  std::optional<std::string> search_text = {};
};

/// One of the conditions that a search combines by and.
struct SearchFilter {
  std::string field_path = {};
  std::string comparison_type = {};  ///< "Equals", "Between", "StartsWith", ...
  std::optional<Json> compare_value = {};
  ExtraFields extra = {};
};
constexpr auto members_of(const SearchFilter* /*type*/) {
  return std::tuple{member("fieldPath", &SearchFilter::field_path),
                    member("comparisonType", &SearchFilter::comparison_type),
                    member("compareValue", &SearchFilter::compare_value),
                    extra_members(&SearchFilter::extra)};
}

/// The same list with its options in a body, and with conditions of another form.
struct SearchRecordsRequest {
  std::string object = {};
  std::optional<thql::Filter> filter = {};
  std::vector<std::string> fields = {};
  std::vector<OrderByItem> order_by = {};
  std::optional<std::string> search_text = {};
  std::optional<std::int64_t> skip = {};
  std::optional<std::int64_t> take = {};
  std::vector<SearchFilter> conditions = {};
};

struct CreateRecordRequest {
  std::string object = {};
  FieldValues fields = {};
};

struct CreateRecordsRequest {
  std::string object = {};
  std::vector<FieldValues> records = {};
};

struct GetRecordRequest {
  std::string object = {};
  std::int32_t id = 0;
  std::vector<std::string> fields = {};  ///< empty: all of them
};

struct UpdateRecordRequest {
  std::string object = {};
  std::int32_t id = 0;
  FieldValues fields = {};
  std::vector<std::string> return_fields = {};  ///< empty: all of them
};

/// One item of an update of many.
struct RecordChanges {
  std::int32_t id = 0;
  FieldValues fields = {};
};

struct UpdateRecordsRequest {
  std::string object = {};
  std::vector<RecordChanges> records = {};
  std::vector<std::string> return_fields = {};
};

struct DeleteRecordRequest {
  std::string object = {};
  std::int32_t id = 0;
};

struct DeleteRecordsRequest {
  std::string object = {};
  std::vector<std::int32_t> ids = {};
};

/// Deleted at `from` or later, and before `to`.
struct ListDeletedRecordsRequest {
  std::string object = {};
  Instant from = {};
  Instant to = {};
};

struct CreateKeyRequest {
  std::string user_name = {};
  Secret password = {};
};

}  // namespace understudy::client::impartner
