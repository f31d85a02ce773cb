// SPDX-License-Identifier: MIT
/// What checks need to know of an API beside its contract: contracts/apis/<api>/conformance.json,
/// read, with the grades and claims of its SOURCES.md.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../template.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"
#include "understudy/conformance/exchange.hpp"
#include "understudy/conformance/verdict.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::conformance {

/// One row of the tables of SOURCES.md.
struct Fact {
  std::string id;        ///< "S11.2"
  std::string document;  ///< "siblings, paging"
  Grade grade = Grade::guess;
  std::string claim;  ///< without the code marks
};
using Facts = std::map<std::string, Fact, std::less<>>;

/// The rows of SOURCES.md that state a fact; what is graded "own" counts as a guess.
Facts read_facts(std::string_view markdown);

/// A request of an operation that the documents call valid, with holes.
struct SampleCall {
  std::string operation;          ///< operationId
  RequestTemplate request;        ///< without credentials
  int status = 200;               ///< of its answer
  bool writes = false;            ///< whether it changes what the host holds
  bool needs_credentials = true;  ///< false: of an operation that gives them out
  bool may_be_absent = false;     ///< what a value of the host points to may not be there: 404
};

/// Whether an answer only says that what a call points to is not there, which its host may.
bool is_absence(const SampleCall& call, int status);

/// How pages of a list are asked for.
struct PagingWords {
  std::string position;  ///< name of the query parameter: "page", "skip"
  std::string size;      ///< name of the query parameter: "size", "take", "limit"
  enum class Unit : std::uint8_t { pages, rows };
  Unit unit = Unit::pages;  ///< what `position` counts
  std::size_t first = 0;    ///< `position` of the first page
  std::size_t most = 100;   ///< rows of a page that the documents grant
};

/// A member of the rows of a list that can be filtered or sorted by.
struct FieldSpec {
  std::string name;                       ///< in filters and sorts
  std::string at;                         ///< JSON Pointer in a row
  std::string type;                       ///< "string", "number", "boolean", "date", "uuid"
  std::vector<std::string> filters = {};  ///< operations it takes: "equal", "contains" ...
  bool sorts = true;
  std::string parameter = {};  ///< of query parameters: its name where it is not `name`
  std::string column = {};     ///< the type that the host's own columns tell: "currency"
};

/// A list of the host, and how it is asked.
struct ListSpec {
  std::string name;  ///< "accounts"
  SampleCall call;
  std::string rows;   ///< JSON Pointer of the page's array
  std::string total;  ///< JSON Pointer; empty: the host tells none
  std::string key;    ///< JSON Pointer in a row; empty: the whole row
  PagingWords paging;
  std::string filter;             ///< name of the filter language; empty: none
  std::string order;              ///< name of the sort language; empty: none
  std::string search;             ///< "query <name>" or "body <pointer>"; empty: none
  std::vector<FieldSpec> fields;  ///< where they are not read from the host
  std::string columns;            ///< name of the sample call that lists the columns; or empty
  std::vector<std::string> volatile_members = {};  ///< pointers in a row that may differ each time
};

/// A value that requests need and only the host has: `${partner}`.
struct HostValue {
  std::string name;
  std::string list;        ///< the fullest row of it that has the value
  std::string at;          ///< JSON Pointer in the row
  std::string useful_for;  ///< a list that has to have rows with this value; empty: any will do
};

/// How requests are authorised.
struct SignIn {
  /// With holes: {"Authorization": "Bearer ${token}"}; the first whose holes can all be filled.
  std::vector<Fields> ways;
  Fields optional_fields;        ///< sent where all of their holes can be filled
  std::string token_credential;  ///< credential that is `${token}`, where there is one: "jwt"
  Json claims = {};              ///< else a token of these is signed with "jwt_secret"; null: not
  std::optional<SampleCall> token_request;  ///< else this one gets it
  std::string token_at;                     ///< JSON Pointer in its answer
};

/// A rule as the document has it: one relation, its arguments, what it rests on.
struct RuleSpec {
  std::string id;        ///< "paging/pages-partition", without the API
  std::string area;      ///< "paging"
  std::string relation;  ///< name of a relation
  std::string title;     ///< the claim of its first source, where it has none of its own
  std::vector<std::string> sources;
  Grade grade = Grade::guess;  ///< of the first source: what the rule rests on
  Level level = Level::may;
  Json args = Json::object();  ///< every other member
};

struct DocumentedLimit {
  std::size_t requests = 0;
  std::chrono::seconds window{0};
  std::string source;
};

struct Profile {
  std::string api;
  std::string title;
  std::optional<DocumentedLimit> limit;
  SignIn sign_in;
  std::map<std::string, SampleCall, std::less<>>
      calls;  ///< by name; that of an operation by its id
  std::map<std::string, HostValue, std::less<>> values;
  std::map<std::string, ListSpec, std::less<>> lists;
  std::vector<RuleSpec> rules;
  Facts facts;
};

/// Reads a profile. `contract` gives methods and paths of operations.
///
/// Shape:    docs/conformance.md "The profile of an API"
/// Errors:   bad_input with the JSON Pointer: what is unknown, missing or of the wrong type, a rule
///           whose source is no fact, two rules of one id, an operation, list or value that is not
///           there
Result<Profile> read_profile(std::string_view api, std::string_view json, std::string_view sources,
                             const openapi::Document& contract);

/// The profile that ships with understudy. Errors: not_found for an API without one
Result<Profile> load_profile(std::string_view api, const openapi::Document& contract);

}  // namespace understudy::conformance
