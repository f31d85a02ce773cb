// SPDX-License-Identifier: MIT
/// The fields that the body of a write gives.
///
/// Shape:    an object of fields by name, in any case; a name that comes in two spellings is
///           refused. A read-only field is left out (write.readonly), an unknown one refused
///           (write.unknown_field), null clears
/// Errors:   one Detail per field: UnknownField, RequiredField, InvalidValue, InvalidRequest
/// Source:   S13.1 to S13.6; A14, A24, S13.5 the switches
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apis/impartner/model.hpp"
#include "refusal.hpp"
#include "switches.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::mock::impartner {

enum class Purpose : std::uint8_t { create, update };

struct Changes {
  std::vector<std::pair<std::size_t, query::Value>> fields = {};
  std::optional<std::int64_t> id = {};  ///< what the body says it is
  /// The name of the target of a foreign key, where the body gives that: field and text.
  std::vector<std::pair<std::size_t, query::Value>> target_names = {};
  std::vector<Detail> problems = {};
};

/// Thread-safe.
class ChangeReader {
 public:
  /// Errors:   internal when the formats of the contract cannot be compiled
  static Result<ChangeReader> make(const Switches& switches);

  /// `body` has to be an object. For a creation all required fields have to be there.
  [[nodiscard]] Changes read(const Object& object, JsonElement body, Purpose purpose) const;

 private:
  struct Formats;
  ChangeReader(std::shared_ptr<const Formats> formats, const Switches& switches);

  void read_member(const Object& object, const JsonMember& member, Changes& changes) const;
  void read_field(const Object& object, std::size_t field, const JsonMember& member,
                  Changes& changes) const;
  [[nodiscard]] Result<query::Value, std::string> read_value(const FieldFact& fact,
                                                             JsonElement json) const;
  [[nodiscard]] Result<query::Value, std::string> read_text(const FieldFact& fact,
                                                            JsonElement json) const;

  std::shared_ptr<const Formats> formats_;
  bool ignores_unknown_;
  bool rejects_read_only_;
  bool checks_picklists_;
};

}  // namespace understudy::mock::impartner
