// SPDX-License-Identifier: MIT
/// F01: the cases of OData's own grammar, where they are present.
///
/// A program of its own, so that CTest can show it as skipped. The cases know no data model: every
/// name they use as a field is a column here.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "filter/dialect.hpp"
#include "filter/odata_syntax.hpp"
#include "order/dialect.hpp"
#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::mock::filter {

namespace {

constexpr int kSkipped = 77;  // SKIP_RETURN_CODE in CMakeLists.txt
constexpr const char* kFile = UNDERSTUDY_TEST_DATA "/odata-abnf/filter-cases.json";
constexpr const char* kOption = "$filter=";

/// What this server does not support, by what the refusal calls it. A case that is accepted has to
/// leave this list.
const std::map<std::string, std::string>& unsupported() {
  static const std::map<std::string, std::string> kList{
      {"$filter=@Messages/any(m:m/severity eq 'error')",
       "aliases and annotations, such as @Messages"},
      {R"($filter=Address eq {"Street":"NE 40th","City":"Redmond","State":"WA","ZipCode":"98052"})",
       "JSON objects"},
      {"$filter=Price/@Currency%23Reporting eq 'EUR'",
       "aliases and annotations, such as @Currency#Reporting"},
      {"$filter=Price/@Measures.Currency eq 'EUR'",
       "aliases and annotations, such as @Measures.Currency"},
      {"$filter=Products/$count gt 0", "$count"},
      {"$filter=Sizes/$count gt 0", "$count"},
      {"$filter=endswith($it,'.com')", "$it"},
      {"$filter=style has Sales.Pattern'32'", "'has'"},
      {"$this eq 'Hugo'", "$this"},
      {"DirectReports/Sales.Manager/any()", "type casts in a path"},
      {"EmailAddresses/all(lambda:true)", "the lambda operator all"},
      {"FirstName in (FirstName)", "'in' with anything but a list of literals"},
      {"Items/Model.MostPopularAddress()/Address", "functions in a path"},
      {"Items/Model.MostPopularAddresses()/$count", "functions in a path"},
      {"Items/Model.MostPopularNames()/$count", "functions in a path"},
      {"Items/MostPopularName()/MostPopularName()", "functions in a path"},
      {"Items/MostPopularNames()/MostPopularName()", "functions in a path"},
      {"Model.Available()", "the function Model.Available"},
      {R"(Model.Available(complex=%7B %22Name%22 : "double%20quote (%5C%22) in value" %7D))",
       "the function Model.Available"},
      {R"(Model.Available(complex={"Name":"Value"}))", "the function Model.Available"},
      {"Model.MostPopularName()", "the function Model.MostPopularName"},
      {"Products/Model.BestProduct()/Address/Street", "functions in a path"},
      {"Products/Model.BestProduct()/Addresses/Model.MostPopularName()", "functions in a path"},
      {"Products/Model.BestProduct()/EmailAddresses/all(lambda:true)", "functions in a path"},
      {"Products/Model.BestProduct()/Model.MostPopularName()", "functions in a path"},
      {"Products/Model.BestProduct()/Name", "functions in a path"},
      {"Products/Model.BestProduct()/Name/Model.Available()", "functions in a path"},
      {"Products/Model.BestProduct()/Thumbnail", "functions in a path"},
      {"Products/Model.ProductsByColor()/all(lambda:true)", "functions in a path"},
      {"Products/Model.ProductsByColor(color='green')/Model.BestSellingProduct/"
       "Model.MostPopularName()",
       "functions in a path"},
      {R"(Products/Model.ProductsByColor(colors=[ "red", "green" , "blue" ]))",
       "functions in a path"},
      {"Products/all()", "the lambda operator all"},
      {"Products/all(lambda:true)", "the lambda operator all"},
      {"Products/any(lambda:lambda/Completed)", "the lambda operator any"},
      {"Products/any(lambda:true)", "the lambda operator any"},
      {R"(["Hello",42,true,false,null,'World'])", "arrays outside of 'in'"},
      {R"([FirstName,LastName] in [["John","Doe"],["Jane","Smith"]])", "arrays outside of 'in'"},
      {"cast(Category,Edm.Boolean)", "the function cast"},
      {"cast(Category,Model.Customer)", "the function cast"},
      {"cast(Model.Customer)", "the function cast"},
      {"geo.intersects(Supplier/SalesArea,Product/Location)", "the function geo.intersects"},
      {"geo.length(geography'SRID=0;LineString(142.1 64.1,3.14 2.78)')", "the function geo.length"},
      {R"(hassubset(["Milk", "Cheese"],Names))", "the function hassubset"},
      {R"(startswith(["Fred","George","Ron"],["Fred","George"]))", "arrays outside of 'in'"},
      {"style has Sales.Pattern'Yellow'", "'has'"},
      {R"({"FirstName":Customer/FirstName,"LastName":Manager/LastName,"Sizes":[1, 2 add 3]})",
       "JSON objects"},
      {"{}", "JSON objects"},
  };
  return kList;
}

std::optional<std::string> read_file() {
  std::ifstream in(kFile, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

/// Percent-decoding alone: "+" stays.
std::string decoded(const std::string& text) { return decode_segment(text).value(); }

query::Schema schema() {
  using query::ColumnType;
  query::Schema columns;
  for (const char* name :
       {"Name", "Street", "CompanyName", "FirstName", "style", "Supplier.Name"}) {
    columns.add({name, ColumnType::text});
  }
  for (const char* name : {"Price", "Rating"}) columns.add({name, ColumnType::number});
  for (const char* name : {"Completed", "Size", "Items"}) columns.add({name, ColumnType::boolean});
  for (const char* name : {"LifeTime", "BirthDate", "ReleaseDate"}) {
    columns.add({name, ColumnType::date_time});
  }
  return columns;
}

/// A filter of any kind: a value is asked for being null.
Parsed parse(const std::string& text, bool is_boolean) {
  const std::vector<Switch> known{{"filter.string_case", {"sensitive"}},
                                  {"odata.case", {"any"}},
                                  {"odata.coerce", {"off"}},
                                  {"odata.not_blank", {"required"}},
                                  {"odata.trim", {"no"}}};
  const Parse dialect = make_odata(Switches::resolve(known, Strictness::documented, {}).value());
  const Parsed parsed = dialect(text, schema());
  if (parsed || is_boolean || parsed.error().code != FilterErrc::wrong_type) return parsed;
  return dialect("(" + text + ") eq null", schema());
}

/// Whether orderby-list takes it, without the "$" that impartner's option does not have.
bool sorts(const std::string& input) {
  const std::vector<Switch> known{{"sort.string_case", {"sensitive"}}};
  const order::Parse dialect =
      order::make_orderby_list(Switches::resolve(known, Strictness::documented, {}).value());
  return dialect(QueryParams::parse(input.substr(1)).value(), schema()).has_value();
}

}  // namespace

TEST_CASE("the cases of OData's grammar come out as they are marked",
          "[mock][filter][odata][F01]") {
  const auto text = read_file();
  if (!text) {
    std::printf("skipped: no OData cases at %s; set UNDERSTUDY_TEST_DATA\n", kFile);
    std::exit(kSkipped);
  }
  const auto cases = parse_json(*text);
  REQUIRE(cases.has_value());
  REQUIRE(cases->size() == 98);

  int accepted = 0;
  int refused = 0;
  int sorted = 0;
  int unsorted = 0;
  std::size_t named = 0;
  for (const Json& one : *cases) {
    const auto input = one.at("input").get<std::string>();
    const auto rule = one.at("rule").get<std::string>();
    INFO(one.at("name") << ": " << input);
    if (rule == "orderby") {
      // Of the orders the list of names is supported; paths to a count and expressions are not.
      const bool is_list =
          input.find("$count") == std::string::npos && input.find(" ge ") == std::string::npos;
      CHECK(sorts(input) == is_list);
      ++(is_list ? sorted : unsorted);
      continue;
    }
    std::string expression = decoded(input);
    std::size_t before = 0;
    if (rule == "filter") {
      const std::string option{kOption};
      before = static_cast<std::size_t>(
          std::mismatch(option.begin(), option.end(), expression.begin(), expression.end()).first -
          option.begin());
      if (before != option.size()) {
        // The name of the option is wrong already, and the place is where it goes wrong.
        CHECK(to_int64(one.at("failAt")) == static_cast<std::int64_t>(before));
        ++refused;
        continue;
      }
      expression.erase(0, before);
    }

    const auto syntax = odata::parse_syntax(expression, {});
    const Parsed parsed = parse(expression, rule != "commonExpr");

    if (const auto it = unsupported().find(input); it != unsupported().end()) {
      ++named;
      REQUIRE(syntax);
      REQUIRE_FALSE(parsed);
      CHECK(syntax->unsupported->what == it->second);
      CHECK(parsed.error().code == FilterErrc::not_supported);
      CHECK(parsed.error().message.find(it->second) != std::string::npos);
      continue;
    }
    if (one.contains("failAt")) {
      REQUIRE_FALSE(parsed);
      CHECK(static_cast<std::int64_t>(before + parsed.error().offset) ==
            to_int64(one.at("failAt")));
      ++refused;
      continue;
    }
    if (!parsed) UNSCOPED_INFO(parsed.error().message);
    CHECK(parsed);
    ++accepted;
  }
  CHECK(named == unsupported().size());
  CHECK(accepted == 44);
  CHECK(refused == 2);
  CHECK(sorted == 2);
  CHECK(unsorted == 3);
}

}  // namespace understudy::mock::filter
