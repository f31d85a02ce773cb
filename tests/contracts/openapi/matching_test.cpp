// SPDX-License-Identifier: MIT
/// Which operation answers at a path.
#include <string>
#include <utility>

#include "case_file.hpp"
#include "support/catch.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::openapi {

namespace {

using namespace std::string_literals;

/// A document of these paths, each with GET; the id of an operation is its path.
Json make_paths(const std::vector<std::string>& paths) {
  Json items = Json::object();
  for (const std::string& path : paths) {
    Json parameters = Json::array();
    for (std::size_t open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
      const std::string name = path.substr(open + 1, path.find('}', open) - open - 1);
      parameters.push_back(
          {{"name", name}, {"in", "path"}, {"required", true}, {"schema", Json::object()}});
    }
    items[path] = {{"get", {{"operationId", path}, {"parameters", parameters}}}};
  }
  return {{"openapi", "3.1.1"}, {"info", {{"title", "T"}, {"version", "1"}}}, {"paths", items}};
}

Document load(const Json& document) { return Document::load(dump_json(document)).value(); }

Json describe(const Match& match) {
  switch (match.kind) {
    case Match::Kind::unknown_path:
      return {{"kind", "unknown_path"}};
    case Match::Kind::bad_path:
      return {{"kind", "bad_path"}};
    case Match::Kind::wrong_method: {
      Json documented = Json::array();
      for (const Method method : match.documented) documented.push_back(name_of(method));
      return {{"kind", "wrong_method"}, {"documented", documented}};
    }
    case Match::Kind::found: {
      Json parameters = Json::object();
      for (const PathParameter& one : match.parameters) {
        parameters[std::string{one.name}] = one.value;
      }
      return {{"kind", "found"}, {"operation", match.operation->id}, {"parameters", parameters}};
    }
  }
  return nullptr;
}

}  // namespace

TEST_CASE("paths are matched as every case in their file says", "[openapi][matching]") {
  const Document document = load(
      make_paths({"/", "/a", "/a/{x}", "/a/{x}/c", "/a/b/d", "/a/b", "/{y}/z", "/files/{name}.json",
                  "/files/{name}", "/range/{from}-{to}", "/A b/\xC3\xA9"s}));
  for_each_case("matching.cases.json", [&](const Json& item) {
    const Json& input = item.at("input");
    const Method method = *find_method(text_of(input, "method"));

    CHECK(describe(document.find_operation(method, text_of(input, "target"))) == item.at("want"));
  });
}

TEST_CASE("the path of a server stands before the paths of the document", "[openapi][matching]") {
  Json json = make_paths({"/a"});
  json["servers"] = Json::array(
      {{{"url", "https://one.example/v1/"}},
       {{"url", "/v2"}},
       {{"url", "//three.example/{base}"}, {"variables", {{"base", {{"default", "v3"}}}}}}});
  json["paths"]["/a"]["get"]["servers"] = Json::array({{{"url", "https://other.example"}}});
  json["paths"]["/b"] = {{"get", {{"operationId", "b"}}}};
  const Document document = load(json);
  const auto kind = [&](const char* path) {
    return document.find_operation(Method::get, path).kind;
  };

  CHECK(kind("/a") == Match::Kind::found);
  CHECK(kind("/v1/a") == Match::Kind::unknown_path);
  CHECK(kind("/v1/b") == Match::Kind::found);
  CHECK(kind("/v2/b") == Match::Kind::found);
  CHECK(kind("/v3/b") == Match::Kind::found);
  CHECK(kind("/b") == Match::Kind::unknown_path);
}

TEST_CASE("a path parameter is kept as it was sent, too", "[openapi][matching]") {
  const Document document = load(make_paths({"/a/{x}"}));
  const std::string path = "/a/1%2C2";

  const Match match = document.find_operation(Method::get, path);

  REQUIRE(match.parameters.size() == 1);
  CHECK(match.parameters.front().raw == "1%2C2");
  CHECK(match.parameters.front().value == "1,2");
}

TEST_CASE("a path of very many segments is unknown", "[openapi][matching][limit]") {
  const Document document = load(make_paths({"/a/{x}"}));
  std::string path;
  for (int i = 0; i < 100'000; ++i) path += "/a";

  CHECK(document.find_operation(Method::get, path).kind == Match::Kind::unknown_path);
}

TEST_CASE("loose paths take letters in any case and one slash more", "[openapi][matching]") {
  const Document document = load(make_paths({"/api/Things/{id}", "/api/other"}));
  const auto find = [&](const char* path) {
    return document.find_operation(Method::get, path, PathForm::loose);
  };

  CHECK(find("/API/things/aB/").operation == document.find_operation("/api/Things/{id}"));
  CHECK(find("/API/things/aB/").parameters.front().value == "aB");
  CHECK(find("/api/OTHER").kind == Match::Kind::found);
  CHECK(find("/api/other//").kind == Match::Kind::unknown_path);
  CHECK(document.find_operation(Method::get, "/api/Other").kind == Match::Kind::unknown_path);
  CHECK(document.find_operation(Method::get, "/api/other/").kind == Match::Kind::unknown_path);
}

TEST_CASE("operations answer where the caller moves them", "[openapi][matching]") {
  const std::string text = dump_json(make_paths({"/a", "/b/{id}"}));
  const auto load_moved = [&](const char* id, const char* path) {
    LoadOptions options;
    options.paths.emplace(id, path);
    return Document::load(text, options);
  };

  const Document moved = load_moved("/b/{id}", "/c/{id}/d").value();
  CHECK(moved.find_operation(Method::get, "/c/1/d").operation->id == "/b/{id}");
  CHECK(moved.find_operation(Method::get, "/b/1").kind == Match::Kind::unknown_path);
  CHECK(moved.find_operation(Method::get, "/a").kind == Match::Kind::found);

  CHECK(load_moved("/b/{id}", "/c").error().what.find("has no {id}") != std::string::npos);
  CHECK(load_moved("/a", "/c/{id}").error().what.find("describes {id}") != std::string::npos);
  CHECK(load_moved("/a", "c").error().what.find("start with") != std::string::npos);
  CHECK(load_moved("/a", "/c?d").error().what.find("cannot have a query") != std::string::npos);
  CHECK(load_moved("/a", "/c/{").error().what.find("without \"}\"") != std::string::npos);
  LoadOptions clash;
  clash.paths = {{"/b/{id}", "/x/{id}"}, {"/a", "/x/{id}"}};
  CHECK_FALSE(Document::load(text, clash));
}

TEST_CASE("operations answer to the methods that the caller gives them", "[openapi][matching]") {
  Json json = make_paths({"/a/{id}"});
  Json update = json["paths"]["/a/{id}"]["get"];
  update["operationId"] = "update";
  json["paths"]["/a/{id}"]["patch"] = update;
  LoadOptions options;
  options.methods = {{"update", {Method::patch, Method::put}}};
  const Document document = Document::load(dump_json(json), options).value();
  const auto find = [&](Method method) { return document.find_operation(method, "/a/1"); };

  CHECK(find(Method::put).operation == document.find_operation("update"));
  CHECK(find(Method::patch).operation == document.find_operation("update"));
  CHECK(find(Method::get).operation == document.find_operation("/a/{id}"));
  CHECK(find(Method::delete_).documented ==
        std::vector<Method>{Method::get, Method::patch, Method::put});

  options.methods = {{"update", {Method::put}}};
  const Document replaced = Document::load(dump_json(json), options).value();
  CHECK(replaced.find_operation(Method::patch, "/a/1").documented ==
        std::vector<Method>{Method::get, Method::put});
}

TEST_CASE("operations that a reading lacks are not found", "[openapi][matching]") {
  const std::string text = dump_json(make_paths({"/a", "/a/{id}", "/b"}));
  LoadOptions options;
  options.without = {"/a", "/nowhere"};

  const Document document = Document::load(text, options).value();

  CHECK(document.operations().size() == 2);
  CHECK(document.find_operation("/a") == nullptr);
  CHECK(document.find_operation(Method::get, "/a").kind == Match::Kind::unknown_path);
  CHECK(document.find_operation(Method::get, "/a/1").operation->id == "/a/{id}");
  CHECK(document.find_operation(Method::get, "/b").operation->id == "/b");
}

TEST_CASE("paths stand behind further prefixes as well", "[openapi][matching]") {
  LoadOptions options;
  options.more_prefixes = {"/x", "/y/z"};

  const Document document =
      Document::load(dump_json(make_paths({"/a/{id}", "/b"})), options).value();

  for (const std::string prefix : {"", "/x", "/y/z"}) {
    CHECK(document.find_operation(Method::get, prefix + "/b").operation->id == "/b");
    const Match match = document.find_operation(Method::get, prefix + "/a/7");
    REQUIRE(match.parameters.size() == 1);
    CHECK(match.parameters.front().value == "7");
  }
  CHECK(document.find_operation(Method::get, "/y/b").kind == Match::Kind::unknown_path);
}

}  // namespace understudy::openapi
