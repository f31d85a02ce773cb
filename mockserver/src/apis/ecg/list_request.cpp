// SPDX-License-Identifier: MIT
#include "apis/ecg/list_request.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "apis/ecg/collections.hpp"
#include "blanks.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::ecg {

namespace {

constexpr std::array<std::string_view, 2> kDirections{"ASC", "DESC"};
constexpr std::array<std::string_view, 4> kStatuses{"Active", "Inactive", "Suspended",
                                                    "Restored"};        // S9.3
constexpr std::string_view kParentPartner = "parent-partner";           // S6.1
constexpr std::string_view kPartnerType = "partner-type";               // S6.1
constexpr std::string_view kOnBoardingPartner = "on-boarding-partner";  // S6.2
constexpr std::string_view kSubsidiaries = "subsidiaries";              // S6.2

query::NullOrder null_order(const Switches& switches) {
  if (switches.is("sort.nulls", "largest")) return query::NullOrder::largest;
  if (switches.is("sort.nulls", "last")) return query::NullOrder::last;
  return query::NullOrder::smallest;
}

template <typename Words>
std::string joined(const Words& words) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

template <typename Words>
std::string one_of(const Words& words) {
  return " must be one of the following values: " + joined(words);
}

}  // namespace

/// One query, and what is wrong with it.
class ListParameters {
 public:
  ListParameters(const QueryParams& query, const ListReader& reader)
      : query_(query), reader_(reader) {}

  std::vector<Detail> take_faults() { return std::move(faults_); }

  void refuse(std::string_view name, const std::string& text) {
    faults_.push_back({std::string{name}, text});
  }
  void append(std::vector<Detail> faults) {
    for (Detail& fault : faults) faults_.push_back(std::move(fault));
  }

  /// A13; nothing given and nothing but empty items are the same. S9.12
  std::vector<std::string> items(std::string_view name) {
    using Arrays = ListReader::Arrays;
    std::vector<std::string_view> values = query_.all(name);
    if (reader_.arrays_ == Arrays::comma && values.size() > 1) {
      refuse(name, std::string{name} + " must be a string");
      return {};
    }
    if (reader_.arrays_ != Arrays::comma) {
      const auto more = query_.all(std::string{name} + "[]");
      values.insert(values.end(), more.begin(), more.end());
    }
    std::vector<std::string> items;
    for (const std::string_view value : values) {
      if (reader_.arrays_ == Arrays::repeat) {
        if (!value.empty()) items.emplace_back(value);
        continue;
      }
      for (const std::string_view item : items_of(value)) items.emplace_back(item);
    }
    return items;
  }

  /// Items that are words of a list, in its spelling. S9.11
  template <typename Words>
  std::vector<std::string> words(std::string_view name, const Words& known) {
    std::vector<std::string> items = this->items(name);
    bool is_told = false;
    for (std::string& item : items) {
      const auto word = find_word(item, known);
      if (word) {
        item = *word;
      } else if (!std::exchange(is_told, true)) {
        refuse(name, "each value in " + std::string{name} + one_of(known));
      }
    }
    return items;
  }

  std::vector<std::string> ids(std::string_view name) {
    std::vector<std::string> items = this->items(name);
    if (reader_.checks_ids_ && !std::all_of(items.begin(), items.end(), is_uuid)) {
      refuse(name, "each value in " + std::string{name} + " must be a UUID");
    }
    return items;
  }

  /// Whether the list goes down. S9.1
  bool direction() {
    const auto values = query_.all("order_by");
    if (values.empty()) return false;
    const auto word = values.size() == 1 ? find_word(values[0], kDirections) : std::nullopt;
    if (!word) refuse("order_by", "order_by" + one_of(kDirections));
    return word == "DESC";
  }

  std::optional<bool> flag(std::string_view name) {
    const auto values = query_.all(name);
    if (values.empty()) return std::nullopt;
    const bool is_true = values[0] == "true";
    if (values.size() == 1 && (is_true || values[0] == "false")) return is_true;
    refuse(name, std::string{name} + " must be a boolean value");
    return std::nullopt;
  }

  /// Blank is none. S9.6
  std::string search_term() {
    const auto values = query_.all("searchTerm");
    if (values.size() > 1) refuse("searchTerm", "searchTerm must be a string");
    if (values.size() != 1 || is_blank(values[0], kJsonBlanks)) return {};
    return std::string{values[0]};
  }

  Include include() {
    Include include;
    for (const std::string& word : words("include", reader_.include_values_)) {
      include.parent_partner = include.parent_partner || word == kParentPartner;
      include.partner_type = include.partner_type || word == kPartnerType;
      include.on_boarding_partner = include.on_boarding_partner || word == kOnBoardingPartner;
      include.subsidiaries = include.subsidiaries || word == kSubsidiaries;
    }
    return include;
  }

 private:
  template <typename Words>
  [[nodiscard]] std::optional<std::string> find_word(std::string_view item,
                                                     const Words& known) const {
    const auto is_it = [&](std::string_view word) {
      return reader_.folds_values_ ? equal_ignoring_case(word, item) : word == item;
    };
    const auto it = std::find_if(known.begin(), known.end(), is_it);
    return it == known.end() ? std::nullopt : std::optional{std::string{*it}};
  }

  const QueryParams& query_;
  const ListReader& reader_;
  std::vector<Detail> faults_;
};

namespace {

Failure<Refusal> refuse(std::vector<Detail> faults) {
  Refusal refusal{.status = 400, .message = {}, .rule = "query", .source = "S9"};
  refusal.message = faults.front().message;
  refusal.details = std::move(faults);
  return Failure{std::move(refusal)};
}

}  // namespace

ListReader::ListReader(const Switches& switches, const Makers& makers)
    : columns_(partner_columns(switches)),
      paging_(makers.paging("page-skip-take", switches)),
      arrays_(switches.is("arrays", "comma")    ? Arrays::comma
              : switches.is("arrays", "repeat") ? Arrays::repeat
                                                : Arrays::all),
      lone_types_(switches.is("filter.partner_type_without_include", "apply") ? LoneTypes::apply
                  : switches.is("filter.partner_type_without_include", "ignore")
                      ? LoneTypes::ignore
                      : LoneTypes::reject),
      folds_values_(switches.is("query.enum_case", "any")),
      checks_ids_(switches.is("query.ids", "uuid")),
      sort_column_(columns_.find(switches["sort.key"]).value()),
      null_order_(null_order(switches)) {
  for (const std::string_view word : items_of(switches["include.values"])) {
    include_values_.emplace_back(word);
  }
}

Result<Include, Refusal> ListReader::read_include(const QueryParams& query) const {
  ListParameters parameters{query, *this};
  const Include include = parameters.include();
  auto faults = parameters.take_faults();
  if (!faults.empty()) return refuse(std::move(faults));
  return include;
}

Result<ListRequest, Refusal> ListReader::read(const QueryParams& query) const {
  ListRequest request;
  ListParameters parameters{query, *this};
  query::Selection& selection = request.selection;
  const auto keep = [&](std::string_view name, std::vector<query::Value> values) {
    if (values.empty()) return;
    selection.filter.all_of.push_back({.column = columns_.find(name).value(),
                                       .op = query::Op::equal,
                                       .values = std::move(values)});
  };
  const auto values_of = [](std::vector<std::string> items) {
    std::vector<query::Value> values;
    for (std::string& item : items) values.emplace_back(std::move(item));
    return values;
  };
  const auto keep_flag = [&](std::string_view name) {
    if (const auto flag = parameters.flag(name)) keep(name, {*flag});
  };

  // In the order of S9, which is that of the faults.
  selection.order = {{.column = sort_column_, .descending = parameters.direction()}};
  selection.null_order = null_order_;
  if (auto window = paging_.read(query)) {
    request.window = *window;
  } else {
    parameters.append(std::move(window.error().details));
  }
  request.include = parameters.include();
  auto statuses = parameters.words("status", kStatuses);
  if (statuses.empty()) statuses.assign(kStatuses.begin(), kStatuses.end());
  keep("status", values_of(std::move(statuses)));
  for (const std::string_view name : {"partnerStatus", "commissionPayoutStatus"}) {
    keep(name, values_of(parameters.items(name)));
  }
  selection.search = parameters.search_term();
  auto types = parameters.ids("partnerTypeIds");
  if (!types.empty() && !request.include.partner_type && lone_types_ != LoneTypes::apply) {  // A3
    types.clear();
    if (lone_types_ == LoneTypes::reject) {
      parameters.refuse("partnerTypeIds", "partnerTypeIds requires include=partner-type");
    }
  }
  keep("partnerTypeIds", values_of(std::move(types)));
  keep("id", values_of(parameters.ids("partnerIds")));
  for (const std::string_view name : {"w9Submitted", "enableCommissions", "isW2"}) keep_flag(name);

  auto faults = parameters.take_faults();
  if (!faults.empty()) return refuse(std::move(faults));
  return request;
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char form) {
    const char lower = static_cast<char>(c | 0x20);
    return form == '-' ? c == '-' : (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f');
  };
  return std::equal(text.begin(), text.end(), kForm.begin(), kForm.end(), fits);
}

}  // namespace understudy::mock::ecg
