// SPDX-License-Identifier: MIT
/// The list of meta-schemas; their texts are in contracts/schema/metaschemas.
#include "meta_schemas.hpp"

#include <array>

#include "meta_schema_text.hpp"

namespace understudy::schema {

std::span<const MetaSchema> meta_schema_texts() {
  static const auto texts = [] {
    std::array<MetaSchema, 11> all{{
        {"http://json-schema.org/draft-07/schema", {}},
        {"https://json-schema.org/draft/2020-12/meta/applicator", {}},
        {"https://json-schema.org/draft/2020-12/meta/content", {}},
        {"https://json-schema.org/draft/2020-12/meta/core", {}},
        {"https://json-schema.org/draft/2020-12/meta/format-annotation", {}},
        {"https://json-schema.org/draft/2020-12/meta/format-assertion", {}},
        {"https://json-schema.org/draft/2020-12/meta/meta-data", {}},
        {"https://json-schema.org/draft/2020-12/meta/unevaluated", {}},
        {"https://json-schema.org/draft/2020-12/meta/validation", {}},
        {"https://json-schema.org/draft/2020-12/schema", {}},
        {"https://spec.openapis.org/oas/3.1/schema/2022-10-07", {}},
    }};
    for (MetaSchema& meta_schema : all) meta_schema.text = meta_schema_text(meta_schema.uri);
    return all;
  }();
  return texts;
}

}  // namespace understudy::schema
