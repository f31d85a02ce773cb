// SPDX-License-Identifier: MIT
/// The list of formats. A new format is a line here and a line in format.hpp.
#include <algorithm>
#include <array>

#include "formats/format.hpp"

namespace understudy::schema {

namespace {

constexpr bool comes_before(const Format& a, const Format& b) { return a.name < b.name; }

constexpr std::array kFormats{
    Format{"date", &is_date},
    Format{"date-time", &is_date_time},
    Format{"duration", &is_duration},
    Format{"email", &is_email},
    Format{"hostname", &is_hostname},
    Format{"idn-email", &is_idn_email},
    Format{"idn-hostname", &is_idn_hostname},
    Format{"ipv4", &is_ipv4},
    Format{"ipv6", &is_ipv6},
    Format{"iri", &is_iri},
    Format{"iri-reference", &is_iri_reference},
    Format{"json-pointer", &is_json_pointer},
    Format{"regex", &is_regex},
    Format{"relative-json-pointer", &is_relative_json_pointer},
    Format{"time", &is_time},
    Format{"uri", &is_uri},
    Format{"uri-reference", &is_uri_reference},
    Format{"uri-template", &is_uri_template},
    Format{"uuid", &is_uuid},
};
static_assert(std::is_sorted(kFormats.begin(), kFormats.end(), comes_before));

}  // namespace

const Format* find_format(std::string_view name) {
  const auto it =
      std::lower_bound(kFormats.begin(), kFormats.end(), Format{name, nullptr}, comes_before);
  return it == kFormats.end() || it->name != name ? nullptr : &*it;
}

}  // namespace understudy::schema
