// SPDX-License-Identifier: MIT
/// Mutants of writes: what is stored, what is answered, and who sees it.
#include <algorithm>
#include <memory>

#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"

namespace understudy::mock::mutation {

namespace {

constexpr Area kArea{"writes"};
/// What an update of a lead may clear, and what one of an account may.
constexpr std::array kLeadFields{"agentId", "companyName", "email", "notes", "phone", "websiteUrl"};
constexpr std::array kAccountFields{"Comments", "CrmId", "MailingCountry", "Website"};

/// Answers as if it had been written.
Answer store_nothing(const Call& call, const OperationHandler& right) {
  const auto copy = call.records->fork();
  if (const auto restored = copy->restore(call.records->save()); !restored) return right(call);
  return ask_with_records(call, *copy, right);
}

/// Reads what was there before the first write.
Answer read_seed(const Call& call, const OperationHandler& right) {
  const auto seed = call.records->fork();
  return ask_with_records(call, *seed, right);
}

bool has_key(const Json& body, std::string_view name) {
  for (const auto& item : body.items()) {
    if (equal_ignoring_case(item.key(), name)) return true;
  }
  return false;
}

/// Every one of the names that the body lacks is null.
template <typename Names>
void clear_unnamed(Json& body, const Names& names) {
  if (!body.is_object()) return;
  for (const std::string_view name : names) {
    if (!has_key(body, name)) body[std::string{name}] = nullptr;
  }
}

void drop_nulls(Json& body) {
  if (!body.is_object()) return;
  for (auto it = body.begin(); it != body.end();) {
    it = it->is_null() ? body.erase(it) : std::next(it);
  }
}

void drop_member(ApiProfile& profile, std::string_view operation,
                 std::initializer_list<std::string_view> path, std::string name) {
  const std::vector<std::string_view> names{path};
  change_body(profile, operation, [names, name = std::move(name)](Json& body) {
    Json* place = &body;
    for (const std::string_view one : names) {
      place = place == nullptr ? nullptr : find_value(*place, {one});
    }
    if (place != nullptr && place->is_object()) place->erase(name);
  });
}

/// Answers with the record as it was before the update.
void answer_old_record(Handlers& handlers, const ServerOptions&) {
  const auto read = handlers.find("getRecord");
  const auto update = handlers.find("updateRecord");
  update->second = [read = read->second, right = std::move(update->second)](const Call& call) {
    const Answer before = ask_with_query(call, {}, read);
    Answer answer = right(call);
    if (answer && before && call.query.list().empty()) answer->body = before->body;
    return answer;
  };
}

/// What is not there counts as deleted.
Answer delete_again(const Call& call, const OperationHandler& right) {
  Answer answer = right(call);
  if (answer || answer.error().status != 404) return answer;
  const std::string& id = call.path_parameters.back().value;
  return Response{200,
                  {{"Content-Type", "application/json"}},
                  R"({"data":{"id":)" + id + R"(},"success":true})"};
}

/// A lead without the fields it needs gets empty ones. Without the contract, whose stage is gone,
/// anything that is no object would go through.
Answer create_incomplete(const Call& call, const OperationHandler& right) {
  auto body = parse_json(call.request.body);
  if (!body || !body->is_object()) {
    return Failure{Refusal{.status = 400,
                           .message = "the body has to be a JSON object",
                           .rule = "body",
                           .code = "invalid_json"}};
  }
  for (const char* name : {"firstName", "lastName", "platform"}) {
    if (!body->contains(name)) (*body)[name] = "";
  }
  return ask_with_body(call, *body, right);
}

void forget_required(ApiProfile& profile) {
  std::erase(profile.stages, Stage::contract);
  replace_handler(profile, "createLead", &create_incomplete);
}

/// A day is midnight somewhere else.
void shift_day(Json& partner) {
  constexpr std::string_view kMidnight = "T00:00:00.000Z";
  for (const char* name : {"onboardingDate", "deactivatedDate", "salesCutOffDate"}) {
    Json* const value = find_value(partner, {"partnerCriteria", name});
    if (value == nullptr || !value->is_string()) continue;
    const std::string text = text_of(*value);
    if (text.ends_with(kMidnight)) {
      *value = text.substr(0, text.size() - kMidnight.size()) + "T05:00:00.000Z";
    }
  }
}

void keep_update_time(Json& lead) {
  if (lead.is_object() && lead.contains("createdAt")) lead["updatedAt"] = lead["createdAt"];
}

void change_lead(ApiProfile& profile, const char* operation, void (*change)(Json& lead)) {
  change_json(profile, operation, [change](Json& body) {
    if (Json* const lead = find_value(body, {"data"})) change(*lead);
  });
}

void keep_version(Json& record) {
  if (record.is_object() && record.contains("recordVersion")) record["recordVersion"] = 1;
}

constexpr std::array kMutants{
    kArea("ecg/create-answers-200", "a creation answers 201", "S1.6",
          [](ApiProfile& profile) {
            change_answer(profile, "createPartner",
                          [](Response& response) { response.status = 200; });
          }),
    kArea("ecg/create-stores-nothing", "a partner that was created is there", "S1.3",
          [](ApiProfile& profile) { replace_handler(profile, "createPartner", &store_nothing); }),
    kArea("ecg/created-not-listed", "the list has the partners that were created", "S1.4",
          [](ApiProfile& profile) { replace_handler(profile, "listPartners", &read_seed); }),
    kArea("ecg/day-not-at-midnight", "a day in becomes midnight UTC out", "S8.3",
          [](ApiProfile& profile) {
            change_json(profile, "createPartner", &shift_day);
            change_json(profile, "getPartner", &shift_day);
          }),
    kArea("ecg/phone-numbers-lost", "phoneNumbers go to party", "S8.2",
          [](ApiProfile& profile) {
            drop_member(profile, "createPartner", {"organization"}, "phoneNumbers");
          }),
    kArea("impartner/created-not-listed", "lists have the records that were created", "S1.6",
          [](ApiProfile& profile) { replace_handler(profile, "listRecords", &read_seed); }),
    kArea("impartner/delete-leaves-record", "a deleted record is gone at once", "S13.10",
          [](ApiProfile& profile) { replace_handler(profile, "deleteRecord", &store_nothing); }),
    kArea("impartner/deleted-not-told", "_deleted lists the ids of deleted records", "S15.4",
          [](ApiProfile& profile) { replace_handler(profile, "listDeletedRecords", &read_seed); }),
    kArea("impartner/many-marked-success", "success is false when any item failed", "S5.4",
          [](ApiProfile& profile) {
            for (const char* operation : {"createRecords", "deleteRecords", "updateRecords"}) {
              change_json(profile, operation, [](Json& body) {
                if (Json* const success = find_value(body, {"success"})) *success = true;
              });
            }
          }),
    kArea("impartner/null-does-not-clear", "null clears", "S13.5",
          [](ApiProfile& profile) { change_body(profile, "updateRecord", &drop_nulls); }),
    kArea("impartner/patch-clears-unnamed", "PATCH changes the given fields only", "S13.2",
          [](ApiProfile& profile) {
            change_body(profile, "updateRecord",
                        [](Json& body) { clear_unnamed(body, kAccountFields); });
          }),
    kArea("impartner/second-delete-accepted", "a second deletion is 404", "S13.10",
          [](ApiProfile& profile) { replace_handler(profile, "deleteRecord", &delete_again); }),
    kArea("impartner/update-answers-old", "the answer of PATCH is the record", "S13.2",
          [](ApiProfile& profile) { change_handlers(profile, &answer_old_record); }),
    kArea("impartner/version-not-raised", "a write raises RecordVersion", "S13.8",
          [](ApiProfile& profile) {
            change_lead(profile, "getRecord", &keep_version);
            change_lead(profile, "updateRecord", &keep_version);
          }),
    kArea("partnerportal/create-loses-notes", "create takes notes", "S4.2",
          [](ApiProfile& profile) { drop_member(profile, "createLead", {}, "notes"); }),
    kArea("partnerportal/created-not-listed", "the list has the leads that were created", "S6.9",
          [](ApiProfile& profile) { replace_handler(profile, "listLeads", &read_seed); }),
    kArea("partnerportal/null-does-not-clear", "in update null clears a field", "S5.3",
          [](ApiProfile& profile) { change_body(profile, "updateLead", &drop_nulls); }),
    kArea("partnerportal/required-not-checked", "lastName is required to create", "S5.1",
          [](ApiProfile& profile) { forget_required(profile); }),
    kArea("partnerportal/update-clears-unnamed", "in update an absent field stays", "S5.3",
          [](ApiProfile& profile) {
            change_body(profile, "updateLead",
                        [](Json& body) { clear_unnamed(body, kLeadFields); });
          }),
    kArea("partnerportal/update-stores-nothing", "an update changes the lead", "S1.7",
          [](ApiProfile& profile) { replace_handler(profile, "updateLead", &store_nothing); }),
    kArea("partnerportal/update-time-stays", "an update moves updatedAt", "S5.14",
          [](ApiProfile& profile) {
            change_lead(profile, "getLead", &keep_update_time);
            change_lead(profile, "updateLead", &keep_update_time);
          }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> writes_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
