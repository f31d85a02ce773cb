// SPDX-License-Identifier: MIT
/// A profile, read strictly: what it does not say right, it does not say.
///
/// Grammar:  profile = {"title", "limit", "sign_in", "calls": {name: call}, "values": {name:
/// value},
///                      "lists": {name: list}, "rules": {area: [rule...]}}
///           call    = {"operation", "path": {}, "query": {}, "headers": {}, "body" / "form": {},
///                      "status", "writes", "needs_credentials", "may_be_absent"}
///           list    = call and {"rows", "total", "key", "paging", "filter", "order", "search",
///                      "fields", "columns", "volatile"}
///           rule    = {"id", "relation", "source", "level", "title"} and arguments
#include "profile.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "sample_call.hpp"
#include "understudy/openapi/contracts.hpp"

namespace understudy::conformance {

std::string_view profile_text(std::string_view api);
std::string_view sources_text(std::string_view api);

namespace {

class Reader {
 public:
  Reader(std::string_view api, const openapi::Document& contract, Facts facts)
      : contract_(contract) {
    profile_.api = std::string{api};
    profile_.facts = std::move(facts);
  }

  Result<Profile> read(const Place& root) {
    const auto shape =
        require_object(root, {"calls", "limit", "lists", "rules", "sign_in", "title", "values"});
    if (!shape) return Failure{shape.error()};
    profile_.title = text_or(root, "title");
    for (const auto step : {&Reader::read_limit, &Reader::read_sign_in, &Reader::read_calls,
                            &Reader::read_lists, &Reader::read_values, &Reader::read_rules}) {
      const auto done = (this->*step)(root);
      if (!done) return Failure{done.error()};
    }
    return std::move(profile_);
  }

 private:
  Result<Done> read_limit(const Place& root) {
    if (!root.has("limit")) return Done{};
    const Place place = root.member("limit");
    const auto shape = require_object(place, {"requests", "seconds", "source"});
    if (!shape) return shape;
    for (const std::string name : {"requests", "seconds"}) {
      if (!place.has(name)) return refuse("expected the member \"" + name + "\"", place.at);
    }
    const auto requests = read_integer(place.member("requests"), 1, 1'000'000);
    if (!requests) return Failure{requests.error()};
    const auto seconds = read_integer(place.member("seconds"), 1, 86'400);
    if (!seconds) return Failure{seconds.error()};
    profile_.limit = DocumentedLimit{static_cast<std::size_t>(*requests),
                                     std::chrono::seconds{*seconds}, text_or(place, "source")};
    return Done{};
  }

  Result<Done> read_sign_in(const Place& root) {
    if (!root.has("sign_in")) return refuse("expected the member \"sign_in\"", root.at);
    const Place place = root.member("sign_in");
    const auto shape = require_object(place, {"claims", "fields", "optional_fields", "token_at",
                                              "token_credential", "token_request"});
    if (!shape) return shape;
    SignIn& sign_in = profile_.sign_in;
    const Json ways = member_or(place, "fields");
    for (const Json& way : ways) {
      sign_in.ways.push_back(fields_of(way));
    }
    sign_in.optional_fields = fields_of(member_or(place, "optional_fields"));
    sign_in.token_credential = text_or(place, "token_credential");
    sign_in.claims = place.has("claims") ? place.value.at("claims") : Json{};
    sign_in.token_at = text_or(place, "token_at");
    if (!place.has("token_request")) return Done{};
    auto call = read_call(contract_, place.member("token_request"), {});
    if (!call) return Failure{call.error()};
    call->needs_credentials = false;
    sign_in.token_request = *std::move(call);
    return Done{};
  }

  Result<Done> read_calls(const Place& root) {
    if (!root.has("calls")) return Done{};
    const Place calls = root.member("calls");
    for (const auto& [name, value] : calls.value.items()) {
      const Place place = calls.member(name);
      const auto shape =
          require_object(place, {"body", "form", "headers", "may_be_absent", "needs_credentials",
                                 "operation", "path", "query", "status", "writes"});
      if (!shape) return shape;
      auto call = read_call(contract_, place, name);
      if (!call) return Failure{call.error()};
      profile_.calls.emplace(name, *std::move(call));
    }
    return Done{};
  }

  Result<Done> read_lists(const Place& root) {
    if (!root.has("lists")) return Done{};
    const Place lists = root.member("lists");
    for (const auto& [name, value] : lists.value.items()) {
      auto list = read_list(lists.member(name), name);
      if (!list) return Failure{list.error()};
      profile_.lists.emplace(name, *std::move(list));
    }
    return Done{};
  }

  Result<ListSpec> read_list(const Place& place, const std::string& name) const {
    const auto shape =
        require_object(place, {"body", "columns", "fields", "filter", "form", "headers", "key",
                               "needs_credentials", "operation", "order", "paging", "path", "query",
                               "rows", "search", "status", "total", "volatile"});
    if (!shape) return Failure{shape.error()};
    ListSpec list;
    list.name = name;
    auto call = read_call(contract_, place, name);
    if (!call) return Failure{call.error()};
    list.call = *std::move(call);
    auto rows = read_pointer(place, "rows");
    if (!rows) return Failure{rows.error()};
    list.rows = *std::move(rows);
    list.total = text_or(place, "total");
    list.key = text_or(place, "key");
    list.filter = text_or(place, "filter");
    list.order = text_or(place, "order");
    list.search = text_or(place, "search");
    list.columns = text_or(place, "columns");
    for (const Json& pointer : member_or(place, "volatile")) {
      list.volatile_members.push_back(text_of(pointer));
    }
    if (place.has("paging")) {
      auto paging = read_paging(place.member("paging"));
      if (!paging) return Failure{paging.error()};
      list.paging = *std::move(paging);
    }
    if (!place.has("fields")) return list;
    const Place fields = place.member("fields");
    for (std::size_t i = 0; i < fields.value.size(); ++i) {
      auto field = read_field(fields.element(i));
      if (!field) return Failure{field.error()};
      list.fields.push_back(*std::move(field));
    }
    return list;
  }

  static Result<PagingWords> read_paging(const Place& place) {
    const auto shape = require_object(place, {"first", "most", "position", "size", "unit"});
    if (!shape) return Failure{shape.error()};
    PagingWords words;
    words.position = text_or(place, "position");
    words.size = text_or(place, "size");
    words.unit = text_or(place, "unit", "pages") == "rows" ? PagingWords::Unit::rows
                                                           : PagingWords::Unit::pages;
    if (place.has("first")) {
      const auto first = read_integer(place.member("first"), 0, 1);
      if (!first) return Failure{first.error()};
      words.first = static_cast<std::size_t>(*first);
    }
    if (place.has("most")) {
      const auto most = read_integer(place.member("most"), 1, 100'000);
      if (!most) return Failure{most.error()};
      words.most = static_cast<std::size_t>(*most);
    }
    return words;
  }

  static Result<FieldSpec> read_field(const Place& place) {
    const auto shape =
        require_object(place, {"at", "filters", "name", "parameter", "sorts", "type"});
    if (!shape) return Failure{shape.error()};
    FieldSpec field;
    auto name = read_text(place, "name");
    if (!name) return Failure{name.error()};
    field.name = *std::move(name);
    field.at = text_or(place, "at", "/" + pointer_token(field.name));
    field.type = text_or(place, "type", "string");
    field.sorts = read_flag(place, "sorts", true);
    field.parameter = text_or(place, "parameter");
    for (const Json& filter : member_or(place, "filters")) field.filters.push_back(text_of(filter));
    return field;
  }

  Result<Done> read_values(const Place& root) {
    if (!root.has("values")) return Done{};
    const Place values = root.member("values");
    for (const auto& [name, unused] : values.value.items()) {
      const Place place = values.member(name);
      const auto shape = require_object(place, {"at", "list", "useful_for"});
      if (!shape) return shape;
      HostValue value{name, text_or(place, "list"), text_or(place, "at"),
                      text_or(place, "useful_for")};
      for (const std::string& list : {value.list, value.useful_for}) {
        if (!list.empty() && profile_.lists.count(list) == 0) {
          return refuse("no list \"" + list + "\" in this profile", place.at);
        }
      }
      profile_.values.emplace(name, std::move(value));
    }
    return Done{};
  }

  Result<Done> read_rules(const Place& root) {
    if (!root.has("rules")) return Done{};
    const Place areas = root.member("rules");
    std::set<std::string, std::less<>> ids;
    for (const auto& [area, unused] : areas.value.items()) {
      const Place rules = areas.member(area);
      for (std::size_t i = 0; i < rules.value.size(); ++i) {
        auto rule = read_rule(rules.element(i), area);
        if (!rule) return Failure{rule.error()};
        if (!ids.insert(rule->id).second) {
          return refuse("there are two rules \"" + rule->id + "\"", rules.element(i).at);
        }
        profile_.rules.push_back(*std::move(rule));
      }
    }
    return Done{};
  }

  Result<RuleSpec> read_rule(const Place& place, const std::string& area) const {
    if (!place.value.is_object()) return refuse("expected an object", place.at);
    RuleSpec rule;
    rule.area = area;
    for (const auto& [member, into] : {std::pair{"id", &rule.id}, {"relation", &rule.relation}}) {
      auto text = read_text(place, member);
      if (!text) return Failure{text.error()};
      *into = *std::move(text);
    }
    rule.id = area + "/" + rule.id;
    auto sources = read_text(place, "source");
    if (!sources) return Failure{sources.error()};
    for (std::size_t at = 0; at <= sources->size();) {
      const std::size_t end = std::min(sources->find(", ", at), sources->size());
      rule.sources.push_back(sources->substr(at, end - at));
      at = end + 2;
    }
    for (const std::string& source : rule.sources) {
      if (profile_.facts.count(source) == 0) {
        return refuse("no fact \"" + source + "\" in SOURCES.md", place.at + "/source");
      }
    }
    const Fact& fact = profile_.facts.find(rule.sources.front())->second;
    rule.grade = fact.grade;
    rule.title = text_or(place, "title", fact.claim);
    rule.level = highest_level(rule.grade);
    if (place.has("level")) {
      const auto level = find_level(text_or(place, "level"));
      if (!level || *level < rule.level) {
        return refuse("expected a level that the grade of the source allows", place.at + "/level");
      }
      rule.level = *level;
    }
    for (const auto& [name, value] : place.value.items()) {
      static constexpr std::array<std::string_view, 5> kOwn{"id", "level", "relation", "source",
                                                            "title"};
      if (std::find(kOwn.begin(), kOwn.end(), name) == kOwn.end()) rule.args[name] = value;
    }
    return rule;
  }

  const openapi::Document& contract_;
  Profile profile_;
};

}  // namespace

Result<Profile> read_profile(std::string_view api, std::string_view json, std::string_view sources,
                             const openapi::Document& contract) {
  const auto root = parse_json(json);
  if (!root) return Failure{root.error()};
  return Reader{api, contract, read_facts(sources)}.read(Place{*root, ""});
}

Result<Profile> load_profile(std::string_view api, const openapi::Document& contract) {
  const std::string_view text = profile_text(api);
  if (text.empty()) {
    return Failure{Error{Errc::not_found,
                         "expected an API with a profile, got \"" + excerpt(api) + "\"", "", ""}};
  }
  return read_profile(api, text, sources_text(api), contract);
}

}  // namespace understudy::conformance
