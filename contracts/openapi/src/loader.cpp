// SPDX-License-Identifier: MIT
/// What all objects of a document have in common, and the order in which they are read.
#include "loader.hpp"

#include <array>

#include "understudy/base/json.hpp"

namespace understudy::openapi {

namespace {

/// A value as messages quote it.
std::string seen(Place place) {
  if (!place) return "nothing";
  const JsonElement value = place.element();
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  return excerpt(dump_json(to_json(value)), 40);
}

}  // namespace

Place Loader::member(Place object, std::string_view name) {
  if (!object) return {};
  const auto found = object.element().find(name);
  return found ? Place{object.document, found->node()} : Place{};
}

std::string Loader::where(Place place, std::string_view missing) const {
  std::string location = location_of(place);
  if (!missing.empty()) (location += '/') += pointer_token(missing);
  const bool is_bare = options_.uri.empty() && place.document == contents_.main;
  return is_bare ? location.substr(location.find('#') + 1) : location;
}

Failure<Error> Loader::refuse(Place place, std::string what, std::string advice,
                              std::string_view missing, Errc code) {
  return Failure{Error{code, std::move(what), where(place, missing), std::move(advice)}};
}

Result<Done> Loader::expect_object(Place place, std::string_view role) {
  if (place.element().is_object()) return Done{};
  return refuse(place, std::string{role} + " has to be an object, not " + seen(place));
}

Result<Place> Loader::require_object(Place parent, std::string_view name, std::string_view role) {
  const Place found = member(parent, name);
  if (found && found.element().is_object()) return found;
  return refuse(parent, std::string{role} + " has to be an object, not " + seen(found), {}, name);
}

Result<std::string> Loader::require_text(Place object, std::string_view name) {
  const Place found = member(object, name);
  if (found && found.element().is_string() && !found.element().text().empty()) {
    return std::string{found.element().text()};
  }
  return refuse(object, "\"" + std::string{name} + "\" has to be a text, not " + seen(found), {},
                name);
}

Result<std::string> Loader::optional_text(Place object, std::string_view name) {
  if (!member(object, name)) return std::string{};
  return require_text(object, name);
}

Result<bool> Loader::optional_flag(Place object, std::string_view name, bool otherwise) {
  const Place found = member(object, name);
  if (!found) return otherwise;
  if (found.element().is_boolean()) return found.element().is_true();
  return refuse(found, "\"" + std::string{name} + "\" has to be true or false, not " + seen(found));
}

Result<std::vector<std::string>> Loader::optional_texts(Place object, std::string_view name) {
  std::vector<std::string> texts;
  const Place list = member(object, name);
  if (!list) return texts;
  bool is_list = list.element().is_array();
  for (const JsonElement text : list.element().elements()) {
    is_list = is_list && text.is_string();
    if (is_list) texts.emplace_back(text.text());
  }
  if (is_list) return texts;
  return refuse(list, "\"" + std::string{name} + "\" has to be an array of texts");
}

Result<Place> Loader::resolve(Place place, std::string_view role) {
  if (auto object = expect_object(place, role); !object) return Failure{std::move(object.error())};
  const Place reference = member(place, "$ref");
  if (!reference) return place;
  const std::string_view name = text_of(reference.element());
  const bool is_inside = place.document == contents_.main && name.starts_with('#');
  if (const auto it = known_targets_.find(name); is_inside && it != known_targets_.end()) {
    return it->second;
  }
  auto target = follow_references(place, contents_.registry);
  if (!target) {
    target.error().where = where(reference);
    return target;
  }
  if (auto object = expect_object(*target, role); !object) {
    return Failure{std::move(object.error())};
  }
  if (is_inside) known_targets_.emplace(name, *target);
  return target;
}

Result<Done> Loader::check_head() {
  const Place root{contents_.main, contents_.main->json->root().node()};
  if (auto object = expect_object(root, "an OpenAPI document"); !object) return object;
  const Place version = member(root, "openapi");
  const std::string_view number =
      version && version.element().is_string() ? version.element().text() : std::string_view{};
  const bool is_known = number.starts_with("3.1.") && number.size() > 4 &&
                        number.find_first_not_of("0123456789", 4) == number.npos;
  if (!is_known) {
    return refuse(root, "\"openapi\" has to be \"3.1.x\", not " + seen(version), {}, "openapi");
  }
  const auto info = require_object(root, "info", "\"info\"");
  if (!info) return Failure{info.error()};
  auto title = require_text(*info, "title");
  if (!title) return Failure{std::move(title.error())};
  auto number_of_document = require_text(*info, "version");
  if (!number_of_document) return Failure{std::move(number_of_document.error())};
  contents_.title = *std::move(title);
  contents_.version = *std::move(number_of_document);
  return Done{};
}

/// Those that no operation uses are read, too: a mistake in them is a mistake of the document.
Result<Done> Loader::read_components() {
  const Place root{contents_.main, contents_.main->json->root().node()};
  const Place components = member(root, "components");
  if (!components) return Done{};
  if (auto object = expect_object(components, "\"components\""); !object) return object;
  for (const std::string_view kind :
       {"headers", "parameters", "requestBodies", "responses", "schemas"}) {
    const Place all = member(components, kind);
    if (!all) continue;
    if (auto object = expect_object(all, "\"" + std::string{kind} + "\""); !object) return object;
    for (const JsonMember one : all.element().members()) {
      const Place place{all.document, one.value.node()};
      std::optional<Error> error;
      const auto keep = [&](auto result) {
        if (!result) error = std::move(result.error());
      };
      if (kind == "headers") keep(read_header(place, std::string{one.name}));
      if (kind == "parameters") keep(read_parameter(place));
      if (kind == "requestBodies") keep(read_body(place));
      if (kind == "responses") keep(read_response(place));
      if (kind == "schemas") keep(add_schema(place));
      if (error) return Failure{*std::move(error)};
    }
  }
  return Done{};
}

Result<Done> Loader::run() {
  const auto steps = std::to_array<Result<Done> (Loader::*)()>(
      {&Loader::check_head, &Loader::read_security_schemes, &Loader::read_paths,
       &Loader::read_components, &Loader::compile});
  for (const auto step : steps) {
    if (auto done = (this->*step)(); !done) return done;
  }
  return Done{};
}

}  // namespace understudy::openapi
