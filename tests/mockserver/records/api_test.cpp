// SPDX-License-Identifier: MIT
/// Records behind the pipeline: an API that declares a collection, and handlers that change it.
///
/// The contract is that of an API without records, borrowed, so that no rule of an API with some is
/// in the way.
#include <unistd.h>

#include <cerrno>
#include <string>

#include "pipeline.hpp"
#include "script.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::mock::records {

namespace {

Result<std::vector<Collection>> make_collections(const ServerOptions&, const Switches&) {
  return example_collections();
}

/// Every request adds a thing and answers with all of them.
Answer add_thing(const Call& call) {
  const auto id = write_step(*call.records, 1);
  if (!id) return Failure{id.error()};
  const Snapshot snapshot = call.records->snapshot();
  const query::Table& table = snapshot["things"].table();
  Response response{200, {{"Content-Type", "application/json"}}, {}};
  table.append_json_array(response.body, table.select({}), 0, table.size());
  return response;
}

Result<Handlers> make_handlers(const ServerOptions&, const Switches&, const Makers&) {
  return Handlers{{"getColumns", &add_thing},
                  {"getFilterData", &add_thing},
                  {"getRecords", &add_thing},
                  {"getReportNames", &add_thing}};
}

/// PartnerTap with records of its own.
ApiProfile example_profile() {
  ApiProfile profile = *find_profile("partnertap");
  profile.make_handlers = &make_handlers;
  profile.make_collections = &make_collections;
  return profile;
}

Response ask(Api& api) {
  const ManualClock clock;
  return api
      .handle({Method::get, "/v1/channelecosystem/report-names", {{"api-key", "demo-api-key"}}, ""},
              *api.main_state().value(), {{clock.steady_now(), clock.wall_now()}})
      .value()
      .response;
}

Store& records_of(Api& api) { return *api.main_state().value()->records; }

}  // namespace

TEST_CASE("what a handler writes is in the answer of the next request", "[mock][records][api]") {
  const ApiProfile profile = example_profile();
  const auto api = Api::make(profile, {}).value();
  const std::string seed = records_of(*api).save();

  CHECK(parse_json(ask(*api).body).value().size() == 4);
  CHECK(parse_json(ask(*api).body).value().size() == 5);
  REQUIRE(api->main_state().value()->reset(History::dropped).has_value());

  CHECK(records_of(*api).save() == seed);
  CHECK(parse_json(ask(*api).body).value().size() == 4);
}

TEST_CASE("an API finds its records again in the state folder", "[mock][records][api]") {
  const TempFolder temp;
  const ApiProfile profile = example_profile();
  std::string state;
  {
    const auto api = Api::make(profile, {}, temp.open()).value();
    CHECK(ask(*api).status == 200);
    state = records_of(*api).save();
  }
  CHECK(records_of(*Api::make(profile, {}, temp.open()).value()).save() == state);
}

TEST_CASE("a full disk is told in the API's own error shape", "[mock][records][api][P03]") {
  const TempFolder temp;
  Disk disk = Disk::system();
  bool is_full = false;
  disk.write = [&](int file, const void* bytes, std::size_t size, off_t at) -> ssize_t {
    if (!is_full) return ::pwrite(file, bytes, size, at);
    errno = ENOSPC;
    return -1;
  };
  const ApiProfile profile = example_profile();
  const auto api = Api::make(profile, {}, temp.open(disk)).value();
  const std::string before = records_of(*api).save();

  is_full = true;
  const Response refused = ask(*api);
  is_full = false;

  CHECK(refused.status == 507);
  const Json body = parse_json(refused.body).value();
  CHECK(body.at("error") == "Insufficient Storage");
  CHECK(body.at("message").get<std::string>().find("No space left") != std::string::npos);
  CHECK(records_of(*api).save() == before);
  CHECK(ask(*api).status == 200);
}

TEST_CASE("a server locks its state folder and says which APIs keep no records",
          "[mock][records][api][P06]") {
  const TempFolder temp;
  ServerOptions options;
  options.apis = {"partnertap"};
  options.state_dir = temp.path();
  auto server = Server::make(options).value();

  CHECK(Server::make(options).error().code == Errc::io);
  CHECK(server.save("partnertap").error().code == Errc::unsupported);
  CHECK(server.restore("partnertap", "").error().code == Errc::unsupported);
  CHECK(server.save("partnertab").error().code == Errc::bad_input);
  CHECK(server.reset(History::kept).has_value());
}

}  // namespace understudy::mock::records
