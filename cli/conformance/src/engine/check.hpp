// SPDX-License-Identifier: MIT
/// A check: a rule, what it costs, and how it is asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "judgement.hpp"
#include "probe.hpp"
#include "understudy/conformance/verdict.hpp"

namespace understudy::conformance {

/// When a check is asked: later ones change what the earlier ones look at.
enum class Phase : std::uint8_t {
  reads,
  credentials,  ///< sends wrong or forged credentials
  writes,       ///< changes what the host holds
  limits,       ///< uses up the caller's quota, and waits
  passive,      ///< looks at the answers of all others, and sends nothing
};

/// What several checks ask for once, beside samples.
struct Shared {
  std::string name;  ///< "walk partners"
  std::size_t requests = 0;
  Duration waits{0};  ///< that it makes on the way
  bool writes = false;
};

struct Check {
  std::string id;  ///< with the API: "ecg/paging/pages-partition/partners"
  std::string area;
  std::string title;
  Level level = Level::may;
  Grade grade = Grade::guess;
  std::string source;
  Phase phase = Phase::reads;
  bool writes = false;   ///< sends what may write, though its phase is another than `writes`
  std::size_t cost = 0;  ///< requests of its own when all is well; never more
  std::vector<std::string> lists = {};  ///< samples it looks at
  std::vector<std::string> calls = {};  ///< sample calls it looks at
  std::vector<Shared> shared = {};
  Duration waits{0};  ///< of its own, as far as they are known
  std::function<Judgement(Probe&)> ask;
};

/// A check of a rule; `suffix` ("partners") tells several of one rule apart.
Check make_check(const Subject& subject, const RuleSpec& rule, std::string_view suffix = {});

/// Makes the checks of a rule: one for each list, field type or operation it speaks of.
using Relation = std::vector<Check> (*)(const Subject& subject, const RuleSpec& rule);

struct NamedRelation {
  std::string_view name;  ///< as rules spell it: "pages-partition"
  Relation make;
};

// The relations of each family, sorted by name; relations.cpp joins them.
std::span<const NamedRelation> credential_relations();
std::span<const NamedRelation> filter_relations();
std::span<const NamedRelation> order_relations();
std::span<const NamedRelation> page_relations();
std::span<const NamedRelation> search_relations();
std::span<const NamedRelation> throttle_relations();
std::span<const NamedRelation> value_relations();
std::span<const NamedRelation> write_relations();

/// The relation of a name, or null.
Relation find_relation(std::string_view name);

/// The checks that the contract alone gives, of every operation.
std::vector<Check> make_contract_checks(const Subject& subject);

}  // namespace understudy::conformance
