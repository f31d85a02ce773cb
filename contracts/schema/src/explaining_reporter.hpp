// SPDX-License-Identifier: MIT
/// What an evaluation has found out, as a tree: schemas that were applied, the keywords of theirs
/// that failed, and the annotations of those that held.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation.hpp"
#include "program.hpp"
#include "understudy/schema/schema.hpp"
#include "understudy/schema/violation.hpp"

namespace understudy::schema {

/// One schema or keyword, applied at one place.
struct Unit {
  enum class Role : std::uint8_t { schema, branch, failure, annotation };

  Role role = Role::schema;
  bool valid = true;
  Kind kind = Kind::false_schema;    ///< of failures and branches
  std::string keyword_path = {};     ///< JSON Pointer along the references that were followed
  std::string instance_path = {};    ///< JSON Pointer into the instance
  const JsonNode* schema = nullptr;  ///< the schema, or the value of the keyword
  ResourceId resource = 0;
  const JsonNode* instance = nullptr;
  std::string detail = {};  ///< the name that is missing, where a name is
  std::vector<Unit> children = {};
};

/// Collects units, up to a number of failures.
class ExplainingReporter {
 public:
  static constexpr bool kGoesOn = true;

  /// Takes back what a step has added to the paths.
  class [[nodiscard]] PathStep {
   public:
    PathStep(std::string& path, std::size_t size) : path_(path), size_(size) {}
    PathStep(const PathStep&) = delete;
    PathStep& operator=(const PathStep&) = delete;
    ~PathStep() { path_.resize(size_); }

   private:
    std::string& path_;
    std::size_t size_;
  };
  /// Closes the unit it has opened.
  class [[nodiscard]] UnitStep {
   public:
    explicit UnitStep(ExplainingReporter& reporter) : reporter_(reporter) {}
    UnitStep(const UnitStep&) = delete;
    UnitStep& operator=(const UnitStep&) = delete;
    ~UnitStep() { reporter_.close_unit(); }

   private:
    ExplainingReporter& reporter_;
  };
  enum class Annotations : std::uint8_t { dropped, kept };

  ExplainingReporter(const Program& program, std::size_t most, Annotations annotations);

  UnitStep enter(const Block& block);
  PathStep follow(std::string_view keyword);
  PathStep follow(std::string_view keyword, std::string_view name);
  PathStep follow(std::string_view keyword, std::size_t index);
  PathStep descend(std::string_view name);
  PathStep descend(std::size_t index);
  /// Opens the unit of a keyword whose subschemas may fail without the keyword failing.
  UnitStep branch(const Op& op, std::string_view keyword, const JsonNode* instance);
  void settle(const UnitStep& step, bool valid);
  bool fail(Kind kind, const JsonNode* keyword, const JsonNode* instance,
            std::string_view detail = {});
  [[nodiscard]] bool has_enough() const { return failures_ >= most_; }
  /// The evaluation has ended early: whatever it has found, the instance is not valid.
  void give_up() { open_.front().children.front().valid = false; }
  /// What there is to say of an evaluation that gave up where nobody was listening.
  [[nodiscard]] Unit exhaustion(const JsonNode* instance) const;

  /// The unit of the whole evaluation, once that is over.
  [[nodiscard]] const Unit& root() const { return open_.front().children.front(); }

 private:
  void close_unit();
  Unit& open_unit(Unit::Role role, const JsonNode* schema);

  const Program& program_;
  std::size_t most_;
  Annotations annotations_;
  std::size_t failures_ = 0;
  std::string keyword_path_;
  std::string instance_path_;
  std::vector<Unit> open_;
};

/// Runs an instance through a schema for its reasons.
void explain(const Schema& schema, JsonElement instance, ExplainingReporter& reporter);

/// Where the schema or keyword of a unit is written.
std::string uri_of(const Program& program, const Unit& unit);

/// A failure or a branch as a violation, without causes.
Violation make_violation(const Program& program, const Unit& unit);

}  // namespace understudy::schema
