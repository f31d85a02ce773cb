// SPDX-License-Identifier: MIT
/// Documented exchanges as values: what to send, and what has to hold of the answer.
///
/// Grammar and meaning of the document they are read from: docs/exchanges.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/result.hpp"

namespace understudy::conformance {

/// How well a fact is known. A host may fail only on what is known, never on inf and guess.
enum class Grade : std::uint8_t {
  seed,   ///< stated or shown in the source document
  doc,    ///< stated in another text of the vendor
  obs,    ///< seen in a client that runs against the service, or in a recorded answer
  fw,     ///< follows from the source of the framework the service is known to run on
  inf,    ///< plausible, not shown
  guess,  ///< nothing public; a choice made here
};
/// "SEED", "DOC", "OBS", "FW", "INF", "GUESS".
std::string_view name_of(Grade grade);
std::optional<Grade> find_grade(std::string_view name);
/// Whether a host may differ from such a fact and be right: INF and GUESS.
bool is_assumption(Grade grade);

/// One demand on a JSON value of the answer.
struct BodyRule {
  enum class Kind : std::uint8_t {
    contains,  ///< an array has an element that matches `want`; a text has `want` in it
    each,      ///< an array whose elements all keep the rules of `each`
    equals,    ///< the same JSON value; 0 is 0.0
    length,    ///< elements, members or, of a text, bytes
    matches,   ///< every member of `want` is there and matches; other members may be
    type,      ///< one of the JSON types that `want` lists
  };
  std::string at;  ///< JSON Pointer; inside `each` from the element
  Kind kind = Kind::equals;
  Json want = {};
  std::vector<BodyRule> each = {};
};
/// The member of the document that states a rule of that kind, for example "contains".
std::string_view name_of(BodyRule::Kind kind);

/// One demand on the header fields.
struct FieldRule {
  enum class Kind : std::uint8_t { contains, equals, prefix };
  std::string name;
  Kind kind = Kind::equals;
  std::string want;
};

/// What has to hold of an answer.
struct Expectation {
  std::optional<int> status = {};
  std::vector<FieldRule> fields = {};
  std::vector<BodyRule> body = {};
  std::vector<std::string> text = {};  ///< each occurs in the raw body
};

/// A list that is read page by page, `${page}` = 0, 1, 2 ... until the answer says it was the last.
struct Walk {
  std::string rows;        ///< JSON Pointer of the page's array
  std::string last;        ///< of a boolean
  std::string total;       ///< of the number of rows of all pages
  std::size_t pages = 10;  ///< more than these are not read, and nothing is concluded
};

/// A value taken from an answer for later requests.
struct Keep {
  std::string name;  ///< "partner" for `${partner}`
  std::string at;    ///< JSON Pointer
};

/// A request with holes, written `${name}`.
struct RequestTemplate {
  Method method = Method::get;
  std::string target;
  Fields fields;
  std::string body;
  bool is_json = false;  ///< whether values are escaped for JSON when they fill the body
};

struct Exchange {
  std::string id;
  std::string title;
  std::string source;
  Grade grade = Grade::guess;            ///< of the weakest fact of `always`
  std::optional<Duration> advance = {};  ///< how far the host's clock moves before it
  std::size_t repeat = 1;
  RequestTemplate request;
  std::optional<Walk> walk = {};
  bool writes = false;     ///< whether it changes what the host holds
  std::string after = {};  ///< id of an earlier one that has to have been sent; empty: none
  Expectation always;      ///< on any data
  Expectation example;     ///< beside `always`, on the example data
  std::vector<Keep> keep = {};
};

/// A token that a hole wants: which permissions it has to carry.
struct TokenWanted {
  std::string name;  ///< "jwt_2" for `${jwt_2}`
  std::vector<std::string> permissions;
};

/// The documented exchanges of one API, in the order in which they are to be sent.
struct ExchangeSet {
  std::string title;
  std::vector<TokenWanted> tokens = {};
  std::vector<Exchange> exchanges;
};

/// Reads a document of exchanges.
///
/// Errors:   bad_input with the JSON Pointer of the first thing that is unknown, missing, of the
///           wrong type, or names a fragment that does not exist; two exchanges of one id
Result<ExchangeSet> load_exchanges(std::string_view json);

/// The document that ships with understudy for an API; empty when there is none.
std::string_view exchange_text(std::string_view api);

}  // namespace understudy::conformance
