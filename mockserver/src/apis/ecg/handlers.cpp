// SPDX-License-Identifier: MIT
/// Partners: create, list, get.
///
/// Source: S1 (operations), S8 (creation), S9 to S12 (list), S13 (errors)
#include "apis/ecg/handlers.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "apis/ecg/creation.hpp"
#include "apis/ecg/list_request.hpp"
#include "apis/ecg/partner_text.hpp"
#include "list_page.hpp"

namespace understudy::mock::ecg {

namespace {

Response json_response(int status, std::string body) {
  return {status, {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body)};  // S3.1
}

/// Everything the operations share; built once, only read afterwards.
class Partners {
 public:
  Partners(const Switches& switches, const Makers& makers)
      : switches_(switches), reader_(switches, makers) {}

  [[nodiscard]] Answer create(const Call& call) const;
  [[nodiscard]] Answer list(const Call& call) const;
  [[nodiscard]] Answer get(const Call& call) const;

 private:
  Switches switches_;
  ListReader reader_;
};

Answer Partners::create(const Call& call) const {
  const auto is_asked = [&](std::string_view flag) {
    const std::string* const value = call.query.find(flag);
    return value != nullptr && *value == "true";
  };
  const Creation creation{.body = *call.body,
                          .subject = call.principal.subject,
                          .now = call.now,
                          .wants_apptivo = is_asked("createApptivoAccount"),
                          .wants_bill_dot_com = is_asked("createBillDotComProfile")};
  const auto id = call.records->write([&](records::Transaction& transaction) {
    return create_partner(transaction, creation, switches_);
  });
  if (!id) return Failure{id.error()};
  const bool is_expanded = switches_.is("create.answer", "expanded");  // S8.1
  const records::Snapshot snapshot = call.records->snapshot();
  const PartnerWriter writer{
      snapshot, {is_expanded, is_expanded, is_expanded, is_expanded}, switches_};
  std::string body;
  writer.append(body, snapshot[kPartners].find(*id)->json);
  return json_response(switches_.is("create.status", "200") ? 200 : 201, std::move(body));
}

Answer Partners::list(const Call& call) const {
  auto request = reader_.read(call.query);
  if (!request) return Failure{std::move(request.error())};
  const paging::Window& window = request->window;
  const records::Snapshot snapshot = call.records->snapshot();
  const query::Table& table = snapshot[kPartners].table();
  const query::RowIds rows = select_rows(call, table, request->selection);
  const std::uint64_t first = std::min<std::uint64_t>(window.first, rows->size());
  const std::uint64_t count = std::min<std::uint64_t>(window.count, rows->size() - first);
  const PartnerWriter writer{snapshot, request->include, switches_};
  const auto write_items = [&](std::string& out) {
    out += '[';
    for (std::uint64_t i = 0; i < count; ++i) {
      if (i > 0) out += ',';
      writer.append(out, table.json((*rows)[first + i]));
    }
    out += ']';
  };
  std::string body;
  if (switches_.is("list.shape", "array")) {  // A1
    write_items(body);
  } else {
    reader_.paging().write(body, {.window = window, .total = rows->size(), .on_page = count},
                           write_items);
  }
  return json_response(200, std::move(body));
}

Answer Partners::get(const Call& call) const {
  const std::string& id = call.path_parameters.front().value;
  if (switches_.is("partner_id.format", "uuid") && !is_uuid(id)) {  // S13.6
    return Failure{Refusal{.status = 400,
                           .message = "Validation failed (uuid is expected)",
                           .rule = "partner_id.format",
                           .source = "S13.6"}};
  }
  const auto include = reader_.read_include(call.query);
  if (!include) return Failure{include.error()};
  const records::Snapshot snapshot = call.records->snapshot();
  const records::Record* const partner = snapshot[kPartners].find(id);
  if (partner == nullptr) {
    return Failure{Refusal{.status = 404,
                           .message = "Partner with id " + id + " not found",
                           .rule = "partner.unknown",
                           .source = "S13.7"}};
  }
  std::string body;
  PartnerWriter{snapshot, *include, switches_}.append(body, partner->json);
  return json_response(200, std::move(body));
}

}  // namespace

Result<Handlers> make_handlers(const ServerOptions&, const Switches& switches,
                               const Makers& makers) {
  const auto partners = std::make_shared<const Partners>(switches, makers);
  return Handlers{
      {"createPartner", [partners](const Call& call) { return partners->create(call); }},
      {"getPartner", [partners](const Call& call) { return partners->get(call); }},
      {"listPartners", [partners](const Call& call) { return partners->list(call); }},
  };
}

}  // namespace understudy::mock::ecg
