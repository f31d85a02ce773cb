// SPDX-License-Identifier: MIT
/// F08: what has to hold between filters of suffix-map, whatever they are about.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "filter/dialect.hpp"
#include "mockserver/filter/laws.hpp"
#include "mockserver/query/random_filters.hpp"
#include "support/catch.hpp"

namespace understudy::mock::query {

namespace {

using testing::all_rows;
using testing::both;
using testing::either;
using testing::Laws;
using testing::MaybeRows;
using testing::RowSet;
using testing::without;

constexpr std::size_t kRows = 200;
constexpr std::uint64_t kSeed = 10;

/// One table, one reading, and the count.
struct Bench {
  explicit Bench(Json readings)
      : parse{filter::make_suffix_map(testing::switches_of({{"switches", std::move(readings)}}))} {}

  filter::Parse parse;
  Random random{Pcg32{Seed{kSeed}}};
  Data data = make_data(random, kRows);
  Laws laws{kSeed, kRows};

  [[nodiscard]] MaybeRows maybe_rows(const Json& filters) const {
    const auto filter = parse(filters, data.table.schema());
    if (!filter) return std::nullopt;
    return testing::numbers_of(data.table.select({.filter = *filter}));
  }
  [[nodiscard]] RowSet rows(const Json& filters) const {
    const MaybeRows found = maybe_rows(filters);
    INFO("seed " << kSeed << ": " << filters.dump());
    REQUIRE(found);
    return *found;
  }
  /// The rows without a value.
  [[nodiscard]] RowSet null_rows(const std::string& key) const {
    const std::size_t column = data.table.schema().find(key).value();
    RowSet null;
    for (std::size_t i = 0; i < kRows; ++i) {
      if (data.rows[i][column].is_null()) null.push_back(i + 1);
    }
    return null;
  }
};

/// Items as they are written; an empty one at the end keeps the last from being read as a suffix.
std::string joined(const Texts& items) {
  std::string text;
  for (const std::string& item : items) text += item + "-,-";
  return text;
}

void check_texts(Bench& bench, const std::string& key, const Texts& items, bool keeps) {
  const auto rows = [&](const Texts& some, const std::string& suffix) {
    return bench.rows({{key, joined(some) + suffix}});
  };
  const Texts first(items.begin(), items.begin() + 1);
  const Texts rest(items.begin() + 1, items.end());
  const RowSet all = all_rows(kRows);
  const RowSet null = bench.null_rows(key);
  const RowSet known = without(all, null);
  const RowSet equal = rows(items, "");
  const RowSet contains = rows(items, "-?-");
  const RowSet lacks = rows(items, "-^-");
  Laws& laws = bench.laws;

  laws.same("exact is any of", equal, either(rows(first, ""), rows(rest, "")));
  laws.same("not equal is the complement", rows(items, "-!-"), without(all, equal));
  laws.same("not equal is none of (de Morgan)", rows(items, "-!-"),
            both(rows(first, "-!-"), rows(rest, "-!-")));
  laws.same("contains is all of", contains, both(rows(first, "-?-"), rows(rest, "-?-")));
  laws.same("does not contain is none of (de Morgan)", lacks,
            both(rows(first, "-^-"), rows(rest, "-^-")));
  laws.same("does not contain is the complement of one", rows(first, "-^-"),
            without(keeps ? all : known, rows(first, "-?-")));
  laws.same("null is not equal", both(null, rows(items, "-!-")), null);
  laws.same("null does not contain, or is dropped", both(null, lacks), keeps ? null : RowSet{});
  laws.same("null is never equal and contains nothing", both(null, either(equal, contains)), {});
  laws.within("what is equal contains", rows(first, ""), rows(first, "-?-"));
  laws.within("more items, more that are equal", rows(first, ""), equal);
  laws.within("more items, less that contains", contains, rows(first, "-?-"));
  laws.within("more items, less that is not equal", rows(items, "-!-"), rows(first, "-!-"));
  Texts shuffled{items.rbegin(), items.rend()};
  shuffled.push_back(items.front());
  shuffled.insert(shuffled.begin(), "");
  for (const std::string suffix : {"", "-!-", "-?-", "-^-"}) {
    laws.same("order, repetition and empty items say nothing " + suffix, rows(shuffled, suffix),
              rows(items, suffix));
    Json null_beside{{key, joined(items) + suffix}, {"flag", nullptr}, {"count", ""}};
    laws.same("an empty entry says nothing " + suffix, bench.rows(null_beside),
              rows(items, suffix));
  }
}

void check_flags(Bench& bench) {
  const RowSet yes = bench.rows({{"flag", "true"}});
  const RowSet no = bench.rows({{"flag", "false"}});
  bench.laws.same("true and false are apart", both(yes, no), {});
  bench.laws.same("both of them are any", bench.rows({{"flag", "true-,-false"}}), either(yes, no));
  bench.laws.same("a boolean is its text", bench.rows({{"flag", true}}), yes);
  bench.laws.same("null is neither", both(bench.null_rows("flag"), either(yes, no)), {});
}

/// Bounds of that column, rising.
std::vector<Bound> rising_bounds(ColumnType type) {
  std::vector<Bound> bounds;
  const auto worth = [&](const Bound& bound) {
    return type == ColumnType::date ? bound.date : bound.number;
  };
  std::copy_if(kBounds.begin(), kBounds.end(), std::back_inserter(bounds),
               [&](const Bound& bound) { return worth(bound).has_value(); });
  std::stable_sort(bounds.begin(), bounds.end(),
                   [&](const Bound& a, const Bound& b) { return *worth(a) < *worth(b); });
  return bounds;
}

void check_ranges(Bench& bench, const Column& column) {
  const std::string& key = column.key;
  const auto bounds = rising_bounds(column.type);
  const auto worth = [&](const Bound& bound) {
    return column.type == ColumnType::date ? *bound.date : *bound.number;
  };
  const auto rows = [&](const std::string& low, const std::string& high) {
    return bench.rows({{key, low + "<->" + high}});
  };
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    for (std::size_t j = i; j < bounds.size(); ++j) {
      const std::string& low = bounds[i].text;
      const std::string& high = bounds[j].text;
      bench.laws.round(0, key + ": " + low + "<->" + high);
      const RowSet found = rows(low, high);
      bench.laws.same("null is in no range", both(found, bench.null_rows(key)), {});
      bench.laws.same("a range is all from its front and all to its end", found,
                      both(rows(low, ""), rows("", high)));
      bench.laws.same("what is open at both ends has all values", rows("", ""),
                      either(rows("", high), rows(high, "")));
      if (worth(bounds[i]) < worth(bounds[j])) {
        bench.laws.same("a reversed range has nothing", rows(high, low), {});
      }
      if (i > 0)
        bench.laws.within("a wider front has no less", found, rows(bounds[i - 1].text, high));
      if (j + 1 < bounds.size()) {
        bench.laws.within("a wider end has no less", found, rows(low, bounds[j + 1].text));
      }
      for (std::size_t k = i; k <= j; ++k) {
        bench.laws.same("two halves are the whole", found,
                        either(rows(low, bounds[k].text), rows(bounds[k].text, high)));
      }
    }
  }
}

}  // namespace

TEST_CASE("random texts of suffix-map keep the laws of sets on 200 rows",
          "[mock][filter][suffix-map][metamorphic][F08]") {
  int checks = 0;
  for (const bool keeps : {true, false}) {
    for (const char* exact_case : {"sensitive", "insensitive"}) {
      Bench bench{{{"filter.exact_case", exact_case},
                   {"filter.null_not_contains", keeps ? "keep" : "drop"}}};
      for (int round = 0; round < 150; ++round) {
        const bool of_ids = bench.random.percent(20);
        Texts items;
        const std::uint32_t count = 2 + bench.random.source.below(3);
        while (items.size() < count) {
          const std::string& item = bench.random.pick(of_ids ? kIds : kTexts);
          if (!item.empty() && item.find("-,-") == std::string::npos) items.push_back(item);
        }
        const std::string key = of_ids ? "id" : "text";
        bench.laws.round(round, key + ": " + joined(items));
        check_texts(bench, key, items, keeps);
      }
      check_flags(bench);
      INFO(exact_case << (keeps ? ", null kept" : ", null dropped"));
      INFO(bench.laws.told());
      CHECK(bench.laws.failures() == 0);
      CHECK(bench.laws.names().size() == 25);
      CHECK(bench.laws.partial() > 1'000);
      checks += bench.laws.checks();
    }
  }
  CHECK(checks > 12'000);
}

TEST_CASE("ranges of suffix-map grow, shrink and fit together",
          "[mock][filter][suffix-map][metamorphic][F08]") {
  Bench bench{{{"filter.open_range", "open"}}};

  for (const Column& column : bench.data.table.schema().columns()) {
    const bool is_range = column.type == ColumnType::number ||
                          column.type == ColumnType::currency || column.type == ColumnType::date;
    if (is_range) check_ranges(bench, column);
  }

  INFO(bench.laws.told());
  CHECK(bench.laws.failures() == 0);
  CHECK(bench.laws.names().size() == 7);
  CHECK(bench.laws.checks() > 800);
  CHECK(bench.laws.partial() > 300);
}

TEST_CASE("4,000 pairs of random filters are the intersection, or refused where one is",
          "[mock][filter][suffix-map][metamorphic][F08]") {
  Bench bench{Json::object()};
  int refused = 0;

  for (int round = 0; round < 4'000; ++round) {
    const Json one = random_filters(bench.random);
    Json other = random_filters(bench.random);
    for (const auto& [key, value] : one.items()) other.erase(key);
    Json merged = one;
    merged.update(other);
    bench.laws.round(round, merged.dump());
    INFO("seed " << kSeed << ", round " << round << ": " << merged.dump());

    const MaybeRows of_one = bench.maybe_rows(one);
    const MaybeRows of_other = bench.maybe_rows(other);
    const MaybeRows of_both = bench.maybe_rows(merged);

    CHECK(of_both.has_value() == (of_one && of_other));
    if (!of_both) ++refused;
    if (of_both) bench.laws.same("entries join by and", *of_both, both(*of_one, *of_other));
  }

  INFO(bench.laws.told());
  CHECK(bench.laws.failures() == 0);
  CHECK(bench.laws.checks() > 1'000);
  CHECK(bench.laws.partial() > 200);
  CHECK(refused > 200);
}

}  // namespace understudy::mock::query
