// SPDX-License-Identifier: MIT
/// Why an exchange was answered so, and what a request would be answered that nobody sends.
#include <utility>

#include "admin/admin.hpp"
#include "admin/explanation_json.hpp"

namespace understudy::mock::admin {

namespace {

constexpr std::size_t kPage = 20;  // ours: rows of a window that gives no limit

ExampleOptions::Which which_of(std::string_view name) {
  if (name == "dropped") return ExampleOptions::Which::dropped;
  if (name == "every") return ExampleOptions::Which::every;
  if (name == "kept") return ExampleOptions::Which::kept;
  return ExampleOptions::Which::each_clause;
}

/// rows, first, limit: checked by the contract.
ExampleOptions read_options(const QueryParams& query) {
  ExampleOptions options;
  if (const std::string* const name = query.find("rows")) options.which = which_of(*name);
  if (options.which != ExampleOptions::Which::each_clause) options.most = kPage;
  const auto read = [&](std::string_view name, std::size_t& into) {
    const std::string* const text = query.find(name);
    if (text != nullptr) into = static_cast<std::size_t>(number_in(*text).value_or(into));
  };
  read("first", options.first);
  read("limit", options.most);
  return options;
}

Answer answer(const Result<Explanation>& explanation) {
  if (!explanation) return Failure{explanation.error()};
  return json_answer(explanation_json(*explanation));
}

Answer explain_entry(const Call& call) {
  const std::uint64_t number = number_in(call.path.front().value).value_or(0);
  return answer(call.space.explain(number, read_options(call.query)));
}

/// A body that is no text is sent as JSON, and says so unless the fields do.
void read_body(JsonElement body, Request& request) {
  request.body = body.is_string() ? std::string{body.text()} : dump_json(to_json(body));
  if (!body.is_string() && request.fields.find("Content-Type") == nullptr) {
    request.fields.add("Content-Type", "application/json");
  }
}

Answer explain_request(const Call& call) {
  Request request;
  const auto method = find_method(call.body->find("method")->text());
  if (!method) return Failure{Error{Errc::bad_input, "no such method", "/method", ""}};
  request.method = *method;
  request.target = call.body->find("target")->text();
  if (!request.target.starts_with('/')) {
    return Failure{Error{Errc::bad_input, "a target begins with '/'", "/target", ""}};
  }
  if (const auto fields = call.body->find("fields")) {
    for (const auto& [name, value] : fields->members()) {
      request.fields.add(std::string{name}, std::string{value.text()});
    }
  }
  if (const auto body = call.body->find("body")) read_body(*body, request);
  return answer(call.space.explain(request, read_options(call.query)));
}

}  // namespace

Part explain_part() {
  return {{"explainJournalEntry", explain_entry}, {"explainRequest", explain_request}};
}

}  // namespace understudy::mock::admin
