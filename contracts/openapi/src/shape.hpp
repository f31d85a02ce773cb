// SPDX-License-Identifier: MIT
/// Which types a schema lets a value have, so that texts can be read as such.
#pragma once

#include <vector>

#include "codec.hpp"
#include "understudy/schema/registry.hpp"

namespace understudy::openapi {

/// The types of the values a schema may accept; text where it does not say.
Types types_of(Place schema, const schema::Registry& registry);

/// The schemas that look at the same value: behind "$ref" and in allOf, anyOf, oneOf, if, then,
/// else and dependentSchemas, the schema itself first.
std::vector<Place> schemas_beside(Place schema, const schema::Registry& registry);

/// Fills in types, members and choices of a codec.
void read_shape(Place schema, const schema::Registry& registry, Codec& codec);

}  // namespace understudy::openapi
