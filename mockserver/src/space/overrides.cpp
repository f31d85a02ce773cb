// SPDX-License-Identifier: MIT
#include "understudy/mock/overrides.hpp"

#include <algorithm>
#include <utility>

namespace understudy::mock {

namespace {

Failure<Error> wrong(std::string what, std::string where, std::string advice = "") {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where), std::move(advice)}};
}

Result<Done> read_text(const Json& value, std::string& into, const std::string& where) {
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr) return wrong("expected a text", where);
  into = *text;
  return Done{};
}

Result<std::int64_t> read_number(const Json& value, std::int64_t least, std::int64_t most,
                                 const std::string& where) {
  const auto number = to_int64(value);
  if (number && *number >= least && *number <= most) return *number;
  return wrong(
      "expected a whole number from " + std::to_string(least) + " to " + std::to_string(most),
      where);
}

Result<Done> read_fields(const Json& value, Fields& fields, const std::string& where) {
  if (!value.is_object()) return wrong("expected an object of fields", where);
  for (const auto& [name, text] : value.items()) {
    const std::string place = where + "/" + pointer_token(name);
    std::string read;
    if (auto done = read_text(text, read, place); !done) return done;
    if (!is_token(name)) return wrong("that is no name of a field", place);
    if (!is_field_value(read)) return wrong("a field's value has no control characters", place);
    fields.add(name, std::move(read));
  }
  return Done{};
}

Result<CannedResponse> read_response(const Json& json, const std::string& where) {
  if (!json.is_object()) return wrong("a response is an object", where);
  CannedResponse response;
  for (const auto& [name, value] : json.items()) {
    const std::string place = where + "/" + pointer_token(name);
    Result<Done> done = Done{};
    if (name == "status") {
      const auto status = read_number(value, 200, 599, place);
      if (!status) return Failure{status.error()};
      response.status = static_cast<int>(*status);
    } else if (name == "fields") {
      done = read_fields(value, response.fields, place);
    } else if (name == "body") {
      done = read_text(value, response.body, place);
    } else if (name == "json") {
      if (json.contains("body")) return wrong("a response has body or json, not both", place);
      response.body = dump_json(value);
    } else {
      return wrong("a response has no member '" + excerpt(name, 60) + "'", place,
                   "choose from: status, fields, body, json");
    }
    if (!done) return Failure{std::move(done.error())};
  }
  return response;
}

Result<Done> read_responses(const Json& value, Override& into) {
  if (!value.is_array() || value.empty())
    return wrong("expected a list of responses", "/responses");
  for (const Json& item : value) {
    auto response = read_response(item, "/responses/" + std::to_string(into.responses.size()));
    if (!response) return Failure{std::move(response.error())};
    into.responses.push_back(*std::move(response));
  }
  return Done{};
}

Result<Done> read_member(const std::string& name, const Json& value, Override& into) {
  if (name == "api") return read_text(value, into.api, "/api");
  if (name == "operation") return read_text(value, into.operation, "/operation");
  if (name == "responses") return read_responses(value, into);
  if (name == "times") {
    const auto times = read_number(value, 0, 1'000'000, "/times");
    if (!times) return Failure{times.error()};
    into.times = static_cast<std::size_t>(*times);
    return Done{};
  }
  if (name == "breaks_contract") {
    const auto* flag = value.get_ptr<const bool*>();
    if (flag == nullptr) return wrong("expected true or false", "/breaks_contract");
    into.breaks_contract = *flag;
    return Done{};
  }
  return wrong("an override has no member '" + excerpt(name, 60) + "'", "/" + pointer_token(name),
               "choose from: api, operation, responses, times, breaks_contract");
}

}  // namespace

Response response_of(const CannedResponse& canned) {
  Response response{canned.status, canned.fields, canned.body};
  if (!response.body.empty() && response.fields.find("Content-Type") == nullptr) {
    response.fields.add("Content-Type", "application/json");
  }
  return response;
}

Result<Override> read_override(const Json& json) {
  if (!json.is_object()) return wrong("an override is an object", "");
  Override read;
  for (const auto& [name, value] : json.items()) {
    if (auto done = read_member(name, value, read); !done) {
      return Failure{std::move(done.error())};
    }
  }
  return read;
}

Json write_override(const Override& what) {
  Json responses = Json::array();
  for (const CannedResponse& response : what.responses) {
    Json fields = Json::object();
    for (const Field& field : response.fields) fields[field.name] = field.value;
    responses.push_back(
        {{"status", response.status}, {"fields", std::move(fields)}, {"body", response.body}});
  }
  return {{"api", what.api},
          {"operation", what.operation},
          {"times", what.times},
          {"breaks_contract", what.breaks_contract},
          {"responses", std::move(responses)}};
}

Result<std::uint64_t> Overrides::add(Override what) {
  if (what.responses.empty()) return wrong("an override has one response or more", "/responses");
  const std::lock_guard lock{mutex_};
  if (entries_.size() >= kMost) {
    return Failure{Error{Errc::limit_exceeded,
                         "there are " + std::to_string(kMost) + " overrides already", "",
                         "remove those of tests that have ended"}};
  }
  entries_.push_back({.number = ++last_number_, .what = std::move(what)});
  is_any_ = true;
  return last_number_;
}

bool Overrides::remove(std::uint64_t number) {
  const std::lock_guard lock{mutex_};
  const bool found =
      std::erase_if(entries_, [&](const Entry& entry) { return entry.number == number; }) > 0;
  is_any_ = !entries_.empty();
  return found;
}

void Overrides::clear() {
  const std::lock_guard lock{mutex_};
  entries_.clear();
  is_any_ = false;
}

std::vector<Overrides::Entry> Overrides::list() const {
  const std::lock_guard lock{mutex_};
  return entries_;
}

std::optional<Response> Overrides::take(std::string_view api, std::string_view operation) {
  if (!is_any()) return std::nullopt;
  const std::lock_guard lock{mutex_};
  const auto entry = std::find_if(entries_.rbegin(), entries_.rend(), [&](const Entry& one) {
    const std::size_t all = one.what.times * one.what.responses.size();
    return one.what.api == api && one.what.operation == operation &&
           (one.what.times == 0 || one.answered < all);
  });
  if (entry == entries_.rend()) return std::nullopt;
  const std::size_t each = std::max<std::size_t>(entry->what.times, 1);
  const std::size_t turn = std::min(entry->answered++ / each, entry->what.responses.size() - 1);
  return response_of(entry->what.responses[turn]);
}

}  // namespace understudy::mock
