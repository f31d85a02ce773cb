// SPDX-License-Identifier: MIT
#include "apis/impartner/codec.hpp"

#include <algorithm>

#include "calls/error_body.hpp"
#include "understudy/client/filter/field_path.hpp"

namespace understudy::client::impartner {

namespace {

constexpr std::string_view kObjects = "/api/objects/v1";

struct KeyBody {
  std::string user_name = {};
  std::string password = {};
};
constexpr auto members_of(const KeyBody* /*type*/) {
  return std::tuple{member("userName", &KeyBody::user_name),
                    member("password", &KeyBody::password)};
}

struct OrderKey {
  std::string field = {};
  std::string direction = {};
};
constexpr auto members_of(const OrderKey* /*type*/) {
  return std::tuple{member("field", &OrderKey::field), member("direction", &OrderKey::direction)};
}

struct Conditions {
  std::vector<SearchFilter> filters = {};
};
constexpr auto members_of(const Conditions* /*type*/) {
  return std::tuple{member("filters", &Conditions::filters)};
}

struct SearchBody {
  std::optional<std::string> filter = {};
  std::optional<std::vector<std::string>> fields = {};
  std::optional<std::vector<OrderKey>> order_by = {};
  std::optional<std::string> search_text = {};
  std::optional<std::int64_t> skip = {};
  std::optional<std::int64_t> take = {};
  std::optional<Conditions> criteria = {};
};
constexpr auto members_of(const SearchBody* /*type*/) {
  return std::tuple{
      member("filter", &SearchBody::filter),    member("fields", &SearchBody::fields),
      member("orderBy", &SearchBody::order_by), member("searchText", &SearchBody::search_text),
      member("skip", &SearchBody::skip),        member("take", &SearchBody::take),
      member("criteria", &SearchBody::criteria)};
}

/// A name that begins with "_" would call another operation.
std::optional<Error> why_no_object(const std::string& name) {
  if (is_field_path(name) && name.front() != '_' && name.find('.') == std::string::npos) {
    return std::nullopt;
  }
  return Error{.code = Errc::bad_input,
               .what = "expected the name of an object, got \"" + excerpt(name) + "\"",
               .where = "object",
               .advice = "letters, digits and \"_\", a letter first"};
}

/// The first problem stands.
void note(std::optional<Error>& problem, std::optional<Error> next) {
  if (!problem) problem = std::move(next);
}

std::optional<Error> why_no_fields(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const Result<std::string> path = check_field_path(name);
    if (!path) return path.error();
  }
  return std::nullopt;
}

calls::Target object_target(const std::string& object) {
  calls::Target target{kObjects};
  target.segment("object", object);
  return target;
}

calls::Target record_target(const std::string& object, std::int32_t id) {
  calls::Target target = object_target(object);
  target.segment("id", std::to_string(id));
  return target;
}

std::optional<std::string_view> text_of(const std::optional<DescribeContext>& context) {
  if (!context) return std::nullopt;
  return OpenEnum<DescribeContext>{*context}.text();
}

calls::BuiltCall checked(calls::BuiltCall built, const std::string& object,
                         const std::vector<std::string>& fields = {}) {
  note(built.problem, why_no_object(object));
  note(built.problem, why_no_fields(fields));
  return built;
}

/// The fields of one item with its id in front.
FieldValues with_id(const RecordChanges& changes) {
  FieldValues values = changes.fields;
  values["Id"] = changes.id;
  return values;
}

/// `"success": false`, anywhere: a look that spares most answers a second reading.
bool may_say_failure(std::string_view body) {
  constexpr std::string_view kName = "\"success\"";
  constexpr std::string_view kBlank = " \t\r\n";
  for (std::size_t at = body.find(kName); at != std::string_view::npos;
       at = body.find(kName, at + 1)) {
    std::string_view rest = body.substr(at + kName.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
    if (!rest.starts_with(':')) continue;
    rest.remove_prefix(1);
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
    if (rest.starts_with("false")) return true;
  }
  return false;
}

bool says_failure(const Response& response) {
  if (!may_say_failure(response.body)) return false;
  const Result<JsonDocument> body = JsonDocument::parse(response.body, kAnswerLimits);
  if (!body || body->root().find("results")) return false;
  const std::optional<JsonElement> success = body->root().find("success");
  return success && success->kind() == JsonElement::Kind::boolean && !success->is_true();
}

void read_words(JsonElement body, VendorError& error) {
  error.message = calls::text_at(body, "message");
  const std::string detail = calls::text_at(body, "messageDetail");
  if (!detail.empty()) error.message += (error.message.empty() ? "" : ": ") + detail;
  const std::optional<JsonElement> errors = body.find("errors");
  if (!errors) return;
  for (const JsonElement each : errors->elements()) {
    error.problems.push_back(
        {.code = calls::text_at(each, "code"), .message = calls::text_at(each, "message")});
  }
  if (!error.problems.empty()) error.code = error.problems.front().code;
}

}  // namespace

calls::BuiltCall build(const DescribeObjectsRequest& request) {
  calls::Target target{kObjects};
  target.fixed("/_describe").param("context", text_of(request.context));
  return calls::make_call("describeObjects", Method::get, target, Idempotency::safe);
}

calls::BuiltCall build(const DescribeObjectRequest& request) {
  calls::Target target = object_target(request.object);
  target.fixed("/_describe")
      .list("fields", request.fields)
      .param("depth", request.depth)
      .param("context", text_of(request.context));
  return checked(calls::make_call("describeObject", Method::get, target, Idempotency::safe),
                 request.object, request.fields);
}

calls::BuiltCall build(const ListByODataRequest& request) {
  calls::Target target = object_target(request.object);
  if (request.filter) target.param("$filter", request.filter->text());
  target.param("pageSize", request.page_size).param("page", request.page);
  return checked(calls::make_call("listRecords", Method::get, target, Idempotency::safe),
                 request.object);
}

calls::BuiltCall build(const ListByThqlRequest& request) {
  const Result<std::vector<std::string>> order = orderby_texts(request.order_by);
  calls::Target target = object_target(request.object);
  target.list("fields", request.fields);
  if (request.filter) target.param("filter", request.filter->text());
  if (order) target.list("orderby", *order);
  target.param("skip", request.skip).param("take", request.take).param("q", request.search_text);
  calls::BuiltCall built =
      checked(calls::make_call("listRecords", Method::get, target, Idempotency::safe),
              request.object, request.fields);
  if (!order) note(built.problem, order.error());
  return built;
}

calls::BuiltCall build(const SearchRecordsRequest& request) {
  SearchBody body{.search_text = request.search_text, .skip = request.skip, .take = request.take};
  std::optional<Error> problem;
  if (request.filter) body.filter = request.filter->text();
  if (!request.fields.empty()) body.fields = request.fields;
  for (const OrderByItem& item : request.order_by) {
    note(problem, why_no_fields({item.field}));
    if (!body.order_by) body.order_by.emplace();
    const bool is_down = item.direction == OrderByItem::Direction::descending;
    body.order_by->push_back({.field = item.field, .direction = is_down ? "Desc" : "Asc"});
  }
  if (!request.conditions.empty()) body.criteria = Conditions{.filters = request.conditions};
  calls::BuiltCall built =
      checked(calls::make_call("searchRecords", Method::post, object_target(request.object),
                               Idempotency::safe, write_json(body)),
              request.object, request.fields);
  note(built.problem, std::move(problem));
  return built;
}

calls::BuiltCall build(const CreateRecordRequest& request) {
  return checked(calls::make_call("createRecords", Method::put, object_target(request.object),
                                  Idempotency::unsafe, write_json(request.fields)),
                 request.object);
}

calls::BuiltCall build(const CreateRecordsRequest& request) {
  return checked(calls::make_call("createRecords", Method::put, object_target(request.object),
                                  Idempotency::unsafe, write_json(request.records)),
                 request.object);
}

calls::BuiltCall build(const GetRecordRequest& request) {
  calls::Target target = record_target(request.object, request.id);
  target.list("fields", request.fields);
  return checked(calls::make_call("getRecord", Method::get, target, Idempotency::safe),
                 request.object, request.fields);
}

calls::BuiltCall build(const UpdateRecordRequest& request) {
  calls::Target target = record_target(request.object, request.id);
  target.list("returnFields", request.return_fields);
  return checked(calls::make_call("updateRecord", Method::patch, target, Idempotency::idempotent,
                                  write_json(request.fields)),
                 request.object, request.return_fields);
}

calls::BuiltCall build(const UpdateRecordsRequest& request) {
  calls::Target target = object_target(request.object);
  target.list("returnFields", request.return_fields);
  std::vector<FieldValues> items;
  items.reserve(request.records.size());
  for (const RecordChanges& changes : request.records) items.push_back(with_id(changes));
  return checked(calls::make_call("updateRecords", Method::patch, target, Idempotency::idempotent,
                                  write_json(items)),
                 request.object, request.return_fields);
}

calls::BuiltCall build(const DeleteRecordRequest& request) {
  return checked(
      calls::make_call("deleteRecord", Method::delete_, record_target(request.object, request.id),
                       Idempotency::idempotent),
      request.object);
}

calls::BuiltCall build(const DeleteRecordsRequest& request) {
  return checked(calls::make_call("deleteRecords", Method::delete_, object_target(request.object),
                                  Idempotency::idempotent, write_json(request.ids)),
                 request.object);
}

calls::BuiltCall build(const ListDeletedRecordsRequest& request) {
  calls::Target target = object_target(request.object);
  target.fixed("/_deleted")
      .param("fromUtc", format_instant(request.from))
      .param("toUtc", format_instant(request.to));
  return checked(calls::make_call("listDeletedRecords", Method::get, target, Idempotency::safe),
                 request.object);
}

calls::BuiltCall build(const CreateKeyRequest& request) {
  const KeyBody body{.user_name = request.user_name, .password = request.password.reveal()};
  // A second key does no harm to the first one.
  calls::BuiltCall built =
      calls::make_call("createKey", Method::post, calls::Target{"/api/Auth/v1/Key"},
                       Idempotency::safe, write_json(body));
  built.call.authentication = Authentication::none;
  built.call.secrets = {request.password};
  built.call.has_secret_answer = true;
  return built;
}

std::optional<VendorError> read_error(const Response& response) {
  if (calls::is_success(response) && !says_failure(response)) return std::nullopt;
  VendorError error = calls::read_error_body(response, read_words);
  const std::string* const location = response.fields.find("Location");
  if (error.message.empty() && location != nullptr) error.message = "redirected to " + *location;
  return error;
}

}  // namespace understudy::client::impartner
