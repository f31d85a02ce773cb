// SPDX-License-Identifier: MIT
#include "admin/journal_json.hpp"

#include <string>
#include <utility>

namespace understudy::mock::admin {

namespace {

Json message_json(const Fields& fields, const std::string& body) {
  Json list = Json::array();
  for (const Field& field : fields) {
    list.push_back({{"name", field.name}, {"value", field.value}});
  }
  return {{"fields", std::move(list)}, {"body", body}};
}

}  // namespace

Json response_json(const Response& response) {
  Json json = message_json(response.fields, response.body);
  json["status"] = response.status;
  return json;
}

Json entry_json(const JournalEntry& entry) {
  Json request = message_json(entry.request.fields, entry.request.body);
  request["method"] = name_of(entry.request.method);
  request["target"] = entry.request.target;
  Json json{{"number", entry.number},
            {"at", format_iso_millis(entry.wall)},
            {"api", entry.api},
            {"operation", entry.operation},
            {"stage", entry.stage},
            {"request", std::move(request)},
            {"response", response_json(entry.response)}};
  // Bytes that are no UTF-8 are replaced when it is written.
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  };
  add("rule", entry.rule);
  add("source", entry.source);
  add("subject", entry.subject);
  add("request_id", entry.request_id);
  add("nearest", entry.nearest);
  add("delivery", entry.delivery);
  return json;
}

Json page_json(std::span<const JournalEntry> entries, std::uint64_t dropped) {
  Json list = Json::array();
  for (const JournalEntry& entry : entries) list.push_back(entry_json(entry));
  return {{"entries", std::move(list)}, {"dropped", dropped}};
}

Json verification_json(const Verification& verification) {
  Json json{{"holds", verification.holds}, {"count", verification.count}};
  if (!verification.message.empty()) json["message"] = verification.message;
  if (verification.closest == 0) return json;
  json["closest"] = verification.closest;
  Json& list = json["differences"] = Json::array();
  for (const Difference& difference : verification.differences) {
    list.push_back(
        {{"where", difference.where}, {"want", difference.want}, {"got", difference.got}});
  }
  return json;
}

}  // namespace understudy::mock::admin
