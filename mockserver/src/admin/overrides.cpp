// SPDX-License-Identifier: MIT
/// The answers that tests force in a space.
#include "understudy/mock/overrides.hpp"

#include <utility>

#include "admin/admin.hpp"

namespace understudy::mock::admin {

namespace {

Json described(const Overrides::Entry& entry) {
  Json json = write_override(entry.what);
  json["number"] = entry.number;
  json["answered"] = entry.answered;
  return json;
}

Answer list_overrides(const Call& call) {
  Json list = Json::array();
  for (const Overrides::Entry& entry : call.space.overrides.list()) {
    list.push_back(described(entry));
  }
  return json_answer({{"overrides", std::move(list)}});
}

Answer add_override(const Call& call) {
  auto what = read_override(to_json(*call.body));
  if (!what) return Failure{std::move(what.error())};
  const auto number = call.space.override_answer(*what);
  if (!number) return Failure{number.error()};
  Response response = json_answer(described({.number = *number, .what = *std::move(what)}));
  response.status = 201;
  return response;
}

Answer clear_overrides(const Call& call) {
  call.space.overrides.clear();
  return done();
}

Answer remove_override(const Call& call) {
  const auto number = number_in(call.path.front().value);
  if (number && call.space.overrides.remove(*number)) return done();
  return Failure{Error{Errc::not_found, "there is no such override", "", ""}};
}

}  // namespace

Part overrides_part() {
  return {{"addOverride", add_override},
          {"clearOverrides", clear_overrides},
          {"listOverrides", list_overrides},
          {"removeOverride", remove_override}};
}

}  // namespace understudy::mock::admin
