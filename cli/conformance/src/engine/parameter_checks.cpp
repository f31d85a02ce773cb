// SPDX-License-Identifier: MIT
#include "parameter_checks.hpp"

#include <algorithm>

#include "generate.hpp"
#include "refusals.hpp"
#include "requests.hpp"
#include "shrink.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::conformance {

namespace {

constexpr std::int64_t kMostAsked = 1'000;  // ours: no host is asked for more rows by a check

/// A parameter with the values to try.
struct Edges {
  std::string name;
  openapi::In in = openapi::In::query;
  Citation citation;
  std::vector<std::string> excludes = {};  ///< parameters that it never comes with
  std::vector<std::string> allowed = {};
  std::vector<std::string> refused = {};
};

/// Puts a value in the place of a segment "{name}" of the path.
bool set_segment(Request& request, const std::string& path, const std::string& name,
                 const std::string& value) {
  const std::string hole = "{" + name + "}";
  std::size_t segment = 0;
  const std::size_t at = path.find(hole);
  if (at == path.npos) return false;
  segment = static_cast<std::size_t>(
      std::count(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(at), '/'));
  // The path of a request may have the prefix of a server in front.
  const std::string_view whole = request.path();
  const auto slashes = [](std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '/'));
  };
  segment += slashes(whole) - slashes(path);
  std::size_t begin = 0;
  for (std::size_t seen = 0; seen < segment; ++seen) begin = whole.find('/', begin) + 1;
  const std::size_t end = std::min(whole.find('/', begin), whole.size());
  request.target.replace(begin, end - begin, encode_component(value));
  return true;
}

bool set_value(Request& request, const std::string& path, const Edges& edges,
               const std::string& value) {
  if (edges.in == openapi::In::path) return set_segment(request, path, edges.name, value);
  for (const std::string& other : edges.excludes) remove_parameter(request, other);
  set_parameter(request, edges.name, value);
  return true;
}

bool is_integer(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Values that mean something: numbers, words of an enumeration, booleans. What else a contract
/// takes may still be refused by what it does not say.
bool is_meant(const std::string& text, const std::vector<std::string>& words) {
  if (is_integer(text)) return text.size() <= 4 && std::stoll(text) <= kMostAsked;
  return text == "true" || text == "false" ||
         std::find(words.begin(), words.end(), text) != words.end();
}

std::vector<std::string> words_of(JsonElement schema) {
  std::vector<std::string> words;
  for (JsonElement one : {schema, schema.find("items").value_or(schema)}) {
    const auto listed = one.find("enum");
    if (!listed) continue;
    for (const JsonElement word : listed->elements()) {
      if (word.is_string()) words.emplace_back(word.text());
    }
  }
  return words;
}

/// The weakest of what the parameter, its schema and its items rest on.
Citation cite(const openapi::Operation& operation, const openapi::Parameter& parameter) {
  Citation citation = conformance::cite(conformance::cite(operation), parameter.place);
  if (!parameter.schema_place) return citation;
  const auto items = parameter.schema_place.element().find("items");
  for (const openapi::Place place :
       {parameter.schema_place,
        openapi::Place{parameter.schema_place.document, items ? items->node() : nullptr}}) {
    const Citation inner = conformance::cite(citation, place);
    if (inner.grade >= citation.grade) citation = inner;
  }
  return citation;
}

/// The names of parameters that a parameter excludes, or that exclude it.
std::vector<std::string> excluded_by(const openapi::Operation& operation,
                                     const openapi::Parameter& parameter) {
  std::vector<std::string> names = parameter.excludes;
  for (const openapi::Parameter* const other : operation.parameters) {
    const auto& theirs = other->excludes;
    if (std::find(theirs.begin(), theirs.end(), parameter.name) != theirs.end()) {
      names.push_back(other->name);
    }
  }
  return names;
}

std::vector<Edges> find_edges(const Subject& subject, const openapi::Operation& operation,
                              const Request& plain) {
  std::vector<Edges> all;
  for (const openapi::Parameter* const parameter : operation.parameters) {
    const bool is_sent = parameter->in == openapi::In::query || parameter->in == openapi::In::path;
    if (!is_sent || !parameter->schema_place) continue;
    const JsonElement schema = parameter->schema_place.element();
    Edges edges{parameter->name, parameter->in, cite(operation, *parameter),
                excluded_by(operation, *parameter)};
    for (const std::string& text : edge_texts(subject.contract->root(), schema)) {
      if (parameter->in == openapi::In::path && text.empty()) continue;
      Request changed = plain;
      if (!set_value(changed, operation.path, edges, text)) continue;
      if (find_fault(*subject.contract, changed)) {
        edges.refused.push_back(text);
      } else if (parameter->in == openapi::In::query && is_meant(text, words_of(schema))) {
        edges.allowed.push_back(text);
      }
    }
    if (!edges.allowed.empty() || !edges.refused.empty()) all.push_back(std::move(edges));
  }
  return all;
}

const std::string& pick(Pcg32& random, const std::vector<std::string>& texts) {
  return texts[random.below(static_cast<std::uint32_t>(texts.size()))];
}

void add_refused(const Subject& subject, const openapi::Operation& operation,
                 const SampleCall& call, const Request& plain, const Edges& edges,
                 std::vector<Check>& checks) {
  Request changed = plain;
  set_value(changed, operation.path, edges, edges.refused.front());
  const auto fault = find_fault(*subject.contract, changed);
  Check check = make_contract_check(
      subject, operation, "parameter-limits",
      operation.id + ": a value of " + edges.name + " past its limits is refused",
      {fault->source, grade_of_refusal(*fault)}, "." + edges.name);
  check.cost = 1;
  check.lists = lists_of(subject, call);
  check.ask = [call, edges, path = operation.path](Probe& probe) {
    const std::string& text = pick(probe.random(), edges.refused);
    return ask_for_refusal(probe, call,
                           [&](Request& request) { return set_value(request, path, edges, text); });
  };
  checks.push_back(std::move(check));
}

bool is_success(int status) { return status >= 200 && status < 300; }

/// The parameters of `edges` that a query still has.
Citation cite_rest(const std::vector<Edges>& edges, const Request& request, Citation otherwise) {
  const auto query = QueryParams::parse(request.query());
  bool is_first = true;
  for (const Edges& one : edges) {
    if (!query || query->find(one.name) == nullptr) continue;
    if (is_first || one.citation.grade > otherwise.grade) otherwise = one.citation;
    is_first = false;
  }
  return otherwise;
}

Judgement ask_at_bounds(Probe& probe, const SampleCall& call, const std::vector<Edges>& edges,
                        const Citation& citation) {
  auto request = probe.make_request(call);
  if (!request) return cannot_tell("the sample call cannot be made");
  const openapi::Document& contract = *probe.subject().contract;
  for (const Edges& one : edges) {
    if (one.allowed.empty()) continue;
    Request changed = *request;
    set_parameter(changed, one.name, pick(probe.random(), one.allowed));
    if (!find_fault(contract, changed)) *request = std::move(changed);
  }
  const int status = send_as(probe, call, *request).status();
  if (is_success(status)) return holds();
  if (status == 0 || status == 429) return cannot_tell("there is no answer of the operation");
  std::size_t asked = 0;
  const Request smallest = shrink(*request, [&](const Request& smaller) {
    if (find_fault(contract, smaller) || asked == kMostToShrink) return false;
    ++asked;
    const int got = send_as(probe, call, smaller).status();
    return got != 0 && !is_success(got);
  });
  const Citation rest = cite_rest(edges, smallest, citation);
  Judgement judgement = broken("values that the contract allows were refused: " + smallest.target,
                               "2xx", std::to_string(status));
  judgement.grade = rest.grade;
  judgement.source = rest.source;
  return judgement;
}

}  // namespace

void add_parameter_checks(const Subject& subject, const openapi::Operation& operation,
                          const SampleCall& call, const Request& plain,
                          std::vector<Check>& checks) {
  const std::vector<Edges> all = find_edges(subject, operation, plain);
  const bool any_allowed =
      std::any_of(all.begin(), all.end(), [](const Edges& one) { return !one.allowed.empty(); });
  if (any_allowed) {
    Check check = make_contract_check(subject, operation, "parameter-limits",
                                      operation.id + ": parameters may be at their bounds",
                                      conformance::cite(operation));
    check.cost = 1;
    check.lists = lists_of(subject, call);
    check.ask = [call, all, citation = conformance::cite(operation)](Probe& probe) {
      return ask_at_bounds(probe, call, all, citation);
    };
    checks.push_back(std::move(check));
  }
  for (const Edges& edges : all) {
    if (!edges.refused.empty()) add_refused(subject, operation, call, plain, edges, checks);
  }
}

}  // namespace understudy::conformance
