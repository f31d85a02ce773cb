// SPDX-License-Identifier: MIT
/// A server with an admin token: the page asks for it and keeps it to itself.
#include <string>

#include "pages.hpp"

namespace understudy::pages_test {

TEST_CASE("the token is asked for, and kept neither in the address nor in a store",
          "[mock][pages]") {
  if (!is_browser_here()) return;
  const std::string token = "a-token-of-16-bytes-or-more";
  Pages pages{{.admin_token = token}};
  CHECK(pages.browser.becomes("document.querySelector('#door').open"));
  CHECK(pages.text("main").find("PartnerTap") == std::string::npos);

  pages.browser.type("#token", "wrong");
  pages.browser.press(kEnter);
  CHECK(pages.browser.becomes("document.querySelector('#door-refused').textContent !== ''"));
  pages.browser.type("#token", token);
  pages.browser.press(kEnter);
  CHECK(pages.browser.becomes("document.querySelectorAll('.cards h2').length === 2"));
  CHECK(pages.browser.becomes("!document.querySelector('#door').open"));

  for (const View& view : kViews) {
    INFO(view.heading);
    pages.go(view.hash, view.heading);
  }
  const std::string kept =
      pages.browser
          .run(
              "return JSON.stringify([location.href, {...localStorage}, {...sessionStorage}, "
              "document.cookie, history.length, document.documentElement.outerHTML, "
              "document.querySelector('#token').value])")
          .dump();
  CHECK(kept.find(token) == std::string::npos);
  for (const std::string& url : pages.browser.requested()) {
    CHECK(url.find(token) == std::string::npos);
  }
}

}  // namespace understudy::pages_test
