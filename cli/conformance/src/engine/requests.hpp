// SPDX-License-Identifier: MIT
/// Putting requests together: parameters of a list, values out of rows, columns that a host tells.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observed.hpp"
#include "probe.hpp"

namespace understudy::conformance {

/// The names of the holes of a request: "partner" of "${partner}".
std::vector<std::string> holes_of(const RequestTemplate& request);

/// What HTTP Basic sends: id and secret, each as a form writes it.
///
/// Source:   RFC 7617 section 2, RFC 6749 section 2.3.1
std::string basic_of(std::string_view id, std::string_view secret);

/// The holes that a set of credentials fills: its fields by name, and `${basic}` of a client.
Variables variables_of(const CredentialSet& set);

/// A scalar of a row as it stands in a request; nothing for null, "" and containers.
std::optional<std::string> text_of_value(const Json& value);

/// A column of PartnerTap's /columns as a field; nothing for one that cannot be filtered by.
///
/// Source:   partnertap S10.1, S9.8: a partner column stands in `partnerFields`
std::optional<FieldSpec> field_of_column(const Json& column);

/// The scalar members of rows as fields, behind those that are known; one whose values are of
/// several types is none.
std::vector<FieldSpec> fields_of_rows(const std::vector<Json>& rows, std::vector<FieldSpec> known);

/// Changes a request for a list as a query says: a parameter that is there already is replaced.
void apply(const PagingWords& words, const ListQuery& query, Request& request);

/// Appends "name=value", encoded, or replaces every parameter of that name.
void set_parameter(Request& request, std::string_view name, std::string_view value);
void remove_parameter(Request& request, std::string_view name);
void add_parameter(Request& request, std::string_view name, std::string_view value);

/// Whether an operation changes nothing at the host: GET, and what the profile calls a read.
bool is_reading(const Subject& subject, std::string_view operation);

/// Notes the names of parameters that a request has.
void note_parameters(const openapi::Operation& operation, const Request& request,
                     ObservedOperation& seen);

}  // namespace understudy::conformance
