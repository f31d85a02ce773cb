// SPDX-License-Identifier: MIT
/// How the query engine scales: new selections, repeated ones, pages; 1,000 to 1,000,000 rows.
///
/// Units:  memory_per_json is the growth of resident memory over the bytes of JSON text
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "filter/dialect.hpp"
#include "paging/dialect.hpp"
#include "query/table.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/random.hpp"

namespace understudy::mock::query {

namespace {

enum Number : std::size_t {
  id,
  name,
  email,
  phone,
  city,
  state_name,
  type,
  customer,
  opps,
  revenue,
  date
};

constexpr std::array<const char*, 11> kKeys{"id",   "accountName", "email",        "phone",
                                            "city", "state",       "accountType",  "isCustomer",
                                            "opps", "revenue",     "recentOppDate"};

const std::array<Switch, 2> kPageSwitches{
    {{"page.over_max", {"clamp", "reject"}}, {"page.shape", {"spring-2.1", "spring-2.0"}}}};

std::size_t resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::string random_word(Pcg32& random, std::size_t length) {
  std::string word;
  for (std::size_t i = 0; i < length; ++i) word += static_cast<char>('a' + random.below(26));
  word.front() = static_cast<char>(word.front() - 'a' + 'A');
  return word;
}

std::vector<Value> random_cells(Pcg32& random) {
  const std::string owner = random_word(random, 8);
  return {random_word(random, 32),
          random_word(random, 9) + ' ' + random_word(random, 6) + " Inc.",
          owner + "@example.com",
          "+1 555 " + std::to_string(random.below(10'000'000)),
          "City " + std::to_string(random.below(5000)),
          "State " + std::to_string(random.below(50)),
          std::string{random.chance(500) ? "Customer" : "Prospect"},
          random.chance(500),
          std::int64_t{random.below(40)},
          static_cast<double>(random.below(10'000'000)) / 4,
          1'600'000'000 + std::int64_t{random.below(150'000'000)}};
}

void write_json(std::string& json, const std::vector<Value>& cells) {
  json = "{";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) json += ',';
    append_json_string(json, kKeys[i]);
    json += ':';
    if (const auto* text = std::get_if<std::string>(&cells[i])) append_json_string(json, *text);
    if (const auto* flag = std::get_if<bool>(&cells[i])) json += *flag ? "true" : "false";
    if (const auto* count = std::get_if<std::int64_t>(&cells[i])) json += std::to_string(*count);
    if (const auto* number = std::get_if<double>(&cells[i])) append_json_number(json, *number);
  }
  // The columns of a real report that no query here touches, and their keys.
  json += R"(,"street":null,"territory":null,"divisions":null,"parent_account_id":null,)"
          R"("naicsCode":null,"sicCode":null,"website":null,"zipCode":null,"partnerFields":{}})";
}

struct Sized {
  Table table;
  std::size_t json_bytes = 0;
  std::size_t resident = 0;
};

Sized make_table(std::size_t rows) {
  const std::size_t before = resident_bytes();
  Schema schema;
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    const auto kind = i < customer    ? ColumnType::text
                      : i == customer ? ColumnType::boolean
                      : i == opps     ? ColumnType::number
                      : i == revenue  ? ColumnType::currency
                                      : ColumnType::date;
    schema.add({kKeys[i], kind, i < customer});
  }
  Table::Builder builder{schema};
  Pcg32 random{Seed{1}};
  std::string json;
  std::size_t json_bytes = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::vector<Value> cells = random_cells(random);
    write_json(json, cells);
    json_bytes += json.size();
    builder.add(json, cells);
  }
  Table table = std::move(builder).finish();
  return {std::move(table), json_bytes, resident_bytes() - before};
}

/// Made once per size, kept until the end.
const Sized& table_of(const benchmark::State& state) {
  static std::map<std::int64_t, Sized> tables;
  auto it = tables.find(state.range(0));
  if (it == tables.end()) {
    it = tables.emplace(state.range(0), make_table(static_cast<std::size_t>(state.range(0)))).first;
  }
  return it->second;
}

Condition range(std::size_t column, std::int64_t low, std::int64_t high) {
  Condition condition;
  condition.column = column;
  condition.op = Op::between;
  condition.values = {low, high};
  return condition;
}

Condition text(std::size_t column, Op op, std::string operand) {
  Condition condition;
  condition.column = column;
  condition.op = op;
  condition.letter_case = op == Op::contains ? LetterCase::folded : LetterCase::kept;
  condition.values = {std::move(operand)};
  return condition;
}

/// Numbers that never come twice, so that no result is found in the cache.
std::int64_t fresh() {
  static std::int64_t last = 0;
  return ++last;
}

std::string first_page(const Table& table, const Selection& selection, std::size_t rows = 20) {
  std::string page;
  table.append_json_array(page, table.select(selection), 0, rows);
  return page;
}

/// The very first query on a table: ranks and folded texts are made on the way.
void first_sort(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    const Sized fresh_table = make_table(static_cast<std::size_t>(state.range(0)));
    state.ResumeTiming();
    benchmark::DoNotOptimize(first_page(fresh_table.table, {.order = {{.column = name}}}));
  }
}

void new_range_and_sort(benchmark::State& state) {
  const Sized& sized = table_of(state);
  for (auto _ : state) {
    const Selection selection{.filter = {{range(date, 1'600'000'000 + fresh(), 1'700'000'000)}},
                              .order = {{.column = name}}};
    benchmark::DoNotOptimize(first_page(sized.table, selection));
  }
  state.counters["memory_per_json"] =
      static_cast<double>(sized.resident) / static_cast<double>(sized.json_bytes);
}

void new_exact_and_three_sorts(benchmark::State& state) {
  const Sized& sized = table_of(state);
  for (auto _ : state) {
    const Selection selection{
        .filter = {{text(type, Op::equal, "Customer"), range(opps, -fresh(), 30)}},
        .order = {
            {.column = state_name}, {.column = revenue, .descending = true}, {.column = name}}};
    benchmark::DoNotOptimize(first_page(sized.table, selection));
  }
}

void new_contains(benchmark::State& state) {
  const Sized& sized = table_of(state);
  for (auto _ : state) {
    const Selection selection{
        .filter = {{text(name, Op::contains, "ab"), range(opps, -fresh(), 100)}},
        .order = {{.column = name}}};
    benchmark::DoNotOptimize(first_page(sized.table, selection));
  }
}

filter::Parse odata() {
  static const std::vector<Switch> kKnown{{"filter.string_case", {"sensitive", "insensitive"}},
                                          {"odata.case", {"any", "lower"}},
                                          {"odata.coerce", {"off", "on"}},
                                          {"odata.not_blank", {"required", "optional"}},
                                          {"odata.trim", {"no", "yes"}}};
  return filter::make_odata(Switches::resolve(kKnown, Strictness::documented, {}).value());
}

/// A filter of OData, read and bound each time: two comparisons, a function, a list, or and not.
void new_odata(benchmark::State& state) {
  const Sized& sized = table_of(state);
  const filter::Parse parse = odata();
  for (auto _ : state) {
    const std::string text =
        "accountType eq 'Customer' and (revenue gt 1000 or isCustomer) and "
        "not startswith(state,'State 1') and opps gt -" +
        std::to_string(fresh()) + " and city in ('City 1','City 2','City 3')";
    const Selection selection{.filter = parse(text, sized.table.schema()).value(),
                              .order = {{.column = name}}};
    benchmark::DoNotOptimize(first_page(sized.table, selection));
  }
}

/// A function over a column whose values are all different, then a comparison of two columns.
void new_odata_functions(benchmark::State& state) {
  const Sized& sized = table_of(state);
  const filter::Parse parse = odata();
  for (auto _ : state) {
    const std::string text = "contains(tolower(accountName),'ab') or revenue mul 2 lt opps add " +
                             std::to_string(fresh());
    const Selection selection{.filter = parse(text, sized.table.schema()).value()};
    benchmark::DoNotOptimize(first_page(sized.table, selection));
  }
}

void new_search(benchmark::State& state) {
  const Sized& sized = table_of(state);
  for (auto _ : state) {
    const Selection selection{.filter = {{range(opps, -fresh(), 100)}}, .search = "abc"};
    benchmark::DoNotOptimize(first_page(sized.table, selection));
  }
}

void repeated(benchmark::State& state) {
  const Sized& sized = table_of(state);
  const Selection selection{
      .filter = {{range(date, 1'600'000'000, 1'700'000'000), text(type, Op::equal, "Customer")}},
      .order = {{.column = name}}};
  for (auto _ : state) benchmark::DoNotOptimize(sized.table.select(selection));
}

void page(benchmark::State& state) {
  const Sized& sized = table_of(state);
  const Switches switches = Switches::resolve(kPageSwitches, Strictness::documented, {}).value();
  const paging::Paging paging = paging::make_spring_page(switches);
  const RowIds rows = sized.table.select({.order = {{.column = name}}});
  const auto size = static_cast<std::size_t>(state.range(1));
  std::size_t bytes = 0;
  for (auto _ : state) {
    std::string body;
    paging.write(body, {{0, size, 0}, rows->size(), size, true},
                 [&](std::string& out) { sized.table.append_json_array(out, rows, 0, size); });
    bytes += body.size();
    benchmark::DoNotOptimize(body);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->RangeMultiplier(10)->Range(1000, 1'000'000)->Unit(benchmark::kMicrosecond);
}

BENCHMARK(new_range_and_sort)->Apply(sizes);
BENCHMARK(new_exact_and_three_sorts)->Apply(sizes);
BENCHMARK(new_contains)->Apply(sizes);
BENCHMARK(new_odata)->Apply(sizes);
BENCHMARK(new_odata_functions)->Apply(sizes);
BENCHMARK(new_search)->Apply(sizes);
BENCHMARK(repeated)->Apply(sizes)->Unit(benchmark::kNanosecond);
BENCHMARK(page)->ArgsProduct({{1'000'000}, {20, 2000}})->Unit(benchmark::kMicrosecond);
BENCHMARK(first_sort)->Apply(sizes)->Iterations(1);

}  // namespace

}  // namespace understudy::mock::query
