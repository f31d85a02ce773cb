// SPDX-License-Identifier: MIT
/// The programs of docs/clients/partnertap.md: what is between the marks stands there, word for
/// word.
// [includes]
#include <understudy/client/apis/partnertap/client.hpp>
#include <understudy/client/apis/partnertap/export.hpp>
// [includes]
#include <sstream>
#include <understudy/mock/server.hpp>

#include "support/catch.hpp"

namespace docs_partnertap {

namespace {

// [connect]
namespace client = understudy::client;
namespace partnertap = understudy::client::partnertap;

understudy::Result<partnertap::Client> connect(const std::string& url, const std::string& key) {
  auto host = client::make_httplib_transport(url);  // "https://reports.partnertap.com"
  if (!host) return understudy::Failure{host.error()};
  return partnertap::Client::make(*std::move(host),
                                  partnertap::api_key_credentials(client::Secret{key}));
}
// [connect]

// [orgs]
void print_partner_orgs(const partnertap::Client& host, std::ostream& out) {
  for (const auto& org : host.partner_org_items({.page = {.size = 2'000}})) {
    if (!org) {
      out << client::render(org.error()) << '\n';  // always the last element
      return;
    }
    out << org->company_partner_public_id << ' ' << *org->name();
    if (const auto* since = org->first_connected_date.value()) {
      const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(*since)};
      out << ", since " << client::format_date(day);
    }
    out << '\n';
  }
}
// [orgs]

// [filter]
client::Outcome<std::int64_t> count_customers(const partnertap::Client& host,
                                              const std::string& partner) {
  const auto columns = host.columns({.partner = partner});
  if (!columns) return understudy::Failure{columns.error()};
  const auto filters = client::SuffixMap{}
                           .equals("state", {"Oklahoma", "Texas"})
                           .contains("name", {"Example"})
                           .is("isCustomer", true)
                           .build(partnertap::filter_columns(*columns));
  if (!filters) {
    return understudy::Failure{client::CallError{.cause = client::to_error(filters.error())}};
  }
  const auto page =
      host.matched_accounts({.partner = partner, .filters = *filters, .page = {.size = 1}});
  if (!page) return understudy::Failure{page.error()};
  return page->total_elements;
}
// [filter]

// [resume]
client::PageToken print_some(const partnertap::Client& host, const std::string& partner,
                             const client::PageToken& from, std::ostream& out) {
  auto pages = host.matched_account_pages({.partner = partner, .page = {.size = 4}},
                                          {.from = from, .prefetch = true});
  if (const auto moved = pages.next(); moved && *moved) {
    for (const auto& account : pages.current()->content) out << *account.name() << '\n';
  }
  return pages.resume_token().value_or(client::PageToken{});  // keep it: another process goes on
}
// [resume]

// [export]
void append_csv(std::string& line, const std::string& text) {
  if (!line.empty()) line += ',';
  line += '"';
  for (const char c : text) line += c == '"' ? "\"\"" : std::string(1, c);
  line += '"';
}

understudy::Result<std::size_t> export_csv(const partnertap::Client& host, const std::string& name,
                                           std::ostream& out) {
  auto report = partnertap::export_accounts(host, {.partner_name = name});
  if (!report) return understudy::Failure{report.error().cause};
  std::string head;
  std::vector<partnertap::AccountField> fields;
  for (const auto& column : report->columns) {
    append_csv(head, column.title);
    fields.push_back(partnertap::AccountField::of(column));
  }
  out << head << '\n';
  std::size_t rows = 0;
  for (const auto& page : report->pages) {
    if (!page) return understudy::Failure{page.error().cause};
    for (const auto& account : page->content) {
      std::string line;
      for (const auto& field : fields) {
        std::string text;
        field.append_to(text, account);
        append_csv(line, text);
      }
      out << line << '\n';
      ++rows;
    }
  }
  return rows;
}
// [export]

// [errors]
std::string advice_for(const client::CallError& error) {
  if (error.status == 401) return "check the key";
  switch (error.ending) {
    case client::Ending::contract:
      return "not sent, or not understood: " + error.cause.where;
    case client::Ending::exhausted:
      return "try again later: " + error.vendor.message;
    default:
      return client::render(error);
  }
}
// [errors]

constexpr const char* kExamplePharma = "c1727859-692f-499e-8c2a-b1fa50aa1a65";

understudy::mock::MockServer start() {
  return understudy::mock::MockServer::start(
             {.apis = {"partnertap"}, .data = understudy::fixtures::DataSet::example})
      .value();
}

}  // namespace

TEST_CASE("the programs of the PartnerTap guide do what it says", "[docs][partnertap]") {
  const auto mock = start();
  const auto host = connect(mock.url(), "demo-api-key").value();

  std::ostringstream orgs;
  print_partner_orgs(host, orgs);
  CHECK(orgs.str() == std::string{kExamplePharma} + " Example Pharma Inc., since 2023-09-13\n");

  CHECK(count_customers(host, kExamplePharma).value() == 2);

  std::ostringstream first;
  std::ostringstream second;
  const auto token = print_some(host, kExamplePharma, {}, first);
  CHECK(print_some(host, kExamplePharma, token, second) == client::PageToken{});
  CHECK(first.str() == "RUD Fleet\nExample Pharma\nexample tools\nTest Labs\n");
  CHECK(second.str() == "A-,-B <-> C\nBest Example Test\n");

  std::ostringstream csv;
  CHECK(export_csv(host, "example pharma inc.", csv).value() == 6);
  CHECK(csv.str().starts_with("\"Account Name\",\"DUNS Number\","));
  CHECK(csv.str().find("\n\"RUD Fleet\",") != std::string::npos);
}

TEST_CASE("the errors of the PartnerTap guide are told apart", "[docs][partnertap]") {
  const auto mock = start();

  const auto stranger = connect(mock.url(), "nobody").value().report_names();
  REQUIRE_FALSE(stranger.has_value());
  CHECK(advice_for(stranger.error()) == "check the key");
  const auto nameless = connect(mock.url(), "demo-api-key").value().matched_accounts({});
  REQUIRE_FALSE(nameless.has_value());
  CHECK(advice_for(nameless.error()).starts_with("not sent"));
  std::ostringstream out;
  print_partner_orgs(connect(mock.url(), "nobody").value(), out);
  CHECK(out.str().find("401") != std::string::npos);
}

}  // namespace docs_partnertap
