// SPDX-License-Identifier: MIT
#include "admin/pages.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "admin/texts.hpp"

namespace understudy::mock::admin {

namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kScript = "text/javascript; charset=utf-8";
constexpr std::string_view kStyle = "text/css; charset=utf-8";
constexpr std::string_view kDrawing = "image/svg+xml";

/// Scripts, styles and requests of this server alone; nothing inline, nothing in a frame.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The text is found by the last word of the path; "" is that of index.html.
Page page(std::string_view path, std::string_view type) {
  const std::string_view file = path.substr(path.rfind('/') + 1);
  return {path, type, page_text(file.empty() ? "index.html" : file)};
}

/// CMakeLists.txt embeds the same files.
const std::array kPages{
    page("/__understudy/", kHtml),
    page("/__understudy/ui/api.js", kScript),
    page("/__understudy/ui/apis.js", kScript),
    page("/__understudy/ui/app.js", kScript),
    page("/__understudy/ui/clock.js", kScript),
    page("/__understudy/ui/contract.js", kScript),
    page("/__understudy/ui/dom.js", kScript),
    page("/__understudy/ui/door.js", kScript),
    page("/__understudy/ui/explain.js", kScript),
    page("/__understudy/ui/faults.js", kScript),
    page("/__understudy/ui/icon.svg", kDrawing),
    page("/__understudy/ui/journal.js", kScript),
    page("/__understudy/ui/limits.js", kScript),
    page("/__understudy/ui/mutants.js", kScript),
    page("/__understudy/ui/prose.js", kScript),
    page("/__understudy/ui/reference.js", kScript),
    page("/__understudy/ui/schema.js", kScript),
    page("/__understudy/ui/style.css", kStyle),
    page("/__understudy/ui/try.js", kScript),
};

}  // namespace

const Page* find_page(std::string_view path) {
  const auto* const it =
      std::find_if(kPages.begin(), kPages.end(), [&](const Page& one) { return one.path == path; });
  return it == kPages.end() ? nullptr : it;
}

Response page_answer(const Page& page) {
  return {200,
          {{"Content-Type", std::string{page.type}},
           {"Cache-Control", "no-store"},
           {"Content-Security-Policy", std::string{kPolicy}},
           {"Cross-Origin-Resource-Policy", "same-origin"},
           {"Referrer-Policy", "no-referrer"},
           {"X-Content-Type-Options", "nosniff"},
           {"X-Frame-Options", "DENY"}},
          std::string{page.text}};
}

}  // namespace understudy::mock::admin
