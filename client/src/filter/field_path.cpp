// SPDX-License-Identifier: MIT
#include "understudy/client/filter/field_path.hpp"

namespace understudy::client {

Result<std::string> check_field_path(std::string_view text) {
  if (is_field_path(text)) return std::string{text};
  return Failure{
      Error{.code = Errc::bad_input,
            .what = "expected the name of a field, got \"" + excerpt(text) + "\"",
            .where = {},
            .advice = "letters, digits and \"_\", at most three names with dots between"}};
}

}  // namespace understudy::client
