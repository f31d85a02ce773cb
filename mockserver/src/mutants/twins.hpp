// SPDX-License-Identifier: MIT
/// How a part is put behind a wrong twin: each function here decorates one seam of a profile.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "profile.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::mutation {

/// Answers in the place of a handler, which it may ask.
using Stand = std::function<Answer(const Call& call, const OperationHandler& right)>;
void replace_handler(ApiProfile& profile, std::string_view operation, Stand wrong);
/// Changes all handlers of a server with these options.
using Rearrange = std::function<void(Handlers& handlers, const ServerOptions& options)>;
void change_handlers(ApiProfile& profile, Rearrange change);

/// Changes what an operation has answered; refusals stay.
void change_answer(ApiProfile& profile, std::string_view operation,
                   std::function<void(Response& response)> change);
/// The same for the JSON of its body.
void change_json(ApiProfile& profile, std::string_view operation,
                 std::function<void(Json& body)> change);

using Parameters = std::vector<std::pair<std::string, std::string>>;
/// Lets an operation see another query, or another JSON body, than the one that was sent.
void change_query(ApiProfile& profile, std::string_view operation,
                  std::function<void(Parameters& query)> change);
void change_body(ApiProfile& profile, std::string_view operation,
                 std::function<void(Json& body)> change);
/// Asks a handler with another query or body.
Answer ask_with_query(const Call& call, const Parameters& query, const OperationHandler& handler);
Answer ask_with_body(const Call& call, const Json& body, const OperationHandler& handler);
Answer ask_with_request(const Call& call, const Request& request, const OperationHandler& handler);
/// Asks a handler that reads and writes other records than those of the server.
Answer ask_with_records(const Call& call, records::Store& records, const OperationHandler& handler);
/// The parameters of that name are not seen.
void ignore_parameter(ApiProfile& profile, std::string_view operation, std::string_view name);
void remove_parameter(Parameters& query, std::string_view name);

void change_window(ApiProfile& profile, std::string_view dialect,
                   std::function<void(paging::Window& window)> change);
void change_page_facts(ApiProfile& profile, std::function<void(paging::PageFacts& facts)> change);
void change_filter(ApiProfile& profile, std::string_view dialect,
                   std::function<void(query::Filter& filter)> change);
void change_order(ApiProfile& profile, std::function<void(order::Order& order)> change);
/// Changes what the partner's error has become.
void change_refusal(ApiProfile& profile,
                    std::function<void(Response& response, const Refusal& refusal)> change);

/// Answers in the place of an auth dialect, which it may ask.
using Doorman = std::function<auth::Authenticated(const Request& request, WallTime now,
                                                  const auth::Authenticate& right,
                                                  const auth::Keyring& keyring)>;
void replace_authenticate(ApiProfile& profile, Doorman wrong);

/// A stage comes right behind another one, if the API has both.
void move_stage(ApiProfile& profile, Stage moved, Stage behind);

/// The value at a path of names, or null where one is missing.
Json* find_value(Json& body, std::initializer_list<std::string_view> path);
/// Calls `change` for every element of the array at that path.
void each_row(Json& body, std::initializer_list<std::string_view> path,
              const std::function<void(Json& row)>& change);
/// The body of a response; null where it is no JSON.
Json read_body(const Response& response);
/// The value as a text: a text as it is, anything else as it is written.
std::string text_of(const Json& value);

}  // namespace understudy::mock::mutation
