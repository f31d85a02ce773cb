// SPDX-License-Identifier: MIT
/// What the pages change: clock, faults, mutants, and in which namespace.
#include <string>

#include "pages.hpp"

namespace understudy::pages_test {

TEST_CASE("the clock is frozen, advanced, set and let go", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  auto& clock = pages.space().clock();
  pages.go("clock", "Clock");

  pages.browser.click_text("button", "Freeze");
  CHECK(pages.browser.becomes("document.body.innerText.includes('stands still')"));
  CHECK(clock.is_frozen());
  const WallTime before = clock.wall_now();

  pages.browser.type("form input[type=number]", "90");
  pages.browser.run("document.querySelector('form select').value = 'seconds'");
  pages.browser.click_text("form button", "Advance");
  const auto later = format_iso_millis(before + std::chrono::seconds{90});
  CHECK(pages.browser.becomes("document.querySelector('.time').textContent === " +
                              dump_json(Json(later))));
  CHECK(clock.wall_now() == before + std::chrono::seconds{90});

  pages.browser.type("form input[type=text]", "2030-01-02T03:04:05Z");
  pages.browser.click_text("form button", "Set");
  CHECK(pages.browser.becomes("document.querySelector('.time').textContent.startsWith('2030-')"));
  pages.browser.click_text("button", "Follow the system again");
  CHECK(pages.browser.becomes("document.body.innerText.includes('The clock runs')"));
  CHECK_FALSE(clock.is_frozen());
}

TEST_CASE("a fault is armed and removed", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  auto& faults = pages.space().faults();
  pages.go("faults", "Faults");

  pages.browser.type("main form input", "status,code=502,api=partnertap");
  pages.browser.click_text("button", "Arm");
  CHECK(pages.browser.becomes("document.querySelector('td code')"));
  REQUIRE(faults.list().size() == 1);
  CHECK(faults.list()[0].fault.code == 502);
  CHECK(pages.ask_for_names() == 502);
  pages.browser.click_text("button", "Read counts again");
  CHECK(pages.browser.becomes("document.querySelector('td:nth-child(4)').textContent === '1'"));

  pages.browser.click_text("button", "Remove fault 1");
  CHECK(pages.browser.becomes("!document.querySelector('td code')"));
  CHECK(faults.list().empty());

  pages.browser.type("main form input", "latencey");
  pages.browser.click_text("button", "Arm");
  CHECK(pages.browser.becomes("document.querySelector('#notice').textContent.includes('latency')"));
}

TEST_CASE("a mutant is switched on and off, in the namespace that was chosen", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  const mock::Space mine = pages.mock.server().space("mine").value();
  pages.browser.type("#space", "mine");
  pages.browser.press(kEnter);
  pages.go("mutants", "Mutants");
  CHECK(pages.browser.becomes("document.querySelectorAll('[role=switch]').length > 60"));

  const std::string one = "input[value=\"partnertap/any-key-accepted\"]";
  pages.browser.click(one);
  CHECK(
      pages.browser.becomes("document.querySelector('main [role=status]').textContent"
                            ".startsWith('1 of')"));
  CHECK(mine.mutants() == std::vector<std::string>{"partnertap/any-key-accepted"});
  CHECK(pages.space().mutants().empty());
  CHECK(pages.ask_for_names("wrong") == 401);

  pages.browser.click(one);
  CHECK(
      pages.browser.becomes("document.querySelector('main [role=status]').textContent"
                            ".startsWith('No rule')"));
  CHECK(mine.mutants().empty());
}

TEST_CASE("a namespace that is not there is said to be missing, and is made when asked for",
          "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.browser.type("#space", "new");
  pages.browser.click_text("#space-form button", "Use");
  pages.go("journal", "Journal");

  CHECK(pages.text("main").find("There is no namespace 'new' yet") != std::string::npos);
  pages.browser.click_text("main button", "Make it now");
  CHECK(pages.browser.becomes("document.querySelector('.entries')"));
  CHECK(pages.browser.complaints().empty());
  CHECK(pages.mock.server().drop_space("new"));
}

TEST_CASE("limits show who has used how much", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.space().clock().freeze();
  for (int i = 0; i < 101; ++i) pages.ask_for_names();

  pages.go("limits", "Limits");

  CHECK(pages.browser.becomes("document.querySelector('td meter')"));
  const std::string row = pages.text("tbody tr");
  CHECK(row.find("100 of 100") != std::string::npos);
  CHECK(row.find("in 60 s") != std::string::npos);
  pages.browser.click_text("td a", "100");
  CHECK(pages.browser.becomes("document.querySelector('details.entry[open] .pairs')"));
}

}  // namespace understudy::pages_test
