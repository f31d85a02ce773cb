// SPDX-License-Identifier: MIT
/// For everybody: by keyboard alone, in light and dark, on a narrow screen.
#include <set>
#include <string>

#include "pages.hpp"

namespace understudy::pages_test {

namespace {

/// Every control that can be used, by a number that it keeps.
constexpr const char* kNumberControls = R"(
  const all = [...document.querySelectorAll(
      'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((one) => !one.disabled && one.checkVisibility({visibilityProperty: true}));
  all.forEach((one, number) => { one.dataset.number = number; });
  return all.length;)";

/// The number of what has the focus, and whether that can be seen.
constexpr const char* kFocus = R"(
  const one = document.activeElement;
  const style = getComputedStyle(one);
  return {number: one.dataset.number ?? '', name: one.tagName + ' ' + one.textContent.slice(0, 40),
          seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0};)";

/// Texts with less contrast than WCAG 2.2 asks of AA, and how much they have.
constexpr const char* kWeakTexts = R"(
  const parsed = (color) => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (color) => {
    const [r, g, b] = parsed(color).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if (parsed(color)[3] === 255) return color;
    }
    return 'white';
  };
  const weak = [];
  for (const one of document.querySelectorAll('body *')) {
    const own = [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '');
    if (!own || !one.checkVisibility() || one.closest('.unseen, noscript, datalist, option')) continue;
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) weak.push(one.tagName + ' ' + one.textContent.slice(0, 40) + ' ' + contrast);
  }
  return weak;)";

}  // namespace

TEST_CASE("everything is reached by Tab, and what has the focus is seen", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.ask_for_names();
  for (const View& view : kViews) {
    if (std::string{view.hash} == "mutants") continue;  // as long as the list; sifted below
    INFO(view.heading);
    pages.go(view.hash, view.heading);
    if (std::string{view.hash} == "journal") {
      pages.space().clock().freeze();
      CHECK(pages.browser.becomes("document.querySelector('details.entry')"));
      pages.browser.run("document.querySelector('details.entry').open = true");
      CHECK(pages.browser.becomes("document.querySelector('details.entry pre')"));
    }
    const auto count = to_int64(pages.browser.run(kNumberControls)).value();
    pages.browser.run("document.activeElement.blur(); scrollTo(0, 0)");
    std::set<std::string> reached;
    for (std::int64_t i = 0; i < count + 2; ++i) {
      pages.browser.press(kTab);
      const Json focus = pages.browser.run(kFocus);
      const std::string number = *focus.at("number").get_ptr<const std::string*>();
      if (number.empty()) continue;  // the browser itself, between the last and the first
      INFO(focus.dump());
      CHECK(focus.at("seen") == true);
      reached.insert(number);
    }
    CHECK(static_cast<std::int64_t>(reached.size()) == count);
  }
}

TEST_CASE("a switch, a button and a link work from the keyboard", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.go("clock", "Clock");
  pages.browser.run("document.querySelector('main button').focus()");
  pages.browser.press(kSpace);
  CHECK(pages.browser.becomes("document.body.innerText.includes('stands still')"));
  CHECK(pages.space().clock().is_frozen());

  pages.go("mutants", "Mutants");
  pages.browser.type("input[type=search]", "any-key");
  CHECK(pages.browser.becomes("document.querySelectorAll('[role=switch]').length < 5"));
  pages.browser.run("document.querySelector('[role=switch]').focus()");
  pages.browser.press(kSpace);
  CHECK(
      pages.browser.becomes("document.querySelector('main [role=status]').textContent"
                            ".startsWith('1 of')"));

  pages.browser.run("document.activeElement.blur(); document.querySelector('#skip').focus()");
  pages.browser.press(kEnter);
  CHECK(pages.browser.becomes("document.activeElement.id === 'main'"));
  pages.browser.run("document.querySelector('nav a[href=\"#/faults\"]').focus()");
  pages.browser.press(kEnter);
  CHECK(pages.browser.becomes("document.activeElement.textContent === 'Faults'"));
}

TEST_CASE("light and dark differ, and both can be read", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.ask_for_names();
  pages.ask_for_names("wrong");
  std::set<std::string> grounds;
  for (const char* scheme : {"light", "dark"}) {
    pages.browser.prefer(scheme);
    grounds.insert(
        pages.browser.run("return getComputedStyle(document.body).backgroundColor").dump());
    for (const View& view : kViews) {
      INFO(scheme << ' ' << view.heading);
      pages.go(view.hash, view.heading);
      CHECK(pages.browser.run(kWeakTexts) == Json::array());
    }
    pages.go("api/partnertap/getRecords", "PartnerTap channel ecosystem API");
    CHECK(pages.browser.becomes("document.querySelector('form.panel')"));
    CHECK(pages.browser.run(kWeakTexts) == Json::array());
  }
  CHECK(grounds.size() == 2);

  // The measure sees what it is for.
  pages.browser.run(
      "const heading = document.querySelector('h1');"
      "heading.style.color = getComputedStyle(document.body).backgroundColor");
  CHECK(pages.browser.run(kWeakTexts).size() == 1);
}

TEST_CASE("on a narrow screen nothing sticks out", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.ask_for_names();
  static_cast<void>(pages.mock.server().handle({Method::get, "/" + std::string(300, 'x'), {}, ""}));
  pages.browser.resize(360, 740);
  const auto fits = [&] {
    return pages.browser.run("return document.documentElement.scrollWidth <= innerWidth") == true;
  };
  for (const View& view : kViews) {
    INFO(view.heading);
    pages.go(view.hash, view.heading);
    CHECK(fits());
  }
  pages.go("api/partnertap/getRecords", "PartnerTap channel ecosystem API");
  CHECK(pages.browser.becomes("document.querySelector('form.panel')"));
  CHECK(fits());
}

}  // namespace understudy::pages_test
