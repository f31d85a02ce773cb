// SPDX-License-Identifier: MIT
/// Keeping paths and units while an evaluation runs.
#include "explaining_reporter.hpp"

#include <algorithm>
#include <utility>

#include "scalar_checks.hpp"
#include "understudy/base/json_pointer.hpp"
#include "understudy/base/redaction.hpp"

namespace understudy::schema {

namespace {

/// A schema that is `false` fails by the name of the keyword it stands at.
Kind kind_of_false(std::string_view keyword_path) {
  const std::string_view last =
      keyword_path.substr(std::min(keyword_path.rfind('/'), keyword_path.size()));
  for (const Kind kind : {Kind::additional_items, Kind::additional_properties,
                          Kind::unevaluated_items, Kind::unevaluated_properties}) {
    if (last.substr(std::min<std::size_t>(1, last.size())) == keyword_of(kind)) return kind;
  }
  return Kind::false_schema;
}

constexpr std::size_t kQuoted = 120;  // robustness: what a message may quote of foreign text

/// A value as text, cut to what a message may quote. Large containers are not written out first.
std::string quoted(JsonElement value) {
  constexpr std::size_t kSmall = 16;
  if (value.size() > kSmall) {
    const char* const things = value.is_array() ? " elements" : " members";
    return (value.is_array() ? "an array of " : "an object of ") + std::to_string(value.size()) +
           things;
  }
  return excerpt(dump_json(to_json(value)), kQuoted);
}

bool is_size(Kind kind) {
  return kind == Kind::max_items || kind == Kind::max_length || kind == Kind::max_properties ||
         kind == Kind::min_items || kind == Kind::min_length || kind == Kind::min_properties;
}

std::string want_of(const Unit& unit) {
  if (!unit.detail.empty()) return dump_json(Json(unit.detail));
  switch (unit.kind) {
    case Kind::additional_items:
    case Kind::additional_properties:
    case Kind::any_of:
    case Kind::false_schema:
    case Kind::not_allowed:
    case Kind::one_of:
    case Kind::too_deep:
    case Kind::unevaluated_items:
    case Kind::unevaluated_properties:
      return {};
    default:
      return quoted(JsonElement{unit.schema});
  }
}

std::string got_of(const Unit& unit) {
  if (is_size(unit.kind)) return std::to_string(measure(*unit.instance));
  if (unit.kind == Kind::required || unit.kind == Kind::dependent_required) return {};
  if (is_secret_path(unit.instance_path)) return std::string{kRedacted};
  return quoted(JsonElement{unit.instance});
}

}  // namespace

ExplainingReporter::ExplainingReporter(const Program& program, std::size_t most,
                                       Annotations annotations)
    : program_(program), most_(most), annotations_(annotations), open_(1) {}

Unit& ExplainingReporter::open_unit(Unit::Role role, const JsonNode* schema) {
  const ResourceId resource = open_.back().resource;
  Unit& unit = open_.emplace_back();
  unit.role = role;
  unit.schema = schema;
  unit.resource = resource;
  return unit;
}

/// Hands the unit to the one around it, if it has something to say. Its place is only written down
/// then: the paths are still those of its beginning.
void ExplainingReporter::close_unit() {
  Unit unit = std::move(open_.back());
  open_.pop_back();
  const bool is_root = open_.size() == 1;
  const bool says_something = !unit.valid || !unit.children.empty();
  if (!is_root && !says_something && annotations_ == Annotations::dropped) return;
  unit.keyword_path = keyword_path_ + unit.keyword_path;
  unit.instance_path = instance_path_;
  open_.back().children.push_back(std::move(unit));
}

ExplainingReporter::UnitStep ExplainingReporter::enter(const Block& block) {
  Unit& unit = open_unit(Unit::Role::schema, block.node);
  unit.resource = block.resource;
  if (annotations_ == Annotations::kept) {
    for (std::uint32_t i = 0; i < block.annotations.count; ++i) {
      const Annotation& annotation = program_.annotations[block.annotations.first + i];
      Unit& child = unit.children.emplace_back();
      child.role = Unit::Role::annotation;
      child.keyword_path = keyword_path_ + "/" + pointer_token(annotation.keyword);
      child.instance_path = instance_path_;
      child.schema = annotation.value;
      child.resource = block.resource;
    }
  }
  return UnitStep{*this};
}

ExplainingReporter::PathStep ExplainingReporter::follow(std::string_view keyword) {
  const std::size_t size = keyword_path_.size();
  (keyword_path_ += '/') += pointer_token(keyword);
  return {keyword_path_, size};
}

ExplainingReporter::PathStep ExplainingReporter::follow(std::string_view keyword,
                                                        std::string_view name) {
  const std::size_t size = keyword_path_.size();
  (keyword_path_ += '/') += pointer_token(keyword);
  (keyword_path_ += '/') += pointer_token(name);
  return {keyword_path_, size};
}

ExplainingReporter::PathStep ExplainingReporter::follow(std::string_view keyword,
                                                        std::size_t index) {
  return follow(keyword, std::to_string(index));
}

ExplainingReporter::PathStep ExplainingReporter::descend(std::string_view name) {
  const std::size_t size = instance_path_.size();
  (instance_path_ += '/') += pointer_token(name);
  return {instance_path_, size};
}

ExplainingReporter::PathStep ExplainingReporter::descend(std::size_t index) {
  return descend(std::to_string(index));
}

ExplainingReporter::UnitStep ExplainingReporter::branch(const Op& op, std::string_view keyword,
                                                        const JsonNode* instance) {
  Unit& unit = open_unit(Unit::Role::branch, op.keyword);
  (unit.keyword_path += '/') += keyword;  // behind the path that closing adds
  unit.kind = op.kind;
  unit.instance = instance;
  return UnitStep{*this};
}

void ExplainingReporter::settle(const UnitStep&, bool valid) {
  Unit& unit = open_.back();
  unit.valid = valid;
  if (unit.role == Unit::Role::branch) {
    // The branches that failed say nothing once the keyword holds; oneOf with two matches has
    // nothing but those to show.
    if (valid) std::erase_if(unit.children, [](const Unit& child) { return !child.valid; });
    if (!valid) ++failures_;
  } else if (!valid) {
    std::erase_if(unit.children,
                  [](const Unit& child) { return child.role == Unit::Role::annotation; });
  }
}

bool ExplainingReporter::fail(Kind kind, const JsonNode* keyword, const JsonNode* instance,
                              std::string_view detail) {
  Unit unit;
  unit.role = Unit::Role::failure;
  unit.valid = false;
  unit.kind = kind == Kind::false_schema ? kind_of_false(keyword_path_) : kind;
  unit.keyword_path = keyword_path_;
  if (kind != Kind::false_schema && kind != Kind::too_deep) {
    const std::string pointer = pointer_to(open_.back().schema, keyword);
    unit.keyword_path += pointer;
  }
  unit.instance_path = instance_path_;
  unit.schema = keyword;
  unit.resource = open_.back().resource;
  unit.instance = instance;
  unit.detail = detail;
  open_.back().children.push_back(std::move(unit));
  ++failures_;
  return false;
}

Unit ExplainingReporter::exhaustion(const JsonNode* instance) const {
  Unit unit;
  unit.role = Unit::Role::failure;
  unit.valid = false;
  unit.kind = Kind::too_deep;
  unit.schema = root().schema;
  unit.resource = root().resource;
  unit.instance = instance;
  return unit;
}

void explain(const Schema& schema, JsonElement instance, ExplainingReporter& reporter) {
  Scope scope{work_for(instance, 200'000, 200)};  // ours: a unit is worth some hundred nanoseconds
  Evaluation<ExplainingReporter>{schema.program(), reporter, scope}.run(schema.block(),
                                                                        instance.node(), nullptr);
  if (scope.is_exhausted) reporter.give_up();
}

std::string uri_of(const Program& program, const Unit& unit) {
  const Resource& resource = program.resources[unit.resource];
  return resource.uri + "#" + pointer_to(resource.root, unit.schema);
}

Violation make_violation(const Program& program, const Unit& unit) {
  return {.kind = unit.kind,
          .instance = unit.instance_path,
          .keyword = unit.keyword_path,
          .schema = uri_of(program, unit),
          .want = want_of(unit),
          .got = got_of(unit)};
}

}  // namespace understudy::schema
