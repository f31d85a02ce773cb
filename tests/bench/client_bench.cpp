// SPDX-License-Identifier: MIT
/// What typed records cost: a page of rows of 40 texts decoded into structs, beside a bare nlohmann
/// parse of the same bytes and the flat document alone; and the page written again.
#include <benchmark/benchmark.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "understudy/base/json.hpp"
#include "understudy/base/random.hpp"
#include "understudy/client/json_codec.hpp"
#include "understudy/client/pages.hpp"

namespace {

using namespace understudy::client;
using understudy::Json;
using understudy::JsonDocument;
using understudy::Pcg32;
using understudy::Seed;

constexpr std::size_t kRows = 2'000;

struct Row {
  std::string account_id;
  std::string account_name;
  std::string account_owner;
  std::string account_owner_email;
  std::string billing_city;
  std::string billing_country;
  std::string billing_postal_code;
  std::string billing_state;
  std::string billing_street;
  std::string website;
  std::string industry;
  std::string employees;
  std::string annual_revenue;
  std::string phone;
  std::string account_type;
  std::string parent_account;
  std::string parent_account_id;
  std::string partner_account_id;
  std::string partner_account_name;
  std::string partner_account_owner;
  std::string partner_account_owner_email;
  std::string partner_billing_city;
  std::string partner_billing_country;
  std::string partner_billing_postal_code;
  std::string partner_billing_state;
  std::string partner_billing_street;
  std::string partner_website;
  std::string partner_industry;
  std::string partner_employees;
  std::string partner_annual_revenue;
  std::string partner_phone;
  std::string partner_account_type;
  std::string match_type;
  std::string match_date;
  std::string opportunity_name;
  std::string opportunity_stage;
  std::string opportunity_amount;
  std::string opportunity_close_date;
  std::string last_activity;
  std::string created_date;
};

constexpr auto members_of(const Row* /*type*/) {
  return std::tuple{member("accountId", &Row::account_id),
                    member("accountName", &Row::account_name),
                    member("accountOwner", &Row::account_owner),
                    member("accountOwnerEmail", &Row::account_owner_email),
                    member("billingCity", &Row::billing_city),
                    member("billingCountry", &Row::billing_country),
                    member("billingPostalCode", &Row::billing_postal_code),
                    member("billingState", &Row::billing_state),
                    member("billingStreet", &Row::billing_street),
                    member("website", &Row::website),
                    member("industry", &Row::industry),
                    member("employees", &Row::employees),
                    member("annualRevenue", &Row::annual_revenue),
                    member("phone", &Row::phone),
                    member("accountType", &Row::account_type),
                    member("parentAccount", &Row::parent_account),
                    member("parentAccountId", &Row::parent_account_id),
                    member("partnerAccountId", &Row::partner_account_id),
                    member("partnerAccountName", &Row::partner_account_name),
                    member("partnerAccountOwner", &Row::partner_account_owner),
                    member("partnerAccountOwnerEmail", &Row::partner_account_owner_email),
                    member("partnerBillingCity", &Row::partner_billing_city),
                    member("partnerBillingCountry", &Row::partner_billing_country),
                    member("partnerBillingPostalCode", &Row::partner_billing_postal_code),
                    member("partnerBillingState", &Row::partner_billing_state),
                    member("partnerBillingStreet", &Row::partner_billing_street),
                    member("partnerWebsite", &Row::partner_website),
                    member("partnerIndustry", &Row::partner_industry),
                    member("partnerEmployees", &Row::partner_employees),
                    member("partnerAnnualRevenue", &Row::partner_annual_revenue),
                    member("partnerPhone", &Row::partner_phone),
                    member("partnerAccountType", &Row::partner_account_type),
                    member("matchType", &Row::match_type),
                    member("matchDate", &Row::match_date),
                    member("opportunityName", &Row::opportunity_name),
                    member("opportunityStage", &Row::opportunity_stage),
                    member("opportunityAmount", &Row::opportunity_amount),
                    member("opportunityCloseDate", &Row::opportunity_close_date),
                    member("lastActivity", &Row::last_activity),
                    member("createdDate", &Row::created_date)};
}

struct Page {
  std::vector<Row> content;
  std::int64_t total = 0;
};

constexpr auto members_of(const Page* /*type*/) {
  return std::tuple{member("content", &Page::content), member("totalElements", &Page::total)};
}

/// Texts of 0 to 31 letters, as the rows of reports have them.
std::string make_text(Pcg32& random) {
  std::string text;
  for (std::uint32_t left = random.below(32); left > 0; --left) {
    text += static_cast<char>('a' + random.below(26));
  }
  return text;
}

/// `is_turned`: the members come in another order than the table has them.
std::string make_page(bool is_turned) {
  Pcg32 random{Seed{1}};
  std::string text = R"({"content":[)";
  for (std::size_t row = 0; row < kRows; ++row) {
    std::vector<std::string> members;
    std::apply(
        [&](const auto&... each) {
          (members.push_back('"' + std::string{each.name} + R"(":")" + make_text(random) + '"'),
           ...);
        },
        members_of(static_cast<const Row*>(nullptr)));
    if (is_turned) {
      for (std::size_t i = members.size() - 1; i > 0; --i) {
        std::swap(members[i], members[random.below(static_cast<std::uint32_t>(i) + 1)]);
      }
    }
    text += row == 0 ? "{" : ",{";
    for (std::size_t i = 0; i < members.size(); ++i) text += (i == 0 ? "" : ",") + members[i];
    text += "}";
  }
  return text + R"(],"totalElements":2000})";
}

const std::string& page_text(bool is_turned = false) {
  static const std::string kInOrder = make_page(false);
  static const std::string kTurned = make_page(true);
  return is_turned ? kTurned : kInOrder;
}

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void decode(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    auto page = read_json<Page>(text);
    if (!page || page->content.size() != kRows) state.SkipWithError("the page was not read");
    benchmark::DoNotOptimize(page);
  }
  count_bytes(state, text.size());
}

void decode_records(benchmark::State& state) { decode(state, page_text()); }
BENCHMARK(decode_records);

void decode_records_in_any_order(benchmark::State& state) { decode(state, page_text(true)); }
BENCHMARK(decode_records_in_any_order);

void parse_flat_document(benchmark::State& state) {
  for (auto _ : state) {
    auto document = JsonDocument::parse(page_text(), kAnswerLimits);
    if (!document) state.SkipWithError("the page was not read");
    benchmark::DoNotOptimize(document);
  }
  count_bytes(state, page_text().size());
}
BENCHMARK(parse_flat_document);

void parse_with_nlohmann(benchmark::State& state) {
  for (auto _ : state) {
    auto page = Json::parse(page_text());
    benchmark::DoNotOptimize(page);
  }
  count_bytes(state, page_text().size());
}
BENCHMARK(parse_with_nlohmann);

void fingerprint_rows(benchmark::State& state) {
  const JsonDocument document = JsonDocument::parse(page_text(), kAnswerLimits).value();
  for (auto _ : state) benchmark::DoNotOptimize(fingerprint_of(document.root()));
  count_bytes(state, page_text().size());
}
BENCHMARK(fingerprint_rows);

void write_records(benchmark::State& state) {
  const Page page = read_json<Page>(page_text()).value();
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string text = write_json(page);
    bytes = text.size();
    benchmark::DoNotOptimize(text.data());
  }
  count_bytes(state, bytes);
}
BENCHMARK(write_records);

}  // namespace
