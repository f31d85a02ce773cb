// SPDX-License-Identifier: MIT
/// Reads a document into its contents. One file per kind of object: load_<kind>.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "contents.hpp"
#include "references.hpp"
#include "understudy/base/result.hpp"

namespace understudy::openapi {

class Loader {
 public:
  Loader(Contents& contents, const LoadOptions& options) : contents_(contents), options_(options) {}

  Result<Done> run();

 private:
  // Objects, with the errors they have. In loader.cpp:
  /// A member; no place when there is none.
  [[nodiscard]] static Place member(Place object, std::string_view name);
  /// An error at a place, or at a member of it that is missing.
  [[nodiscard]] Failure<Error> refuse(Place place, std::string what, std::string advice = {},
                                      std::string_view missing = {}, Errc code = Errc::bad_input);
  [[nodiscard]] Result<Place> require_object(Place parent, std::string_view name,
                                             std::string_view role);
  [[nodiscard]] Result<Done> expect_object(Place place, std::string_view role);
  [[nodiscard]] Result<std::string> require_text(Place object, std::string_view name);
  [[nodiscard]] Result<std::string> optional_text(Place object, std::string_view name);
  [[nodiscard]] Result<bool> optional_flag(Place object, std::string_view name, bool otherwise);
  [[nodiscard]] Result<std::vector<std::string>> optional_texts(Place object,
                                                                std::string_view name);
  /// The object itself or what its "$ref" leads to, which has to be an object.
  [[nodiscard]] Result<Place> resolve(Place place, std::string_view role);
  /// The place as errors have it: a bare pointer in a document without a URI.
  [[nodiscard]] std::string where(Place place, std::string_view missing = {}) const;
  Result<Done> check_head();
  Result<Done> read_components();
  Result<Done> compile();

  // load_schemas.cpp
  /// Notes a schema to be compiled. A schema is an object or a boolean.
  Result<Done> add_schema(Place place);
  [[nodiscard]] const schema::Schema* compiled(Place place) const;

  // load_parameters.cpp
  Result<const Parameter*> read_parameter(Place place);
  Result<const Parameter*> read_header(Place place, const std::string& name);
  /// style, explode, schema or content, and our extensions
  Result<Done> read_serialization(Place place, Parameter& parameter);
  Result<Done> read_style(Place place, Parameter& parameter);
  Result<Done> read_value_rule(Place place, Parameter& parameter, Codec& codec);
  Result<Done> read_extensions(Place place, Parameter& parameter, Codec& codec);
  Result<std::vector<const Parameter*>> read_parameters(Place list);

  // load_content.cpp
  Result<std::vector<MediaType>> read_content(Place owner);
  Result<Done> read_form(MediaType& media);
  Result<const RequestBody*> read_body(Place place);
  Result<const ResponseRule*> read_response(Place place);
  Result<std::vector<StatusRule>> read_responses(Place operation);

  // load_security.cpp
  Result<Done> read_security_schemes();
  Result<std::vector<SecurityRequirement>> read_security(Place list);
  /// The paths of the URLs of servers, without a "/" at their ends; one empty text by default.
  Result<std::vector<std::string>> read_prefixes(Place list);

  // load_paths.cpp
  struct Item;
  Result<Done> read_paths();
  Result<Done> read_path_item(const std::string& path, Place item);
  Result<Done> read_item_members(Item& item, Place place);
  Result<Done> read_operation(const Item& item, Method method, Place place);
  Result<Done> move_operation(Operation& operation);
  Result<Done> check_path_parameters(const std::string& path, const Operation& operation);
  void sort_operations();

  Contents& contents_;
  const LoadOptions& options_;
  std::vector<Place> schemas_;
  std::unordered_map<std::string_view, Place> known_targets_;  ///< of references inside `main`
  std::unordered_map<const JsonNode*, const Parameter*> known_parameters_;
  std::unordered_map<const JsonNode*, const RequestBody*> known_bodies_;
  std::unordered_map<const JsonNode*, const ResponseRule*> known_responses_;
  std::vector<SecurityRequirement> security_;  ///< of operations that say nothing
  std::vector<std::string> prefixes_;          ///< of operations that say nothing
  std::vector<std::vector<std::string>> operation_prefixes_;
  std::unordered_map<std::string, std::string> paths_by_shape_;
};

}  // namespace understudy::openapi
