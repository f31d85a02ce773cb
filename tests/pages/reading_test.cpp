// SPDX-License-Identifier: MIT
/// What the pages show: APIs, their reference, what was sent and answered. All of it as text.
#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "pages.hpp"
#include "understudy/openapi/contracts.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::pages_test {

TEST_CASE("the pages load without a complaint, and ask nobody but their server", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;

  CHECK(pages.browser.becomes("document.querySelectorAll('.cards h2').length === 2"));
  CHECK(pages.text(".cards h2").find("PartnerTap channel ecosystem API") != std::string::npos);
  pages.ask_for_names();
  for (const View& view : kViews) {
    INFO(view.heading);
    pages.go(view.hash, view.heading);
    CHECK(pages.text("nav a[aria-current=page]") == view.heading);
    CHECK(pages.browser.complaints().empty());
  }

  const auto requests = pages.browser.requested();
  CHECK(requests.size() > 20);
  for (const std::string& url : requests) {
    INFO(url);
    // Its page of new tabs asks nobody: it is inside of the browser, or of the address itself.
    const bool asks_nobody = url.starts_with("chrome://") || url.starts_with("data:");
    CHECK((asks_nobody || url.starts_with(pages.mock.url() + "/__understudy/")));
  }
  CHECK(pages.space().journal().entries().size() == 1);  // looking leaves nothing behind
}

TEST_CASE("the reference shows every operation of an API, with its sources", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.go("api/partnertap", "PartnerTap channel ecosystem API");
  const auto contract = openapi::load_contract("partnertap").value();

  std::set<std::string> shown;
  for (const Json& id :
       pages.browser.run("return [...document.querySelectorAll('details.operation')].map((one) => "
                         "one.dataset.operation)")) {
    shown.insert(*id.get_ptr<const std::string*>());
  }
  std::set<std::string> expected;
  for (const openapi::Operation& operation : contract.operations()) expected.insert(operation.id);
  CHECK(shown == expected);

  // Whatever opens is opened, as far as a reader would go.
  for (int level = 0; level < 4; ++level) {
    pages.browser.run(
        "for (const one of document.querySelectorAll('main details')) one.open = true");
    CHECK(pages.browser.becomes(
        "[...document.querySelectorAll('main details[open] > .inside')].every((one) => "
        "one.childNodes.length > 0)"));
  }
  const std::string records = pages.text("details[data-operation=getRecords]");
  for (const char* word : {"api-key", "page", "channelReportType", "PARTNER_ORG_MATCHED_ACCOUNTS",
                           "totalElements", "429", "SEED", "S1.3", "Example: ", "Try it"}) {
    INFO(word);
    CHECK(records.find(word) != std::string::npos);
  }
  CHECK(pages.browser.complaints().empty());
}

TEST_CASE("a request that is tried is answered, and the journal shows it", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.go("api/partnertap/getReportNames", "PartnerTap channel ecosystem API");
  const std::string form = "details[data-operation=getReportNames] form ";
  CHECK(pages.browser.becomes("document.querySelector('" + form + "')"));

  pages.browser.type(form + "input", "demo-api-key");
  pages.browser.click_text(form + "button", "Send");

  CHECK(pages.browser.becomes("document.querySelector('" + form + ".answer .status')"));
  CHECK(pages.text(form + ".answer .status") == "200");
  CHECK(pages.text(form + ".answer").find("PARTNER_ORG_MATCHED_ACCOUNTS") != std::string::npos);
  const auto entries = pages.space().journal().entries();
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].operation == "getReportNames");

  pages.go("journal", "Journal");
  CHECK(pages.browser.becomes("document.querySelector('details.entry')"));
  pages.browser.click("details.entry > summary");
  CHECK(pages.browser.becomes("document.querySelector('details.entry .pairs')"));
  const std::string entry = pages.text("details.entry");
  INFO(entry);
  for (const char* word : {"getReportNames", "200", "api-key: <redacted>", "demo-api-key"}) {
    INFO(word);
    CHECK((entry.find(word) != std::string::npos) == (std::string{word} != "demo-api-key"));
  }
}

TEST_CASE("a request is explained without being sent", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.go("api/partnertap/getReportNames", "PartnerTap channel ecosystem API");
  const std::string form = "details[data-operation=getReportNames] form ";
  CHECK(pages.browser.becomes("document.querySelector('" + form + "')"));

  pages.browser.type(form + "input", "wrong");
  pages.browser.click_text(form + "button", "Explain, and do not send");

  CHECK(pages.browser.becomes("document.querySelector('" + form + ".answer .pairs')"));
  const std::string said = pages.text(form + ".answer");
  INFO(said);
  CHECK(said.find("credentials") != std::string::npos);
  CHECK(said.find("401") != std::string::npos);
  CHECK(pages.space().journal().entries().empty());
  CHECK(pages.browser.complaints().empty());
}

TEST_CASE("a token is issued for an API whose host gives none away", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.go("api/ecg/listPartners", "ECG organizations API: partners");
  const std::string form = "details[data-operation=listPartners] form ";
  CHECK(pages.browser.becomes("document.querySelector('" + form + "')"));

  pages.browser.click_text(form + "button", "New token for bearerToken");
  CHECK(pages.browser.becomes("document.querySelector('" + form + "input').value.length > 40"));
  pages.browser.click_text(form + "button", "Send");

  CHECK(pages.browser.becomes("document.querySelector('" + form + ".answer .status')"));
  CHECK(pages.text(form + ".answer .status") == "200");
}

TEST_CASE("the journal grows while it is looked at, and begins anew when it is cleared",
          "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  pages.go("journal", "Journal");
  const auto shown = [](int count) {
    return "document.querySelectorAll('details.entry').length === " + std::to_string(count);
  };

  pages.ask_for_names();
  CHECK(pages.browser.becomes(shown(1)));
  pages.ask_for_names("wrong");
  CHECK(pages.browser.becomes(shown(2)));
  CHECK(pages.text("details.entry:first-child .status") == "401");
  CHECK(pages.text("[role=status].unseen").find("401") != std::string::npos);

  pages.space().journal().clear();
  CHECK(pages.browser.becomes(shown(0)));
  pages.ask_for_names();
  CHECK(pages.browser.becomes(shown(1)));
  pages.browser.click_text("button", "Clear");
  CHECK(pages.browser.becomes(shown(0)));
  CHECK(pages.space().journal().entries().empty());
}

TEST_CASE("what a stranger has sent is shown as text", "[mock][pages]") {
  if (!is_browser_here()) return;
  Pages pages;
  const std::string hostile = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
  const Json body = {{hostile, hostile}};
  CHECK(pages.mock.server()
            .handle({Method::post,
                     "/v1/channelecosystem/records?page=" + hostile,
                     {{"api-key", "demo-api-key"},
                      {"Content-Type", "application/json"},
                      {"X-Odd", hostile}},
                     dump_json(body)})
            .status == 400);
  CHECK(pages.mock.server().handle({Method::get, "/" + hostile, {}, hostile}).status == 404);

  pages.go("journal", "Journal");
  CHECK(pages.browser.becomes("document.querySelectorAll('details.entry').length === 2"));
  pages.browser.run("for (const one of document.querySelectorAll('details')) one.open = true");
  CHECK(pages.browser.becomes(
      "[...document.querySelectorAll('.inside')].every((one) => one.childNodes.length > 0)"));

  CHECK(pages.text("main").find(hostile) != std::string::npos);
  CHECK(pages.browser.run("return document.querySelectorAll('main img, main script').length") == 0);
  CHECK(pages.browser.run("return window.hit === undefined") == true);
  CHECK(pages.browser.complaints().empty());
}

}  // namespace understudy::pages_test
