// SPDX-License-Identifier: MIT
/// What a schema is compiled into: blocks of instructions, one list per type of instance.
///
/// A block is one subschema. Which instructions it runs depends on the type of the instance, so
/// that `maxLength` costs a number nothing; a block that only asks for a type has none at all.
/// Operands are indices into the tables of the program; nothing here is a JSON value to be walked.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decimal.hpp"
#include "formats/format.hpp"
#include "regex.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/schema/registry.hpp"
#include "understudy/schema/violation.hpp"
#include "value.hpp"

namespace understudy::schema {

using BlockId = std::uint32_t;
using ResourceId = std::uint32_t;
constexpr BlockId kNoBlock = 0xFFFFFFFF;

// The types of a block, a bit each: those of JsonNode::Kind, and integers behind them.
constexpr std::size_t kKinds = 6;
constexpr std::uint8_t kIntegerBit = 1U << kKinds;
constexpr std::uint8_t kAnyType = (1U << kKinds) - 1U;

constexpr std::uint8_t bit_of(JsonNode::Kind kind) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

enum class Opcode : std::uint8_t {
  all_of,
  any_of,
  array,
  conditional,
  constant,
  contains,
  dependencies,
  dynamic_reference,
  enumeration,
  format,
  limit,
  multiple_of,
  not_allowed,
  object,
  one_of,
  pattern,
  property_names,
  reference,
  size,
  unevaluated_items,
  unevaluated_properties,
  unique_items,
};

/// One instruction. What `operand` means depends on the code.
struct Op {
  Opcode code = Opcode::reference;
  Kind kind = Kind::false_schema;     ///< of the violation, where a code serves several keywords
  std::uint32_t operand = 0;          ///< a block, an index, a size
  const JsonNode* keyword = nullptr;  ///< the value of the keyword
};

struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// A keyword that asserts nothing and says something.
struct Annotation {
  std::string_view keyword;
  const JsonNode* value = nullptr;
};

/// One subschema.
struct Block {
  std::uint8_t types = kAnyType;
  std::uint8_t settled = 0;      ///< types of which nothing more is asked
  bool has_unevaluated = false;  ///< needs to know what its own keywords have looked at
  ResourceId resource = 0;
  std::array<Range, kKinds> ops = {};
  BlockId shortcut = 0;  ///< the block behind references that do nothing else; often this one
  const JsonNode* node = nullptr;
  const JsonNode* type_keyword = nullptr;
  Range annotations = {};
};

/// A name of `properties` or `required`.
struct Property {
  std::string_view name;
  std::uint16_t hash = 0;
  bool is_required = false;
  std::uint8_t settled = 0;  ///< that of the block
  BlockId block = kNoBlock;  ///< kNoBlock: only required
};

struct PatternProperty {
  const Regex* regex = nullptr;
  std::string_view pattern;
  BlockId block = kNoBlock;
};

/// Everything that looks at members by name, in one pass over them.
struct ObjectRule {
  std::vector<Property> properties = {};
  std::vector<std::uint32_t> table = {};  ///< hash and index + 1, open addressing; 0: free
  std::vector<PatternProperty> patterns = {};
  std::uint32_t required = 0;
  bool only_requires = false;  ///< any value will do: the walk may stop when all names are found
  BlockId additional = kNoBlock;
  std::uint8_t additional_settled = 0;  ///< that of its block
  const JsonNode* required_keyword = nullptr;
  const JsonNode* additional_keyword = nullptr;
  /// For each property the one that last came behind it: objects of one kind repeat their order.
  /// Only a guess, checked before use, so that threads may share it.
  std::unique_ptr<std::atomic<std::uint16_t>[]> followers = nullptr;
};

struct ArrayRule {
  std::vector<BlockId> prefix = {};
  BlockId items = kNoBlock;  ///< of what comes behind the prefix
  std::string_view prefix_keyword = "prefixItems";
  std::string_view items_keyword = "items";
};

struct ContainsRule {
  BlockId block = kNoBlock;
  std::uint32_t least = 1;
  std::uint32_t most = 0xFFFFFFFF;
  const JsonNode* block_keyword = nullptr;
  const JsonNode* least_keyword = nullptr;
  const JsonNode* most_keyword = nullptr;
  bool marks = true;  ///< what it matches counts as evaluated; not so in 2019-09
};

struct Conditional {
  BlockId condition = kNoBlock;
  BlockId consequence = kNoBlock;
  BlockId alternative = kNoBlock;
};

/// Bounds of numbers: the source text, and the integer if it is one.
struct Bound {
  std::string_view text;
  std::optional<std::int64_t> integer;
};

struct Dependency {
  std::string_view name;
  const JsonNode* node = nullptr;
  BlockId block = kNoBlock;                     ///< a schema,
  std::vector<std::string_view> required = {};  ///< or names
};

struct DynamicReference {
  BlockId otherwise = kNoBlock;  ///< the target as a plain reference
  std::string_view anchor;
  std::vector<std::pair<ResourceId, BlockId>> targets = {};  ///< by resource in the dynamic scope
};

struct Resource {
  std::string uri;  ///< absolute, without a fragment
  const JsonNode* root = nullptr;
};

struct Program {
  std::vector<Block> blocks;
  std::vector<Op> ops;
  std::vector<Annotation> annotations;
  std::vector<BlockId> lists;  ///< of allOf, anyOf, oneOf
  std::vector<Range> ranges;   ///< into `lists`
  std::vector<ObjectRule> objects;
  std::vector<ArrayRule> arrays;
  std::vector<ContainsRule> contains;
  std::vector<Conditional> conditionals;
  std::vector<Bound> bounds;
  std::vector<Divisor> divisors;
  std::vector<std::unique_ptr<const Regex>> regexes;
  std::vector<const Regex*> patterns;
  std::vector<const Format*> formats;
  std::vector<ValueSet> values;  ///< of enum and const
  std::vector<std::vector<Dependency>> dependencies;
  std::vector<DynamicReference> dynamic_references;
  std::vector<Resource> resources;
  std::vector<std::shared_ptr<const JsonDocument>> documents;  ///< what the nodes point into
  bool has_dynamic_references = false;
};

}  // namespace understudy::schema
