// SPDX-License-Identifier: MIT
/// A schema, an empty line, an instance. Half of the mutations work on the JSON: they put keywords
/// and values into places where they mean something.
#include <array>
#include <random>
#include <string>

#include "fuzz/fuzz.hpp"
#include "fuzz/schema_promises.hpp"
#include "understudy/schema/schema.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed);

namespace {

using understudy::Json;
using Random = std::minstd_rand;

constexpr std::string_view kMark = "\n\n";

/// Keywords of every kind with values that fit, to be merged into a schema.
constexpr std::array kKeywords{
    R"({"$dynamicRef":"#a","$dynamicAnchor":"a"})",
    R"({"$ref":"#/$defs/a","$defs":{"a":{"type":"object"}}})",
    R"({"$ref":"#"})",
    R"({"additionalProperties":false})",
    R"({"additionalProperties":{"type":"number"}})",
    R"({"allOf":[{"minimum":1},{"maximum":9}]})",
    R"({"anyOf":[{"required":["a"]},{"type":"string"}]})",
    R"({"const":[1,{"a":1}]})",
    R"({"contains":{"type":"integer"},"minContains":2,"maxContains":3})",
    R"({"dependentRequired":{"a":["b"]}})",
    R"({"dependentSchemas":{"a":{"properties":{"b":true}}}})",
    R"({"enum":[1,"a",null,1.0,[]]})",
    R"({"exclusiveMinimum":0,"exclusiveMaximum":1e3})",
    R"({"format":"date-time"})",
    R"({"if":{"type":"object"},"then":{"minProperties":1},"else":false})",
    R"({"items":{"multipleOf":0.1}})",
    R"({"maxItems":2,"minItems":1,"uniqueItems":true})",
    R"({"maxLength":3,"minLength":1,"pattern":"^a.\\p{L}*$"})",
    R"({"maxProperties":2,"propertyNames":{"maxLength":1}})",
    R"({"not":{"properties":{"a":true}}})",
    R"({"oneOf":[{"prefixItems":[true]},{"items":false}]})",
    R"({"patternProperties":{"^a":{"type":["array","null"]}}})",
    R"({"prefixItems":[{"type":"boolean"},false]})",
    R"({"properties":{"a":{"required":["a"]},"b":false}})",
    R"({"unevaluatedItems":false})",
    R"({"unevaluatedProperties":{"type":"string"}})"};

constexpr std::array kValues{"null",   "true",
                             "0",      "-0.0",
                             "1.0",    "12345678901234567890",
                             "1e300",  R"("")",
                             R"("a")", R"("2026-03-04T05:06:07Z")",
                             "[]",     R"([1,1.0,{"a":1}])",
                             "{}",     R"({"a":{"a":1},"b":[null]})"};

template <typename List>
Json pick(const List& list, Random& random) {
  return Json::parse(list[random() % list.size()]);
}

/// Some value inside, found by a walk that may stop everywhere.
Json& somewhere(Json& value, Random& random) {
  Json* at = &value;
  while (at->is_structured() && !at->empty() && random() % 4 != 0) {
    auto child = at->begin();
    std::advance(child, static_cast<std::ptrdiff_t>(random() % at->size()));
    at = &*child;
  }
  return *at;
}

void mutate_schema(Json& schema, Random& random) {
  Json& at = somewhere(schema, random);
  const auto keyword = pick(kKeywords, random);
  switch (random() % 4) {
    case 0:
      at = keyword;
      break;
    case 1:
      at = Json{somewhere(schema, random)};
      break;
    default:
      if (at.is_object()) {
        at.update(keyword);
      } else {
        at = pick(kValues, random);
      }
  }
}

void mutate_instance(Json& instance, Random& random) {
  Json& at = somewhere(instance, random);
  const Json value = pick(kValues, random);
  if (at.is_object() && random() % 2 == 0) {
    at[std::string(1, static_cast<char>('a' + random() % 3))] = value;
  } else if (at.is_array() && random() % 2 == 0) {
    at.push_back(value);
  } else {
    at = value;
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  Random random{seed};
  const auto [schema_text, instance_text] =
      understudy::fuzz::split(understudy::fuzz::text_of(data, size), kMark);
  auto schema = understudy::parse_json(schema_text);
  auto instance = understudy::parse_json(instance_text);
  if (!schema || !instance || random() % 2 == 0) return LLVMFuzzerMutate(data, size, most);

  if (random() % 3 == 0) {
    mutate_instance(*instance, random);
  } else {
    mutate_schema(*schema, random);
  }
  std::string text = understudy::dump_json(*schema);
  text += kMark;
  text += understudy::dump_json(*instance);
  if (text.size() > most) return LLVMFuzzerMutate(data, size, most);
  text.copy(reinterpret_cast<char*>(data), text.size());
  return text.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [schema_text, instance_text] =
      understudy::fuzz::split(understudy::fuzz::text_of(data, size), kMark);

  const auto instance = understudy::JsonDocument::parse(instance_text);
  if (!instance) return 0;
  const auto schema = understudy::schema::compile_text(
      std::string{schema_text}, {},
      {.formats = understudy::schema::Formats::asserted, .schemas = 2'000});
  if (schema) understudy::fuzz::require_agreement(*schema, instance->root());
  return 0;
}
