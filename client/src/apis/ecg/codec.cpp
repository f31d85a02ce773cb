// SPDX-License-Identifier: MIT
#include "apis/ecg/codec.hpp"

#include <string>
#include <utility>
#include <vector>

#include "calls/error_body.hpp"

namespace understudy::client::ecg {

namespace {

constexpr std::string_view kPartners = "/api/v2/partners";

template <typename E>
bool read_number(JsonElement value, E& out, ReadProblem& problem) {
  std::int32_t number = 0;
  if (!client::read_scalar(value, number, problem)) return false;
  out = static_cast<E>(number);
  return true;
}

template <typename E>
std::vector<std::string> texts_of(const std::vector<E>& values) {
  std::vector<std::string> texts;
  texts.reserve(values.size());
  for (const E value : values) texts.emplace_back(OpenEnum<E>{value}.text());
  return texts;
}

/// The numbers of an account, which no message may show.
std::vector<Secret> secrets_of(const std::optional<VendorAccount>& account) {
  std::vector<Secret> secrets;
  const auto add = [&secrets](const std::optional<std::string>& text) {
    if (text && !text->empty()) secrets.emplace_back(*text);
  };
  if (!account) return secrets;
  add(account->account_number);
  if (!account->bank_account) return secrets;
  add(account->bank_account->account_number);
  add(account->bank_account->routing_number);
  return secrets;
}

}  // namespace

bool read_scalar(JsonElement value, OnBoardingStatus& out, ReadProblem& problem) {
  return read_number(value, out, problem);
}
bool read_scalar(JsonElement value, OrganizationStatus& out, ReadProblem& problem) {
  return read_number(value, out, problem);
}
void append_scalar(std::string& out, OnBoardingStatus value) {
  client::append_scalar(out, static_cast<std::int32_t>(value));
}
void append_scalar(std::string& out, OrganizationStatus value) {
  client::append_scalar(out, static_cast<std::int32_t>(value));
}

calls::BuiltCall build(const ListPartnersRequest& request) {
  calls::Target target{kPartners};
  if (request.order_by) target.param("order_by", OpenEnum<Direction>{*request.order_by}.text());
  target.param("skip", request.skip)
      .param("take", request.take)
      .list("include", texts_of(request.include))
      .list("status", texts_of(request.status))
      .list("partnerStatus", request.partner_status)
      .list("commissionPayoutStatus", request.commission_payout_status)
      .param("searchTerm", request.search_term)
      .list("partnerTypeIds", request.partner_type_ids)
      .list("partnerIds", request.partner_ids)
      .param("w9Submitted", request.w9_submitted)
      .param("enableCommissions", request.enable_commissions)
      .param("isW2", request.is_w2);
  return calls::make_call("listPartners", Method::get, target, Idempotency::safe);
}

calls::BuiltCall build(const CreatePartnerRequest& request) {
  calls::Target target{kPartners};
  if (request.create_apptivo_account) target.param("createApptivoAccount", true);
  if (request.create_bill_dot_com_profile) target.param("createBillDotComProfile", true);
  calls::BuiltCall built = calls::make_call("createPartner", Method::post, target,
                                            Idempotency::unsafe, write_json(request));
  built.call.secrets = secrets_of(request.vendor_account);
  return built;
}

calls::BuiltCall build(const GetPartnerRequest& request) {
  calls::Target target{kPartners};
  target.segment("partner_id", request.partner_id).list("include", texts_of(request.include));
  return calls::make_call("getPartner", Method::get, target, Idempotency::safe);
}

std::optional<VendorError> read_error(const Response& response) {
  if (calls::is_success(response)) return std::nullopt;
  return calls::read_error_body(response, [](JsonElement body, VendorError& error) {
    error.code = calls::text_at(body, "error");
    error.message = calls::text_at(body, "message");
    const std::optional<JsonElement> lines = body.find("message");
    if (!lines) return;
    for (const JsonElement line : lines->elements()) {
      if (!line.is_string()) continue;
      error.problems.push_back({.message = std::string{line.text()}});
      error.message += (error.message.empty() ? "" : "; ") + std::string{line.text()};
    }
  });
}

}  // namespace understudy::client::ecg
