// SPDX-License-Identifier: MIT
/// The pages for people as files: which there are, who may have them, and what they must not do.
/// tests/pages looks at them in a browser.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "asking.hpp"

namespace understudy::mock {

namespace {

using admin_test::Admin;

Response page(const Server& server, const std::string& path, Method method = Method::get) {
  return server.handle({method, "/__understudy/" + path, {}, ""});
}

/// What stands between `before` and the next quotation mark, wherever it does.
std::vector<std::string> quoted(const std::string& text, const std::string& before) {
  std::vector<std::string> all;
  for (std::size_t at = text.find(before); at != text.npos; at = text.find(before, at)) {
    at += before.size();
    all.push_back(text.substr(at, text.find('"', at) - at));
  }
  return all;
}

/// Every file, from the first page on.
std::set<std::string> all_files(const Server& server) {
  std::set<std::string> found;
  std::vector<std::string> open{""};
  while (!open.empty()) {
    const std::string path = open.back();
    open.pop_back();
    if (!found.insert(path).second) continue;
    const std::string text = page(server, path).body;
    for (const char* name :
         {"src=\"", "<link rel=\"icon\" href=\"", "rel=\"stylesheet\" href=\""}) {
      for (const std::string& next : quoted(text, name)) open.push_back(next);
    }
    for (const std::string& next : quoted(text, "from \"./")) open.push_back("ui/" + next);
  }
  return found;
}

}  // namespace

TEST_CASE("every file that a page names is there, typed and fenced in", "[mock][admin][pages]") {
  Admin admin;
  const auto files = all_files(admin.server);

  CHECK(files.size() == 19);
  for (const std::string& file : files) {
    INFO(file);
    const Response response = page(admin.server, file);
    REQUIRE(response.status == 200);
    CHECK_FALSE(response.body.empty());
    const auto field = [&](const char* name) {
      const std::string* const value = response.fields.find(name);
      return value == nullptr ? std::string{} : *value;
    };
    const std::string_view type = file.empty()             ? "text/html"
                                  : file.ends_with(".js")  ? "text/javascript"
                                  : file.ends_with(".css") ? "text/css"
                                                           : "image/svg+xml";
    CHECK(field("Content-Type").starts_with(type));
    CHECK(field("X-Content-Type-Options") == "nosniff");
    CHECK(field("Referrer-Policy") == "no-referrer");
    const std::string policy = field("Content-Security-Policy");
    for (const char* part :
         {"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
          "frame-ancestors 'none'", "form-action 'none'"}) {
      CHECK(policy.find(part) != policy.npos);
    }
    CHECK(policy.find("unsafe") == policy.npos);
    CHECK(field("Access-Control-Allow-Origin").empty());
    CHECK(page(admin.server, file, Method::head).status == 200);
  }
}

TEST_CASE("no file reads markup out of data, runs text, keeps anything or goes elsewhere",
          "[mock][admin][pages]") {
  Admin admin;
  for (const std::string& file : all_files(admin.server)) {
    const std::string text = page(admin.server, file).body;
    for (const char* word :
         {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "srcdoc",
          "eval(", "Function(", "javascript:", "localStorage", "sessionStorage", "document.cookie",
          "indexedDB", "https://", " style=\"", "<style", " onclick=\"", "@import", "url("}) {
      INFO(file << " has " << word);
      CHECK(text.find(word) == text.npos);
    }
    // The one address is the name of a language.
    const bool is_drawing = file.ends_with(".svg");
    CHECK(quoted(text, "http://").size() == (is_drawing ? 1U : 0U));
    CHECK(quoted(text, "\"http://") == (is_drawing ? std::vector<std::string>{"www.w3.org/2000/svg"}
                                                   : std::vector<std::string>{}));
    for (std::size_t at = text.find("<script"); at != text.npos;
         at = text.find("<script", at + 1)) {
      CHECK(text.substr(at, text.find("</script>", at) - at).ends_with(">"));  // nothing inside
    }
  }
}

TEST_CASE("beside the files there is nothing", "[mock][admin][pages]") {
  Admin admin;
  for (const char* path : {"ui", "ui/", "ui/index.html", "ui/app.jsx", "ui/../ui/app.js",
                           "ui//app.js", "UI/app.js", "ui/app.js/", "ui/%61pp.js", "index.html"}) {
    INFO(path);
    CHECK(page(admin.server, path).status == 404);
  }
  for (const Method method : {Method::post, Method::put, Method::delete_, Method::patch}) {
    CHECK(page(admin.server, "", method).status >= 400);
    CHECK(page(admin.server, "ui/app.js", method).status >= 400);
  }
  const auto none = Server::make({.apis = {"partnertap"}, .admin = false}).value();
  CHECK(page(none, "").status == 404);
  CHECK(page(none, "ui/app.js").status == 404);
}

TEST_CASE("looking at the pages makes no namespace and leaves nothing in the journal",
          "[mock][admin][pages]") {
  Admin admin;
  for (const std::string& file : all_files(admin.server)) {
    static_cast<void>(admin.server.handle(
        {Method::get, "/__understudy/" + file, {{std::string{kSpaceField}, "new"}}, ""}));
  }

  CHECK(admin.json(Method::get, "namespaces").at("namespaces").empty());
  CHECK(admin.server.space().journal().entries().empty());
}

}  // namespace understudy::mock
