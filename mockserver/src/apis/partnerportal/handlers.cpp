// SPDX-License-Identifier: MIT
/// Leads, schemas and the token endpoint.
///
/// Source: S1 (operations), S5 (create and update), S6 (list), S7 (schemas), S8 (token)
#include "apis/partnerportal/handlers.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "apis/partnerportal/dataset.hpp"
#include "apis/partnerportal/lead.hpp"
#include "apis/partnerportal/object_schema.hpp"
#include "apis/partnerportal/problems.hpp"
#include "auth/oauth2.hpp"
#include "auth/token_endpoint.hpp"
#include "envelope/status_context.hpp"
#include "list_page.hpp"
#include "paging/dialect.hpp"

namespace understudy::mock::partnerportal {

namespace {

constexpr std::string_view kPagingDialect = "record-skip-limit";
constexpr std::string_view kCreate = "createLead";  // operationId
constexpr std::string_view kUpdate = "updateLead";

/// A parameter of the path; empty where the operation has none of that name.
std::string_view find_parameter(std::span<const openapi::PathParameter> parameters,
                                std::string_view name) {
  const auto it = std::find_if(parameters.begin(), parameters.end(),
                               [&](const auto& parameter) { return parameter.name == name; });
  return it == parameters.end() ? std::string_view{} : std::string_view{it->value};
}

Refusal not_found(std::string_view what, std::string_view id) {
  return {.status = 404,
          .message = "no " + std::string{what} + " has the id " + excerpt(id),
          .rule = "not-found",
          .source = "S10.2"};
}

/// Ids of a company as one moment has them.
HasRecord records_of(records::Snapshot snapshot, std::string_view company) {
  return [snapshot = std::move(snapshot), company = std::string{company}](
             std::string_view collection, std::string_view id) {
    return find_record(snapshot, collection, company, id) != nullptr;
  };
}

query::Selection leads_of(std::string_view company) {
  return {.filter = {.all_of = {{.column = kCompanyColumn, .values = {std::string{company}}}}}};
}

/// A lead with its custom fields behind the other members; `custom` is null where it has none.
std::string with_custom_fields(std::string_view lead, const records::Record* custom) {
  std::string out{lead.substr(0, lead.size() - 1)};
  return (out += ",\"customFields\":") += dump_json(custom_fields_of(custom)) + '}';
}

std::string id_of(std::string_view lead) {
  const auto json = JsonDocument::parse(lead, kRecordLimits);
  const auto id = json ? json->root().find("id") : std::nullopt;
  return id && id->is_string() ? std::string{id->text()} : std::string{};
}

/// Everything the operations share; built once, only read afterwards.
class Portal {
 public:
  Portal(const auth::Keyring& keyring, const Switches& switches, const Makers& makers)
      : switches_(switches),
        envelope_(switches),
        paging_(makers.paging(kPagingDialect, switches)),
        tokens_(keyring, switches),
        objects_(switches["schema.objects"]),
        created_(switches.is("create.status", "200") ? 200 : 201),
        echoes_(switches.is("custom_fields.echo", "yes")),
        newest_first_(switches.is("list.order", "created-desc")) {}

  [[nodiscard]] Answer token(const Call& call) const;
  [[nodiscard]] Answer list(const Call& call) const;
  [[nodiscard]] Answer create(const Call& call) const;
  [[nodiscard]] Answer get(const Call& call) const;
  [[nodiscard]] Answer update(const Call& call) const;
  [[nodiscard]] Answer company_schema(const Call& call) const;
  [[nodiscard]] Answer organization_schema(const Call& call) const;

 private:
  [[nodiscard]] Response answer(const Call& call, int status, std::string_view data) const {
    return envelope_.write(status, call.request_id, std::string{"\"data\":"}.append(data));
  }
  /// A lead as answers have it.
  [[nodiscard]] std::string shown(std::string_view lead, const records::Record* custom) const {
    return echoes_ ? with_custom_fields(lead, custom) : std::string{lead};
  }
  [[nodiscard]] Answer schema_answer(const Call& call, bool has_tier) const;
  void write_leads(std::string& out, const Call& call, const paging::Window& window) const;
  void put_custom_fields(records::Transaction& transaction, std::string_view id,
                         JsonElement body) const;

  Switches switches_;
  envelope::StatusContext envelope_;
  paging::Paging paging_;
  auth::TokenEndpoint tokens_;
  ObjectNames objects_;
  int created_;
  bool echoes_;
  bool newest_first_;
};

Answer Portal::token(const Call& call) const {
  if (call.request.body.size() > kBodyLimit) {
    return Failure{
        Refusal{.status = 413,
                .message = "the form is larger than " + std::to_string(kBodyLimit) + " bytes",
                .rule = "body.size"}};
  }
  // The id of a request is another one each time, and the same again after a reset.
  const auto digest = auth::digest_of(call.request_id);
  std::uint64_t number = 0;
  for (std::size_t i = 0; digest && i < sizeof number; ++i) number = number << 8U | (*digest)[i];
  return tokens_.answer(call.request, call.now, number);
}

void Portal::write_leads(std::string& out, const Call& call, const paging::Window& window) const {
  const records::Snapshot snapshot = call.records->snapshot();
  const query::Table& table = snapshot[kLeads].table();
  const std::string_view company = find_parameter(call.path_parameters, "companyId");
  const query::RowIds rows = select_rows(call, table, leads_of(company));
  const std::size_t first = std::min<std::size_t>(window.first, rows->size());
  const std::size_t count = std::min<std::size_t>(window.count, rows->size() - first);
  out += '[';
  for (std::size_t i = first; i < first + count; ++i) {
    const std::uint32_t row = (*rows)[newest_first_ ? rows->size() - 1 - i : i];
    if (i > first) out += ',';
    const std::string_view lead = table.json(row);
    if (echoes_) {
      out += with_custom_fields(lead, snapshot[kCustomFields].find(id_of(lead)));
    } else {
      out += lead;
    }
  }
  out += ']';
}

Answer Portal::list(const Call& call) const {
  const auto window = paging_.read(call.query);
  if (!window) return Failure{window.error()};
  std::string data;
  paging_.write(data, {.window = *window},
                [&](std::string& out) { write_leads(out, call, *window); });
  return answer(call, 200, data);
}

Answer Portal::get(const Call& call) const {
  const std::string_view id = find_parameter(call.path_parameters, "leadId");
  const records::Snapshot snapshot = call.records->snapshot();
  const auto* lead =
      find_lead(snapshot[kLeads].rows(), find_parameter(call.path_parameters, "companyId"), id);
  if (lead == nullptr) return Failure{not_found("lead", id)};
  return answer(call, 200, shown(lead->json, snapshot[kCustomFields].find(id)));
}

void Portal::put_custom_fields(records::Transaction& transaction, std::string_view id,
                               JsonElement body) const {
  const Json after =
      write_custom_fields(custom_fields_of(transaction.find(kCustomFields, id)), body, switches_);
  if (after.empty()) {
    transaction.remove(kCustomFields, id);
  } else {
    transaction.put(kCustomFields, {std::string{id}, dump_json(after)});
  }
}

Answer Portal::create(const Call& call) const {
  const std::string_view company = find_parameter(call.path_parameters, "companyId");
  auto problems = find_problems(*call.body, Write::create, switches_,
                                records_of(call.records->snapshot(), company));
  if (!problems.empty()) return Failure{refuse_fields(std::move(problems))};
  const auto created =
      call.records->write([&](records::Transaction& transaction) -> Result<std::string, Refusal> {
        const std::string id = transaction.new_uuid(kLeads);
        std::string lead = make_lead(*call.body, id, company, call.now, switches_);
        transaction.put(kLeads, {id, lead});
        put_custom_fields(transaction, id, *call.body);
        return shown(lead, transaction.find(kCustomFields, id));
      });
  if (!created) return Failure{created.error()};
  return answer(call, created_, *created);
}

Answer Portal::update(const Call& call) const {
  const std::string_view company = find_parameter(call.path_parameters, "companyId");
  const std::string_view id = find_parameter(call.path_parameters, "leadId");
  auto problems = find_problems(*call.body, Write::update, switches_,
                                records_of(call.records->snapshot(), company));
  if (!problems.empty()) return Failure{refuse_fields(std::move(problems))};
  const auto updated =
      call.records->write([&](records::Transaction& transaction) -> Result<std::string, Refusal> {
        const auto* before = find_lead(transaction.rows(kLeads), company, id);
        const auto record = before == nullptr ? std::nullopt : read_record(*before);
        if (!record) return Failure{not_found("lead", id)};
        std::string lead = update_lead(record->root(), *call.body, call.now, switches_);
        transaction.put(kLeads, {std::string{id}, lead});
        put_custom_fields(transaction, id, *call.body);
        return shown(lead, transaction.find(kCustomFields, id));
      });
  if (!updated) return Failure{updated.error()};
  return answer(call, 200, *updated);
}

Answer Portal::schema_answer(const Call& call, bool has_tier) const {
  const std::string_view object = find_parameter(call.path_parameters, "object");
  if (!objects_.knows(object)) return Failure{not_found("object", object)};
  std::string data = "{\"schema\":";
  if (objects_.is_lead(object)) {
    append_lead_schema(data, object, has_tier);
  } else {
    append_named_schema(data, object);
  }
  return answer(call, 200, data += '}');
}

Answer Portal::company_schema(const Call& call) const {
  return schema_answer(call, /*has_tier=*/false);
}

Answer Portal::organization_schema(const Call& call) const {
  const std::string_view id = find_parameter(call.path_parameters, "partnerOrganizationId");
  const records::Snapshot snapshot = call.records->snapshot();
  const auto* organization =
      find_record(snapshot, kOrganizations, find_parameter(call.path_parameters, "companyId"), id);
  if (organization == nullptr) return Failure{not_found("partner organization", id)};
  return schema_answer(call, has_tier(*organization));
}

/// S9.7, A26
Verdict check_scope(const Access& access) {
  const bool is_write = access.operation.id == kCreate || access.operation.id == kUpdate;
  const std::string_view needed =
      access.switches[is_write ? "auth.write_scope" : "auth.read_scope"];
  const auto& held = access.principal.permissions;
  if (needed == "none" || std::find(held.begin(), held.end(), needed) != held.end()) return Done{};
  Refusal refusal{.status = 403,
                  .message = "the token lacks the scope '" + std::string{needed} + "'",
                  .rule = "auth.insufficient_scope",
                  .source = "S9.7",
                  .code = "insufficient_scope"};
  if (access.switches.is("auth.challenge", "rfc9110")) {
    refusal.fields.add("WWW-Authenticate",
                       std::string{auth::kAsksForBearer} + ", error=\"insufficient_scope\"");
  }
  return Failure{std::move(refusal)};
}

/// Numbers that mean nothing when they are zero.
Result<Done> check_numbers(const Switches& switches) {
  for (const char* name : {"token.lifetime", "paging.default_limit", "paging.max_limit"}) {
    if (switches[name].find_first_not_of('0') != std::string_view::npos) continue;
    return Failure{Error{Errc::bad_input, "the value of this switch has to be 1 or more", name,
                         "choose a larger number"}};
  }
  return Done{};
}

}  // namespace

Result<Handlers> make_handlers(const ServerOptions& options, const Switches& switches,
                               const Makers& makers) {
  if (auto checked = check_numbers(switches); !checked) return Failure{std::move(checked.error())};
  const auto keyring = auth::make_keyring("partnerportal", options.credentials);
  if (!keyring) return Failure{keyring.error()};
  const auto portal = std::make_shared<const Portal>(*keyring, switches, makers);
  const auto bind = [&portal](Answer (Portal::*operation)(const Call&) const) {
    return [portal, operation](const Call& call) { return (*portal.*operation)(call); };
  };
  return Handlers{
      {"companySchema", bind(&Portal::company_schema)},
      {"createLead", bind(&Portal::create)},
      {"getLead", bind(&Portal::get)},
      {"listLeads", bind(&Portal::list)},
      {"orgSchema", bind(&Portal::organization_schema)},
      {"token", bind(&Portal::token)},
      {"updateLead", bind(&Portal::update)},
  };
}

Verdict authorize(const Access& access) {
  const std::string_view company = find_parameter(access.path_parameters, "companyId");
  if (company.empty()) return Done{};  // of the token endpoint
  if (auto checked = check_scope(access); !checked) return checked;
  if (company == access.principal.tenant) return Done{};
  const bool hides = access.switches.is("company.mismatch", "404");
  return Failure{Refusal{.status = hides ? 404 : 403,
                         .message = "the company " + excerpt(company) + " is not of this client",
                         .rule = "company.mismatch",
                         .source = "S9.6"}};
}

Verdict find_updated_lead(const Access& access) {
  if (access.operation.id != kUpdate) return Done{};
  if (access.switches.is("update.check_order", "body-first")) return Done{};
  const std::string_view id = find_parameter(access.path_parameters, "leadId");
  const records::Snapshot snapshot = access.records->snapshot();
  const auto* lead =
      find_lead(snapshot[kLeads].rows(), find_parameter(access.path_parameters, "companyId"), id);
  if (lead == nullptr) return Failure{not_found("lead", id)};
  return Done{};
}

Refusal explain(Refusal refusal, const BrokenRequest& request) {
  if (request.operation.body == nullptr) {
    const auto paging = paging::find_dialect(kPagingDialect)->make(request.switches);
    auto window = paging.read(request.query);
    return window ? std::move(refusal) : std::move(window.error());
  }
  if (!request.body || !request.body->is_object()) {
    refusal.code = "invalid_json";  // S10.5
    refusal.message = "the body has to be a JSON object";
    return refusal;
  }
  const auto write = request.operation.id == kUpdate ? Write::update : Write::create;
  const auto company = find_parameter(request.path_parameters, "companyId");
  auto problems = find_problems(*request.body, write, request.switches,
                                records_of(request.records->snapshot(), company));
  refusal.code = "validation_failed";
  refusal.details = std::move(problems);
  return refusal;
}

}  // namespace understudy::mock::partnerportal
