// SPDX-License-Identifier: MIT
/// Mutants of shapes and types: what stands around the rows, and how a value is written.
#include "apis/partnertap-analytics/lists.hpp"
#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"

namespace understudy::mock::mutation {

namespace {

constexpr Area kArea{"envelope"};
constexpr std::array kPartnerTapOperations{"getColumns", "getFilterData", "getRecords",
                                           "getReportNames"};
constexpr std::array kLeadOperations{"createLead", "getLead", "listLeads", "updateLead"};

void rename(Json& body, const char* from, const char* to) {
  if (!body.is_object() || !body.contains(from)) return;
  body[to] = std::move(body[from]);
  body.erase(from);
}

/// Changes the partners of every answer, alone or in a list.
void change_partners(ApiProfile& profile, const std::function<void(Json& partner)>& change) {
  for (const char* operation : {"createPartner", "getPartner"}) {
    change_json(profile, operation, change);
  }
  change_json(profile, "listPartners", [change](Json& body) { each_row(body, {"items"}, change); });
}

/// "2026-03-04T12:00:00.000Z" loses its fraction.
void cut_milliseconds(Json& partner) {
  for (const char* name : {"createdAt", "updatedAt"}) {
    Json* const value = find_value(partner, {"auditInfo", name});
    if (value == nullptr) continue;
    const std::string text = text_of(*value);
    *value = text.substr(0, text.find('.')) + "Z";
  }
}

/// Changes the records of a list and the one of a read.
void change_records(ApiProfile& profile, const std::function<void(Json& record)>& change) {
  change_json(profile, "listRecords", [change](Json& body) {
    each_row(body, {"data", "results"}, change);
  });
  change_json(profile, "getRecord", [change](Json& body) {
    if (Json* const record = find_value(body, {"data"})) change(*record);
  });
}

void drop_nulls(Json& record) {
  for (auto it = record.begin(); it != record.end();) {
    it = it->is_null() ? record.erase(it) : std::next(it);
  }
}

void capitalise(Json& record) {
  Json renamed = Json::object();
  for (auto& [key, value] : record.items()) {
    std::string name = key;
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
      name[0] = static_cast<char>(name[0] - 'a' + 'A');
    }
    renamed[name] = std::move(value);
  }
  record = std::move(renamed);
}

/// The members of partnerFields beside the account's own.
void flatten_partner_fields(Json& row) {
  const Json* const shared = find_value(row, {"partnerFields"});
  if (shared == nullptr || !shared->is_object()) return;
  const Json fields = *shared;
  row.erase("partnerFields");
  row.update(fields);
}

void write_milliseconds(Json& row) {
  for (const char* name : {"firstConnectedDate", "mostRecentConnectedDate", "recentOpenOppDate"}) {
    Json* const value = find_value(row, {name});
    const auto seconds = value == nullptr ? std::nullopt : to_int64(*value);
    if (seconds) *value = *seconds * 1'000;
  }
}

void join_messages(Response& response) {
  Json body = read_body(response);
  Json* const messages = find_value(body, {"message"});
  if (messages == nullptr || !messages->is_array()) return;
  std::string text;
  for (const Json& one : *messages) text += (text.empty() ? "" : ", ") + text_of(one);
  *messages = text;
  response.body = dump_json(body);
}

void claim_success(Response& response) {
  Json body = read_body(response);
  if (Json* const success = find_value(body, {"success"})) *success = true;
  response.body = dump_json(body);
}

constexpr std::array kMutants{
    kArea("ecg/dates-without-milliseconds", "date-times have milliseconds", "S5.3",
          [](ApiProfile& profile) { change_partners(profile, &cut_milliseconds); }),
    kArea("ecg/include-ignored", "include=partner-type fills partnerType", "S6.3",
          [](ApiProfile& profile) {
            ignore_parameter(profile, "listPartners", "include");
            ignore_parameter(profile, "getPartner", "include");
          }),
    kArea("ecg/items-renamed", "the rows of a list are items", "S11.1",
          [](ApiProfile& profile) {
            change_json(profile, "listPartners", [](Json& body) { rename(body, "items", "data"); });
          }),
    kArea("ecg/message-always-text", "the message of a refused query is an array", "S13.2",
          [](ApiProfile& profile) {
            change_refusal(profile,
                           [](Response& response, const Refusal&) { join_messages(response); });
          }),
    kArea("ecg/status-number-as-text", "organizationStatus is a number", "S5.13",
          [](ApiProfile& profile) {
            change_partners(profile, [](Json& partner) {
              Json* const status = find_value(partner, {"organizationStatus"});
              if (status != nullptr && status->is_number()) *status = text_of(*status);
            });
          }),
    kArea("impartner/failure-marked-success", "a failure has success false", "S5.6",
          [](ApiProfile& profile) {
            change_refusal(profile,
                           [](Response& response, const Refusal&) { claim_success(response); });
          }),
    kArea("impartner/fields-ignored", "fields is the list of what comes", "S6.4",
          [](ApiProfile& profile) { ignore_parameter(profile, "listRecords", "fields"); }),
    kArea("impartner/keys-in-pascal-case", "keys of answers are in camel case", "S8.2",
          [](ApiProfile& profile) { change_records(profile, &capitalise); }),
    kArea("impartner/nulls-left-out", "the nulls of a record are written", "S5.3",
          [](ApiProfile& profile) { change_records(profile, &drop_nulls); }),
    kArea("partnerportal/envelope-missing", "an answer is data, context and status", "S2.1",
          [](ApiProfile& profile) {
            for (const char* operation : kLeadOperations) {
              change_json(profile, operation, [](Json& body) {
                if (const Json* const data = find_value(body, {"data"})) body = Json(*data);
              });
            }
          }),
    kArea("partnerportal/list-in-an-object", "data of a list is an array", "S2.1",
          [](ApiProfile& profile) {
            change_json(profile, "listLeads", [](Json& body) {
              if (Json* const data = find_value(body, {"data"})) *data = {{"leads", *data}};
            });
          }),
    kArea("partnerportal/one-request-id-for-all", "the id of a request is another one each time",
          "S2.3",
          [](ApiProfile& profile) {
            for (const char* operation : kLeadOperations) {
              change_json(profile, operation, [](Json& body) {
                if (Json* const id = find_value(body, {"context", "requestId"})) {
                  *id = "00000000-0000-4000-8000-000000000000";
                }
              });
            }
          }),
    kArea("partnertap-analytics/content-renamed", "the rows of a page are content", "S7.3",
          [](ApiProfile& profile) {
            for (const auto& list : partnertap_analytics::lists()) {
              change_json(profile, list.operation,
                          [](Json& body) { rename(body, "content", "rows"); });
            }
          }),
    kArea("partnertap-analytics/totals-as-text", "totalElements is a number", "S7.1",
          [](ApiProfile& profile) {
            for (const auto& list : partnertap_analytics::lists()) {
              change_json(profile, list.operation, [](Json& body) {
                if (Json* const total = find_value(body, {"totalElements"})) {
                  *total = text_of(*total);
                }
              });
            }
          }),
    kArea("partnertap/content-null-when-empty", "no key of a page is null", "S7.1",
          [](ApiProfile& profile) {
            change_json(profile, "getRecords", [](Json& body) {
              Json* const content = find_value(body, {"content"});
              if (content != nullptr && content->empty()) *content = nullptr;
            });
          }),
    kArea("partnertap/dates-in-milliseconds", "dates are epoch seconds", "S8.4",
          [](ApiProfile& profile) {
            change_json(profile, "getRecords",
                        [](Json& body) { each_row(body, {"content"}, &write_milliseconds); });
          }),
    kArea("partnertap/errors-sent-with-200", "an unknown column in filters is 400", "S13.20",
          [](ApiProfile& profile) {
            change_refusal(profile, [](Response& response, const Refusal& refusal) {
              if (refusal.status == 400) response.status = 200;
            });
          }),
    kArea("partnertap/partner-fields-at-top", "what the partner shares stands in partnerFields",
          "S9.8",
          [](ApiProfile& profile) {
            change_json(profile, "getRecords",
                        [](Json& body) { each_row(body, {"content"}, &flatten_partner_fields); });
          }),
    kArea("partnertap/sent-as-html", "every body is application/json", "S3.7",
          [](ApiProfile& profile) {
            for (const char* operation : kPartnerTapOperations) {
              change_answer(profile, operation, [](Response& response) {
                response.fields.set("Content-Type", "text/html");
              });
            }
          }),
    kArea("partnertap/total-as-text", "totalElements is a number", "S7.1",
          [](ApiProfile& profile) {
            change_json(profile, "getRecords", [](Json& body) {
              if (Json* const total = find_value(body, {"totalElements"})) {
                *total = text_of(*total);
              }
            });
          }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> envelope_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
