// SPDX-License-Identifier: MIT
/// Running a program on an instance.
///
/// One evaluation serves two callers, told apart by a Reporter: a silent one stops at the first
/// violation and compiles to nothing but the checks; an explaining one keeps paths, violations and
/// annotations and goes on. What is valid is decided in one place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "program.hpp"

namespace understudy::schema {

/// Which members or elements of one instance have been looked at, by their order in it.
class Marks {
 public:
  explicit Marks(std::size_t count) : seen_(count, false) {}

  void add(std::size_t index) { seen_[index] = true; }
  void add_all() { seen_.assign(seen_.size(), true); }
  void add(const Marks& other) {
    for (std::size_t i = 0; i < seen_.size(); ++i) seen_[i] = seen_[i] || other.seen_[i];
  }
  [[nodiscard]] bool has(std::size_t index) const { return seen_[index]; }

 private:
  std::vector<bool> seen_;
};

/// The places a dynamic reference may lead to, and the work that is left. References can ask for
/// work that doubles with each of them, so it is counted.
struct Scope {
  explicit Scope(std::size_t work) : work_left(work) {}

  std::vector<ResourceId> resources = {};  ///< only kept for programs with dynamic references
  std::size_t depth = 0;                   ///< schemas entered inside each other
  std::size_t work_left;                   ///< schemas that may still be entered
  bool is_exhausted = false;               ///< nothing more is entered; the verdict is "not valid"
};

/// How many schemas may be entered for an instance: enough for every sensible one, and no minute.
inline std::size_t work_for(JsonElement instance, std::size_t at_least, std::size_t per_value) {
  return at_least + per_value * static_cast<std::size_t>(instance.end() - instance.node());
}

/// Reports nothing and stops at once.
struct SilentReporter {
  static constexpr bool kGoesOn = false;
  struct Step {};

  static Step enter(const Block&) { return {}; }
  static Step follow(std::string_view) { return {}; }
  static Step follow(std::string_view, std::string_view) { return {}; }
  static Step follow(std::string_view, std::size_t) { return {}; }
  static Step descend(std::string_view) { return {}; }
  static Step descend(std::size_t) { return {}; }
  static Step branch(const Op&, std::string_view, const JsonNode*) { return {}; }
  static void settle(const Step&, bool) {}
  static bool fail(Kind, const JsonNode*, const JsonNode*, std::string_view = {}) { return false; }
  static constexpr bool has_enough() { return false; }
};

/// Equal texts of one size, without a call for short ones.
inline bool is_same_text(const char* a, const char* b, std::size_t size) {
  const auto equal = [&](auto word, std::size_t at) {
    auto other = word;
    std::memcpy(&word, a + at, sizeof word);
    std::memcpy(&other, b + at, sizeof other);
    return word == other;
  };
  if (size > 32) return std::memcmp(a, b, size) == 0;
  if (size > 16) {
    return equal(std::uint64_t{}, 0) && equal(std::uint64_t{}, 8) &&
           equal(std::uint64_t{}, size - 16) && equal(std::uint64_t{}, size - 8);
  }
  if (size >= 8) return equal(std::uint64_t{}, 0) && equal(std::uint64_t{}, size - 8);
  if (size >= 4) return equal(std::uint32_t{}, 0) && equal(std::uint32_t{}, size - 4);
  return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1]);
}

inline bool is_name(const JsonNode& name, const Property& property) {
  return name.hash == property.hash && name.size == property.name.size() &&
         is_same_text(name.text, property.name.data(), name.size);
}

template <typename Reporter>
class Evaluation {
 public:
  Evaluation(const Program& program, Reporter& reporter, Scope& scope)
      : program_(program), reporter_(reporter), scope_(scope) {}

  /// Whether the instance is valid; what is looked at goes into `marks` unless that is null.
  bool run(BlockId id, const JsonNode* instance, Marks* marks);

 private:
  static constexpr bool kGoesOn = Reporter::kGoesOn;
  static constexpr std::size_t kDeepest = 512;  // ours: eight for each level that is read

  bool run_ops(const Block& block, Range range, const JsonNode* instance, Marks* marks);
  bool run_op(const Op& op, const JsonNode* instance, Marks* marks);
  bool has_type(const Block& block, const JsonNode& instance) const;
  /// Whether an instance is valid, without a report.
  bool probe(BlockId id, const JsonNode* instance, Marks* marks);

  bool run_reference(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_dynamic_reference(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_all_of(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_any_of(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_one_of(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_not(const Op& op, const JsonNode* instance);
  bool run_conditional(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_dependencies(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_object(const Op& op, const JsonNode* instance, Marks* marks);
  bool report_required(const ObjectRule& rule, const JsonNode* instance);
  bool run_array(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_contains(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_property_names(const Op& op, const JsonNode* instance);
  bool run_unevaluated_items(const Op& op, const JsonNode* instance, Marks* marks);
  bool run_unevaluated_properties(const Op& op, const JsonNode* instance, Marks* marks);
  const Program& program_;
  Reporter& reporter_;
  Scope& scope_;
};

}  // namespace understudy::schema
