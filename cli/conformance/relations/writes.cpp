// SPDX-License-Identifier: MIT
/// Relations of writes: one story is told to the host, and every rule looks at it.
///
/// Shape:    rules of the area "writes"; the first of them has the member "story", see
///           write_story.hpp; their arguments are those of write_judging.hpp
#include <array>
#include <memory>
#include <utility>

#include "engine/check.hpp"
#include "understudy/conformance/ledger.hpp"
#include "write_judging.hpp"

namespace understudy::conformance {

namespace {

using writes::Story;

constexpr const char* kMemo = "story of writes";

/// What the checks of an API share.
struct Told {
  Story story;
  std::shared_ptr<Ledger> own;  ///< where the caller has brought none
};

/// The story of the run, told when the first check wants it, and never twice: each telling makes
/// records.
const Story& find_told(Probe& probe, const Json& story) {
  std::any& memo = probe.memo(kMemo);
  if (const auto* told = std::any_cast<Told>(&memo)) return told->story;
  Told told;
  Ledger* ledger = probe.ledger();
  if (ledger == nullptr) {
    told.own = std::make_shared<Ledger>();
    ledger = told.own.get();
  }
  told.story = writes::tell(probe, story, *ledger);
  if (told.story.trouble.empty()) told.story.trouble = probe.trouble();
  memo = std::move(told);
  return std::any_cast<Told>(&memo)->story;
}

using Judge = Judgement (*)(const Story& story, const Json& args);

template <Judge kJudge>
std::vector<Check> make_write(const Subject& subject, const RuleSpec& rule) {
  const Json* story = writes::find_story(*subject.profile);
  if (story == nullptr) return {};
  Check check = make_check(subject, rule);
  check.phase = Phase::writes;
  check.shared = {{kMemo, writes::cost_of(*story), Duration{0}, true}};
  check.ask = [story = *story, args = rule.args](Probe& probe) {
    return kJudge(find_told(probe, story), args);
  };
  return {std::move(check)};
}

constexpr std::array kRelations{
    NamedRelation{"write-answers", &make_write<&writes::judge_status>},
    NamedRelation{"write-has", &make_write<&writes::judge_has>},
    NamedRelation{"write-keeps", &make_write<&writes::judge_same>},
    NamedRelation{"write-lacks", &make_write<&writes::judge_lacks>},
    NamedRelation{"write-lists", &make_write<&writes::judge_lists>},
    NamedRelation{"write-raises", &make_write<&writes::judge_raises>},
    NamedRelation{"write-refuses", &make_write<&writes::judge_refuses>},
};

}  // namespace

std::span<const NamedRelation> write_relations() { return kRelations; }

}  // namespace understudy::conformance
