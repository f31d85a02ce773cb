// SPDX-License-Identifier: MIT
/// The seam of every format: a text in, whether it has the format out.
#pragma once

#include <string_view>

namespace understudy::schema {

struct Format {
  std::string_view name;
  bool (*valid)(std::string_view text);  ///< thread-safe; any bytes
};

/// The format of that name, or null when it is none of JSON Schema 2020-12 section 7.3.
const Format* find_format(std::string_view name);

// One line per format, sorted; formats.cpp repeats them as a table.
bool is_date(std::string_view text);
bool is_date_time(std::string_view text);
bool is_duration(std::string_view text);
bool is_email(std::string_view text);
bool is_hostname(std::string_view text);
bool is_idn_email(std::string_view text);
bool is_idn_hostname(std::string_view text);
bool is_ipv4(std::string_view text);
bool is_ipv6(std::string_view text);
bool is_iri(std::string_view text);
bool is_iri_reference(std::string_view text);
bool is_json_pointer(std::string_view text);
bool is_regex(std::string_view text);
bool is_relative_json_pointer(std::string_view text);
bool is_time(std::string_view text);
bool is_uri(std::string_view text);
bool is_uri_reference(std::string_view text);
bool is_uri_template(std::string_view text);
bool is_uuid(std::string_view text);

}  // namespace understudy::schema
