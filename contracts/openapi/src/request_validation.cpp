// SPDX-License-Identifier: MIT
/// Parameters by where they stand, then the body.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "body_validation.hpp"
#include "pairs.hpp"
#include "parameters.hpp"
#include "reporter.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::openapi {

namespace {

/// Fields that every request may have, whatever a contract says. Lower case, sorted.
///
/// Source:   RFC 9110, RFC 9111, RFC 9112; those of browsers and proxies: Fetch, de-facto use
constexpr auto kCommonFields = std::to_array<std::string_view>({
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cache-control",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "dnt",
    "expect",
    "forwarded",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "keep-alive",
    "max-forwards",
    "origin",
    "pragma",
    "priority",
    "proxy-authorization",
    "range",
    "referer",
    "sec-ch-ua",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-request-id",
});

using Raws = std::vector<std::string_view>;

class RequestCheck {
 public:
  RequestCheck(const Operation& operation, const RequestView& request,
               const RequestOptions& options, Reporter& reporter)
      : operation_(operation), request_(request), options_(options), reporter_(reporter) {}

  void run() {
    check_path();
    check_query();
    if (request_.fields != nullptr) {
      check_headers();
      check_cookies();
    }
    check_body_of();
  }

 private:
  template <typename Visit>
  void each(In in, Visit visit) {
    for (const Parameter* const parameter : operation_.parameters) {
      if (parameter->in == in) visit(*parameter);
    }
  }

  void check(const Parameter& parameter, std::span<const std::string_view> raws) {
    if (!raws.empty()) {
      check_parameter(parameter, raws, options_.repeated, texts_, reporter_);
    } else if (parameter.is_required) {
      report_missing(parameter, reporter_);
    }
  }

  void check_path() {
    each(In::path, [&](const Parameter& parameter) {
      const auto it =
          std::find_if(request_.path.begin(), request_.path.end(),
                       [&](const PathParameter& one) { return one.name == parameter.name; });
      if (it != request_.path.end()) check(parameter, {&it->raw, 1});
    });
  }

  void check_query();
  void check_excluded(const Parameter& parameter, std::span<const Pair> pairs);
  void check_by_name(const Parameter& parameter, std::span<Pair> pairs);
  void check_members(const Parameter& parameter, std::span<Pair> pairs, bool takes_unknown);
  void report_unknown_query(std::span<const Pair> pairs);
  void check_headers();
  void report_unknown_headers();
  void check_cookies();
  void check_body_of();

  const Operation& operation_;
  const RequestView& request_;
  const RequestOptions& options_;
  Reporter& reporter_;
  Texts texts_ = {};
};

/// Whether a name in a query is that of a parameter; "name[]" where brackets are a form of it.
bool is_named(const Parameter& parameter, std::string_view name) {
  const Codec& codec = *parameter.codec;
  const bool may_have_brackets = (codec.array_forms & kBrackets) != 0;
  if (may_have_brackets && name.ends_with("[]")) name.remove_suffix(2);
  return codec.is_any_name_case ? equal_ignoring_case(name, parameter.name)
                                : name == parameter.name;
}

bool is_exploded_object(const Parameter& parameter) {
  const Codec& codec = *parameter.codec;
  return codec.style == Style::form && codec.explode && !codec.is_json &&
         (codec.types & kObject) != 0 && (codec.types & kArray) == 0;
}

/// The name of a member in "parameter[member]", or nothing.
std::optional<std::string_view> deep_member(const Parameter& parameter, std::string_view name) {
  if (!name.starts_with(parameter.name) || !name.ends_with(']')) return std::nullopt;
  name.remove_prefix(parameter.name.size());
  if (name.size() < 3 || name.front() != '[') return std::nullopt;
  return name.substr(1, name.size() - 2);
}

void RequestCheck::check_by_name(const Parameter& parameter, std::span<Pair> pairs) {
  std::string_view first;
  Raws more;
  std::size_t count = 0;
  for (Pair& pair : pairs) {
    if (pair.is_used || !is_named(parameter, pair.name)) continue;
    pair.is_used = true;
    if (count == 0) first = pair.value;
    if (count == 1) more.push_back(first);
    if (count > 0) more.push_back(pair.value);
    ++count;
  }
  check(parameter, count > 1 ? std::span<const std::string_view>{more}
                             : std::span<const std::string_view>{&first, count});
}

/// Members that came as parameters of their own: "parameter[member]=value", or "member=value".
void RequestCheck::check_members(const Parameter& parameter, std::span<Pair> pairs,
                                 bool takes_unknown) {
  std::vector<std::pair<std::string_view, std::string_view>> members;
  const auto& known = parameter.codec->members;
  for (Pair& pair : pairs) {
    if (pair.is_used) continue;
    std::optional<std::string_view> name;
    if (parameter.codec->style == Style::deep_object) {
      name = deep_member(parameter, pair.name);
    } else if (takes_unknown ||
               std::any_of(known.begin(), known.end(),
                           [&](const Codec::Member& one) { return one.name == pair.name; })) {
      name = pair.name;
    }
    if (!name) continue;
    pair.is_used = true;
    const bool is_twice = std::any_of(members.begin(), members.end(),
                                      [&](const auto& member) { return member.first == *name; });
    if (!is_twice) members.emplace_back(*name, pair.value);
  }
  if (!members.empty()) {
    check_object(parameter, members, texts_, reporter_);
  } else if (parameter.is_required) {
    report_missing(parameter, reporter_);
  }
}

void RequestCheck::check_query() {
  Pairs read;
  if (const auto done = read.read(request_.query, '&', Decoding::form, texts_); !done) {
    reporter_.add({.kind = Finding::Kind::unreadable_parameter,
                   .where = "query",
                   .what = done.error().what,
                   .rule = location_of(operation_.place)});
    return;
  }
  const std::span<Pair> pairs = read.list();
  each(In::query, [&](const Parameter& parameter) {
    if (is_exploded_object(parameter) || parameter.codec->style == Style::deep_object) return;
    check_by_name(parameter, pairs);
  });
  each(In::query, [&](const Parameter& parameter) {
    if (parameter.codec->style == Style::deep_object) check_members(parameter, pairs, false);
  });
  each(In::query, [&](const Parameter& parameter) {
    if (is_exploded_object(parameter)) {
      check_members(parameter, pairs, parameter.codec->is_object_open);
    }
  });
  each(In::query, [&](const Parameter& parameter) { check_excluded(parameter, pairs); });
  if (options_.unknown_query == Reported::yes) report_unknown_query(pairs);
}

/// x-excludes; each pair of parameters is reported once, with the one that comes later.
void RequestCheck::check_excluded(const Parameter& parameter, std::span<const Pair> pairs) {
  if (parameter.excludes.empty()) return;
  const auto is_there = [&](const Parameter& one) {
    return std::any_of(pairs.begin(), pairs.end(),
                       [&](const Pair& pair) { return is_named(one, pair.name); });
  };
  if (!is_there(parameter)) return;
  bool is_behind = false;
  each(In::query, [&](const Parameter& other) {
    is_behind = is_behind || &other == &parameter;
    const auto names = [](const Parameter& a, const Parameter& b) {
      return std::find(a.excludes.begin(), a.excludes.end(), b.name) != a.excludes.end();
    };
    if (!names(parameter, other) || !is_there(other)) return;
    if (is_behind && names(other, parameter)) return;
    reporter_.add({.kind = Finding::Kind::broken_rule,
                   .where = where_of(parameter),
                   .what = "not allowed together with \"" + other.name + "\"",
                   .expected = "one of them",
                   .got = "both",
                   .rule = location_of(parameter.place) + "/x-excludes"});
  });
}

void RequestCheck::report_unknown_query(std::span<const Pair> pairs) {
  const auto& schemes = reporter_.contents().security_schemes;
  for (const Pair& pair : pairs) {
    if (pair.is_used) continue;
    const bool is_credential =
        std::any_of(schemes.begin(), schemes.end(), [&](const SecurityScheme& scheme) {
          return scheme.in == "query" && scheme.parameter == pair.name;
        });
    if (is_credential) continue;
    reporter_.add({.kind = Finding::Kind::unknown_query_parameter,
                   .where = "query " + excerpt(pair.name),
                   .what = "the contract does not describe a parameter of this name",
                   .got = excerpt(pair.name),
                   .rule = location_of(operation_.place)});
    if (reporter_.is_full()) return;
  }
}

void RequestCheck::check_headers() {
  each(In::header, [&](const Parameter& parameter) {
    Raws raws;
    for (const Field& field : *request_.fields) {
      if (equal_ignoring_case(field.name, parameter.name)) raws.emplace_back(field.value);
    }
    check(parameter, raws);
  });
  if (options_.unknown_headers == Reported::yes) report_unknown_headers();
}

void RequestCheck::report_unknown_headers() {
  const auto is_known = [&](const std::string& name) {
    const auto is_it = [&](std::string_view known) { return equal_ignoring_case(known, name); };
    const auto& schemes = reporter_.contents().security_schemes;
    return std::any_of(kCommonFields.begin(), kCommonFields.end(), is_it) ||
           std::any_of(
               operation_.parameters.begin(), operation_.parameters.end(),
               [&](const Parameter* one) { return one->in == In::header && is_it(one->name); }) ||
           std::any_of(schemes.begin(), schemes.end(), [&](const SecurityScheme& scheme) {
             return scheme.in == "header" && is_it(scheme.parameter);
           });
  };
  for (const Field& field : *request_.fields) {
    if (is_known(field.name)) continue;
    reporter_.add({.kind = Finding::Kind::unknown_header,
                   .where = "header " + excerpt(field.name),
                   .what = "the contract does not describe a header of this name",
                   .got = excerpt(field.name),
                   .rule = location_of(operation_.place)});
    if (reporter_.is_full()) return;
  }
}

/// Cookie: name=value; name=value
void RequestCheck::check_cookies() {
  const bool has_any =
      std::any_of(operation_.parameters.begin(), operation_.parameters.end(),
                  [](const Parameter* parameter) { return parameter->in == In::cookie; });
  if (!has_any) return;
  const std::string* const field = request_.fields->find("Cookie");
  Pairs read;
  if (field != nullptr && !read.read(*field, ';', Decoding::none, texts_)) return;
  each(In::cookie, [&](const Parameter& parameter) {
    if (is_exploded_object(parameter)) {
      check_members(parameter, read.list(), false);
    } else {
      check_by_name(parameter, read.list());
    }
  });
}

/// The content types of a body as a list for people.
std::string list_of(const std::vector<MediaType>& content) {
  std::string list;
  for (const MediaType& media : content) {
    if (!list.empty()) list += ", ";
    list += media.range;
  }
  return list;
}

void RequestCheck::check_body_of() {
  const RequestBody* const body = operation_.body;
  if (body == nullptr) return;
  if (request_.body.empty() && !request_.json) {
    if (!body->is_required) return;
    reporter_.add({.kind = Finding::Kind::missing_body,
                   .where = "body",
                   .what = "expected a body, got none",
                   .expected = "a body",
                   .rule = location_of(body->place) + "/required"});
    return;
  }
  const std::string* const type =
      request_.fields != nullptr ? request_.fields->find("Content-Type") : nullptr;
  const bool is_assumed = request_.fields == nullptr && !body->content.empty();
  const std::string_view sent = type != nullptr ? std::string_view{*type}
                                : is_assumed    ? std::string_view{body->content.front().range}
                                                : std::string_view{};
  const MediaType* const media = find_media_type(body->content, sent);
  if (media == nullptr) {
    const std::string expected = list_of(body->content);
    const std::string got = sent.empty() ? "none" : excerpt(sent);
    reporter_.add({.kind = Finding::Kind::wrong_content_type,
                   .where = "header Content-Type",
                   .what = "expected " + expected + ", got " + got,
                   .expected = expected,
                   .got = got,
                   .rule = location_of(body->place) + "/content"});
    return;
  }
  std::optional<JsonDocument> parsed;
  check_body(*media, sent, request_.body, request_.json, JsonLimits{}, parsed, reporter_);
}

}  // namespace

Report validate_request(const Document& document, const Operation& operation,
                        const RequestView& request, const RequestOptions& options) {
  Reporter reporter{document.contents(), operation, options.most};
  RequestCheck{operation, request, options, reporter}.run();
  return reporter.take();
}

}  // namespace understudy::openapi
