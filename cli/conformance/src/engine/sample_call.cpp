// SPDX-License-Identifier: MIT
#include "sample_call.hpp"

#include <utility>

#include "understudy/base/uri.hpp"

namespace understudy::conformance {

namespace {

/// Percent-encodes a text, but not the holes in it.
std::string encode_around_holes(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t begin = text.find("${"); begin != text.npos; begin = text.find("${", at)) {
    const std::size_t end = text.find('}', begin);
    if (end == text.npos) break;
    out += encode_component(text.substr(at, begin - at));
    out += text.substr(begin, end + 1 - begin);
    at = end + 1;
  }
  return out + encode_component(text.substr(at));
}

std::string form_of(const Json& members) {
  std::string out;
  for (const auto& [name, value] : members.items()) {
    const Json values = value.is_array() ? value : Json::array({value});
    for (const Json& one : values) {
      out += out.empty() ? "" : "&";
      out += encode_component(name) + "=" + encode_around_holes(text_of(one));
    }
  }
  return out;
}

Result<std::string> fill_path(const openapi::Operation& operation, const Place& place) {
  const Json values = member_or(place, "path");
  std::string target = operation.path;
  for (const auto& [name, value] : values.items()) {
    const std::string hole = "{" + name + "}";
    const std::size_t at = target.find(hole);
    if (at == target.npos) {
      return refuse("no parameter of the path", place.at + "/path/" + pointer_token(name));
    }
    target.replace(at, hole.size(), encode_around_holes(text_of(value)));
  }
  for (const openapi::Parameter* parameter : operation.parameters) {
    if (parameter->in == openapi::In::path && !values.contains(parameter->name)) {
      return refuse("expected a value for \"" + parameter->name + "\"", place.at + "/path");
    }
  }
  return target;
}

/// Names the media type of a body, unless the call has named one of its own.
void name_type(RequestTemplate& request, const char* type) {
  if (request.fields.find("Content-Type") == nullptr) request.fields.set("Content-Type", type);
}

void read_body(const Place& place, RequestTemplate& request) {
  if (place.has("form")) {
    name_type(request, "application/x-www-form-urlencoded");
    request.body = form_of(place.value.at("form"));
  } else if (place.has("body")) {
    name_type(request, "application/json");
    request.body = dump_json(place.value.at("body"));
    request.is_json = true;
  }
}

}  // namespace

std::string text_of(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return text != nullptr ? *text : dump_json(value);
}

bool read_flag(const Place& object, const std::string& name, bool otherwise) {
  if (!object.has(name)) return otherwise;
  return object.value.at(name) == Json(true);
}

std::string text_or(const Place& object, const std::string& name, std::string otherwise) {
  if (!object.has(name)) return otherwise;
  return text_of(object.value.at(name));
}

Json member_or(const Place& object, const std::string& name) {
  return object.has(name) ? object.value.at(name) : Json::object();
}

Fields fields_of(const Json& members) {
  Fields fields;
  for (const auto& [name, value] : members.items()) fields.add(name, text_of(value));
  return fields;
}

Result<SampleCall> read_call(const openapi::Document& contract, const Place& place,
                             const std::string& name) {
  SampleCall call;
  call.operation = text_or(place, "operation", name);
  const openapi::Operation* operation = contract.find_operation(call.operation);
  if (operation == nullptr) {
    return refuse("no operation \"" + call.operation + "\" in the contract", place.at);
  }
  call.request.method = operation->method;
  auto target = fill_path(*operation, place);
  if (!target) return Failure{target.error()};
  const std::string query = form_of(member_or(place, "query"));
  call.request.target = *target + (query.empty() ? "" : "?" + query);
  call.request.fields = fields_of(member_or(place, "headers"));
  read_body(place, call.request);
  call.writes = read_flag(place, "writes", false);
  call.needs_credentials = read_flag(place, "needs_credentials", true);
  call.may_be_absent = read_flag(place, "may_be_absent", false);
  if (place.has("status")) {
    const auto status = read_integer(place.member("status"), 100, 599);
    if (!status) return Failure{status.error()};
    call.status = static_cast<int>(*status);
  }
  return call;
}

}  // namespace understudy::conformance
