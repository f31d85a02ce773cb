// SPDX-License-Identifier: MIT
/// JSON as it is, forms by the encoding of their fields, text as a string.
#include "body_validation.hpp"

#include "form_body.hpp"
#include "instance.hpp"
#include "media_type.hpp"

namespace understudy::openapi {

namespace {

void check_value(const MediaType& media, JsonElement value, Reporter& reporter) {
  if (media.schema == nullptr || schema::is_valid(*media.schema, value)) return;
  reporter.add("body", schema::validate(*media.schema, value, reporter.room()));
}

void report_unreadable(const MediaType& media, const Error& error, Reporter& reporter) {
  reporter.add({.kind = Finding::Kind::unreadable_body,
                .where = error.where.empty() ? "body" : "body " + error.where,
                .what = error.what,
                .rule = location_of(media.place)});
}

}  // namespace

std::optional<JsonElement> check_body(const MediaType& media, std::string_view type,
                                      std::string_view body, std::optional<JsonElement> json,
                                      const JsonLimits& limits, std::optional<JsonDocument>& parsed,
                                      Reporter& reporter) {
  if (is_json(type)) {
    if (!json) {
      auto document = JsonDocument::parse(body, limits);
      if (!document) {
        report_unreadable(media, document.error(), reporter);
        return std::nullopt;
      }
      parsed = *std::move(document);
      json = parsed->root();
    }
    check_value(media, *json, reporter);
    return json;
  }
  if (is_form(type)) {
    auto form = FormBody::read(media, body);
    if (!form) {
      report_unreadable(media, form.error(), reporter);
    } else {
      form->check(reporter);
    }
    return std::nullopt;
  }
  if (is_text(type)) {
    const JsonNode text = make_string(body);
    check_value(media, JsonElement{&text}, reporter);
  }
  return std::nullopt;
}

}  // namespace understudy::openapi
