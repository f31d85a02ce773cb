// SPDX-License-Identifier: MIT
/// How answers leave, in words, and in the journal.
#include <chrono>
#include <string>

#include "asking.hpp"
#include "support/catch.hpp"
#include "understudy/mock/reply.hpp"

namespace understudy::mock {

TEST_CASE("a delivery is told in words", "[mock][faults]") {
  using Kind = Delivery::Kind;
  using std::chrono::milliseconds;
  CHECK(describe({}).empty());
  CHECK(describe({.delay = milliseconds{250}}) == "after 250 ms");
  CHECK(describe({.kind = Kind::reset}) == "the connection is reset");
  CHECK(describe({.kind = Kind::dribbled, .bytes = 16, .pause = milliseconds{50}}) ==
        "dribbled, 16 bytes every 50 ms");
  CHECK(describe({.kind = Kind::truncated, .bytes = 1, .delay = milliseconds{5}}) ==
        "after 5 ms, truncated to 1 byte of its body");
}

TEST_CASE("the journal tells what a fault did to an answer on the wire", "[mock][faults]") {
  const auto server = Server::make(with_faults({"truncated,bytes=4,nth=2"})).value();

  for (int i = 0; i < 2; ++i) REQUIRE(server.handle(report_names()).status == 200);

  const auto entries = server.space().journal().entries();
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].delivery.empty());
  CHECK(entries[1].delivery == "truncated to 4 bytes of its body");
}

}  // namespace understudy::mock
