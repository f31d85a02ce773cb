// SPDX-License-Identifier: MIT
/// The instructions that run other blocks; those on single values are in scalar_checks.hpp.
///
/// Source: JSON Schema Core, draft 2020-12, sections 7.7, 10 and 11
#include "evaluation.hpp"

#include <algorithm>

#include "explaining_reporter.hpp"
#include "scalar_checks.hpp"

namespace understudy::schema {

template <typename Reporter>
bool Evaluation<Reporter>::run(BlockId id, const JsonNode* instance, Marks* marks) {
  const Block& block = program_.blocks[kGoesOn ? id : program_.blocks[id].shortcut];
  const Range range = block.ops[static_cast<std::size_t>(instance->kind)];
  const bool has_type = (block.types & bit_of(instance->kind)) != 0 ||
                        (instance->kind == JsonNode::Kind::number &&
                         (block.types & kIntegerBit) != 0 && is_integral(*instance));
  if constexpr (!kGoesOn) {
    if (!has_type) return false;
    if (range.count == 0) return true;
  }
  [[maybe_unused]] const auto step = reporter_.enter(block);
  bool valid = true;
  if (!has_type) {
    const Kind kind = block.types == 0 ? Kind::false_schema : Kind::type;
    const JsonNode* const keyword = block.types == 0 ? block.node : block.type_keyword;
    valid = reporter_.fail(kind, keyword, instance);
  } else if (range.count > 0) {
    valid = run_ops(block, range, instance, marks);
  }
  reporter_.settle(step, valid);
  return valid;
}

template <typename Reporter>
bool Evaluation<Reporter>::run_ops(const Block& block, Range range, const JsonNode* instance,
                                   Marks* marks) {
  if (scope_.is_exhausted) return false;
  if (scope_.depth == kDeepest || scope_.work_left == 0) {
    scope_.is_exhausted = true;
    return reporter_.fail(Kind::too_deep, block.node, instance);
  }
  --scope_.work_left;
  ++scope_.depth;
  const bool enters_resource =
      program_.has_dynamic_references &&
      (scope_.resources.empty() || scope_.resources.back() != block.resource);
  if (enters_resource) scope_.resources.push_back(block.resource);

  const auto run_all = [&](Marks* seen) {
    bool valid = true;
    for (std::uint32_t i = 0; i < range.count; ++i) {
      if (run_op(program_.ops[range.first + i], instance, seen)) continue;
      valid = false;
      if (!kGoesOn || reporter_.has_enough()) break;
    }
    return valid;
  };
  bool valid = true;
  if (block.has_unevaluated) {
    Marks own{JsonElement{instance}.size()};
    valid = run_all(&own);
    if (marks != nullptr) marks->add(own);
  } else {
    valid = run_all(marks);
  }

  if (enters_resource) scope_.resources.pop_back();
  --scope_.depth;
  return valid;
}

template <typename Reporter>
bool Evaluation<Reporter>::run_op(const Op& op, const JsonNode* instance, Marks* marks) {
  switch (op.code) {
    case Opcode::all_of:
      return run_all_of(op, instance, marks);
    case Opcode::any_of:
      return run_any_of(op, instance, marks);
    case Opcode::array:
      return run_array(op, instance, marks);
    case Opcode::conditional:
      return run_conditional(op, instance, marks);
    case Opcode::contains:
      return run_contains(op, instance, marks);
    case Opcode::dependencies:
      return run_dependencies(op, instance, marks);
    case Opcode::dynamic_reference:
      return run_dynamic_reference(op, instance, marks);
    case Opcode::not_allowed:
      return run_not(op, instance);
    case Opcode::object:
      return run_object(op, instance, marks);
    case Opcode::one_of:
      return run_one_of(op, instance, marks);
    case Opcode::property_names:
      return run_property_names(op, instance);
    case Opcode::reference:
      return run_reference(op, instance, marks);
    case Opcode::unevaluated_items:
      return run_unevaluated_items(op, instance, marks);
    case Opcode::unevaluated_properties:
      return run_unevaluated_properties(op, instance, marks);
    case Opcode::constant:
    case Opcode::enumeration:
    case Opcode::format:
    case Opcode::limit:
    case Opcode::multiple_of:
    case Opcode::pattern:
    case Opcode::size:
    case Opcode::unique_items:
      break;
  }
  const Outcome outcome = check_scalar(program_, op, *instance);
  if (outcome == Outcome::yes) return true;
  return reporter_.fail(outcome == Outcome::no ? op.kind : Kind::undecided, op.keyword, instance);
}

template <typename Reporter>
bool Evaluation<Reporter>::probe(BlockId id, const JsonNode* instance, Marks* marks) {
  SilentReporter silent;
  return Evaluation<SilentReporter>{program_, silent, scope_}.run(id, instance, marks);
}

// $ref
template <typename Reporter>
bool Evaluation<Reporter>::run_reference(const Op& op, const JsonNode* instance, Marks* marks) {
  [[maybe_unused]] const auto path = reporter_.follow("$ref");
  return run(op.operand, instance, marks);
}

// $dynamicRef: the outermost resource that has the anchor
template <typename Reporter>
bool Evaluation<Reporter>::run_dynamic_reference(const Op& op, const JsonNode* instance,
                                                 Marks* marks) {
  const DynamicReference& reference = program_.dynamic_references[op.operand];
  BlockId target = reference.otherwise;
  for (const ResourceId resource : scope_.resources) {
    const auto found =
        std::find_if(reference.targets.begin(), reference.targets.end(),
                     [&](const auto& candidate) { return candidate.first == resource; });
    if (found == reference.targets.end()) continue;
    target = found->second;
    break;
  }
  [[maybe_unused]] const auto path =
      reporter_.follow(reference.anchor.empty() ? "$recursiveRef" : "$dynamicRef");
  return run(target, instance, marks);
}

template <typename Reporter>
bool Evaluation<Reporter>::run_all_of(const Op& op, const JsonNode* instance, Marks* marks) {
  const Range range = program_.ranges[op.operand];
  bool valid = true;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    [[maybe_unused]] const auto path = reporter_.follow("allOf", i);
    if (run(program_.lists[range.first + i], instance, marks)) continue;
    valid = false;
    if (!kGoesOn || reporter_.has_enough()) return false;
  }
  return valid;
}

// One branch is enough, but whoever asks for marks or annotations has to hear all that hold.
template <typename Reporter>
bool Evaluation<Reporter>::run_any_of(const Op& op, const JsonNode* instance, Marks* marks) {
  const Range range = program_.ranges[op.operand];
  [[maybe_unused]] const auto branch = reporter_.branch(op, "anyOf", instance);
  bool valid = false;
  for (std::uint32_t i = 0; i < range.count && !scope_.is_exhausted; ++i) {
    [[maybe_unused]] const auto path = reporter_.follow("anyOf", i);
    const BlockId id = program_.lists[range.first + i];
    if (marks == nullptr) {
      valid = run(id, instance, nullptr) || valid;
      if (valid && !kGoesOn) return true;
      continue;
    }
    Marks own{JsonElement{instance}.size()};
    if (!run(id, instance, &own)) continue;
    valid = true;
    marks->add(own);
  }
  reporter_.settle(branch, valid);
  return valid;
}

template <typename Reporter>
bool Evaluation<Reporter>::run_one_of(const Op& op, const JsonNode* instance, Marks* marks) {
  const Range range = program_.ranges[op.operand];
  [[maybe_unused]] const auto branch = reporter_.branch(op, "oneOf", instance);
  std::size_t matches = 0;
  for (std::uint32_t i = 0; i < range.count && !scope_.is_exhausted; ++i) {
    [[maybe_unused]] const auto path = reporter_.follow("oneOf", i);
    const BlockId id = program_.lists[range.first + i];
    if (marks == nullptr) {
      matches += run(id, instance, nullptr) ? 1U : 0U;
    } else {
      Marks own{JsonElement{instance}.size()};
      if (!run(id, instance, &own)) continue;
      ++matches;
      marks->add(own);
    }
    if (matches > 1 && !kGoesOn) return false;
  }
  reporter_.settle(branch, matches == 1);
  return matches == 1;
}

template <typename Reporter>
bool Evaluation<Reporter>::run_not(const Op& op, const JsonNode* instance) {
  if (!probe(op.operand, instance, nullptr)) return true;
  return reporter_.fail(Kind::not_allowed, op.keyword, instance);
}

template <typename Reporter>
bool Evaluation<Reporter>::run_conditional(const Op& op, const JsonNode* instance, Marks* marks) {
  const Conditional& conditional = program_.conditionals[op.operand];
  bool holds = false;
  if (marks == nullptr) {
    holds = probe(conditional.condition, instance, nullptr);
  } else {
    Marks own{JsonElement{instance}.size()};
    holds = probe(conditional.condition, instance, &own);
    if (holds) marks->add(own);
  }
  if (kGoesOn && holds) {  // for its annotations
    [[maybe_unused]] const auto path = reporter_.follow("if");
    run(conditional.condition, instance, nullptr);
  }
  const BlockId next = holds ? conditional.consequence : conditional.alternative;
  if (next == kNoBlock) return true;
  [[maybe_unused]] const auto path = reporter_.follow(holds ? "then" : "else");
  return run(next, instance, marks);
}

template <typename Reporter>
bool Evaluation<Reporter>::run_dependencies(const Op& op, const JsonNode* instance, Marks* marks) {
  const JsonElement object{instance};
  bool valid = true;
  for (const Dependency& dependency : program_.dependencies[op.operand]) {
    if (!object.find(dependency.name)) continue;
    for (const std::string_view name : dependency.required) {
      if (object.find(name)) continue;
      valid = reporter_.fail(op.kind, dependency.node, instance, name);
      if (!kGoesOn) return false;
    }
    if (dependency.block == kNoBlock) continue;
    [[maybe_unused]] const auto path = reporter_.follow(keyword_of(op.kind), dependency.name);
    valid = run(dependency.block, instance, marks) && valid;
    if (!valid && !kGoesOn) return false;
  }
  return valid;
}

namespace {

/// The property of that name, as an index; the number of properties when there is none. Objects of
/// one kind repeat the order of their members, so the first guess is what came last time.
std::size_t find_property(const ObjectRule& rule, std::size_t previous, const JsonNode& name) {
  std::atomic<std::uint16_t>& follower = rule.followers[previous];
  const std::size_t guess = follower.load(std::memory_order_relaxed);
  const std::size_t count = rule.properties.size();
  if (guess < count && is_name(name, rule.properties[guess])) return guess;
  const std::size_t mask = rule.table.size() - 1;
  for (std::size_t slot = name.hash & mask; rule.table[slot] != 0; slot = (slot + 1) & mask) {
    if (rule.table[slot] >> 16U != name.hash) continue;
    const std::size_t index = (rule.table[slot] & 0xFFFFU) - 1U;
    if (!is_name(name, rule.properties[index])) continue;
    follower.store(static_cast<std::uint16_t>(index), std::memory_order_relaxed);
    return index;
  }
  return count;
}

}  // namespace

// properties, patternProperties, additionalProperties, required: one walk over the members
template <typename Reporter>
bool Evaluation<Reporter>::run_object(const Op& op, const JsonNode* instance, Marks* marks) {
  const ObjectRule& rule = program_.objects[op.operand];
  const std::size_t none = rule.properties.size();
  std::uint32_t required = 0;
  std::size_t place = 0;  // in `followers`: behind the property before
  std::size_t ordinal = 0;
  bool valid = true;
  const JsonNode* const end = JsonElement{instance}.end();
  for (const JsonNode* name = instance + 1; name != end; ++ordinal) {
    const JsonNode* const value = name + 1;
    const std::string_view text{name->text, name->size};
    bool is_known = false;
    const auto check = [&](BlockId id) {
      [[maybe_unused]] const auto at = reporter_.descend(text);
      is_known = true;
      valid = run(id, value, nullptr) && valid;
    };
    const std::size_t index = none == 0 ? 0 : find_property(rule, place, *name);
    if (index != none) {
      const Property& property = rule.properties[index];
      place = index + 1;
      required += property.is_required ? 1U : 0U;
      if (!kGoesOn && (property.settled & bit_of(value->kind)) != 0) {
        is_known = property.block != kNoBlock;
        if (rule.only_requires && required == rule.required && marks == nullptr) return true;
      } else if (property.block != kNoBlock) {
        [[maybe_unused]] const auto path = reporter_.follow("properties", text);
        check(property.block);
      }
    }
    for (const PatternProperty& pattern : rule.patterns) {
      const auto found = pattern.regex->search(text);
      if (found == Regex::Found::undecided) {
        valid = reporter_.fail(Kind::undecided, program_.blocks[pattern.block].node, value);
      } else if (found == Regex::Found::yes) {
        [[maybe_unused]] const auto path = reporter_.follow("patternProperties", pattern.pattern);
        check(pattern.block);
      }
    }
    if (!kGoesOn && !is_known && (rule.additional_settled & bit_of(value->kind)) != 0) {
      is_known = true;
    } else if (!is_known && rule.additional != kNoBlock) {
      [[maybe_unused]] const auto path = reporter_.follow("additionalProperties");
      check(rule.additional);
    }
    if (!valid && (!kGoesOn || reporter_.has_enough())) return false;
    if (is_known && marks != nullptr) marks->add(ordinal);
    name = JsonElement{value}.end();
  }
  if (required == rule.required) return valid;
  return report_required(rule, instance);
}

template <typename Reporter>
bool Evaluation<Reporter>::report_required(const ObjectRule& rule, const JsonNode* instance) {
  if constexpr (kGoesOn) {
    for (const Property& property : rule.properties) {
      if (!property.is_required || JsonElement{instance}.find(property.name)) continue;
      reporter_.fail(Kind::required, rule.required_keyword, instance, property.name);
    }
  }
  return false;
}

// prefixItems and items, by their name in each draft
template <typename Reporter>
bool Evaluation<Reporter>::run_array(const Op& op, const JsonNode* instance, Marks* marks) {
  const ArrayRule& rule = program_.arrays[op.operand];
  const JsonNode* const end = JsonElement{instance}.end();
  std::size_t index = 0;
  bool valid = true;
  for (const JsonNode* element = instance + 1; element != end; ++index) {
    const bool in_prefix = index < rule.prefix.size();
    if (!in_prefix && rule.items == kNoBlock) break;
    {
      [[maybe_unused]] const auto path = in_prefix ? reporter_.follow(rule.prefix_keyword, index)
                                                   : reporter_.follow(rule.items_keyword);
      [[maybe_unused]] const auto at = reporter_.descend(index);
      valid = run(in_prefix ? rule.prefix[index] : rule.items, element, nullptr) && valid;
    }
    if (!valid && (!kGoesOn || reporter_.has_enough())) return false;
    if (marks != nullptr) marks->add(index);
    element = JsonElement{element}.end();
  }
  return valid;
}

// contains, minContains, maxContains
template <typename Reporter>
bool Evaluation<Reporter>::run_contains(const Op& op, const JsonNode* instance, Marks* marks) {
  const ContainsRule& rule = program_.contains[op.operand];
  const Marks* const asks = rule.marks ? marks : nullptr;
  std::size_t matches = 0;
  std::size_t index = 0;
  for (const JsonElement element : JsonElement{instance}.elements()) {
    if (probe(rule.block, element.node(), nullptr)) {
      ++matches;
      if (asks != nullptr) marks->add(index);
    }
    ++index;
    const bool is_settled = matches >= rule.least && rule.most_keyword == nullptr;
    if (is_settled && asks == nullptr) return true;
  }
  if (matches < rule.least) {
    const bool is_counted = rule.least_keyword != nullptr;
    return reporter_.fail(is_counted ? Kind::min_contains : Kind::contains,
                          is_counted ? rule.least_keyword : rule.block_keyword, instance);
  }
  if (matches > rule.most) {
    return reporter_.fail(Kind::max_contains, rule.most_keyword, instance);
  }
  return true;
}

/// Names are texts: a schema that is one instruction for texts is run without its block.
template <typename Reporter>
bool Evaluation<Reporter>::run_property_names(const Op& op, const JsonNode* instance) {
  bool valid = true;
  if constexpr (!kGoesOn) {
    const Block& block = program_.blocks[program_.blocks[op.operand].shortcut];
    const Range range = block.ops[static_cast<std::size_t>(JsonNode::Kind::string)];
    const Op& only = program_.ops[range.count == 1 ? range.first : 0];
    if (range.count == 1 && only.code == Opcode::pattern) {
      const Regex& regex = *program_.patterns[only.operand];
      for (const JsonMember member : JsonElement{instance}.members()) {
        if (regex.search(member.name) != Regex::Found::yes) return false;
      }
      return true;
    }
  }
  for (const JsonMember member : JsonElement{instance}.members()) {
    const JsonNode* const name = member.value.node() - 1;
    [[maybe_unused]] const auto path = reporter_.follow("propertyNames");
    [[maybe_unused]] const auto at = reporter_.descend(member.name);
    valid = run(op.operand, name, nullptr) && valid;
    if (!valid && (!kGoesOn || reporter_.has_enough())) return false;
  }
  return valid;
}

template <typename Reporter>
bool Evaluation<Reporter>::run_unevaluated_items(const Op& op, const JsonNode* instance,
                                                 Marks* marks) {
  bool valid = true;
  std::size_t index = 0;
  for (const JsonElement element : JsonElement{instance}.elements()) {
    if (!marks->has(index)) {
      [[maybe_unused]] const auto path = reporter_.follow("unevaluatedItems");
      [[maybe_unused]] const auto at = reporter_.descend(index);
      valid = run(op.operand, element.node(), nullptr) && valid;
      if (!valid && (!kGoesOn || reporter_.has_enough())) return false;
    }
    ++index;
  }
  marks->add_all();
  return valid;
}

template <typename Reporter>
bool Evaluation<Reporter>::run_unevaluated_properties(const Op& op, const JsonNode* instance,
                                                      Marks* marks) {
  bool valid = true;
  std::size_t ordinal = 0;
  for (const JsonMember member : JsonElement{instance}.members()) {
    if (!marks->has(ordinal)) {
      [[maybe_unused]] const auto path = reporter_.follow("unevaluatedProperties");
      [[maybe_unused]] const auto at = reporter_.descend(member.name);
      valid = run(op.operand, member.value.node(), nullptr) && valid;
      if (!valid && (!kGoesOn || reporter_.has_enough())) return false;
    }
    ++ordinal;
  }
  marks->add_all();
  return valid;
}

template class Evaluation<SilentReporter>;
template class Evaluation<ExplainingReporter>;

}  // namespace understudy::schema
