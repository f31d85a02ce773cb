// SPDX-License-Identifier: MIT
#include "coverage.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "understudy/base/json_pointer.hpp"

namespace understudy::conformance {

namespace {

constexpr std::array<std::string_view, 28> kAssertions{"additionalProperties",
                                                       "anyOf",
                                                       "const",
                                                       "contains",
                                                       "dependentRequired",
                                                       "enum",
                                                       "exclusiveMaximum",
                                                       "exclusiveMinimum",
                                                       "format",
                                                       "if",
                                                       "items",
                                                       "maxItems",
                                                       "maxLength",
                                                       "maxProperties",
                                                       "maximum",
                                                       "minItems",
                                                       "minLength",
                                                       "minProperties",
                                                       "minimum",
                                                       "multipleOf",
                                                       "not",
                                                       "oneOf",
                                                       "pattern",
                                                       "patternProperties",
                                                       "propertyNames",
                                                       "required",
                                                       "type",
                                                       "uniqueItems"};

using Names = std::set<std::string, std::less<>>;

/// Keywords that assert something, each place once.
class Keywords {
 public:
  explicit Keywords(JsonElement root) : root_(root) {}

  void add(openapi::Place schema) {
    if (schema) visit(schema.element());
  }
  [[nodiscard]] std::size_t count() const { return found_.size(); }

 private:
  void visit(JsonElement schema) {
    if (!schema.is_object() || !visited_.insert(schema.node()).second) return;
    for (const JsonMember member : schema.members()) {
      if (std::find(kAssertions.begin(), kAssertions.end(), member.name) != kAssertions.end()) {
        found_.insert(member.value.node());
      }
    }
    if (const auto reference = schema.find("$ref"); reference && reference->is_string()) {
      const std::string_view text = reference->text();
      const auto target =
          text.starts_with("#") ? find_pointer(root_, text.substr(1)) : std::nullopt;
      if (target) visit(*target);
    }
    for (const std::string_view keyword : {"properties", "patternProperties"}) {
      if (const auto members = schema.find(keyword)) {
        for (const JsonMember member : members->members()) visit(member.value);
      }
    }
    for (const std::string_view keyword : {"allOf", "anyOf", "oneOf", "prefixItems"}) {
      if (const auto parts = schema.find(keyword)) {
        for (const JsonElement part : parts->elements()) visit(part);
      }
    }
    for (const std::string_view keyword : {"additionalProperties", "contains", "else", "if",
                                           "items", "not", "propertyNames", "then"}) {
      if (const auto inner = schema.find(keyword)) visit(*inner);
    }
  }

  JsonElement root_;
  std::set<const JsonNode*> visited_;
  std::set<const JsonNode*> found_;
};

CoverageCount count_of(std::string what, const Names& all, const Names& seen) {
  CoverageCount count{std::move(what), seen.size(), all.size()};
  std::set_difference(all.begin(), all.end(), seen.begin(), seen.end(),
                      std::back_inserter(count.missing));
  return count;
}

/// "S4" cites every row of that group, "S4.1" one.
bool cites(std::string_view citation, std::string_view fact) {
  if (citation == fact) return true;
  return fact.size() > citation.size() && fact.substr(0, citation.size()) == citation &&
         fact[citation.size()] == '.';
}

CoverageCount count_sources(const Facts& facts, const CitedSources& cited) {
  Names all;
  Names seen;
  for (const auto& [id, fact] : facts) all.insert(id);
  for (const auto& [sources, told] : cited) {
    for (std::size_t at = 0; told && at < sources.size();) {
      const std::size_t end = std::min(sources.find(", ", at), sources.size());
      const std::string_view one = std::string_view{sources}.substr(at, end - at);
      for (const auto& [id, fact] : facts) {
        if (cites(one, id)) seen.insert(id);
      }
      at = end + 2;
    }
  }
  return count_of("sources", all, seen);
}

/// Everything but the sources.
class Tally {
 public:
  Tally(const openapi::Document& contract, const Observed& observed)
      : observed_(observed), all_keywords_(contract.root()), seen_keywords_(contract.root()) {}

  void add(const openapi::Operation& operation) {
    static const ObservedOperation kNothing{};
    const auto found = observed_.operations.find(operation.id);
    const ObservedOperation& seen = found == observed_.operations.end() ? kNothing : found->second;
    add_name(operation.id, seen.answers != 0, operations_, seen_operations_);
    for (const openapi::Parameter* const parameter : operation.parameters) {
      const bool sent = seen.parameters.count(parameter->name) != 0;
      add_name(operation.id + " " + std::string{name_of(parameter->in)} + " " + parameter->name,
               sent, parameters_, seen_parameters_);
      add_schema(parameter->schema_place, sent);
    }
    if (operation.body != nullptr) add_content(operation.body->content, seen.answers != 0);
    for (const openapi::StatusRule& rule : operation.responses) add(operation, rule, seen);
  }

  [[nodiscard]] std::vector<CoverageCount> take() const {
    return {count_of("operations", operations_, seen_operations_),
            count_of("parameters", parameters_, seen_parameters_),
            count_of("statuses", statuses_, seen_statuses_),
            CoverageCount{"keywords", seen_keywords_.count(), all_keywords_.count()}};
  }

 private:
  static void add_name(std::string name, bool is_seen, Names& all, Names& seen) {
    if (is_seen) seen.insert(name);
    all.insert(std::move(name));
  }

  void add(const openapi::Operation& operation, const openapi::StatusRule& rule,
           const ObservedOperation& seen) {
    const bool is_seen = std::any_of(seen.statuses.begin(), seen.statuses.end(), [&](int status) {
      return find_response(operation, status) == rule.response;
    });
    add_name(operation.id + " " + rule.status, is_seen, statuses_, seen_statuses_);
    if (rule.response == nullptr) return;
    add_content(rule.response->content, is_seen);
    for (const openapi::Parameter* const header : rule.response->headers) {
      add_schema(header->schema_place, is_seen);
    }
  }

  void add_content(const std::vector<openapi::MediaType>& content, bool is_seen) {
    for (const openapi::MediaType& media : content) add_schema(media.schema_place, is_seen);
  }

  void add_schema(openapi::Place schema, bool is_seen) {
    all_keywords_.add(schema);
    if (is_seen) seen_keywords_.add(schema);
  }

  const Observed& observed_;
  Names operations_, seen_operations_;
  Names parameters_, seen_parameters_;
  Names statuses_, seen_statuses_;
  Keywords all_keywords_, seen_keywords_;
};

}  // namespace

Coverage measure_coverage(const Profile& profile, const openapi::Document& contract,
                          const Observed& observed, const CitedSources& cited) {
  Tally tally{contract, observed};
  for (const openapi::Operation& operation : contract.operations()) tally.add(operation);
  Coverage coverage{profile.api, tally.take()};
  coverage.counts.push_back(count_sources(profile.facts, cited));
  return coverage;
}

}  // namespace understudy::conformance
