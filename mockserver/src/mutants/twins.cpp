// SPDX-License-Identifier: MIT
#include "mutants/twins.hpp"

#include <algorithm>
#include <cassert>

#include "understudy/base/uri.hpp"

namespace understudy::mock::mutation {

namespace {

constexpr JsonLimits kAnswerLimits{.bytes = 64'000'000};  // ours: more than any page has

Parameters parameters_of(const Call& call) { return call.query.list(); }

}  // namespace

void change_handlers(ApiProfile& profile, Rearrange change) {
  profile.make_handlers = [right = std::move(profile.make_handlers), change = std::move(change)](
                              const ServerOptions& options, const Switches& switches,
                              const Makers& makers) -> Result<Handlers> {
    auto handlers = right(options, switches, makers);
    if (handlers) change(*handlers, options);
    return handlers;
  };
}

void replace_handler(ApiProfile& profile, std::string_view operation, Stand wrong) {
  change_handlers(profile,
                  [operation, wrong = std::move(wrong)](Handlers& handlers, const ServerOptions&) {
                    const auto it = handlers.find(operation);
                    assert(it != handlers.end() && "a mutant names an operation of its API");
                    it->second = [wrong, right = std::move(it->second)](const Call& call) {
                      return wrong(call, right);
                    };
                  });
}

void change_answer(ApiProfile& profile, std::string_view operation,
                   std::function<void(Response&)> change) {
  replace_handler(profile, operation,
                  [change = std::move(change)](const Call& call, const OperationHandler& right) {
                    Answer answer = right(call);
                    if (answer) change(*answer);
                    return answer;
                  });
}

void change_json(ApiProfile& profile, std::string_view operation,
                 std::function<void(Json&)> change) {
  change_answer(profile, operation, [change = std::move(change)](Response& response) {
    Json body = read_body(response);
    if (body.is_null()) return;
    change(body);
    response.body = dump_json(body);
  });
}

Answer ask_with_query(const Call& call, const Parameters& query, const OperationHandler& handler) {
  std::string text;
  for (const auto& [name, value] : query) {
    text += (text.empty() ? "" : "&") + encode_component(name) + '=' + encode_component(value);
  }
  const auto parsed = QueryParams::parse(text);
  if (!parsed) return handler(call);
  const Call changed{call.request, *parsed,   call.path_parameters, call.principal,
                     call.now,     call.body, call.records,         call.request_id};
  return handler(changed);
}

Answer ask_with_body(const Call& call, const Json& body, const OperationHandler& handler) {
  Request request = call.request;
  request.body = dump_json(body);  // some handlers read it themselves
  const JsonDocument document = JsonDocument::of(body);
  const Call changed{request,  call.query,      call.path_parameters, call.principal,
                     call.now, document.root(), call.records,         call.request_id};
  return handler(changed);
}

Answer ask_with_request(const Call& call, const Request& request, const OperationHandler& handler) {
  const Call changed{request,  call.query, call.path_parameters, call.principal,
                     call.now, call.body,  call.records,         call.request_id};
  return handler(changed);
}

Answer ask_with_records(const Call& call, records::Store& records,
                        const OperationHandler& handler) {
  Call changed = call;
  changed.records = &records;
  return handler(changed);
}

void change_query(ApiProfile& profile, std::string_view operation,
                  std::function<void(Parameters&)> change) {
  replace_handler(profile, operation,
                  [change = std::move(change)](const Call& call, const OperationHandler& right) {
                    Parameters query = parameters_of(call);
                    change(query);
                    return ask_with_query(call, query, right);
                  });
}

void change_body(ApiProfile& profile, std::string_view operation,
                 std::function<void(Json&)> change) {
  replace_handler(profile, operation,
                  [change = std::move(change)](const Call& call, const OperationHandler& right) {
                    auto body = parse_json(call.request.body);
                    if (!body) return right(call);
                    change(*body);
                    return ask_with_body(call, *body, right);
                  });
}

void remove_parameter(Parameters& query, std::string_view name) {
  std::erase_if(query, [&](const auto& one) { return one.first == name; });
}

void ignore_parameter(ApiProfile& profile, std::string_view operation, std::string_view name) {
  change_query(profile, operation, [name](Parameters& query) { remove_parameter(query, name); });
}

void change_window(ApiProfile& profile, std::string_view dialect,
                   std::function<void(paging::Window&)> change) {
  profile.makers.paging = [right = std::move(profile.makers.paging), dialect,
                           change = std::move(change)](std::string_view name,
                                                       const Switches& switches) {
    paging::Paging paging = right(name, switches);
    if (name != dialect) return paging;
    paging.read = [read = std::move(paging.read), change](const QueryParams& query) {
      auto window = read(query);
      if (window) change(*window);
      return window;
    };
    return paging;
  };
}

void change_page_facts(ApiProfile& profile, std::function<void(paging::PageFacts&)> change) {
  profile.makers.paging = [right = std::move(profile.makers.paging), change = std::move(change)](
                              std::string_view name, const Switches& switches) {
    paging::Paging paging = right(name, switches);
    paging.write = [write = std::move(paging.write), change](
                       std::string& out, const paging::PageFacts& facts,
                       const std::function<void(std::string&)>& content) {
      paging::PageFacts changed = facts;
      change(changed);
      write(out, changed, content);
    };
    return paging;
  };
}

void change_filter(ApiProfile& profile, std::string_view dialect,
                   std::function<void(query::Filter&)> change) {
  profile.makers.filter = [right = std::move(profile.makers.filter), dialect,
                           change = std::move(change)](std::string_view name,
                                                       const Switches& switches) {
    filter::Parse parse = right(name, switches);
    if (name != dialect) return parse;
    return filter::Parse{
        [parse = std::move(parse), change](const Json& value, const query::Schema& columns) {
          auto filter = parse(value, columns);
          if (filter) change(*filter);
          return filter;
        }};
  };
}

void change_order(ApiProfile& profile, std::function<void(order::Order&)> change) {
  profile.makers.order = [right = std::move(profile.makers.order), change = std::move(change)](
                             std::string_view name, const Switches& switches) {
    return order::Parse{[parse = right(name, switches), change](const QueryParams& query,
                                                                const query::Schema& columns) {
      auto order = parse(query, columns);
      if (order) change(*order);
      return order;
    }};
  };
}

void change_refusal(ApiProfile& profile, std::function<void(Response&, const Refusal&)> change) {
  profile.makers.envelope = [right = std::move(profile.makers.envelope),
                             change = std::move(change)](std::string_view name,
                                                         const Switches& switches) {
    return envelope::WriteRefusal{[write = right(name, switches), change](
                                      const Refusal& refusal, const envelope::Occasion& occasion) {
      Response response = write(refusal, occasion);
      change(response, refusal);
      return response;
    }};
  };
}

void replace_authenticate(ApiProfile& profile, Doorman wrong) {
  profile.makers.authenticate =
      [make = std::move(profile.makers.authenticate), wrong = std::move(wrong)](
          std::string_view name, const auth::Keyring& keyring, const Switches& switches) {
        return auth::Authenticate{[right = make(name, keyring, switches), wrong, keyring](
                                      const Request& request, WallTime now) {
          return wrong(request, now, right, keyring);
        }};
      };
}

void move_stage(ApiProfile& profile, Stage moved, Stage behind) {
  auto& stages = profile.stages;
  const auto from = std::find(stages.begin(), stages.end(), moved);
  if (from == stages.end()) return;
  stages.erase(from);
  const auto to = std::find(stages.begin(), stages.end(), behind);
  stages.insert(to == stages.end() ? to : to + 1, moved);
}

Json* find_value(Json& body, std::initializer_list<std::string_view> path) {
  Json* value = &body;
  for (const std::string_view name : path) {
    if (!value->is_object()) return nullptr;
    const auto it = value->find(std::string{name});
    if (it == value->end()) return nullptr;
    value = &*it;
  }
  return value;
}

void each_row(Json& body, std::initializer_list<std::string_view> path,
              const std::function<void(Json&)>& change) {
  Json* const rows = find_value(body, path);
  if (rows == nullptr || !rows->is_array()) return;
  for (Json& row : *rows) change(row);
}

Json read_body(const Response& response) {
  auto body = parse_json(response.body, kAnswerLimits);
  return body ? *std::move(body) : Json{};
}

std::string text_of(const Json& value) {
  const auto* const text = value.get_ptr<const std::string*>();
  return text != nullptr ? *text : dump_json(value);
}

}  // namespace understudy::mock::mutation
