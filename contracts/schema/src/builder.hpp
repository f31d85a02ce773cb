// SPDX-License-Identifier: MIT
/// A program while it is being built: what the keywords of each vocabulary write into.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dialect.hpp"
#include "index.hpp"
#include "program.hpp"

namespace understudy::schema {

/// The keywords of one subschema, looked up by what they are.
struct Keywords {
  JsonElement schema{nullptr};
  ResourceId resource = 0;
  Dialect dialect = {};
  std::array<const JsonNode*, kKeywords> values = {};

  [[nodiscard]] const JsonNode* operator[](Keyword keyword) const {
    return values[static_cast<std::size_t>(keyword)];
  }
};

/// Compiles subschemas from a list of open work, so that no depth of theirs is a depth of ours.
/// The first error stands; what comes after it is compiled in vain.
class Builder {
 public:
  Builder(const Registry& registry, const CompileOptions& options)
      : options_(options), index_(registry, options) {}

  /// The blocks of what these URIs name. Each may refer to identifiers inside the others.
  Result<std::vector<BlockId>> add(const std::vector<std::string>& uris);
  /// The program, when every block is compiled.
  Result<std::shared_ptr<const Program>> finish();

  // For the keywords of a subschema:
  /// The block of a subschema, compiled now or later.
  BlockId block(const JsonNode* schema, ResourceId parent);
  /// The block that a reference leads to.
  BlockId target(const JsonNode* reference, ResourceId resource);
  /// Adds an instruction for instances of these types.
  void emit(std::uint8_t types, const Op& op) { staged_.emplace_back(types, op); }
  /// Says that the schema is broken at a keyword.
  void fail(const JsonNode* keyword, Errc code, std::string what, std::string advice = {});
  [[nodiscard]] bool has_failed() const { return error_.has_value(); }
  [[nodiscard]] Program& program() { return *program_; }
  [[nodiscard]] const Index& index() const { return index_; }
  /// Adds a value to one of the program's tables, giving its index.
  template <typename T>
  std::uint32_t put(std::vector<T>& table, T value) {
    table.push_back(std::move(value));
    return static_cast<std::uint32_t>(table.size() - 1);
  }
  /// A list of blocks, as an index of `ranges`.
  std::uint32_t put_list(const std::vector<BlockId>& blocks);
  /// The compiled pattern, or null after `fail`. The same pattern is compiled once.
  const Regex* regex(const JsonNode* keyword, std::string_view pattern);
  /// What is said of a pending dynamic reference: resolved when every resource is known.
  void add_dynamic_reference(const JsonNode* keyword, std::string_view anchor, BlockId otherwise);

 private:
  struct Work {
    Place place;
    BlockId block;
  };

  BlockId block_at(Place place);
  void run_work();
  void compile_block(const Work& work);
  void read_keywords(Keywords& keywords, Block& block);
  void write_ops(Block& block);
  bool resolve_dynamic_references();
  void check_loops();
  void find_shortcuts();

  const CompileOptions& options_;
  Index index_;
  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  std::unordered_map<const JsonNode*, BlockId> blocks_;
  std::vector<Work> work_;
  std::vector<std::pair<std::uint8_t, Op>> staged_;
  std::map<std::string, const Regex*, std::less<>> regexes_;
  ResourceId resource_ = 0;  ///< of the block being compiled, for messages
  std::optional<Error> error_;
};

// One function per group of keywords, each in keywords/<name>.cpp.
void compile_references(const Keywords& keywords, Builder& builder);
void compile_types(const Keywords& keywords, Builder& builder, Block& block);
void compile_values(const Keywords& keywords, Builder& builder);
void compile_numbers(const Keywords& keywords, Builder& builder);
void compile_strings(const Keywords& keywords, Builder& builder);
void compile_arrays(const Keywords& keywords, Builder& builder);
void compile_objects(const Keywords& keywords, Builder& builder);
void compile_logic(const Keywords& keywords, Builder& builder);
void compile_unevaluated(const Keywords& keywords, Builder& builder);

}  // namespace understudy::schema
