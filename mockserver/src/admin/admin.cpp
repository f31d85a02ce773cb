// SPDX-License-Identifier: MIT
/// From a request to its operation, and from what went wrong to an answer.
#include "admin/admin.hpp"

#include <cassert>
#include <charconv>
#include <exception>
#include <system_error>
#include <utility>

#include "admin/pages.hpp"
#include "admin/texts.hpp"
#include "negotiation.hpp"
#include "validation.hpp"

namespace understudy::mock::admin {

namespace {

const Fields kJsonFields{{"Content-Type", "application/json"},
                         {"Cache-Control", "no-store"},
                         {"X-Content-Type-Options", "nosniff"}};

Response error_answer(int status, const Error& error, const Fields& more = {}) {
  Json body{{"error", error.what}};
  if (!error.where.empty()) body["where"] = error.where;
  if (!error.advice.empty()) body["advice"] = error.advice;
  Response response{status, kJsonFields, dump_json(body)};
  for (const Field& field : more) response.fields.add(field.name, field.value);
  return response;
}

Response refusal_answer(const Refusal& refusal) {
  return error_answer(refusal.status, {Errc::bad_input, refusal.message, "", ""}, refusal.fields);
}

int status_of(Errc code) {
  switch (code) {
    case Errc::not_found:
      return 404;
    case Errc::limit_exceeded:
      return 409;
    case Errc::io:
      return 503;
    case Errc::internal:
      return 500;
    case Errc::bad_answer:
    case Errc::bad_input:
    case Errc::cancelled:
    case Errc::connection_lost:
    case Errc::timed_out:
    case Errc::truncated:
    case Errc::unreachable:
    case Errc::unsupported:
    case Errc::untrusted:
      break;
  }
  return 400;
}

Refusal refusal_of(int status, std::string message, Fields fields = {}) {
  return {.status = status, .message = std::move(message), .fields = std::move(fields)};
}

Verdict check_match(const openapi::Match& match) {
  switch (match.kind) {
    case openapi::Match::Kind::found:
      return Done{};
    case openapi::Match::Kind::bad_path:
      return Failure{refusal_of(400, match.what)};
    case openapi::Match::Kind::wrong_method: {
      std::string allowed;
      for (const Method method : match.documented) {
        allowed += (allowed.empty() ? "" : ", ") + std::string{name_of(method)};
      }
      return Failure{refusal_of(405, "allowed here: " + allowed, {{"Allow", allowed}})};
    }
    case openapi::Match::Kind::unknown_path:
      break;
  }
  return Failure{refusal_of(404, "the admin API has nothing here; see /__understudy/openapi.json")};
}

}  // namespace

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Response json_answer(const Json& value) { return {200, kJsonFields, dump_json(value)}; }

Response done() { return {204, {{"Cache-Control", "no-store"}}, ""}; }

const openapi::Document& Admin::contract() {
  std::call_once(once_, [this] {
    auto loaded = openapi::Document::load(admin_text("openapi.json"));
    assert(loaded && "the contract of the admin API is a document of ours");
    Part all;
    for (Part part : {clock_part(), explain_part(), faults_part(), journal_part(), mutants_part(),
                      overrides_part(), server_part(), state_part(), tokens_part()}) {
      all.merge(part);
    }
    for (const openapi::Operation& operation : loaded->operations()) {
      assert(all.contains(operation.id) && "every operation of the contract is answered");
      operations_.push_back(all.at(operation.id));
    }
    assert(all.size() == operations_.size() && "nothing else is answered");
    contract_ = *std::move(loaded);
  });
  return *contract_;
}

/// A question makes no namespace; a change does, as a test may set the clock before it begins.
Result<std::shared_ptr<Space::Impl>> Admin::space_of(const Request& request) {
  const std::string* const field = request.fields.find(kSpaceField);
  const std::string_view name = field == nullptr ? "" : std::string_view{*field};
  if (request.method != Method::get) return spaces_.find_or_make(name);
  if (auto known = spaces_.find(name)) return known;
  return Failure{Error{Errc::not_found, "there is no namespace '" + excerpt(name, 60) + "'", "",
                       "the first request or change that names it makes it"}};
}

Result<Response, Refusal> Admin::answer(const Request& request) {
  const openapi::Document& document = contract();
  // HEAD is not documented, and finds GET
  const openapi::Match match = document.find_operation(request.method, request.path());
  if (auto checked = check_match(match); !checked) return Failure{std::move(checked.error())};
  const openapi::Operation& operation = *match.operation;

  auto query = QueryParams::parse(request.query());
  if (!query) return Failure{refusal_of(400, render(query.error()))};
  std::optional<JsonDocument> body;
  openapi::RequestView view{
      .path = match.parameters, .query = request.query(), .fields = &request.fields};
  if (operation.body != nullptr) {
    const std::string* const type = request.fields.find("Content-Type");
    if (type == nullptr || !is_json_media_type(*type)) {
      return Failure{refusal_of(415, "Content-Type has to be application/json")};
    }
    auto parsed = parse_json_body(request.body);
    if (!parsed) return Failure{std::move(parsed.error())};
    if (!*parsed) return Failure{refusal_of(400, "a body is missing")};
    body = **std::move(parsed);
    view.body = request.body;
    view.json = body->root();
  }
  if (auto checked = check_contract(document, operation, view); !checked) {
    return Failure{std::move(checked.error())};
  }
  const auto space = space_of(request);
  if (!space) return error_answer(status_of(space.error().code), space.error());

  const auto number = static_cast<std::size_t>(match.operation - document.operations().data());
  auto answered =
      operations_[number]({spaces_, **space, match.parameters, *query,
                           body ? std::optional{body->root()} : std::nullopt, request.body});
  if (answered) return *std::move(answered);
  return error_answer(status_of(answered.error().code), answered.error());
}

Response Admin::handle(const Request& request, const Door* door) {
  try {
    const bool is_look = request.method == Method::get || request.method == Method::head;
    const Page* const page = is_look ? find_page(request.path()) : nullptr;
    if (door != nullptr) {
      auto checked = page == nullptr ? check(*door, request) : check_origin(*door, request);
      if (!checked) return refusal_answer(checked.error());
    }
    if (page != nullptr) return page_answer(*page);
    auto answered = answer(request);
    return answered ? *std::move(answered) : refusal_answer(answered.error());
  } catch (const std::exception&) {
    return refusal_answer(refusal_of(500, "fault inside the server"));
  }
}

}  // namespace understudy::mock::admin
