// SPDX-License-Identifier: MIT
/// What Impartner's host refuses for whatever operation is asked: rights, methods, media types,
/// options that come twice or do not mix, too many requests, and faults of its own.
///
/// Source: impartner S1, S6.8 to S6.10, S16, S17
#include "client/pair_errors.hpp"
#include "pair.hpp"

namespace understudy::impartner_test {

namespace {

using client::Idempotency;
using pair_test::changed_on_the_way;
using pair_test::check_fault;
using pair_test::check_permanent;
using pair_test::check_throttled;
using Call = pair_test::DocumentedCall<Client>;

std::vector<Call> reads() {
  return {
      {"describeObjects", Idempotency::safe, false,
       [](const Client& client) { return error_of(client.describe_objects()); }},
      {"describeObject", Idempotency::safe, false,
       [](const Client& client) {
         return error_of(client.describe_object({.object = "Account"}));
       }},
      {"listRecords", Idempotency::safe, false,
       [](const Client& client) {
         return error_of(client.list_records(ListByODataRequest{.object = "Account"}));
       }},
      {"searchRecords", Idempotency::safe, true,
       [](const Client& client) { return error_of(client.search_records({.object = "Account"})); }},
      {"getRecord", Idempotency::safe, false,
       [](const Client& client) {
         return error_of(client.get_record({.object = "Account", .id = 1}));
       }},
      {"listDeletedRecords", Idempotency::safe, false,
       [](const Client& client) {
         return error_of(client.list_deleted_records({.object = "Account",
                                                      .from = sys_days{2026y / January / 1},
                                                      .to = sys_days{2026y / February / 1}}));
       }},
  };
}

std::vector<Call> writes() {
  return {
      {"createRecords", Idempotency::unsafe, true,
       [](const Client& client) {
         return error_of(client.create_record({.object = "Account", .fields = {{"Name", "New"}}}));
       }},
      {"updateRecord", Idempotency::idempotent, true,
       [](const Client& client) {
         return error_of(
             client.update_record({.object = "Account", .id = 1, .fields = {{"Name", "New"}}}));
       }},
      {"updateRecords", Idempotency::idempotent, true,
       [](const Client& client) {
         return error_of(client.update_records(
             {.object = "Account", .records = {{.id = 1, .fields = {{"Name", "New"}}}}}));
       }},
      {"deleteRecord", Idempotency::idempotent, false,
       [](const Client& client) {
         return error_of(client.delete_record({.object = "Account", .id = 1}));
       }},
      {"deleteRecords", Idempotency::idempotent, true,
       [](const Client& client) {
         return error_of(client.delete_records({.object = "Account", .ids = {1}}));
       }},
  };
}

/// A call without a key; it stands behind a switch.
const Call kCreateKey{"createKey", Idempotency::safe, true, [](const Client& client) {
                        return error_of(client.create_key(
                            {.user_name = "somebody", .password = Secret{"a-password"}}));
                      }};

/// The calls that send a key.
std::vector<Call> keyed_calls() {
  std::vector<Call> calls = reads();
  for (Call& call : writes()) calls.push_back(std::move(call));
  return calls;
}

std::vector<Call> every_call() {
  std::vector<Call> calls = keyed_calls();
  calls.push_back(kCreateKey);
  return calls;
}

mock::ServerOptions served_with(mock::Fault fault) {
  mock::ServerOptions options = served({{"auth.key_endpoint", "on"}});
  fault.api = "impartner";
  options.faults = {std::move(fault)};
  return options;
}

Client client_with(Pair& pair, std::function<void(Request&)> change) {
  return Client::make(changed_on_the_way(pair, std::move(change)),
                      client::impartner::key_credentials(Secret{"demo-prm-key"}),
                      pair.impatient_options())
      .value();
}

std::int32_t accounts_in(Pair& pair) {
  return get(client_of(pair).list_records(ListByODataRequest{.object = "Account"})).count;
}

}  // namespace

TEST_CASE("a key without a right to an object is refused by every operation on it",
          "[pair][impartner][errors][S16.5]") {
  Pair pair(GENERATE(from_range(routes())), served({{"auth.forbidden_objects", "Account"}}));
  const Client client = client_of(pair);

  for (const Call& call : keyed_calls()) {
    if (call.operation == "describeObjects") continue;  // names no object
    INFO(call.operation);
    check_permanent(call.ask(client), 403, "Forbidden");
  }
  CHECK(get(client.list_records(ListByODataRequest{.object = "User"})).count > 0);
  CHECK_FALSE(get(client.describe_objects()).empty());
}

// The host of the customer's note knows three operations; the rest of the client meets a 405.
TEST_CASE("a host that lacks an operation refuses its method", "[pair][impartner][errors][S16.3]") {
  Pair pair(GENERATE(from_range(routes())), served({{"dialect", "seed"}}));
  const Client client = client_of(pair);

  for (const Call& call : keyed_calls()) {
    const bool is_known = call.operation == "getRecord" || call.operation == "listRecords" ||
                          call.operation == "updateRecord";
    const bool has_path_of_its_own =
        call.operation.starts_with("describe") || call.operation == "listDeletedRecords";
    if (is_known || has_path_of_its_own) continue;
    INFO(call.operation);
    check_permanent(call.ask(client), 405, "MethodNotAllowed");
  }
  CHECK(accounts_in(pair) == 6);
}

TEST_CASE("a method that a path does not know is refused", "[pair][impartner][errors][S16.3]") {
  Pair pair(GENERATE(from_range(routes())), served({{"auth.key_endpoint", "on"}}));
  const auto with_method = [&](Method method) {
    return client_with(pair, [method](Request& request) { request.method = method; });
  };

  for (const Call& call : every_call()) {
    const bool is_of_list = call.operation.ends_with("Records") &&
                            call.operation != "listDeletedRecords";  // knows every method
    if (is_of_list) continue;
    INFO(call.operation);
    const Method wrong = call.operation == "createKey" ? Method::put : Method::post;
    check_permanent(call.ask(with_method(wrong)), 405, "MethodNotAllowed");
  }
}

TEST_CASE("a body of another media type is refused", "[pair][impartner][errors][S16.6]") {
  Pair pair(GENERATE(from_range(routes())), served({{"auth.key_endpoint", "on"}}));
  const Client client =
      client_with(pair, [](Request& request) { request.fields.set("Content-Type", "text/plain"); });

  for (const Call& call : every_call()) {
    if (!call.has_body) continue;
    INFO(call.operation);
    check_permanent(call.ask(client), 415, "UnsupportedMediaType");
  }
  CHECK(accounts_in(pair) == 6);
}

TEST_CASE("what the framework refuses by itself has a message, and no code",
          "[pair][impartner][errors][S16.4]") {
  Pair pair(pair_test::in_process(), served({{"errors.transport_shape", "http-error"}}));
  const auto record = [&](const std::function<void(Request&)>& change) {
    return error_of(
        client_with(pair, change)
            .update_record({.object = "Account", .id = 1, .fields = {{"Name", "New"}}}));
  };

  const CallError method = record([](Request& request) { request.method = Method::post; });
  const CallError media =
      record([](Request& request) { request.fields.set("Content-Type", "text/plain"); });

  check_permanent(method, 405, "");
  CHECK(method.vendor.message.starts_with("Method Not Allowed: "));
  check_permanent(media, 415, "");
  CHECK(media.vendor.message.starts_with("Unsupported Media Type: "));
}

TEST_CASE("options that come twice, do not mix or are not known are refused",
          "[pair][impartner][errors][S6.8][S6.9][S6.10]") {
  Pair pair(GENERATE(from_range(routes())), served());
  const auto refused = [&](const std::string& query) {
    const Client client = client_with(
        pair, [query](Request& request) { request.target = "/api/objects/v1/Account?" + query; });
    return error_of(client.list_records(ListByODataRequest{.object = "Account"}));
  };

  for (const char* const twice :
       {"$filter=Id%20eq%201&%24FILTER=Id%20eq%202", "page=1&page=1", "pageSize=2&PAGESIZE=2",
        "filter=Id%20%3D%201&Filter=", "fields=Name&fields=Id", "orderby=Id&orderBy=Name",
        "skip=1&Skip=1", "take=1&take=1", "q=a&q=b"}) {
    INFO(twice);
    check_permanent(refused(twice), 400, "InvalidParameter");
  }
  for (const char* const mixed : {"$filter=Id%20eq%201&filter=Id%20%3D%201", "page=1&skip=0",
                                  "page=1&take=2", "pageSize=2&skip=0", "pageSize=2&take=2"}) {
    INFO(mixed);
    check_permanent(refused(mixed), 400, "InvalidParameter");
  }
  for (const char* const unknown : {"$top=1", "$select=Name", "$orderby=Name", "$filter%20=Id"}) {
    INFO(unknown);
    check_permanent(refused(unknown), 400, "UnsupportedOption");
  }
}

TEST_CASE("a host that counts refuses every operation, and says how long to wait",
          "[pair][impartner][errors][S17.1][S17.2]") {
  Pair pair(GENERATE(from_range(routes())), served({{"throttle.limit", "1/60s"}}));
  const ListByODataRequest accounts{.object = "Account"};
  const Client impatient = client_of(pair, pair.impatient_options());
  get(impatient.list_records(accounts));
  pair.clock().advance(10s);

  for (const Call& call : keyed_calls()) {
    INFO(call.operation);
    check_throttled(call.ask(impatient), "TooManyRequests");
  }

  const auto before = pair.clock().steady_now();
  CHECK(get(client_of(pair).list_records(accounts)).count == 6);  // nothing was written
  CHECK(pair.clock().steady_now() - before >= 50s);
  CHECK(pair.clock().steady_now() - before <= 51s);
}

TEST_CASE("a burst of 429 is told by every operation", "[pair][impartner][errors][S17.1]") {
  Pair pair(pair_test::in_process(), served_with({.kind = mock::Fault::Kind::throttled}));
  const Client client = client_of(pair, pair.impatient_options());

  for (const Call& call : every_call()) {
    INFO(call.operation);
    check_throttled(call.ask(client), "TooManyRequests");
  }
}

TEST_CASE("a fault of the host is told by every operation, and repeated where that is safe",
          "[pair][impartner][errors][S16.7]") {
  const std::vector<Call> calls = every_call();
  pair_test::require_every_operation("impartner", calls);
  Pair pair(GENERATE(from_range(routes())),
            served_with({.kind = mock::Fault::Kind::status, .code = 500}));

  for (const Call& call : calls) {
    INFO(call.operation);
    check_fault(call.ask(client_of(pair)), call.idempotency, "UnknownException");
  }
}

}  // namespace understudy::impartner_test
