// SPDX-License-Identifier: MIT
#include "wide_filter.hpp"

#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "filter_text.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kLongest = 80;  // ours: bytes of a value in a request

/// Whether a value means itself in a language, and nobody trims it.
bool is_fit(const Json& value, const FilterLanguage& language) {
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr) return true;
  return !text->empty() && text->size() <= kLongest && text->front() != ' ' &&
         text->back() != ' ' && language.is_usable(*text);
}

std::size_t count_selected(const ListSample& sample, const Condition& condition) {
  std::size_t count = 0;
  for (const Json& row : sample.rows) count += holds_for(row, condition) == Truth::yes ? 1U : 0U;
  return count;
}

}  // namespace

bool has_filters(const ListSpec& list) { return find_filter_language(list.filter) != nullptr; }

std::optional<ListQuery> wide_filter(const ListSample& sample) {
  const FilterLanguage* language = find_filter_language(sample.list->filter);
  if (language == nullptr) return std::nullopt;
  std::optional<ListQuery> best;
  std::size_t best_count = 0;
  for (const FieldSpec& field : sample.fields) {
    const auto values = distinct_values(sample, field);
    if (values.empty()) continue;
    // All but the rarest value, or the most common one.
    const std::array<std::pair<Test, const Json*>, 2> tries{
        {{Test::not_equal, values.front().value}, {Test::equal, values.back().value}}};
    for (const auto& [test, value] : tries) {
      if (!takes(field, test) || !is_fit(*value, *language)) continue;
      const Condition condition{field, test, {*value}, Letters::open, Absent::open};
      const std::size_t count = count_selected(sample, condition);
      if (count <= best_count || count == sample.rows.size()) continue;
      auto query = language->write({Expression::Kind::leaf, condition, {}});
      if (!query) continue;
      best = *std::move(query);
      best_count = count;
    }
  }
  return best;
}

void append(ListQuery& query, ListQuery more) {
  query.query.insert(query.query.end(), std::make_move_iterator(more.query.begin()),
                     std::make_move_iterator(more.query.end()));
  query.body.insert(query.body.end(), std::make_move_iterator(more.body.begin()),
                    std::make_move_iterator(more.body.end()));
}

}  // namespace understudy::conformance
