// SPDX-License-Identifier: MIT
#include "calls/target.hpp"

#include <utility>

#include "understudy/base/uri.hpp"

namespace understudy::client::calls {

Target& Target::fixed(std::string_view path) {
  text_ += path;
  return *this;
}

Target& Target::segment(std::string_view name, std::string_view text) {
  if (text.empty() || text == "." || text == "..") {
    refuse("expected the text of a path segment", name, text);
  }
  text_ += '/';
  text_ += encode_component(text);
  return *this;
}

Target& Target::param(std::string_view name, std::string_view value) {
  begin_param(name);
  text_ += encode_component(value);
  return *this;
}

Target& Target::param(std::string_view name, std::int64_t value) {
  return param(name, std::string_view{std::to_string(value)});
}

Target& Target::list(std::string_view name, const std::vector<std::string>& items) {
  if (items.empty()) return *this;
  begin_param(name);
  char before = 0;
  for (const std::string& item : items) {
    if (item.empty() || item.find(',') != std::string::npos) {
      refuse("expected the item of a list, not empty and without a comma", name, item);
    }
    if (before != 0) text_ += before;
    text_ += encode_component(item);
    before = ',';
  }
  return *this;
}

void Target::begin_param(std::string_view name) {
  text_ += has_query_ ? '&' : '?';
  has_query_ = true;
  text_ += encode_component(name);
  text_ += '=';
}

void Target::refuse(std::string what, std::string_view name, std::string_view text) {
  if (problem_) return;
  problem_ = Error{.code = Errc::bad_input,
                   .what = std::move(what) + ", got \"" + excerpt(text) + "\"",
                   .where = std::string{name},
                   .advice = "it would be read as something else"};
}

}  // namespace understudy::client::calls
