// SPDX-License-Identifier: MIT
/// Dialect and evaluation against an obvious and slow reading of S13, on random rows.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "example_table.hpp"
#include "filter/dialect.hpp"
#include "query/table.hpp"
#include "random_filters.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::query {

namespace {

using Rows = std::vector<std::size_t>;

// ---- the oracle: one entry, one cell, straight from the words of S13

Texts split_everywhere(const std::string& text, const std::string& mark) {
  Texts parts{""};
  for (std::size_t i = 0; i < text.size();) {
    const bool at_mark = text.compare(i, mark.size(), mark) == 0;
    if (at_mark) parts.emplace_back();
    if (!at_mark) parts.back() += text[i];
    i += at_mark ? mark.size() : 1;
  }
  return parts;
}

std::string suffix_of(const std::string& text) {
  const std::string end = text.size() < 3 ? "" : text.substr(text.size() - 3);
  return end == "-!-" || end == "-?-" || end == "-^-" ? end : "";
}

bool has_text(const std::string& text, const std::string& part) {
  return fold_case(text).find(fold_case(part)) != std::string::npos;
}

enum class Holds { no, refused, yes };

Holds to_holds(bool holds) { return holds ? Holds::yes : Holds::no; }

Holds text_holds(std::string text, const Json& cell, bool is_id, const Switches& switches) {
  const std::string end = suffix_of(text);
  text.resize(text.size() - end.size());
  Texts items = split_everywhere(text, "-,-");
  items.erase(std::remove(items.begin(), items.end(), ""), items.end());
  if (items.empty()) return Holds::yes;

  const bool is_null = cell.is_null();
  const std::string value = is_null ? "" : cell.get<std::string>();
  const bool folded = is_id || switches.is("filter.exact_case", "insensitive");
  const auto equal = [&](const std::string& item) {
    return folded ? fold_case(item) == fold_case(value) : item == value;
  };
  const auto contained = [&](const std::string& item) { return has_text(value, item); };
  if (end == "-!-") {
    return to_holds(is_null || std::none_of(items.begin(), items.end(), equal));
  }
  if (end == "-?-") return to_holds(!is_null && std::all_of(items.begin(), items.end(), contained));
  if (end == "-^-") {
    if (is_null) return to_holds(switches.is("filter.null_not_contains", "keep"));
    return to_holds(std::none_of(items.begin(), items.end(), contained));
  }
  return to_holds(!is_null && std::any_of(items.begin(), items.end(), equal));
}

Holds flag_holds(const std::string& text, const Json& cell) {
  bool holds = false;
  for (const std::string& item : split_everywhere(text, "-,-")) {
    if (item != "true" && item != "false") return Holds::refused;
    holds = holds || (cell.is_boolean() && cell.get<bool>() == (item == "true"));
  }
  return to_holds(holds);
}

/// Refused, or not refused and without a bound.
struct Limit {
  bool refused = false;
  bool malformed = false;
  std::optional<double> at;
};

Limit limit_of(const std::string& text, bool is_date, const Switches& switches) {
  if (text.empty()) return {switches.is("filter.open_range", "reject"), false, {}};
  for (const Bound& bound : kBounds) {
    const auto& worth = is_date ? bound.date : bound.number;
    if (bound.text == text && worth) return {false, false, worth};
  }
  return {true, true, {}};
}

Holds range_holds(const std::string& text, const Json& cell, bool is_date, const Switches& switches,
                  bool& is_open) {
  const Texts parts = split_everywhere(text, "<->");
  if (parts.size() != 2 || !suffix_of(text).empty()) return Holds::refused;
  const Limit low = limit_of(parts[0], is_date, switches);
  const Limit high = limit_of(parts[1], is_date, switches);
  // What comes first decides which of the two refusals it is.
  is_open = low.refused ? !low.malformed : high.refused && !high.malformed;
  if (low.refused || high.refused) return Holds::refused;
  if (!cell.is_number()) return Holds::no;
  const double value = *to_double(cell);
  return to_holds((!low.at || *low.at <= value) && (!high.at || value <= *high.at));
}

Holds entry_holds(const Json& entry, const Json& cell, ColumnType type, const Switches& switches) {
  if (entry.is_structured()) return Holds::refused;
  if (entry.is_null() || entry == "") return Holds::yes;
  const std::string text = entry.is_string() ? entry.get<std::string>() : entry.dump();
  if (type == ColumnType::text || type == ColumnType::uuid) {
    return text_holds(text, cell, type == ColumnType::uuid, switches);
  }
  bool is_open = false;
  const Holds holds = type == ColumnType::boolean
                          ? flag_holds(text, cell)
                          : range_holds(text, cell, type == ColumnType::date, switches, is_open);
  const bool is_ignored = switches.is("filter.malformed", "ignore") && !is_open;
  return holds == Holds::refused && is_ignored ? Holds::yes : holds;
}

/// The rows by the book, or nothing where the filter is refused.
std::optional<Rows> expected_rows(const Json& filters, const Data& data, const Switches& switches) {
  Rows rows;
  for (std::size_t row = 0; row < data.rows.size(); ++row) {
    bool keeps = true;
    for (const auto& [key, entry] : filters.items()) {
      const auto column = data.table.schema().find(key);
      if (!column && (entry.is_structured() || switches.is("keys.unknown", "reject"))) return {};
      if (!column) continue;
      const auto type = data.table.schema()[*column].type;
      const Holds holds = entry_holds(entry, data.rows[row][*column], type, switches);
      if (holds == Holds::refused) return {};
      keeps = keeps && holds == Holds::yes;
    }
    if (keeps) rows.push_back(row + 1);
  }
  return rows;
}

Switches random_switches(Random& random) {
  const auto either = [&](const char* a, const char* b) { return random.percent(50) ? a : b; };
  return testing::switches_of({{"switches",
                                {{"filter.exact_case", either("sensitive", "insensitive")},
                                 {"filter.malformed", either("reject", "ignore")},
                                 {"filter.null_not_contains", either("keep", "drop")},
                                 {"filter.open_range", either("reject", "open")},
                                 {"keys.unknown", either("reject", "ignore")}}}});
}

}  // namespace

TEST_CASE("10,000 random filters select what the words of the source say",
          "[mock][query][oracle][F08]") {
  Random random{Pcg32{Seed{2026}}};
  int refused = 0;
  int partial = 0;
  int differences = 0;
  std::optional<Data> data;

  for (int round = 0; round < 10'000; ++round) {
    if (round % 100 == 0) data.emplace(make_data(random, 200));
    const Json filters = random_filters(random);
    const Switches switches = random_switches(random);

    const auto wanted = expected_rows(filters, *data, switches);
    const auto parsed = filter::make_suffix_map(switches)(filters, data->table.schema());
    std::optional<Rows> got;
    if (parsed) got = testing::numbers_of(data->table.select({.filter = *parsed}));

    if (!wanted) ++refused;
    if (wanted && !wanted->empty() && wanted->size() < 200) ++partial;
    if (got != wanted) ++differences;
    if (got != wanted) UNSCOPED_INFO("round " << round << ": " << filters.dump());
  }

  CHECK(differences == 0);
  CHECK(refused > 300);
  CHECK(partial > 1000);
}

TEST_CASE("exact and not equal part the rows between them", "[mock][query][oracle][F08]") {
  Random random{Pcg32{Seed{5}}};
  const Data data = make_data(random, 200);
  const auto parse = filter::make_suffix_map(testing::default_switches());
  const auto rows_of = [&](const std::string& text) {
    const auto filter = parse({{"text", text}}, data.table.schema()).value();
    return testing::numbers_of(data.table.select({.filter = filter}));
  };

  for (const std::string& text : kTexts) {
    if (text.empty() || text == "-,-") continue;
    INFO(text);
    // A text that ends in a suffix cannot be an item alone; with an empty item behind it, it can.
    Rows both = rows_of(text + "-,-");
    const Rows others = rows_of(text + "-,--!-");
    both.insert(both.end(), others.begin(), others.end());
    std::sort(both.begin(), both.end());

    Rows all(200);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i + 1;
    CHECK(both == all);
  }
}

}  // namespace understudy::mock::query
