// SPDX-License-Identifier: MIT
/// What the groups round a capture say about its value.
#include "regex_references.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace understudy::schema {

namespace {

using Kind = RegexToken::Kind;
using Group = RegexToken::Group;

constexpr std::uint32_t kLastReference = 255;  // PCRE2's last callout number, see regex.cpp

/// A group with what decides whether its capture means the same in ECMA-262 and in PCRE2.
struct GroupFacts {
  std::size_t parent = 0;
  std::size_t open = 0;
  std::size_t close = 0;
  std::uint32_t min = 1;
  std::uint32_t max = 1;
  bool has_alternatives = false;
  bool may_be_empty = false;
};

/// Every group in the order of its "("; the first is the pattern itself.
std::vector<GroupFacts> study_groups(const RegexSyntax& syntax) {
  std::vector<GroupFacts> groups(1);
  std::vector<std::size_t> open{0};
  std::vector<bool> is_solid(1);  // by open group: the alternative being read takes a character
  const auto end_alternative = [&] {
    if (!is_solid.back()) groups[open.back()].may_be_empty = true;
    is_solid.back() = false;
  };
  for (std::size_t i = 0; i < syntax.tokens.size(); ++i) {
    const RegexToken& token = syntax.tokens[i];
    const bool is_optional = i + 1 < syntax.tokens.size() &&
                             syntax.tokens[i + 1].kind == Kind::quantifier &&
                             syntax.tokens[i + 1].min == 0;
    if (token.kind == Kind::open) {
      groups.push_back({.parent = open.back(), .open = i});
      open.push_back(groups.size() - 1);
      is_solid.push_back(false);
    } else if (token.kind == Kind::alternative) {
      groups[open.back()].has_alternatives = true;
      end_alternative();
    } else if (token.kind == Kind::character) {
      if (!is_optional) is_solid.back() = true;
    } else if (token.kind == Kind::close) {
      end_alternative();
      GroupFacts& group = groups[open.back()];
      group.close = i;
      open.pop_back();
      is_solid.pop_back();
      const Group kind = syntax.tokens[group.open].group;
      const bool takes = kind == Group::capture || kind == Group::plain;
      if (i + 1 < syntax.tokens.size() && syntax.tokens[i + 1].kind == Kind::quantifier) {
        group.min = syntax.tokens[i + 1].min;
        group.max = syntax.tokens[i + 1].max;
      }
      if (takes && !group.may_be_empty && !is_optional) is_solid.back() = true;
    }
  }
  return groups;
}

/// ECMA-262 forgets a capture when the group round it is repeated, PCRE2 keeps it. The two agree
/// where each round sets it anew.
bool is_set_each_round(const RegexSyntax& syntax, const std::vector<GroupFacts>& groups,
                       std::size_t group) {
  bool is_certain = true;
  for (std::size_t at = group; at != 0; at = groups[at].parent) {
    const GroupFacts& facts = groups[at];
    if (facts.max > 1 && (!is_certain || facts.may_be_empty)) return false;
    const Group kind = syntax.tokens[facts.open].group;
    const bool is_negative = kind == Group::not_ahead || kind == Group::not_behind;
    if (facts.min == 0 || groups[facts.parent].has_alternatives || is_negative) is_certain = false;
  }
  return true;
}

/// Whether a group is left out altogether: "{0}" stands behind it or behind one round it.
bool is_left_out(const std::vector<GroupFacts>& groups, std::size_t group) {
  std::size_t at = group;
  while (at != 0 && groups[at].max > 0) at = groups[at].parent;
  return at != 0;
}

bool is_behind(const RegexSyntax& syntax, const std::vector<GroupFacts>& groups,
               std::size_t token) {
  return std::any_of(groups.begin() + 1, groups.end(), [&](const GroupFacts& facts) {
    const Group kind = syntax.tokens[facts.open].group;
    return (kind == Group::behind || kind == Group::not_behind) && facts.open < token &&
           token < facts.close;
  });
}

}  // namespace

Result<Done> settle_references(RegexSyntax& syntax) {
  if (!syntax.has_back_references) return Done{};
  const std::vector<GroupFacts> groups = study_groups(syntax);
  std::vector<std::size_t> captures{0};
  for (std::size_t i = 1; i < groups.size(); ++i) {
    if (syntax.tokens[groups[i].open].group == Group::capture) captures.push_back(i);
  }
  for (std::size_t i = 0; i < syntax.tokens.size(); ++i) {
    RegexToken& token = syntax.tokens[i];
    if (token.kind != Kind::back_reference) continue;
    const auto unsupported = [&](const char* what) {
      const std::string where = "offset " + std::to_string(token.offset);
      return Failure{Error{Errc::unsupported, what, where, ""}};
    };
    if (is_behind(syntax, groups, i)) return unsupported("a back-reference within look-behind");
    if (token.number > kLastReference) return unsupported("a back-reference past group 255");
    const std::size_t group = captures[token.number];
    if (i < groups[group].close || is_left_out(groups, group)) {
      token.number = 0;
    } else if (!is_set_each_round(syntax, groups, group)) {
      return unsupported("a back-reference to a group that a repetition may reset");
    }
  }
  return Done{};
}

}  // namespace understudy::schema
