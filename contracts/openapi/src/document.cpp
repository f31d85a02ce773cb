// SPDX-License-Identifier: MIT
/// The loader reads what routing needs; the rest of the document stays JSON for whoever asks.
#include "understudy/openapi/document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;  // ours: a file of the project, not a body

// OpenAPI 3.1.1, section 4.8.9: the fixed fields of a path item that are no operations.
constexpr std::array<std::string_view, 4> kItemMembers{"description", "parameters", "servers",
                                                       "summary"};

struct NamedMethod {
  std::string_view name;
  Method method;
};

constexpr std::array kMethods{
    NamedMethod{"delete", Method::delete_}, NamedMethod{"get", Method::get},
    NamedMethod{"head", Method::head},      NamedMethod{"options", Method::options},
    NamedMethod{"patch", Method::patch},    NamedMethod{"post", Method::post},
    NamedMethod{"put", Method::put},
};

std::optional<Method> find_method_member(std::string_view name) {
  for (const NamedMethod& named : kMethods) {
    if (named.name == name) return named.method;
  }
  return std::nullopt;
}

bool is_item_member(std::string_view name) {
  return name.starts_with("x-") ||
         std::find(kItemMembers.begin(), kItemMembers.end(), name) != kItemMembers.end();
}

std::string below(const std::string& pointer, std::string_view name) {
  return pointer + '/' + pointer_token(name);
}

Failure<Error> refuse(std::string what, std::string where, std::string advice = {}) {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where), std::move(advice)}};
}

Failure<Error> refuse_unsupported(std::string what, std::string where, std::string advice) {
  return Failure{Error{Errc::unsupported, std::move(what), std::move(where), std::move(advice)}};
}

std::string seen(const Json* value) {
  return value == nullptr ? "nothing" : excerpt(dump_json(*value), 40);
}

const Json* find_member(const Json& object, std::string_view name) {
  const auto it = object.find(name);
  return it == object.end() ? nullptr : &*it;
}

/// A member that has to be an object; `pointer` is where it stands.
Result<const Json*> require_object(const Json* value, std::string_view role, std::string pointer) {
  if (value != nullptr && value->is_object()) return value;
  return refuse(std::string{role} + " has to be an object, not " + seen(value), std::move(pointer));
}

/// The text of a member that may not be missing or empty.
Result<std::string> require_text(const Json& object, std::string_view name,
                                 const std::string& pointer) {
  const Json* member = find_member(object, name);
  if (member != nullptr && member->is_string()) {
    const auto& text = *member->get_ptr<const std::string*>();
    if (!text.empty()) return text;
  }
  return refuse("\"" + std::string{name} + "\" has to be a text, not " + seen(member),
                below(pointer, name));
}

/// The text of a member that may be missing.
Result<std::string> optional_text(const Json& object, std::string_view name,
                                  const std::string& pointer) {
  if (!object.contains(name)) return std::string{};
  return require_text(object, name, pointer);
}

Result<Operation> read_operation(const Json& value, Method method, const std::string& path,
                                 const std::string& pointer) {
  const auto object = require_object(&value, "an operation", pointer);
  if (!object) return Failure{object.error()};
  auto id = require_text(value, "operationId", pointer);
  if (!id) return Failure{std::move(id.error())};
  auto source = optional_text(value, "x-source", pointer);
  if (!source) return Failure{std::move(source.error())};
  auto grade = optional_text(value, "x-grade", pointer);
  if (!grade) return Failure{std::move(grade.error())};
  return Operation{*std::move(id), method, path, *std::move(source), *std::move(grade)};
}

/// Appends the operations of one path.
Result<Done> read_path_item(const Json& item, const std::string& path,
                            std::vector<Operation>& operations) {
  const std::string pointer = below("/paths", path);
  if (!path.starts_with('/')) return refuse("a path has to start with \"/\"", pointer);
  const auto object = require_object(&item, "a path item", pointer);
  if (!object) return Failure{object.error()};

  for (const auto& [name, value] : item.items()) {
    if (is_item_member(name)) continue;
    std::string place = below(pointer, name);
    if (name == "$ref" || name == "trace") {
      return refuse_unsupported("\"" + name + "\" is not supported in a path item",
                                std::move(place), "write the operations in place");
    }
    const auto method = find_method_member(name);
    if (!method) {
      return refuse("a path item has no member " + excerpt(dump_json(name), 40), std::move(place),
                    "methods are lower case; extensions start with x-");
    }
    auto operation = read_operation(value, *method, path, place);
    if (!operation) return Failure{std::move(operation.error())};
    const auto same_id = [&](const Operation& other) { return other.id == operation->id; };
    if (std::any_of(operations.begin(), operations.end(), same_id)) {
      return refuse("a second operation has the id \"" + excerpt(operation->id, 60) + "\"",
                    below(place, "operationId"));
    }
    operations.push_back(*std::move(operation));
  }
  return Done{};
}

Result<std::vector<Operation>> read_paths(const Json& root) {
  std::vector<Operation> operations;
  const Json* member = find_member(root, "paths");
  if (member == nullptr) return operations;  // 3.1 allows documents of components only
  const auto paths = require_object(member, "\"paths\"", "/paths");
  if (!paths) return Failure{paths.error()};
  for (const auto& [path, item] : (*paths)->items()) {
    if (path.starts_with("x-")) continue;
    auto read = read_path_item(item, path, operations);
    if (!read) return Failure{std::move(read.error())};
  }
  return operations;
}

Result<Done> check_version(const Json& root) {
  const Json* version = find_member(root, "openapi");
  if (version != nullptr && version->is_string() &&
      version->get_ptr<const std::string*>()->starts_with("3.1.")) {
    return Done{};
  }
  return refuse("\"openapi\" has to be \"3.1.x\", not " + seen(version), "/openapi");
}

}  // namespace

const Operation* Document::find_operation(std::string_view id) const {
  const auto it = std::find_if(operations_.begin(), operations_.end(),
                               [&](const Operation& operation) { return operation.id == id; });
  return it == operations_.end() ? nullptr : &*it;
}

Result<Document> Document::load(std::string_view json) {
  JsonLimits limits;
  limits.bytes = kMaxBytes;
  auto root = parse_json(json, limits);
  if (!root) return Failure{std::move(root.error())};
  const auto object = require_object(&*root, "an OpenAPI document", "");
  if (!object) return Failure{object.error()};
  if (auto version = check_version(*root); !version) return Failure{std::move(version.error())};

  const auto info = require_object(find_member(*root, "info"), "\"info\"", "/info");
  if (!info) return Failure{info.error()};
  auto title = require_text(**info, "title", "/info");
  if (!title) return Failure{std::move(title.error())};
  auto version = require_text(**info, "version", "/info");
  if (!version) return Failure{std::move(version.error())};
  auto operations = read_paths(*root);
  if (!operations) return Failure{std::move(operations.error())};

  Document document;
  document.title_ = *std::move(title);
  document.version_ = *std::move(version);
  document.operations_ = *std::move(operations);
  document.json_ = *std::move(root);
  return document;
}

}  // namespace understudy::openapi
