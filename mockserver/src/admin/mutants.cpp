// SPDX-License-Identifier: MIT
/// The rules that a space breaks.
#include "understudy/mock/mutants.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "admin/admin.hpp"

namespace understudy::mock::admin {

namespace {

Json described(const Space::Impl& space) {
  const std::vector<std::string> on = space.mutants();
  Json list = Json::array();
  for (const Mutant& mutant : mutants()) {
    if (space.common->find(mutant.api) == space.common->apis.size()) continue;
    list.push_back({{"name", mutant.name},
                    {"api", mutant.api},
                    {"area", mutant.area},
                    {"rule", mutant.rule},
                    {"source", mutant.source},
                    {"on", std::find(on.begin(), on.end(), mutant.name) != on.end()}});
  }
  return {{"mutants", std::move(list)}};
}

Answer list_mutants(const Call& call) { return json_answer(described(call.space)); }

Answer set_mutants(const Call& call) {
  std::vector<std::string> names;
  for (const JsonElement name : call.body->find("on")->elements()) names.emplace_back(name.text());
  if (const auto mutated = call.space.mutate(names); !mutated) return Failure{mutated.error()};
  return json_answer(described(call.space));
}

}  // namespace

Part mutants_part() { return {{"listMutants", list_mutants}, {"setMutants", set_mutants}}; }

}  // namespace understudy::mock::admin
