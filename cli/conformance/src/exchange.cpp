// SPDX-License-Identifier: MIT
/// A document of exchanges, read strictly: what it does not say right, it does not say.
#include "understudy/conformance/exchange.hpp"

#include <array>
#include <chrono>
#include <set>
#include <utility>

#include "rules.hpp"

namespace understudy::conformance {

namespace {

constexpr std::array<std::pair<std::string_view, Grade>, 6> kGrades{{{"DOC", Grade::doc},
                                                                     {"FW", Grade::fw},
                                                                     {"GUESS", Grade::guess},
                                                                     {"INF", Grade::inf},
                                                                     {"OBS", Grade::obs},
                                                                     {"SEED", Grade::seed}}};

constexpr std::int64_t kLongestAdvance =
    2'678'400'000;                            // ours: milliseconds; 31 days, past any token
constexpr std::int64_t kMostRepeats = 1'000;  // ours
constexpr std::int64_t kMostPages = 1'000;    // ours

Result<Grade> read_grade(const Place& exchange) {
  const auto text = read_text(exchange, "grade");
  if (!text) return Failure{text.error()};
  if (const auto grade = find_grade(*text)) return *grade;
  return refuse("expected SEED, DOC, OBS, FW, INF or GUESS", exchange.at + "/grade");
}

Result<RequestTemplate> load_request(const Place& place) {
  const auto shape = require_object(place, {"fields", "json", "method", "target", "text"});
  if (!shape) return Failure{shape.error()};
  RequestTemplate request;

  const auto method = read_text(place, "method");
  if (!method) return Failure{method.error()};
  const auto known = find_method(*method);
  if (!known) return refuse("expected an HTTP method", place.at + "/method");
  request.method = *known;

  auto target = read_text(place, "target");
  if (!target) return Failure{target.error()};
  request.target = *std::move(target);

  if (place.has("fields")) {
    const Place fields = place.member("fields");
    if (!fields.value.is_object()) return refuse("expected an object", fields.at);
    for (const auto& [name, value] : fields.value.items()) {
      auto text = read_text(fields.member(name));
      if (!text) return Failure{text.error()};
      request.fields.add(name, *std::move(text));
    }
  }
  if (place.has("json") && place.has("text")) {
    return refuse("expected either \"json\" or \"text\"", place.at);
  }
  if (place.has("json")) {
    request.body = dump_json(place.value.at("json"));
    request.is_json = true;
  }
  if (place.has("text")) {
    auto text = read_text(place.member("text"));
    if (!text) return Failure{text.error()};
    request.body = *std::move(text);
  }
  return request;
}

Result<Walk> load_walk(const Place& place, const RequestTemplate& request) {
  const auto shape = require_object(place, {"last", "pages", "rows", "total"});
  if (!shape) return Failure{shape.error()};
  if (request.target.find("${page}") == request.target.npos) {
    return refuse("expected a request with ${page} in its target", place.at);
  }
  Walk walk;
  for (const auto& [name, slot] :
       {std::pair{"last", &walk.last}, {"rows", &walk.rows}, {"total", &walk.total}}) {
    auto pointer = read_pointer(place, name);
    if (!pointer) return Failure{pointer.error()};
    *slot = *std::move(pointer);
  }
  if (place.has("pages")) {
    const auto pages = read_integer(place.member("pages"), 1, kMostPages);
    if (!pages) return Failure{pages.error()};
    walk.pages = static_cast<std::size_t>(*pages);
  }
  return walk;
}

Result<std::vector<Keep>> load_keeps(const Place& place) {
  if (!place.value.is_object()) return refuse("expected an object", place.at);
  std::vector<Keep> keeps;
  for (const auto& [name, value] : place.value.items()) {
    auto at = read_pointer(place.member(name));
    if (!at) return Failure{at.error()};
    keeps.push_back({name, *std::move(at)});
  }
  return keeps;
}

Result<Done> load_options(const Place& place, Exchange& exchange) {
  if (place.has("advance_ms")) {
    const auto advance = read_integer(place.member("advance_ms"), 0, kLongestAdvance);
    if (!advance) return Failure{advance.error()};
    exchange.advance = std::chrono::milliseconds{*advance};
  }
  if (place.has("repeat")) {
    const auto repeat = read_integer(place.member("repeat"), 1, kMostRepeats);
    if (!repeat) return Failure{repeat.error()};
    exchange.repeat = static_cast<std::size_t>(*repeat);
  }
  if (place.has("walk")) {
    auto walk = load_walk(place.member("walk"), exchange.request);
    if (!walk) return Failure{walk.error()};
    exchange.walk = *std::move(walk);
  }
  if (place.has("after")) {
    auto after = read_text(place.member("after"));
    if (!after) return Failure{after.error()};
    exchange.after = *std::move(after);
  }
  if (place.has("writes")) {
    const Place writes = place.member("writes");
    if (!writes.value.is_boolean()) return refuse("expected true or false", writes.at);
    exchange.writes = writes.value == true;
  }
  if (place.has("keep")) {
    auto keeps = load_keeps(place.member("keep"));
    if (!keeps) return Failure{keeps.error()};
    exchange.keep = *std::move(keeps);
  }
  return Done{};
}

Result<Exchange> load_exchange(const Place& place, const Fragments& fragments) {
  const auto shape =
      require_object(place, {"advance_ms", "after", "always", "example", "grade", "id", "keep",
                             "repeat", "request", "source", "title", "walk", "writes"});
  if (!shape) return Failure{shape.error()};
  Exchange exchange;
  for (const auto& [name, slot] :
       {std::pair{"id", &exchange.id}, {"title", &exchange.title}, {"source", &exchange.source}}) {
    auto text = read_text(place, name);
    if (!text) return Failure{text.error()};
    if (text->empty()) return refuse("expected a text that is not empty", place.at + "/" + name);
    *slot = *std::move(text);
  }

  const auto grade = read_grade(place);
  if (!grade) return Failure{grade.error()};
  exchange.grade = *grade;

  if (!place.has("request")) return refuse("expected the member \"request\"", place.at);
  auto request = load_request(place.member("request"));
  if (!request) return Failure{request.error()};
  exchange.request = *std::move(request);

  // An exchange that demands nothing of any host would pass by being sent.
  if (!place.has("always")) return refuse("expected the member \"always\"", place.at);
  for (const auto& [name, slot] :
       {std::pair{"always", &exchange.always}, {"example", &exchange.example}}) {
    if (!place.has(name)) continue;
    auto expectation = load_expectation(place.member(name), fragments);
    if (!expectation) return Failure{expectation.error()};
    *slot = *std::move(expectation);
  }
  const auto options = load_options(place, exchange);
  if (!options) return Failure{options.error()};
  return exchange;
}

/// Fragments without "like" first, then those that are put together from them: one step, so that no
/// cycle can be written.
Result<Fragments> load_fragments(const Place& place) {
  if (!place.value.is_object()) return refuse("expected an object", place.at);
  Fragments plain;
  for (const auto& [name, value] : place.value.items()) {
    if (value.is_object() && value.contains("like")) continue;
    auto fragment = load_expectation(place.member(name), {});
    if (!fragment) return Failure{fragment.error()};
    plain.emplace(name, *std::move(fragment));
  }
  Fragments all = plain;
  for (const auto& [name, value] : place.value.items()) {
    if (plain.count(name) != 0) continue;
    auto fragment = load_expectation(place.member(name), plain);
    if (!fragment) return Failure{fragment.error()};
    all.emplace(name, *std::move(fragment));
  }
  return all;
}

/// name = 1*ALPHA [ "_" %x32-39 ]
bool is_credential_name(std::string_view name) {
  const std::size_t letters = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz");
  if (letters == name.npos) return !name.empty();
  return letters > 0 && letters + 2 == name.size() && name[letters] == '_' && name.back() >= '2' &&
         name.back() <= '9';
}

Result<std::vector<TokenWanted>> load_tokens(const Place& place) {
  if (!place.value.is_object()) return refuse("expected an object", place.at);
  std::vector<TokenWanted> tokens;
  for (const auto& [name, value] : place.value.items()) {
    const Place list = place.member(name);
    if (!is_credential_name(name)) return refuse("expected a name, or name_2 to name_9", list.at);
    if (!value.is_array()) return refuse("expected an array of permissions", list.at);
    TokenWanted token{name, {}};
    for (std::size_t i = 0; i < value.size(); ++i) {
      auto permission = read_text(list.element(i));
      if (!permission) return Failure{permission.error()};
      token.permissions.push_back(*std::move(permission));
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

}  // namespace

std::string_view name_of(Grade grade) {
  for (const auto& [name, value] : kGrades) {
    if (value == grade) return name;
  }
  return "?";
}

std::optional<Grade> find_grade(std::string_view name) {
  for (const auto& [known, grade] : kGrades) {
    if (known == name) return grade;
  }
  return std::nullopt;
}

bool is_assumption(Grade grade) { return grade == Grade::inf || grade == Grade::guess; }

Result<ExchangeSet> load_exchanges(std::string_view json) {
  const auto document = parse_json(json);
  if (!document) return Failure{document.error()};
  const Place root{*document, ""};
  const auto shape = require_object(root, {"exchanges", "fragments", "title", "tokens"});
  if (!shape) return Failure{shape.error()};

  ExchangeSet set;
  auto title = read_text(root, "title");
  if (!title) return Failure{title.error()};
  set.title = *std::move(title);

  if (root.has("tokens")) {
    auto tokens = load_tokens(root.member("tokens"));
    if (!tokens) return Failure{tokens.error()};
    set.tokens = *std::move(tokens);
  }
  Fragments fragments;
  if (root.has("fragments")) {
    auto loaded = load_fragments(root.member("fragments"));
    if (!loaded) return Failure{loaded.error()};
    fragments = *std::move(loaded);
  }

  if (!root.has("exchanges") || !root.value.at("exchanges").is_array()) {
    return refuse("expected the member \"exchanges\", an array", "");
  }
  const Place list = root.member("exchanges");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < list.value.size(); ++i) {
    auto exchange = load_exchange(list.element(i), fragments);
    if (!exchange) return Failure{exchange.error()};
    if (!exchange->after.empty() && ids.count(exchange->after) == 0) {
      return refuse("expected the id of an earlier exchange", list.element(i).at + "/after");
    }
    if (!ids.insert(exchange->id).second) {
      return refuse("expected an id that no other exchange has", list.element(i).at + "/id");
    }
    set.exchanges.push_back(*std::move(exchange));
  }
  return set;
}

}  // namespace understudy::conformance
