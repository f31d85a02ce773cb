// SPDX-License-Identifier: MIT
/// A body of application/x-www-form-urlencoded as one JSON object.
#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "instance.hpp"
#include "reporter.hpp"
#include "styles.hpp"

namespace understudy::openapi {

class FormBody {
 public:
  /// Reads a form. `media` and `body` have to outlive it.
  ///
  /// Errors:   bad_input for an escape that is none, limit_exceeded for too many fields
  static Result<FormBody> read(const MediaType& media, std::string_view body);

  /// Checks it against the schema.
  ///
  /// Shape:    an array has a field per element, or as its style says; an object is JSON, or has a
  ///           field per member where its style is deepObject; of a repeated single value the
  ///           first counts
  /// Source:   OpenAPI Specification 3.1.1, sections 4.8.14.4 and 4.8.15
  void check(Reporter& reporter);

 private:
  /// All the raw values of a name.
  struct Field {
    std::string_view name = {};
    std::vector<std::string_view> raws = {};
  };
  struct Reading {
    Preference preference;
    Delimiters delimiters;
  };

  explicit FormBody(const MediaType& media) : media_(&media) {}
  JsonElement build(Reading reading, Instance& instance);
  void add_field(const Field& field, Reading reading, Instance& instance);
  void add_deep_objects(Reading reading, Instance& instance);
  bool add_container(const Codec& codec, const Field& field, Reading reading, Instance& instance);
  void add_scalar(std::string_view raw, Types types, Reading reading, Instance& instance);
  [[nodiscard]] const Codec::Member* find_member(std::string_view name) const;

  const MediaType* media_;
  std::vector<Field> fields_ = {};  ///< in the order of their first values
  Texts texts_ = {};
  std::deque<JsonDocument> documents_ = {};
};

}  // namespace understudy::openapi
