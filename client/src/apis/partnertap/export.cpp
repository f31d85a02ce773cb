// SPDX-License-Identifier: MIT
/// The guide's workflow. A partner is looked for on the host by a part of its name, and compared
/// here: hosts compare exact names with their letter case.
#include "understudy/client/apis/partnertap/export.hpp"

#include <array>
#include <optional>
#include <utility>

#include "understudy/base/error.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::client::partnertap {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

Failure<CallError> fail(Error cause) {
  return Failure{CallError{.operation = "partnertap.getRecords", .cause = std::move(cause)}};
}

/// The rows that can have the name: fewer than all where the filter language can say it.
SuffixFilters likely(std::string_view name) {
  auto filters = SuffixMap{}.contains("partnerName", {std::string{name}}).build();
  return filters ? *std::move(filters) : SuffixFilters{};
}

template <typename T>
Outcome<std::vector<T>> collect(Items<T> items) {
  std::vector<T> all;
  for (Outcome<T>& item : items) {
    if (!item) return Failure{std::move(item.error())};
    all.push_back(*std::move(item));
  }
  return all;
}

void append_text(std::string& out, const Json& value) {
  if (value.is_null()) return;
  if (const auto* text = value.get_ptr<const std::string*>()) {
    out += *text;
  } else {
    out += dump_json(value);
  }
}

template <typename T>
void append_text(std::string& out, const T& member) {
  append_json(out, member);
}

template <typename T>
void append_text(std::string& out, const Cell<T>& cell) {
  if (cell.other() != nullptr) {
    append_text(out, *cell.other());
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (cell.value() != nullptr) out += *cell.value();
  } else if (cell) {
    append_json(out, cell);
  }
}

/// The members of a record by their names on the wire.
template <typename R>
struct Texts {
  using Table = client::detail::Table<R>;
  using Append = void (*)(std::string& out, const R& record);

  template <std::size_t I>
  static void append(std::string& out, const R& record) {
    append_text(out, record.*(std::get<I>(Table::kMembers).pointer));
  }
  template <std::size_t... I>
  static constexpr std::array<Append, sizeof...(I)> make(std::index_sequence<I...> /*all*/) {
    return {&append<I>...};
  }
  static constexpr auto kAppend = make(std::make_index_sequence<Table::kNamed>{});

  /// Of the member with that row in the table, else of the unnamed one with that key.
  static void append_member(std::string& out, const R& record, std::size_t row,
                            const std::string& key) {
    if (row < Table::kNamed) return kAppend[row](out, record);
    if (const Json* value = record.extra.find(key)) append_text(out, *value);
  }
};

}  // namespace

Outcome<PartnerOrg> find_partner(const Client& client, std::string_view name, MatchingType matching,
                                 const std::stop_token& stop) {
  const std::string_view wanted = trimmed(name);
  if (wanted.empty()) {
    return fail({Errc::bad_input, "expected the name of a partner org, got a blank one", "",
                 "list the partner orgs for their names"});
  }
  std::optional<PartnerOrg> found;
  auto orgs = client.partner_org_items(
      {.matching = matching, .filters = likely(wanted), .page = {.size = kMostSpringRows}},
      {.stop = stop});
  for (Outcome<PartnerOrg>& org : orgs) {
    if (!org) return Failure{std::move(org.error())};
    const std::string* const its = org->name();
    if (its == nullptr || fold_case(trimmed(*its)) != fold_case(wanted)) continue;
    if (found) {
      return fail({Errc::bad_input,
                   "expected one partner org named \"" + excerpt(wanted) + "\", got several", "",
                   "take the one you mean by its id: " + excerpt(found->company_partner_public_id) +
                       " or " + excerpt(org->company_partner_public_id)});
    }
    found = *std::move(org);
  }
  if (found) return *std::move(found);
  return fail({Errc::not_found,
               "expected a partner org named \"" + excerpt(wanted) + "\", got none", "",
               matching == MatchingType::mutual
                   ? "partner orgs that are connected in one direction only are found with "
                     "ALL_PARTNER_ORGS"
                   : "list the partner orgs for their names"});
}

Outcome<AccountExport> export_accounts(const Client& client, const ExportRequest& request) {
  const std::stop_token& stop = request.walk.stop;
  auto partner = find_partner(client, request.partner_name, request.matching, stop);
  if (!partner) return Failure{std::move(partner.error())};
  const std::string id = partner->company_partner_public_id;

  auto columns = client.columns({.partner = id, .matching = request.matching}, {.stop = stop});
  if (!columns) return Failure{std::move(columns.error())};
  auto filters = request.conditions.build(filter_columns(*columns));
  if (!filters) return fail(to_error(filters.error()));

  std::map<std::string, std::vector<FilterValue>> values;
  for (const std::string& key : request.value_columns) {
    auto all = collect(client.filter_value_items({.column = key,
                                                  .partner = id,
                                                  .matching = request.matching,
                                                  .page = {.size = kMostSpringRows}},
                                                 {.stop = stop}));
    if (!all) return Failure{std::move(all.error())};
    values.insert_or_assign(key, *std::move(all));
  }
  return AccountExport{.partner = *std::move(partner),
                       .columns = *std::move(columns),
                       .values = std::move(values),
                       .pages = client.matched_account_pages(
                           {.partner = id,
                            .matching = request.matching,
                            .search = request.search,
                            .filters = *std::move(filters),
                            .page = {.size = request.page_size, .order = request.order}},
                           request.walk)};
}

AccountField AccountField::of(const Column& column) {
  AccountField field;
  field.key_ = column.key;
  field.is_partner_data_ = column.is_partner_data;
  field.member_ = column.is_partner_data ? Texts<PartnerFields>::Table::find(column.key, 0)
                                         : Texts<MatchedAccount>::Table::find(column.key, 0);
  return field;
}

void AccountField::append_to(std::string& out, const MatchedAccount& account) const {
  if (is_partner_data_) {
    return Texts<PartnerFields>::append_member(out, account.partner_fields, member_, key_);
  }
  if (key_ == "name" || key_ == "accountName") {
    if (const std::string* name = account.name()) out += *name;
    return;
  }
  Texts<MatchedAccount>::append_member(out, account, member_, key_);
}

}  // namespace understudy::client::partnertap
