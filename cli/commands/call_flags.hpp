// SPDX-License-Identifier: MIT
/// The flags of `understudy call`: some for every operation, and one for each parameter of the
/// operation that is called.
///
/// Grammar:  a flag is the name of its parameter in kebab case, "companyId" as --company-id; a "$"
///           in front becomes "odata-"
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "arguments.hpp"
#include "call_host.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::cli {

/// What one call says on its command line.
struct CallValues {
  HostArguments host;
  bool all = false;
  bool include_head = false;
  std::string format = "json";
  std::string out;
  std::string body;
  std::vector<std::string> set;
  std::string partner;
  std::string report;
  std::string matching;
  std::string search;
  std::vector<std::string> filters;
  std::vector<std::vector<std::string>> parameters;  ///< as Operation::parameters
};

/// "company-id" for "companyId", "odata-filter" for "$filter".
std::string kebab_case(std::string_view name);

/// The short names of operations, in their order: kebab case, without "get-" or "list-" where no
/// other operation has that name then.
std::vector<std::string> operation_names(const openapi::Document& contract);

/// By operationId, kebab case or short name; null for any other word.
const openapi::Operation* find_named(const openapi::Document& contract, const std::string& word);

/// Adds the flags that every operation has.
void add_call_flags(CLI::App& app, CallValues& values, Choices& choices);

/// The whole command line of an operation; parsing fills `values`. `name` is how help calls it.
std::unique_ptr<CLI::App> make_operation_app(const std::string& api, const std::string& name,
                                             const openapi::Operation& operation,
                                             CallValues& values, Choices& choices);

/// Whether the body can be said by --partner, --filter and so on.
bool has_report_body(const std::string& api, const openapi::Operation& operation);

/// Whether a parameter takes several values.
bool is_list(const openapi::Parameter& parameter);

}  // namespace understudy::cli
