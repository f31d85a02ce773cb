// SPDX-License-Identifier: MIT
/// From schemas to blocks: the list of work, and what can only be said once all of it is done.
#include "builder.hpp"

#include <algorithm>

#include "understudy/base/uri_reference.hpp"

namespace understudy::schema {

namespace {

constexpr std::size_t kLongestPattern = 10'000;  // ours: bytes

/// Keywords that organise schemas: they are neither checks nor annotations.
bool is_silent(Keyword keyword) { return keyword <= Keyword::vocabulary; }

bool is_annotation(const KeywordInfo& info) {
  return info.vocabulary == Vocabulary::content || info.vocabulary == Vocabulary::meta_data ||
         info.keyword == Keyword::format;
}

/// The blocks that an instruction runs at the same place of the instance.
std::vector<BlockId> in_place_targets(const Program& program, const Op& op) {
  switch (op.code) {
    case Opcode::all_of:
    case Opcode::any_of:
    case Opcode::one_of: {
      const Range range = program.ranges[op.operand];
      const auto first = program.lists.begin() + range.first;
      return {first, first + range.count};
    }
    case Opcode::not_allowed:
    case Opcode::reference:
      return {op.operand};
    case Opcode::conditional: {
      std::vector<BlockId> targets;
      const Conditional& conditional = program.conditionals[op.operand];
      for (const BlockId id :
           {conditional.condition, conditional.consequence, conditional.alternative}) {
        if (id != kNoBlock) targets.push_back(id);
      }
      return targets;
    }
    case Opcode::dependencies: {
      std::vector<BlockId> targets;
      for (const Dependency& dependency : program.dependencies[op.operand]) {
        if (dependency.block != kNoBlock) targets.push_back(dependency.block);
      }
      return targets;
    }
    case Opcode::dynamic_reference: {
      const DynamicReference& reference = program.dynamic_references[op.operand];
      std::vector<BlockId> targets{reference.otherwise};
      for (const auto& [resource, block] : reference.targets) targets.push_back(block);
      return targets;
    }
    default:
      return {};
  }
}

/// Those of every instruction of a block, each once.
std::vector<BlockId> in_place_targets(const Program& program, const Block& block) {
  std::vector<BlockId> targets;
  for (const Range range : block.ops) {
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const auto more = in_place_targets(program, program.ops[range.first + i]);
      targets.insert(targets.end(), more.begin(), more.end());
    }
  }
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  return targets;
}

}  // namespace

void Builder::fail(const JsonNode* keyword, Errc code, std::string what, std::string advice) {
  if (error_) return;
  error_ = Error{code, std::move(what), index_.uri_of(keyword, resource_), std::move(advice)};
}

BlockId Builder::block_at(Place place) {
  const auto [it, is_new] =
      blocks_.try_emplace(place.node, static_cast<BlockId>(program_->blocks.size()));
  if (!is_new) return it->second;
  if (program_->blocks.size() == options_.schemas) {
    fail(place.node, Errc::limit_exceeded,
         "more than " + std::to_string(options_.schemas) + " subschemas", "split the schema");
  }
  Block& block = program_->blocks.emplace_back();
  block.node = place.node;
  block.resource = place.resource;
  if (!error_) work_.push_back({place, it->second});
  return it->second;
}

BlockId Builder::block(const JsonNode* schema, ResourceId parent) {
  const auto kind = schema->kind;
  if (kind != JsonNode::Kind::object && kind != JsonNode::Kind::boolean) {
    fail(schema, Errc::bad_input, "a schema is an object, true or false",
         "put a schema here, for example {}");
  }
  return block_at(index_.child(schema, parent));
}

BlockId Builder::target(const JsonNode* reference, ResourceId resource) {
  if (reference->kind != JsonNode::Kind::string) {
    fail(reference, Errc::bad_input, "a reference is a text", "");
    return 0;
  }
  const std::string uri = resolve_uri(index_.resource(resource).uri, JsonElement{reference}.text());
  const auto place = index_.find(uri);
  if (!place) {
    const Error& error = place.error();
    if (error.where.empty()) {
      fail(reference, error.code, error.what, error.advice);
    } else if (!error_) {
      error_ = error;  // of the document that the reference has brought in
    }
    return 0;
  }
  const auto kind = place->node->kind;
  if (kind != JsonNode::Kind::object && kind != JsonNode::Kind::boolean) {
    fail(reference, Errc::bad_input, "the reference leads to something that is no schema", "");
    return 0;
  }
  return block_at(*place);
}

std::uint32_t Builder::put_list(const std::vector<BlockId>& blocks) {
  Range range{static_cast<std::uint32_t>(program_->lists.size()),
              static_cast<std::uint32_t>(blocks.size())};
  program_->lists.insert(program_->lists.end(), blocks.begin(), blocks.end());
  return put(program_->ranges, range);
}

const Regex* Builder::regex(const JsonNode* keyword, std::string_view pattern) {
  if (const auto it = regexes_.find(pattern); it != regexes_.end()) return it->second;
  if (pattern.size() > kLongestPattern) {
    fail(keyword, Errc::limit_exceeded,
         "a pattern of more than " + std::to_string(kLongestPattern) + " bytes", "shorten it");
    return nullptr;
  }
  auto compiled = Regex::compile(pattern);
  if (!compiled) {
    const Error& error = compiled.error();
    fail(keyword, error.code, error.what + " (" + error.where + " of the pattern)", error.advice);
    return nullptr;
  }
  program_->regexes.push_back(std::make_unique<const Regex>(*std::move(compiled)));
  const Regex* const regex = program_->regexes.back().get();
  regexes_.emplace(pattern, regex);
  return regex;
}

void Builder::add_dynamic_reference(const JsonNode* keyword, std::string_view anchor,
                                    BlockId otherwise) {
  const std::uint32_t index =
      put(program_->dynamic_references, DynamicReference{otherwise, anchor});
  program_->has_dynamic_references = true;
  emit(kAnyType, {Opcode::dynamic_reference, Kind::false_schema, index, keyword});
}

void Builder::read_keywords(Keywords& keywords, Block& block) {
  block.annotations.first = static_cast<std::uint32_t>(program_->annotations.size());
  const bool ref_alone = keywords.dialect.ref_stands_alone() && keywords.schema.find("$ref");
  for (const JsonMember member : keywords.schema.members()) {
    if (ref_alone && member.name != "$ref") continue;
    const KeywordInfo* const info = find_keyword(member.name);
    const bool is_known = info != nullptr && keywords.dialect.knows(*info);
    if (is_known) keywords.values[static_cast<std::size_t>(info->keyword)] = member.value.node();
    if (is_known ? is_annotation(*info) : (info == nullptr || !is_silent(info->keyword))) {
      program_->annotations.push_back({member.name, member.value.node()});
    }
  }
  block.annotations.count =
      static_cast<std::uint32_t>(program_->annotations.size()) - block.annotations.first;
}

/// A list per type, so that running a block is running one of them.
void Builder::write_ops(Block& block) {
  const std::uint8_t types =
      block.types & kIntegerBit ? block.types | bit_of(JsonNode::Kind::number) : block.types;
  block.has_unevaluated = std::any_of(staged_.begin(), staged_.end(), [](const auto& staged) {
    return staged.second.code == Opcode::unevaluated_items ||
           staged.second.code == Opcode::unevaluated_properties;
  });
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    const auto bit = static_cast<std::uint8_t>(1U << kind);
    Range range{static_cast<std::uint32_t>(program_->ops.size()), 0};
    for (const auto& [wanted, op] : staged_) {
      if ((types & bit) == 0 || (wanted & bit) == 0) continue;
      program_->ops.push_back(op);
      ++range.count;
    }
    block.ops[kind] = range;
  }
}

void Builder::compile_block(const Work& work) {
  Keywords keywords;
  keywords.schema = JsonElement{work.place.node};
  keywords.resource = resource_ = work.place.resource;
  keywords.dialect = index_.dialect(work.place.resource);
  Block block = program_->blocks[work.block];
  staged_.clear();
  if (keywords.schema.is_boolean()) {
    if (!keywords.schema.is_true()) block.types = 0;
  } else {
    read_keywords(keywords, block);
    compile_types(keywords, *this, block);
    compile_values(keywords, *this);
    compile_numbers(keywords, *this);
    compile_strings(keywords, *this);
    compile_arrays(keywords, *this);
    compile_objects(keywords, *this);
    compile_references(keywords, *this);
    compile_logic(keywords, *this);
    compile_unevaluated(keywords, *this);
    write_ops(block);
  }
  program_->blocks[work.block] = block;  // the blocks may have moved meanwhile
}

void Builder::run_work() {
  while (!work_.empty() && !error_) {
    const Work work = work_.back();
    work_.pop_back();
    compile_block(work);
  }
}

/// Gives each dynamic reference the targets that the resources known so far have for it. True when
/// one was new: its block may name further resources.
bool Builder::resolve_dynamic_references() {
  bool found_one = false;
  for (std::size_t i = 0; i < program_->dynamic_references.size(); ++i) {
    for (ResourceId resource = 0; resource < index_.size(); ++resource) {
      const auto& known = program_->dynamic_references[i].targets;
      if (std::any_of(known.begin(), known.end(),
                      [&](const auto& target) { return target.first == resource; })) {
        continue;
      }
      const std::string_view anchor = program_->dynamic_references[i].anchor;
      const JsonNode* const node = index_.find_dynamic(resource, anchor);
      if (node == nullptr) continue;
      const BlockId target = block_at({node, resource});
      program_->dynamic_references[i].targets.emplace_back(resource, target);
      found_one = true;
    }
  }
  return found_one;
}

/// References that lead back to themselves at the same place of the instance never end. Dynamic
/// ones are left to the depth bound of the evaluation, as only that knows where they lead.
void Builder::check_loops() {
  enum class Color : std::uint8_t { white, grey, black };
  struct Visit {
    BlockId block;
    std::vector<BlockId> targets;
    std::size_t next = 0;
  };
  const Program& program = *program_;
  std::vector<Color> colors(program.blocks.size(), Color::white);
  for (BlockId start = 0; start < program.blocks.size(); ++start) {
    if (colors[start] != Color::white) continue;
    std::vector<Visit> path;
    const auto enter = [&](BlockId id) {
      colors[id] = Color::grey;
      path.push_back({id, in_place_targets(program, program.blocks[id])});
    };
    enter(start);
    while (!path.empty()) {
      Visit& visit = path.back();
      if (visit.next == visit.targets.size()) {
        colors[visit.block] = Color::black;
        path.pop_back();
        continue;
      }
      const BlockId target = visit.targets[visit.next++];
      if (colors[target] == Color::white) {
        enter(target);
      } else if (colors[target] == Color::grey && !program.has_dynamic_references) {
        resource_ = program.blocks[target].resource;
        fail(program.blocks[target].node, Errc::bad_input,
             "the schema refers to itself without looking at a part of the instance",
             "such a loop has no end; refer to it from properties or items");
        return;
      }
    }
  }
}

/// What the silent evaluation need not do: follow references that only refer, and look into blocks
/// that only ask for a type.
void Builder::find_shortcuts() {
  Program& program = *program_;
  const auto only_refers = [&](const Block& block) {
    return block.types == kAnyType && block.ops[0].count == 1 &&
           program.ops[block.ops[0].first].code == Opcode::reference &&
           std::all_of(block.ops.begin(), block.ops.end(),
                       [](Range range) { return range.count == 1; });
  };
  for (BlockId id = 0; id < program.blocks.size(); ++id) {
    BlockId target = id;
    while (!program.has_dynamic_references && only_refers(program.blocks[target])) {
      target = program.ops[program.blocks[target].ops[0].first].operand;
    }
    program.blocks[id].shortcut = target;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      const Block& block = program.blocks[target];
      const auto bit = static_cast<std::uint8_t>(block.types & 1U << kind);
      if (block.ops[kind].count == 0) program.blocks[id].settled |= bit;
    }
  }
  for (ObjectRule& rule : program.objects) {
    if (rule.additional != kNoBlock) {
      rule.additional_settled = program.blocks[rule.additional].settled;
    }
    rule.only_requires = rule.patterns.empty() && rule.additional == kNoBlock;
    for (Property& property : rule.properties) {
      property.settled =
          property.block == kNoBlock ? kAnyType : program.blocks[property.block].settled;
      rule.only_requires = rule.only_requires && property.settled == kAnyType;
    }
  }
}

Result<std::vector<BlockId>> Builder::add(const std::vector<std::string>& uris) {
  std::vector<Place> places;
  places.reserve(uris.size());
  for (const std::string& uri : uris) {
    auto place = index_.enter_schema(uri);
    if (!place) {
      if (place.error().where.empty()) place.error().where = excerpt(uri, 200);
      return Failure{std::move(place.error())};
    }
    places.push_back(*place);
  }
  std::vector<BlockId> blocks;
  blocks.reserve(places.size());
  for (const Place place : places) {
    resource_ = place.resource;
    blocks.push_back(block(place.node, place.resource));
    run_work();
    if (error_) return Failure{*error_};
  }
  return blocks;
}

Result<std::shared_ptr<const Program>> Builder::finish() {
  do run_work();
  while (!error_ && resolve_dynamic_references());
  if (!error_) check_loops();
  if (!error_) find_shortcuts();
  if (error_) return Failure{std::move(*error_)};
  for (ResourceId id = 0; id < index_.size(); ++id) {
    program_->resources.push_back(index_.resource(id));
  }
  program_->documents = index_.documents();
  return std::shared_ptr<const Program>{std::move(program_)};
}

}  // namespace understudy::schema
