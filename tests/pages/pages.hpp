// SPDX-License-Identifier: MIT
/// A mock on a port, and a browser that looks at its pages.
#pragma once

#include <array>
#include <string>
#include <utility>

#include "browser.hpp"
#include "support/catch.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::pages_test {

/// The pages that the navigation leads to, by what stands behind "#/" and their heading.
struct View {
  const char* hash;
  const char* heading;
};
inline constexpr std::array<View, 6> kViews{{{"", "APIs"},
                                             {"journal", "Journal"},
                                             {"limits", "Limits"},
                                             {"clock", "Clock"},
                                             {"faults", "Faults"},
                                             {"mutants", "Mutants"}}};

class Pages {
 public:
  explicit Pages(mock::ServerOptions options = {}) : mock(start(std::move(options))) {
    browser.open(mock.url() + "/__understudy/");
  }

  /// Goes to a page and waits until it has something to show.
  void go(const std::string& hash, const std::string& heading) {
    browser.run("location.hash = '#/' + arguments[0]", Json::array({hash}));
    CHECK(browser.becomes("document.querySelector('h1').textContent === " + dump_json(heading) +
                          " && document.querySelector('main > div').children.length > 0"));
  }

  [[nodiscard]] mock::Space space() { return mock.server().space(); }
  /// A request that the journal will show.
  int ask_for_names(const std::string& key = "demo-api-key") {
    return mock.server()
        .handle({Method::get, "/v1/channelecosystem/report-names", {{"api-key", key}}, ""})
        .status;
  }
  /// The text of all that a selector finds.
  std::string text(const std::string& css) {
    const Json joined = browser.run(
        "return [...document.querySelectorAll(arguments[0])].map((one) => "
        "one.textContent).join('\\n')",
        Json::array({css}));
    return joined.is_string() ? *joined.get_ptr<const std::string*>() : "";
  }

  mock::MockServer mock;
  Browser browser;

 private:
  static mock::MockServer start(mock::ServerOptions options) {
    options.apis = {"ecg", "partnertap"};
    return mock::MockServer::start(std::move(options)).value();
  }
};

}  // namespace understudy::pages_test
