// SPDX-License-Identifier: MIT
#include "switches.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <utility>

#include "closest.hpp"

namespace understudy::mock {

namespace {

constexpr std::size_t kMostEdits = 3;  // ours: past that it is another word

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

Error no_such_switch(std::span<const Switch> known, std::string_view name) {
  std::vector<std::string_view> names;
  for (const Switch& one : known) names.push_back(one.name);
  return {Errc::bad_input, "there is no switch of this name", excerpt(name),
          suggest(names, name, kMostEdits)};
}

Error no_such_value(const Switch& known, std::string_view value) {
  return {Errc::bad_input, "'" + excerpt(value) + "' is no value of this switch",
          std::string{known.name},
          "choose from: " + joined(known.values) +
              (known.form.empty() ? "" : ", or a " + std::string{known.form} + " of your own")};
}

const Switch* find_switch(std::span<const Switch> known, std::string_view name) {
  const auto it =
      std::find_if(known.begin(), known.end(), [&](const Switch& one) { return one.name == name; });
  return it == known.end() ? nullptr : &*it;
}

bool fits(std::string_view form, std::string_view value) {
  if (form.empty() || value.empty()) return false;
  if (form != "N" && form != "SECONDS") return true;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return value.size() <= 9 && std::all_of(value.begin(), value.end(), is_digit);
}

bool offers(const Switch& known, std::string_view value) {
  return std::find(known.values.begin(), known.values.end(), value) != known.values.end();
}

}  // namespace

Result<Switches> Switches::resolve(std::span<const Switch> known, Strictness strictness,
                                   const std::map<std::string, std::string>& overrides) {
  Switches switches;
  for (const Switch& one : known) {
    assert(!one.values.empty() && "a switch offers at least its default");
    assert((one.lenient.empty() || offers(one, one.lenient)) && "lenient is one of the values");
    const bool forgives = strictness == Strictness::lenient && !one.lenient.empty();
    assert(switches.chosen_.count(one.name) == 0 && "a switch is listed once");
    switches.chosen_.emplace(one.name, forgives ? one.lenient : one.values.front());
  }
  for (const auto& [name, value] : overrides) {
    const Switch* one = find_switch(known, name);
    if (one == nullptr) return Failure{no_such_switch(known, name)};
    if (!offers(*one, value) && !fits(one->form, value)) return Failure{no_such_value(*one, value)};
    switches.chosen_[name] = value;
  }
  return switches;
}

std::string_view Switches::operator[](std::string_view name) const {
  const auto it = chosen_.find(name);
  assert(it != chosen_.end() && "a stage asks only for switches of its API");
  return it == chosen_.end() ? std::string_view{} : std::string_view{it->second};
}

std::string_view Switches::value_or(std::string_view name, std::string_view otherwise) const {
  const auto it = chosen_.find(name);
  return it == chosen_.end() ? otherwise : std::string_view{it->second};
}

int Switches::number(std::string_view name) const {
  const std::string_view value = (*this)[name];
  int number = 0;  // nine digits fit
  [[maybe_unused]] const auto read =
      std::from_chars(value.data(), value.data() + value.size(), number);
  assert(read.ec == std::errc{} && read.ptr == value.data() + value.size() && "it is a number");
  return number;
}

}  // namespace understudy::mock
