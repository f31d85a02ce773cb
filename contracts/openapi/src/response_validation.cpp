// SPDX-License-Identifier: MIT
/// Status, headers, content type, body.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "body_validation.hpp"
#include "parameters.hpp"
#include "reporter.hpp"
#include "understudy/openapi/validation.hpp"
#include "undocumented.hpp"

namespace understudy::openapi {

namespace {

/// An answer is in memory already, and may be larger than what is read from strangers, and deeper,
/// as it holds what requests have brought.
JsonLimits limits_for(std::string_view body) {
  JsonLimits limits;
  limits.depth *= 2;
  limits.bytes = std::max(limits.bytes, body.size());
  limits.elements = limits.nodes = std::max(limits.nodes, body.size());
  return limits;
}

/// Fields that any response may have. Lower case, sorted.
///
/// Source:   RFC 9110, RFC 9111, RFC 9112
constexpr auto kCommonFields = std::to_array<std::string_view>({
    "accept-ranges",
    "age",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "date",
    "etag",
    "expires",
    "keep-alive",
    "last-modified",
    "pragma",
    "server",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "vary",
    "via",
});

class ResponseCheck {
 public:
  ResponseCheck(const Operation& operation, const ResponseView& response,
                const ResponseOptions& options, Reporter& reporter)
      : operation_(operation), response_(response), options_(options), reporter_(reporter) {}

  void run() {
    const ResponseRule* const rule = find_response(operation_, response_.status);
    if (rule == nullptr) {
      report_status();
      return;
    }
    if (response_.fields != nullptr) check_headers(*rule);
    check_content(*rule);
  }

 private:
  void report_status() {
    std::string expected;
    for (const StatusRule& one : operation_.responses) {
      if (!expected.empty()) expected += ", ";
      expected += one.status;
    }
    const std::string got = std::to_string(response_.status);
    reporter_.add({.kind = Finding::Kind::undocumented_status,
                   .where = "status",
                   .what = "expected one of " + expected + ", got " + got,
                   .expected = expected,
                   .got = got,
                   .rule = location_of(operation_.place) + "/responses"});
  }

  void check_headers(const ResponseRule& rule) {
    for (const Parameter* const header : rule.headers) {
      std::vector<std::string_view> raws;
      for (const Field& field : *response_.fields) {
        if (equal_ignoring_case(field.name, header->name)) raws.emplace_back(field.value);
      }
      if (!raws.empty()) {
        check_parameter(*header, raws, Reported::no, texts_, reporter_);
      } else if (header->is_required) {
        reporter_.add({.kind = Finding::Kind::missing_header,
                       .where = where_of(*header),
                       .what = "expected a value, got none",
                       .expected = "a value",
                       .rule = location_of(header->place) + "/required"});
      }
    }
    if (options_.undocumented_headers == Reported::yes) report_headers(rule);
  }

  void report_headers(const ResponseRule& rule) {
    for (const Field& field : *response_.fields) {
      const auto is_it = [&](std::string_view known) {
        return equal_ignoring_case(known, field.name);
      };
      if (std::any_of(kCommonFields.begin(), kCommonFields.end(), is_it)) continue;
      if (std::any_of(rule.headers.begin(), rule.headers.end(),
                      [&](const Parameter* header) { return is_it(header->name); })) {
        continue;
      }
      reporter_.add({.kind = Finding::Kind::unknown_header,
                     .where = "header " + excerpt(field.name),
                     .what = "the contract does not describe a header of this name",
                     .got = excerpt(field.name),
                     .rule = location_of(rule.place)});
    }
  }

  [[nodiscard]] bool has_body() const { return !response_.body.empty() || response_.json; }

  /// Whether the status allows one at all (RFC 9110 section 6.4.1).
  [[nodiscard]] bool may_have_body() const {
    return !response_.is_of_head && response_.status >= 200 && response_.status != 204 &&
           response_.status != 304;
  }

  void report_content_type(const ResponseRule& rule, std::string_view sent) {
    std::string expected;
    for (const MediaType& media : rule.content) {
      if (!expected.empty()) expected += ", ";
      expected += media.range;
    }
    if (expected.empty()) expected = "no body";
    const std::string got = sent.empty() ? "a body without a content type" : excerpt(sent);
    reporter_.add({.kind = Finding::Kind::undocumented_content_type,
                   .where = "header Content-Type",
                   .what = "expected " + expected + ", got " + got,
                   .expected = expected,
                   .got = got,
                   .rule = location_of(rule.place)});
  }

  void check_content(const ResponseRule& rule) {
    if (!has_body()) {
      if (rule.content.empty() || !may_have_body()) return;
      reporter_.add({.kind = Finding::Kind::missing_body,
                     .where = "body",
                     .what = "expected a body, got none",
                     .expected = "a body",
                     .rule = location_of(rule.place) + "/content"});
      return;
    }
    const std::string* const type =
        response_.fields != nullptr ? response_.fields->find("Content-Type") : nullptr;
    const bool is_assumed = response_.fields == nullptr && !rule.content.empty();
    const std::string_view sent = type != nullptr ? std::string_view{*type}
                                  : is_assumed    ? std::string_view{rule.content.front().range}
                                                  : std::string_view{};
    const MediaType* const media = find_media_type(rule.content, sent);
    if (media == nullptr) {
      report_content_type(rule, sent);
      return;
    }
    std::optional<JsonDocument> parsed;
    const auto json = check_body(*media, sent, response_.body, response_.json,
                                 limits_for(response_.body), parsed, reporter_);
    if (json && options_.undocumented_members == Reported::yes) {
      report_undocumented(*media, *json, options_.open_members, reporter_);
    }
  }

  const Operation& operation_;
  const ResponseView& response_;
  const ResponseOptions& options_;
  Reporter& reporter_;
  Texts texts_ = {};
};

}  // namespace

Report validate_response(const Document& document, const Operation& operation,
                         const ResponseView& response, const ResponseOptions& options) {
  Reporter reporter{document.contents(), operation, options.most};
  ResponseCheck{operation, response, options, reporter}.run();
  return reporter.take();
}

}  // namespace understudy::openapi
