// SPDX-License-Identifier: MIT
/// Tables that changes have been made to, against tables built anew: rows, orders, faults, distinct
/// values and explanations are the same, in every version, whoever asks first.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "query/explanation.hpp"
#include "query/table.hpp"
#include "random_rows.hpp"
#include "support/catch.hpp"

namespace understudy::mock::query {

namespace {

enum Number : std::size_t { text, id, flag, count, money, day };
constexpr std::size_t kColumns = 6;

struct Row {
  std::string json;
  std::vector<Value> cells;
};
/// What a table shows, by number.
using Model = std::map<std::uint32_t, Row>;

std::vector<Value> random_cells(Random& random) {
  std::vector<Value> cells;
  const Schema schema = make_schema();
  for (const Column& column : schema.columns()) {
    cells.push_back(testing::cell_of(random_cell(random, column.type), column.type));
  }
  // Equal and yet different: which one distinct() gives depends on the order of rows.
  if (random.percent(20)) cells[money] = random.percent(50) ? Value{-0.0} : Value{std::int64_t{0}};
  return cells;
}

Condition random_condition(Random& random) {
  Condition condition;
  condition.negated = random.percent(20);
  condition.null_row = random.percent(20) ? NullRow::kept : NullRow::dropped;
  switch (random.source.below(3)) {
    case 0:
      condition.column = text;
      condition.op = random.percent(50) ? Op::contains : Op::equal;
      condition.letter_case = random.percent(50) ? LetterCase::folded : LetterCase::kept;
      condition.values = {random.pick(kTexts), random.pick(kTexts)};
      break;
    case 1:
      condition.column = flag;
      condition.values = {random.percent(50)};
      break;
    default:
      condition.column = random.percent(50) ? count : money;
      condition.op = Op::between;
      condition.values = {std::int64_t{random.source.below(5)} - 3, std::int64_t{6}};
  }
  return condition;
}

/// count / money >= 1, which has no answer where money is the integer 0; or text < id.
Predicate random_predicate(Random& random) {
  Predicate predicate;
  const auto column = [&](Number number) {
    return predicate.add({.fn = Fn::column, .column = static_cast<std::uint32_t>(number)});
  };
  if (random.percent(50)) {
    const auto left = column(text);
    const auto right = column(id);
    predicate.add({.fn = Fn::less, .operands = {left, right}});
    return predicate;
  }
  const auto left = column(count);
  const auto right = column(random.percent(50) ? money : day);
  const auto quotient = predicate.add({.fn = Fn::divide, .operands = {left, right}});
  const auto one = predicate.add({.values = {std::int64_t{1}}});
  predicate.add({.fn = Fn::less_equal, .operands = {one, quotient}});
  return predicate;
}

Selection random_selection(Random& random) {
  Selection selection;
  for (std::uint32_t i = random.source.below(3); i > 0; --i) {
    selection.filter.all_of.push_back(random_condition(random));
  }
  if (random.percent(30)) selection.filter.where = random_predicate(random);
  if (random.percent(20)) selection.search = random.pick(kTexts);
  for (std::uint32_t i = random.source.below(3); i > 0; --i) {
    selection.order.push_back({random.source.below(kColumns), random.percent(50),
                               random.percent(50) ? LetterCase::folded : LetterCase::kept});
  }
  selection.null_order =
      random.pick(std::vector<NullOrder>{NullOrder::largest, NullOrder::last, NullOrder::smallest});
  return selection;
}

Table build(const Model& model) {
  Table::Builder builder{make_schema()};
  for (const auto& [number, row] : model) builder.add(row.json, row.cells);
  return std::move(builder).finish();
}

std::uint32_t nth(const Model& model, std::uint32_t n) {
  return std::next(model.begin(), static_cast<std::ptrdiff_t>(n))->first;
}

std::string all_json(const Table& table, const RowIds& rows) {
  std::string json;
  table.append_json_array(json, rows, 0, rows->size());
  return json;
}

void check_same(const Table& table, const Model& model, const Selection& selection,
                Random& random) {
  const Table anew = build(model);
  REQUIRE(table.size() == anew.size());
  const auto got = table.try_select(selection);
  const auto wanted = anew.try_select(selection);
  REQUIRE(got.has_value() == wanted.has_value());
  const std::size_t column = random.source.below(kColumns);
  REQUIRE(table.distinct(column) == anew.distinct(column));
  if (!model.empty()) {
    const std::uint32_t row = random.source.below(static_cast<std::uint32_t>(model.size()));
    REQUIRE(table.value(nth(model, row), column) == anew.value(row, column));
  }
  REQUIRE(explain(table, selection, "") == explain(anew, selection, ""));
  if (!got) {
    Fault fault = wanted.error();
    fault.row = nth(model, fault.row);
    REQUIRE(got.error() == fault);
    return;
  }
  REQUIRE(all_json(table, *got) == all_json(anew, *wanted));
  REQUIRE(table.distinct(column, *got) == anew.distinct(column, *wanted));
}

struct Version {
  Table table;
  Model model;
};

/// A few changes of a version, each of another row.
Version changed(const Version& before, Random& random, std::uint32_t share_of_new) {
  Model model = before.model;
  std::map<std::uint32_t, RowChange> changes;
  std::vector<std::string> texts(4);
  for (std::string& json : texts) {
    const bool is_new = model.empty() || random.percent(share_of_new);
    const std::uint32_t row =
        is_new ? std::max(before.table.limit(),
                          changes.empty() ? 0 : changes.rbegin()->first + random.source.below(3))
               : nth(model, random.source.below(static_cast<std::uint32_t>(model.size())));
    if (changes.count(row) != 0) continue;
    if (!is_new && random.percent(40)) {
      model.erase(row);
      changes[row] = {.row = row};
      continue;
    }
    json = std::to_string(random.source.below(1'000'000));
    model[row] = {json, random_cells(random)};
    changes[row] = {row, json, model[row].cells};
    if (random.percent(40)) break;
  }
  std::vector<RowChange> list;
  for (auto& [row, change] : changes) list.push_back(std::move(change));
  return {before.table.with(std::move(list)), std::move(model)};
}

/// Each step changes the newest version, then asks it, and now and then an older one.
void run_script(std::uint64_t seed, int steps, std::uint32_t rows, std::uint32_t share_of_new) {
  Random random{Pcg32{Seed{seed}}};
  Model model;
  for (std::uint32_t row = 0; row < rows; ++row) {
    model[row] = {std::to_string(row), random_cells(random)};
  }
  std::vector<Version> versions;
  versions.push_back({build(model), std::move(model)});
  std::vector<Selection> selections{{}};
  while (selections.size() < 12) selections.push_back(random_selection(random));
  for (int step = 0; step < steps; ++step) {
    versions.push_back(changed(versions.back(), random, share_of_new));
    if (random.percent(2)) selections[1 + random.source.below(11)] = random_selection(random);
    const auto check = [&](const Version& version) {
      check_same(version.table, version.model, random.pick(selections), random);
    };
    check(versions.back());
    if (random.percent(20)) check(random.pick(versions));
    if (versions.size() > 40) versions.erase(versions.begin(), versions.begin() + 30);
  }
}

}  // namespace

TEST_CASE("a changed table answers as one that is built anew", "[mock][query][layers]") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    run_script(seed, 220, static_cast<std::uint32_t>(seed), 40);
  }
}

TEST_CASE("a table with more changes than rows answers as one that is built anew",
          "[mock][query][layers]") {
  // Enough new rows for several new bases; and few questions, so that changes pile up.
  for (std::uint64_t seed = 101; seed <= 104; ++seed) run_script(seed, 400, 10, 65);
  Random random{Pcg32{Seed{105}}};
  Version version{build({}), {}};
  for (int step = 0; step < 2'500; ++step) version = changed(version, random, 60);
  for (int i = 0; i < 20; ++i) {
    check_same(version.table, version.model, random_selection(random), random);
  }
}

TEST_CASE("a result that was asked for before a change is not made again",
          "[mock][query][layers]") {
  Random random{Pcg32{Seed{9}}};
  Version before{build({{0, {"0", random_cells(random)}}}), {}};
  const Selection all;
  const RowIds rows = before.table.select(all);

  const Table same = before.table.with({});
  const Table more = before.table.with({{1, "1", random_cells(random)}});

  CHECK(same.select(all) == rows);
  CHECK(*more.select(all) == std::vector<std::uint32_t>{0, 1});
  CHECK(more.select(all) == more.select(all));
  CHECK(*before.table.select(all) == *rows);
}

TEST_CASE("a removed row's number is not given again", "[mock][query][layers]") {
  Random random{Pcg32{Seed{10}}};
  Table table = build({{0, {"0", random_cells(random)}}, {1, {"1", random_cells(random)}}});

  table = table.with({{.row = 1}});

  CHECK(table.size() == 1);
  CHECK(table.limit() == 2);
  CHECK(table.with({{.row = 1}}).size() == 1);  // it is gone already
  CHECK(table.with({{.row = 7}}).size() == 1);  // and this one was never there
}

}  // namespace understudy::mock::query
