// SPDX-License-Identifier: MIT
/// Canaries in every spelling, in every place and in every format of a report.
#include "understudy/conformance/secrets.hpp"

#include <array>
#include <set>

#include "check_reports.hpp"
#include "support/catch.hpp"
#include "understudy/conformance/evidence.hpp"
#include "understudy/conformance/report_formats.hpp"

namespace understudy::conformance {

namespace {

// Spelled by hand, not by the code under test. "c4n&r'y/<\xC3\xA9> \"" with marks of every format.
constexpr std::string_view kCanary = "c4n&r'y/<\xC3\xA9> \"~";

struct Case {
  const char* what;
  SecretForm form;
  std::string text;
};

std::vector<Case> canaries() {
  return {
      {"as it is", SecretForm::raw, std::string{kCanary}},
      {"reserved, upper", SecretForm::percent, "c4n%26r%27y%2F%3C%C3%A9%3E%20%22~"},
      {"reserved, lower", SecretForm::percent, "c4n%26r%27y%2f%3c%c3%a9%3e%20%22~"},
      {"form", SecretForm::percent, "c4n%26r%27y%2F%3C%C3%A9%3E+%22~"},
      {"all, upper", SecretForm::percent_all, "%63%34%6E%26%72%27%79%2F%3C%C3%A9%3E%20%22%7E"},
      {"all, lower", SecretForm::percent_all, "%63%34%6e%26%72%27%79%2f%3c%c3%a9%3e%20%22%7e"},
      {"alone", SecretForm::base64, "YzRuJnIneS88w6k+ICJ+"},
      {"behind one byte", SecretForm::base64, "eGM0biZyJ3kvPMOpPiAifg=="},
      {"behind two bytes", SecretForm::base64, "eHhjNG4mcid5LzzDqT4gIn4="},
      {"inside", SecretForm::base64, "eHhjNG4mcid5LzzDqT4gIn56eno="},
      {"url, alone", SecretForm::base64url, "YzRuJnIneS88w6k-ICJ-"},
      {"lower", SecretForm::hex, "63346e267227792f3cc3a93e20227e"},
      {"upper", SecretForm::hex, "63346E267227792F3CC3A93E20227E"},
      {"least", SecretForm::json, "c4n&r'y/<\xC3\xA9> \\\"~"},
      {"slash", SecretForm::json, "c4n&r'y\\/<\xC3\xA9> \\\"~"},
      {"ASCII", SecretForm::json, "c4n&r'y/<\\u00e9> \\\"~"},
      {"all", SecretForm::json,
       "\\u0063\\u0034\\u006E\\u0026\\u0072\\u0027\\u0079\\u002F\\u003C\\u00E9\\u003E\\u0020"
       "\\u0022\\u007E"},
      {"tags", SecretForm::markup, "c4n&amp;r'y/&lt;\xC3\xA9&gt; \"~"},
      {"attribute", SecretForm::markup, "c4n&amp;r&#39;y/&lt;\xC3\xA9&gt; &quot;~"},
      {"XML", SecretForm::markup, "c4n&amp;r&apos;y/&lt;\xC3\xA9&gt; &quot;~"},
      {"numbers", SecretForm::markup,
       "&#99;&#52;&#110;&#38;&#114;&#39;&#121;&#47;&#60;&#233;&#62;&#32;&#34;&#126;"},
      {"hexadecimal", SecretForm::markup,
       "&#x63;&#x34;&#x6e;&#x26;&#x72;&#x27;&#x79;&#x2f;&#x3c;&#xe9;&#x3e;&#x20;&#x22;&#x7e;"},
  };
}

SecretScan scan_of(std::string_view secret) {
  SecretScan scan;
  scan.add("api_key", secret);
  return scan;
}

}  // namespace

TEST_CASE("a secret is found in every spelling", "[conformance][secrets]") {
  const SecretScan scan = scan_of(kCanary);
  std::set<SecretForm> forms;
  for (const Case& one : canaries()) {
    INFO(name_of(one.form) << ", " << one.what);
    const auto found = scan.find("before " + one.text + " behind");
    REQUIRE(found);
    CHECK(found->name == "api_key");
    CHECK(found->form == one.form);
    CHECK(found->at >= 7);
    CHECK(scan.find(one.text));
    forms.insert(one.form);
  }
  CHECK(forms.size() == 8);
}

TEST_CASE("a secret beyond the first plane is found as two units", "[conformance][secrets]") {
  const auto found = scan_of("key \xF0\x9F\x98\x80 key").find("key \\ud83d\\ude00 key");
  REQUIRE(found);
  CHECK(found->form == SecretForm::json);
}

TEST_CASE("a secret that is no UTF-8 is found too", "[conformance][secrets]") {
  const SecretScan scan = scan_of("\xFF\xFE\xFD\xFC\xFB\xFA");
  CHECK(scan.find("x \xFF\xFE\xFD\xFC\xFB\xFA x"));
  CHECK(scan.find("fffefdfcfbfa"));
}

TEST_CASE("what is not the secret is not found", "[conformance][secrets]") {
  const SecretScan scan = scan_of("canary-1234");
  for (const char* text : {"", "canary", "canary-123", "anary-1234", "CANARY-1234", "Y2FuYXJ5",
                           "63616e6172792d31323"}) {
    INFO(text);
    CHECK_FALSE(scan.find(text));
  }
  CHECK_FALSE(SecretScan{}.find("anything"));
}

TEST_CASE("the shortest secret that is looked for has six bytes", "[conformance][secrets]") {
  SecretScan scan;
  scan.add("short", "12345");
  scan.add("long", "abcdef");

  CHECK(scan.too_short() == std::vector<std::string>{"short"});
  CHECK_FALSE(scan.find("12345"));
  CHECK(scan.find("xabcdefx"));
  CHECK(scan.find("eGFiY2RlZg"));  // behind one byte: seven characters stand fast
}

TEST_CASE("of credentials the secret fields count", "[conformance][secrets]") {
  SecretScan scan;
  scan.add(CredentialSet{
      {"user_name", "somebody"}, {"tenant_id", "tenant-1"}, {"password", "pass-word"}});

  CHECK_FALSE(scan.find("somebody of tenant-1"));
  CHECK(scan.find("pass-word").value().name == "password");
}

TEST_CASE("no report in any format is handed out with a secret in any spelling",
          "[conformance][secrets][report]") {
  const SecretScan scan = scan_of(kCanary);
  for (const std::string_view name : report_format_names()) {
    const ReportFormat format = *find_report_format(name);
    CHECK(render(format, hostile_report(), scan));
    for (const Case& one : canaries()) {
      INFO(name << ": " << name_of(one.form) << ", " << one.what);
      CheckReport report = hostile_report();
      report.checks[0].got = "before " + one.text + " behind";

      const auto text = render(format, report, scan);

      REQUIRE_FALSE(text);
      CHECK(text.error().code == Errc::unsupported);
      CHECK(text.error().where == name);
      CHECK(text.error().what.find(kCanary) == std::string::npos);
    }
  }
}

TEST_CASE("a secret is found in every text of the tree", "[conformance][secrets][report]") {
  const SecretScan scan = scan_of("canary-1234");
  const std::string canary = "canary-1234";
  const std::array<std::string& (*)(CheckReport&), 21> places{
      [](CheckReport& r) -> std::string& { return r.target; },
      [](CheckReport& r) -> std::string& { return r.started; },
      [](CheckReport& r) -> std::string& { return r.version; },
      [](CheckReport& r) -> std::string& { return r.notices[0]; },
      [](CheckReport& r) -> std::string& { return r.checks[0].id; },
      [](CheckReport& r) -> std::string& { return r.checks[0].title; },
      [](CheckReport& r) -> std::string& { return r.checks[0].source; },
      [](CheckReport& r) -> std::string& { return r.checks[0].citation; },
      [](CheckReport& r) -> std::string& { return r.checks[0].message; },
      [](CheckReport& r) -> std::string& { return r.checks[0].expected; },
      [](CheckReport& r) -> std::string& { return r.checks[0].got; },
      [](CheckReport& r) -> std::string& { return r.checks[0].reproduce; },
      [](CheckReport& r) -> std::string& { return r.checks[0].expectation; },
      [](CheckReport& r) -> std::string& { return r.checks[0].evidence[0].request; },
      [](CheckReport& r) -> std::string& { return r.checks[0].evidence[0].reproduce; },
      [](CheckReport& r) -> std::string& { return r.checks[0].evidence[0].answer; },
      [](CheckReport& r) -> std::string& { return r.checks[0].evidence[1].trouble; },
      [](CheckReport& r) -> std::string& { return r.stale[0].reason; },
      [](CheckReport& r) -> std::string& { return r.stale[0].id; },
      [](CheckReport& r) -> std::string& { return r.coverage[0].counts[0].what; },
      [](CheckReport& r) -> std::string& { return r.coverage[0].counts[0].missing[0]; }};
  CHECK_FALSE(scan.find(hostile_report()));
  for (std::size_t i = 0; i < places.size(); ++i) {
    INFO(i);
    CheckReport report = hostile_report();
    places.at(i)(report) += canary;
    CHECK(scan.find(report));
  }
}

TEST_CASE("a mask takes each spelling out and leaves the rest", "[conformance][secrets]") {
  SecretScan scan = scan_of(kCanary);
  scan.add("other", "c4n&r'y");  // begins alike
  for (const Case& one : canaries()) {
    INFO(one.what);
    const std::string masked = scan.mask("before " + one.text + " and " + one.text + " behind");
    CHECK_FALSE(scan.find(masked));
    CHECK(masked.starts_with("before "));
    CHECK(masked.ends_with(" behind"));
    CHECK(masked.find("<redacted>") != masked.rfind("<redacted>"));
  }
  CHECK(scan.mask(std::string{kCanary} + std::string{kCanary}) == "<redacted><redacted>");
  CHECK(scan.mask("c4n&r'y") == "<redacted>");
  CHECK(scan.mask("nothing").ends_with("nothing"));
}

TEST_CASE("a host that sends secrets back encoded cannot keep a report from being written",
          "[conformance][secrets][report]") {
  const SecretScan scan = scan_of(kCanary);
  EvidenceOptions options;
  options.scan = &scan;
  options.bodies = BodyForm::shown;
  for (const Case& one : canaries()) {
    INFO(one.what);
    const Request request{Method::post, "/a?q=" + one.text, {{"X-Any", one.text}}, one.text};
    const Response response{200, {{"X-Any", one.text}}, "before " + one.text + " behind"};
    const Error trouble{Errc::bad_answer, "got " + one.text, "", ""};
    CheckReport report = hostile_report();

    report.checks[0].evidence = {make_evidence(request, response, options),
                                 make_evidence(request, trouble, options)};

    for (const Evidence& evidence : report.checks[0].evidence) {
      // Not even where quotes of a shell or of JSON would hide it from the scan.
      for (const std::string& text :
           {evidence.request, evidence.reproduce, evidence.answer, evidence.trouble}) {
        CHECK(text.find("c4n") == std::string::npos);
      }
    }
    for (const std::string_view name : report_format_names()) {
      CHECK(render(*find_report_format(name), report, scan));
    }
  }
}

TEST_CASE("many secrets and a long text cost one walk", "[conformance][secrets]") {
  SecretScan scan;
  for (int i = 0; i < 50; ++i) {
    scan.add("k" + std::to_string(i), "secret number " + std::to_string(1'000 + i));
  }
  std::string text;
  while (text.size() < 500'000) text += "secret number 9999, c2VjcmV0 and 73656372 ";

  CHECK_FALSE(scan.find(text));
  CHECK(scan.find(text + "secret number 1049").value().name == "k49");
}

}  // namespace understudy::conformance
