// SPDX-License-Identifier: MIT
/// Source:   S10.9
#include "filter/odata_names.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "closest.hpp"
#include "filter/odata_functions.hpp"
#include "filter/text_language.hpp"

namespace understudy::mock::filter::odata {

Result<Done, FilterError> check_names(std::string_view text, const Syntax& syntax,
                                      const query::Schema& columns) {
  const Expression* first = nullptr;
  for (const Expression& expression : syntax.nodes) {
    const bool is_unknown =
        (expression.form == Form::field && !columns.find_in_any_case(expression.name)) ||
        (expression.form == Form::call && find_function(expression.name) == nullptr);
    if (!is_unknown) continue;
    if (first == nullptr || expression.span.begin < first->span.begin) first = &expression;
  }
  if (first == nullptr) return Done{};
  if (first->form == Form::field) {
    return Failure{no_such_field(text, first->span, first->name, columns)};
  }
  std::vector<std::string_view> names;
  for (const Function& function : functions()) names.push_back(function.name);
  const auto meant =
      find_closest(names, first->name, std::max<std::size_t>(1, first->name.size() / 3));
  const auto size = static_cast<std::uint32_t>(first->name.size());
  return Failure{
      complain(text, FilterErrc::unknown_function, {first->span.begin, first->span.begin + size},
               meant.empty() ? std::string{"a function of OData is due"}
                             : "a function is due; did you mean '" + std::string{meant} + "'?")};
}

}  // namespace understudy::mock::filter::odata
