// SPDX-License-Identifier: MIT
/// A fault as it stands on a command line.
#include <string>

#include "understudy/base/json.hpp"
#include "understudy/mock/faults.hpp"

namespace understudy::mock {

namespace {

/// A range has two numbers; names of APIs and operations have no comma.
std::string word_of(const Json& value) {
  if (value.is_array()) return word_of(value.front()) + ".." + word_of(value.back());
  const auto* const text = value.get_ptr<const std::string*>();
  return text == nullptr ? dump_json(value) : *text;
}

}  // namespace

std::string fault_text(const Fault& fault) {
  const Json members = write_fault(fault);
  std::string text = word_of(members.at("kind"));
  for (const auto& [name, value] : members.items()) {
    if (name != "kind") text += "," + name + "=" + word_of(value);
  }
  return text;
}

}  // namespace understudy::mock
