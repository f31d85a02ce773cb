// SPDX-License-Identifier: MIT
/// What the API says about its own objects and fields. It is made from the tables that writes are
/// checked by, so that the two agree.
///
/// Source: S15.1, S15.2 shapes [DOC]; S15.5
#pragma once

#include <string>

#include "apis/impartner/model.hpp"

namespace understudy::mock::impartner {

/// Appends an EntityDef.
void append_entity(std::string& out, const Object& object);
/// Appends the FieldDefinition of a field that shows.
void append_field(std::string& out, const Object& object, std::size_t field);

}  // namespace understudy::mock::impartner
