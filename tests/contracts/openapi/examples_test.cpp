// SPDX-License-Identifier: MIT
/// Every example of every contract, judged by the contract it stands in.
#include <string>
#include <utility>
#include <vector>

#include "case_file.hpp"
#include "contract_files.hpp"
#include "findings.hpp"
#include "support/catch.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/openapi/validation.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::openapi {

namespace {

/// The values of "examples" in an object that is a parameter, a header or a media type.
std::vector<std::pair<std::string, Json>> examples_of(Place place) {
  std::vector<std::pair<std::string, Json>> values;
  const auto examples = place.element().find("examples");
  if (!examples) return values;
  for (const JsonMember one : examples->members()) {
    REQUIRE(one.value.find("value"));
    values.emplace_back(one.name, to_json(*one.value.find("value")));
  }
  return values;
}

/// A form as a client would send it.
std::string write_form(const Json& value) {
  std::string form;
  for (const auto& [name, field] : value.items()) {
    form += (form.empty() ? "" : "&") + encode_component(name) + "=" +
            encode_component(field.is_string() ? *field.get_ptr<const std::string*>()
                                               : dump_json(field));
  }
  return form;
}

/// A value as a query has it, elements in one value or in several.
std::string write_query(const Parameter& parameter, const Json& value) {
  const auto text = [](const Json& one) {
    return encode_component(one.is_string() ? *one.get_ptr<const std::string*>() : dump_json(one));
  };
  const std::string name = encode_component(parameter.name) + "=";
  if (!value.is_array()) return name + text(value);
  std::string query;
  for (const Json& element : value) {
    query += query.empty() ? name : parameter.explode ? "&" + name : ",";
    query += text(element);
  }
  return query;
}

}  // namespace

TEST_CASE("every example of a request body is valid", "[openapi][contracts][examples]") {
  std::size_t checked = 0;
  for_each_contract_file([&](const std::string&, const Document& document) {
    for (const Operation& operation : document.operations()) {
      if (operation.body == nullptr) continue;
      for (const MediaType& media : operation.body->content) {
        for (const auto& [name, value] : examples_of(media.place)) {
          INFO(operation.id << " " << media.range << " " << name);
          const bool is_form = media.range.find("form") != std::string::npos;
          const std::string body = is_form ? write_form(value) : dump_json(value);
          const Fields fields{{"Content-Type", media.range}};
          Report report = validate_request(document, operation, {.fields = &fields, .body = body});
          std::erase_if(report.findings, [](const Finding& finding) {
            return finding.kind == Finding::Kind::missing_parameter;
          });
          CHECK(describe(report, Json::array()) == Json::array());
          ++checked;
        }
      }
    }
  });
  CHECK(checked > 40);
}

TEST_CASE("every example of a response is valid, and describes all its members",
          "[openapi][contracts][examples]") {
  std::size_t checked = 0;
  for_each_contract_file([&](const std::string&, const Document& document) {
    for (const Operation& operation : document.operations()) {
      for (const StatusRule& rule : operation.responses) {
        for (const MediaType& media : rule.response->content) {
          for (const auto& [name, value] : examples_of(media.place)) {
            INFO(operation.id << " " << rule.status << " " << media.range << " " << name);
            const std::string body = dump_json(value);
            Fields fields{{"Content-Type", media.range}};
            const Report report = validate_response(
                document, operation,
                {.status = std::stoi(rule.status), .fields = &fields, .body = body},
                {.undocumented_members = Reported::yes});
            for (const Finding& finding : report.findings) {
              CHECK(finding.kind == Finding::Kind::missing_header);
              UNSCOPED_INFO(render(finding));
            }
            ++checked;
          }
        }
      }
    }
  });
  CHECK(checked > 200);
}

TEST_CASE("every example of a parameter is valid, as a value and as it is sent",
          "[openapi][contracts][examples]") {
  std::size_t checked = 0;
  for_each_contract_file([&](const std::string&, const Document& document) {
    for (const Operation& operation : document.operations()) {
      for (const Parameter* const parameter : operation.parameters) {
        for (const auto& [name, value] : examples_of(parameter->place)) {
          INFO(operation.id << " " << parameter->name << " " << name);
          const auto instance = JsonDocument::of(value);
          REQUIRE(parameter->schema != nullptr);
          CHECK(schema::validate(*parameter->schema, instance.root()).valid);
          ++checked;
          if (parameter->in != In::query) continue;
          Report report =
              validate_request(document, operation, {.query = write_query(*parameter, value)});
          std::erase_if(report.findings, [](const Finding& finding) {
            return finding.kind == Finding::Kind::missing_parameter ||
                   finding.kind == Finding::Kind::missing_body;
          });
          CHECK(describe(report, Json::array()) == Json::array());
        }
      }
    }
  });
  CHECK(checked > 100);
}

TEST_CASE("every example inside a schema is valid", "[openapi][contracts][examples]") {
  std::size_t checked = 0;
  for_each_contract_file([&](const std::string&, const Document& document) {
    const auto components = document.root().find("components");
    REQUIRE(components);
    for (const std::string kind : {"headers", "schemas"}) {
      const auto all = components->find(kind);
      if (!all) continue;
      for (const JsonMember one : all->members()) {
        const std::string pointer = "/components/" + kind + "/" + pointer_token(one.name) +
                                    (kind == "headers" ? "/schema" : "");
        INFO(pointer);
        const schema::Schema* const schema = document.find_schema(pointer);
        REQUIRE(schema != nullptr);
        const auto owner = kind == "headers" ? one.value.find("schema") : one.value;
        const auto examples = owner->find("examples");
        if (!examples) continue;
        for (const JsonElement example : examples->elements()) {
          CHECK(schema::validate(*schema, example).valid);
          ++checked;
        }
      }
    }
  });
  CHECK(checked > 20);
}

}  // namespace understudy::openapi
