// SPDX-License-Identifier: MIT
/// Paths, path items and operations.
///
/// Source: OpenAPI Specification 3.1.1, sections 4.8.8 to 4.8.10
#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "loader.hpp"

namespace understudy::openapi {

namespace {

// Section 4.8.9: the fixed fields of a path item that are no operations.
constexpr std::array<std::string_view, 5> kItemMembers{"$ref", "description", "parameters",
                                                       "servers", "summary"};

constexpr std::array<std::pair<std::string_view, Method>, 7> kMethods{{{"delete", Method::delete_},
                                                                       {"get", Method::get},
                                                                       {"head", Method::head},
                                                                       {"options", Method::options},
                                                                       {"patch", Method::patch},
                                                                       {"post", Method::post},
                                                                       {"put", Method::put}}};

std::optional<Method> find_method_member(std::string_view name) {
  for (const auto& [known, method] : kMethods) {
    if (known == name) return method;
  }
  return std::nullopt;
}

bool is_item_member(std::string_view name) {
  return name.starts_with("x-") ||
         std::find(kItemMembers.begin(), kItemMembers.end(), name) != kItemMembers.end();
}

/// A template without the names in its braces: equal for paths that are the same.
std::string shape_of(std::string_view path) {
  std::string shape;
  bool is_name = false;
  for (const char c : path) {
    if (c == '}') is_name = false;
    if (!is_name) shape += c;
    if (c == '{') is_name = true;
  }
  return shape;
}

}  // namespace

/// A path item, put together from its own members and those behind its "$ref".
struct Loader::Item {
  std::string path;
  std::vector<const Parameter*> parameters = {};
  std::vector<std::string> prefixes = {};
  std::vector<std::pair<Method, Place>> operations = {};
};

Result<Done> Loader::check_path_parameters(const std::string& path, const Operation& operation) {
  const auto names = PathTable::names_of(path);
  for (const std::string& name : names) {
    const bool is_declared =
        std::any_of(operation.parameters.begin(), operation.parameters.end(),
                    [&](const Parameter* one) { return one->in == In::path && one->name == name; });
    if (!is_declared) {
      return refuse(operation.place, "no parameter describes {" + excerpt(name, 60) + "}",
                    "add it to \"parameters\" with \"in\": \"path\"", "parameters");
    }
  }
  for (const Parameter* const parameter : operation.parameters) {
    const bool is_lost = parameter->in == In::path &&
                         std::find(names.begin(), names.end(), parameter->name) == names.end();
    if (is_lost) {
      return refuse(parameter->place,
                    "the path " + excerpt(path) + " has no {" + excerpt(parameter->name, 60) + "}");
    }
  }
  return Done{};
}

/// To the path that the caller wants it at.
Result<Done> Loader::move_operation(Operation& operation) {
  const auto moved = options_.paths.find(operation.id);
  if (moved != options_.paths.end()) {
    const std::string& path = moved->second;
    const std::string quoted = "the path \"" + excerpt(path) + "\" for " + operation.id;
    if (!path.starts_with('/')) return refuse(operation.place, quoted + " has to start with \"/\"");
    if (const auto fault = PathTable::fault_of(path)) {
      return refuse(operation.place, quoted + " cannot have " + *fault);
    }
    operation.path = path;
  }
  const auto is_same = [&](const Operation& other) {
    return other.method == operation.method && shape_of(other.path) == shape_of(operation.path);
  };
  const auto& others = contents_.operations;
  const auto same = std::find_if(others.begin(), others.end(), is_same);
  if (options_.paths.empty() || same == others.end()) return Done{};
  return refuse(operation.place, operation.id + " and " + same->id + " answer at the same path",
                "move one of them elsewhere");
}

Result<Done> Loader::read_operation(const Item& item, Method method, Place place) {
  if (auto object = expect_object(place, "an operation"); !object) return object;
  Operation operation{.method = method, .path = item.path, .place = place};
  auto id = require_text(place, "operationId");
  if (!id) return Failure{std::move(id.error())};
  const auto same_id = [&](const Operation& other) { return other.id == *id; };
  if (std::any_of(contents_.operations.begin(), contents_.operations.end(), same_id)) {
    return refuse(member(place, "operationId"),
                  "a second operation has the id \"" + excerpt(*id, 60) + "\"");
  }
  operation.id = *std::move(id);
  if (auto moved = move_operation(operation); !moved) return moved;
  auto source = optional_text(place, "x-source");
  if (!source) return Failure{std::move(source.error())};
  operation.source = *std::move(source);
  auto grade = optional_text(place, "x-grade");
  if (!grade) return Failure{std::move(grade.error())};
  operation.grade = *std::move(grade);
  const Place validation = member(place, "x-validation");
  operation.is_checked_by_handler = validation && text_of(validation.element()) == "handler";

  auto parameters = read_parameters(member(place, "parameters"));
  if (!parameters) return Failure{std::move(parameters.error())};
  operation.parameters = *std::move(parameters);
  for (const Parameter* const shared : item.parameters) {
    const bool is_replaced = std::any_of(
        operation.parameters.begin(), operation.parameters.end(),
        [&](const Parameter* own) { return own->name == shared->name && own->in == shared->in; });
    if (!is_replaced) operation.parameters.push_back(shared);
  }
  if (auto checked = check_path_parameters(operation.path, operation); !checked) return checked;
  if (const Place body = member(place, "requestBody")) {
    const auto read = read_body(body);
    if (!read) return Failure{read.error()};
    operation.body = *read;
  }
  auto responses = read_responses(place);
  if (!responses) return Failure{std::move(responses.error())};
  operation.responses = *std::move(responses);
  operation.security = security_;
  if (const Place security = member(place, "security")) {
    auto own = read_security(security);
    if (!own) return Failure{std::move(own.error())};
    operation.security = *std::move(own);
  }
  auto prefixes = item.prefixes;
  if (const Place servers = member(place, "servers")) {
    auto own = read_prefixes(servers);
    if (!own) return Failure{std::move(own.error())};
    prefixes = *std::move(own);
  }
  if (options_.without.contains(operation.id)) return Done{};
  operation_prefixes_.push_back(std::move(prefixes));
  contents_.operations.push_back(std::move(operation));
  return Done{};
}

/// Takes in what one of the objects says that make up a path item; what is there already stays.
Result<Done> Loader::read_item_members(Item& item, Place place) {
  for (const JsonMember one : place.element().members()) {
    if (is_item_member(one.name)) continue;
    const Place value{place.document, one.value.node()};
    if (one.name == "trace") {
      return refuse(value, "\"trace\" is not supported in a path item", "leave it out", {},
                    Errc::unsupported);
    }
    const auto method = find_method_member(one.name);
    if (!method) {
      return refuse(value, "a path item has no member \"" + excerpt(one.name, 40) + "\"",
                    "methods are lower case; extensions start with x-");
    }
    const bool is_there = std::any_of(item.operations.begin(), item.operations.end(),
                                      [&](const auto& known) { return known.first == *method; });
    if (!is_there) item.operations.emplace_back(*method, value);
  }
  auto parameters = read_parameters(member(place, "parameters"));
  if (!parameters) return Failure{std::move(parameters.error())};
  item.parameters.insert(item.parameters.end(), parameters->begin(), parameters->end());
  if (const Place servers = member(place, "servers")) {
    auto own = read_prefixes(servers);
    if (!own) return Failure{std::move(own.error())};
    item.prefixes = *std::move(own);
  }
  return Done{};
}

Result<Done> Loader::read_path_item(const std::string& path, Place place) {
  if (!path.starts_with('/')) return refuse(place, "a path has to start with \"/\"");
  if (const auto fault = PathTable::fault_of(path)) {
    return refuse(place, "a path cannot have " + *fault);
  }
  const auto [same, is_new] = paths_by_shape_.emplace(shape_of(path), path);
  if (!is_new) {
    return refuse(place, "the same path as " + excerpt(same->second), "names make no difference");
  }
  if (auto object = expect_object(place, "a path item"); !object) return object;
  Item item{.path = path, .prefixes = prefixes_};
  if (auto read = read_item_members(item, place); !read) return read;
  if (member(place, "$ref")) {
    const auto target = resolve(place, "a path item");
    if (!target) return Failure{target.error()};
    if (auto read = read_item_members(item, *target); !read) return read;
  }
  for (const auto& [method, operation] : item.operations) {
    if (auto read = read_operation(item, method, operation); !read) return read;
  }
  return Done{};
}

/// By path, then by method; only then do operations have numbers.
void Loader::sort_operations() {
  auto& operations = contents_.operations;
  std::vector<std::size_t> order(operations.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair{std::string_view{operations[a].path}, operations[a].method} <
           std::pair{std::string_view{operations[b].path}, operations[b].method};
  });
  std::vector<Operation> sorted;
  sorted.reserve(operations.size());
  for (const std::size_t from : order) {
    const Operation& operation = operations[from];
    const auto other = options_.methods.find(operation.id);
    const auto methods =
        other == options_.methods.end() ? std::vector{operation.method} : other->second;
    auto& prefixes = operation_prefixes_[from];
    prefixes.insert(prefixes.end(), options_.more_prefixes.begin(), options_.more_prefixes.end());
    for (const std::string& prefix : prefixes) {
      for (const Method method : methods) {
        contents_.paths.add(method, prefix + operation.path, sorted.size());
      }
    }
    sorted.push_back(std::move(operations[from]));
  }
  operations = std::move(sorted);
}

Result<Done> Loader::read_paths() {
  const Place root{contents_.main, contents_.main->json->root().node()};
  prefixes_ = {""};
  if (const Place servers = member(root, "servers")) {
    auto prefixes = read_prefixes(servers);
    if (!prefixes) return Failure{std::move(prefixes.error())};
    prefixes_ = *std::move(prefixes);
  }
  if (const Place security = member(root, "security")) {
    auto requirements = read_security(security);
    if (!requirements) return Failure{std::move(requirements.error())};
    security_ = *std::move(requirements);
  }
  const Place paths = member(root, "paths");
  if (!paths) return Done{};  // 3.1 allows documents of components only
  if (auto object = expect_object(paths, "\"paths\""); !object) return object;
  for (const JsonMember one : paths.element().members()) {
    if (one.name.starts_with("x-")) continue;
    auto read = read_path_item(std::string{one.name}, {paths.document, one.value.node()});
    if (!read) return read;
  }
  sort_operations();
  return Done{};
}

}  // namespace understudy::openapi
