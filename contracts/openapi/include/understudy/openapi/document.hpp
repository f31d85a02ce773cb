// SPDX-License-Identifier: MIT
/// An OpenAPI 3.1 document: its operations, and the schemas of all of them in one program.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/base/result.hpp"
#include "understudy/openapi/operation.hpp"
#include "understudy/schema/registry.hpp"
#include "understudy/schema/schema.hpp"

namespace understudy::openapi {

struct Contents;  ///< src/contents.hpp

struct LoadOptions {
  /// Where the document is from: the base of its references, and a part of every place that is
  /// reported. Without one, places are bare JSON Pointers.
  std::string uri = {};
  /// The documents it may refer to; nothing is fetched.
  schema::Registry registry = {};
  schema::Formats formats = schema::Formats::asserted;
  /// Operations that answer at another path than the document says, by operationId.
  std::map<std::string, std::string, std::less<>> paths = {};
  /// Operations that answer to other methods than the document says, by operationId.
  std::map<std::string, std::vector<Method>, std::less<>> methods = {};
  /// Operations that a reading of the API does not have, by operationId: nothing answers them.
  std::set<std::string, std::less<>> without = {};
  /// What every path stands behind as well: "/prm".
  std::vector<std::string> more_prefixes = {};
  /// Names and values of switches: schemas under "x-reading" hold where theirs has that value, and
  /// a parameter with "x-named-by" has the value of that one as its name.
  std::map<std::string, std::string, std::less<>> switches = {};
};

/// A variable segment, or a part of one.
struct PathParameter {
  std::string_view name = {};
  std::string_view raw = {};  ///< as it was sent, inside the path that was given
  std::string value = {};     ///< decoded
};

/// Which operation a request is for.
struct Match {
  enum class Kind : std::uint8_t { found, unknown_path, wrong_method, bad_path };

  Kind kind = Kind::unknown_path;
  const Operation* operation = nullptr;
  std::vector<PathParameter> parameters = {};
  std::vector<Method> documented = {};  ///< wrong_method: the methods of the path
  std::string what = {};                ///< bad_path: what cannot be decoded
};

/// How paths compare with those of the document: exactly, or with letters of ASCII in any case and
/// one "/" more at the end.
enum class PathForm : std::uint8_t { exact, loose };

/// Immutable once loaded; copies are cheap and share everything.
class Document {
 public:
  /// Reads a document. Operations come in the order of their paths, then of their methods.
  ///
  /// Errors:   bad_input with the JSON Pointer: no "openapi": "3.1.x", no title or version, an
  ///           operation without operationId, two of the same id, a path without its leading "/",
  ///           two paths that differ in names of parameters only, a parameter without schema or
  ///           content, a style that its place does not have, a path parameter that is not in the
  ///           path or not declared, a reference loop, an unknown member of a path item, a schema
  ///           that does not compile; not_found for a reference that leads nowhere; unsupported
  ///           for TRACE and for a dialect of schemas we do not know; what JsonDocument refuses,
  ///           past 4 MB limit_exceeded
  /// Source:   OpenAPI Specification 3.1.1, section 4.8
  static Result<Document> load(std::string_view json, const LoadOptions& options = {});

  [[nodiscard]] const std::string& title() const;
  [[nodiscard]] const std::string& version() const;
  /// The URI that places are reported with.
  [[nodiscard]] const std::string& uri() const;
  [[nodiscard]] JsonElement root() const;
  [[nodiscard]] const std::vector<Operation>& operations() const;
  [[nodiscard]] const std::vector<SecurityScheme>& security_schemes() const;

  [[nodiscard]] const Operation* find_operation(std::string_view id) const;

  /// Which operation answers at a raw path.
  ///
  /// Grammar:  by segments, each decoded once ("+" is literal); a literal one wins over a template
  /// Shape:    the path of a server's URL stands before the paths of the document
  /// Errors:   none; HEAD finds GET where it is not documented itself
  /// Source:   OpenAPI Specification 3.1.1, sections 4.8.5 (servers) and 4.8.8 (paths)
  [[nodiscard]] Match find_operation(Method method, std::string_view raw_path,
                                     PathForm form = PathForm::exact) const;

  /// The schema at a JSON Pointer, for example "/components/schemas/Page"; null for what is no
  /// schema of a component, a parameter, a header or a body.
  [[nodiscard]] const schema::Schema* find_schema(std::string_view pointer) const;

  [[nodiscard]] const Contents& contents() const { return *contents_; }

 private:
  explicit Document(std::shared_ptr<const Contents> contents) : contents_(std::move(contents)) {}

  std::shared_ptr<const Contents> contents_;
};

}  // namespace understudy::openapi
