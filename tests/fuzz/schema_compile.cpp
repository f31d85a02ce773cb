// SPDX-License-Identifier: MIT
/// Texts as schemas: a schema or a refusal with its place, and every schema answers.
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "fuzz/schema_promises.hpp"
#include "understudy/schema/schema.hpp"

namespace {

using understudy::JsonDocument;

const std::vector<JsonDocument>& instances() {
  static const std::vector<JsonDocument> kInstances = [] {
    std::vector<JsonDocument> documents;
    for (const char* text :
         {"null", "true", "-1.50e1", R"("a\u00e9 2026-03-04")", R"([1,1.0,"a",[],{"a":1}])",
          R"({"a":{"a":[1,2,3]},"b":"x","":0,"$ref":"#","foo":[null,{"bar":false}]})"}) {
      documents.push_back(JsonDocument::parse(text).value());
    }
    return documents;
  }();
  return kInstances;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using understudy::fuzz::require;
  using understudy::schema::CompileOptions;
  using understudy::schema::Formats;
  const std::string text{understudy::fuzz::text_of(data, size)};

  for (const CompileOptions& options :
       {CompileOptions{.formats = Formats::asserted, .schemas = 2'000},
        CompileOptions{.draft = understudy::schema::Draft::draft7, .schemas = 2'000}}) {
    const auto schema = understudy::schema::compile_text(text, {}, options);
    if (!schema) {
      require(schema.error().code != understudy::Errc::internal, "a refusal has a reason");
      require(!schema.error().what.empty(), "and a sentence");
      continue;
    }
    for (const JsonDocument& instance : instances()) {
      understudy::fuzz::require_agreement(*schema, instance.root());
    }
  }
  return 0;
}
