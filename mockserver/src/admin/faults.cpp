// SPDX-License-Identifier: MIT
/// The trouble that is planned in a space.
#include "understudy/mock/faults.hpp"

#include <algorithm>
#include <utility>

#include "admin/admin.hpp"

namespace understudy::mock::admin {

namespace {

Json described(const ArmedFault& armed) {
  Json json = write_fault(armed.fault);
  json["number"] = armed.number;
  json["spec"] = fault_text(armed.fault);
  json["matched"] = armed.matched;
  json["fired"] = armed.fired;
  return json;
}

Answer list_faults(const Call& call) {
  Json list = Json::array();
  for (const ArmedFault& armed : call.space.faults.list()) list.push_back(described(armed));
  return json_answer({{"faults", std::move(list)}, {"most", kMostFaults}});
}

/// Either a text as `serve --fault` takes it, or members.
Result<Fault> read(const Json& body) {
  const auto it = body.find("spec");
  if (it == body.end()) return read_fault(body);
  if (body.size() != 1) {
    return Failure{Error{Errc::bad_input, "'spec' stands beside other members", "/spec",
                         "write the whole fault as a text, or as members"}};
  }
  const auto* const spec = it->get_ptr<const std::string*>();
  return parse_fault(spec == nullptr ? "" : *spec);
}

Answer add_fault(const Call& call) {
  const auto fault = read(to_json(*call.body));
  if (!fault) return Failure{fault.error()};
  const auto number = call.space.faults.add(*fault);
  if (!number) return Failure{number.error()};
  Response response = json_answer(described({.number = *number, .fault = *fault}));
  response.status = 201;
  return response;
}

Answer clear_faults(const Call& call) {
  call.space.faults.clear();
  return done();
}

Answer remove_fault(const Call& call) {
  const auto number = number_in(call.path.front().value);
  if (number && call.space.faults.remove(*number)) return done();
  return Failure{Error{Errc::not_found, "there is no such fault", "", ""}};
}

}  // namespace

Part faults_part() {
  return {{"addFault", add_fault},
          {"clearFaults", clear_faults},
          {"listFaults", list_faults},
          {"removeFault", remove_fault}};
}

}  // namespace understudy::mock::admin
