// SPDX-License-Identifier: MIT
/// The sort against an obvious and slow reading of README C3, C4 and S15, on random rows.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "query/table.hpp"
#include "random_rows.hpp"
#include "support/catch.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::mock::query {

namespace {

int class_of(const Value& value) {
  constexpr std::array<int, 5> kClasses{0, 1, 2, 2, 3};
  return kClasses[value.index()];
}

double number_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return static_cast<double>(*integer);
  }
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  return 0;
}

/// Whether a comes before b under one key; small numbers only, so double is exact.
bool comes_before(const Value& a, const Value& b, const SortKey& key, NullOrder nulls) {
  const bool a_null = std::holds_alternative<Null>(a);
  const bool b_null = std::holds_alternative<Null>(b);
  if (a_null || b_null) {
    if (a_null == b_null) return false;
    const bool null_first = nulls == NullOrder::smallest
                                ? !key.descending
                                : nulls == NullOrder::largest && key.descending;
    return a_null == null_first;
  }
  const Value& low = key.descending ? b : a;
  const Value& high = key.descending ? a : b;
  if (class_of(low) != class_of(high)) return class_of(low) < class_of(high);
  if (class_of(low) < 3) return number_of(low) < number_of(high);
  const auto spelled = [&](const Value& value) {
    const std::string& text = std::get<std::string>(value);
    return key.letter_case == LetterCase::folded ? fold_case(text) : text;
  };
  return spelled(low) < spelled(high);
}

}  // namespace

TEST_CASE("500 random orders are those of a stable sort by the words of the source",
          "[mock][query][oracle][sort]") {
  Random random{Pcg32{Seed{99}}};
  const Data data = make_data(random, 200);
  const auto width = static_cast<std::uint32_t>(data.table.schema().size());

  for (int round = 0; round < 500; ++round) {
    Selection selection;
    const std::uint32_t keys = 1 + random.source.below(3);
    for (std::uint32_t i = 0; i < keys; ++i) {
      selection.order.push_back({random.source.below(width), random.percent(50),
                                 random.percent(50) ? LetterCase::folded : LetterCase::kept});
    }
    selection.null_order = random.pick(
        std::vector<NullOrder>{NullOrder::largest, NullOrder::last, NullOrder::smallest});
    if (random.percent(30)) selection.search = "a";

    std::vector<std::uint32_t> wanted =
        *data.table.select({.search = selection.search, .null_order = selection.null_order});
    std::stable_sort(wanted.begin(), wanted.end(), [&](std::uint32_t a, std::uint32_t b) {
      for (const SortKey& key : selection.order) {
        const Value left = data.table.value(a, key.column);
        const Value right = data.table.value(b, key.column);
        if (comes_before(left, right, key, selection.null_order)) return true;
        if (comes_before(right, left, key, selection.null_order)) return false;
      }
      return false;
    });

    INFO("round " << round);
    CHECK(*data.table.select(selection) == wanted);
  }
}

TEST_CASE("texts that have much in common come in the order of all their bytes",
          "[mock][query][sort]") {
  Random random{Pcg32{Seed{98}}};
  Schema schema;
  schema.add({"text", ColumnType::text, false});
  Table::Builder builder{schema};
  std::vector<std::string> texts;
  for (int i = 0; i < 3'000; ++i) {
    // Around the ends of the pieces that are compared at once; with zeros, which stand for an end.
    std::string text(random.pick(std::vector<std::size_t>{0, 6, 7, 8, 14, 15, 16, 255, 263, 400}),
                     random.percent(90) ? 'x' : '\0');
    for (std::uint32_t n = random.source.below(12); n > 0; --n) {
      text += random.pick(std::vector<char>{'\0', 'A', 'a', 'b', '\x7F', '\xC3'});
    }
    texts.push_back(text);
    builder.add(text, std::vector<Value>{text});
  }
  const Table table = std::move(builder).finish();

  const RowIds rows = table.select({.order = {{.column = 0}}});

  std::stable_sort(texts.begin(), texts.end());
  std::vector<std::string> got;
  for (const std::uint32_t row : *rows) got.emplace_back(table.json(row));
  CHECK(got == texts);
}

}  // namespace understudy::mock::query
