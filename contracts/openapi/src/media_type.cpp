// SPDX-License-Identifier: MIT
/// Content types are compared without case; parameters count only where the contract has some.
#include "media_type.hpp"

#include <algorithm>

#include "understudy/base/http.hpp"
#include "understudy/openapi/operation.hpp"

namespace understudy::openapi {

namespace {

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// The parameters of `range`, each to be among those of `type`, too.
bool has_parameters_of(std::string_view type, std::string_view range) {
  for (std::size_t cut = range.find(';'); cut != range.npos; cut = range.find(';')) {
    range.remove_prefix(cut + 1);
    const std::string_view wanted = trim(range.substr(0, std::min(range.find(';'), range.size())));
    bool is_found = wanted.empty();
    std::string_view rest = type;
    for (std::size_t at = rest.find(';'); at != rest.npos && !is_found; at = rest.find(';')) {
      rest.remove_prefix(at + 1);
      is_found =
          equal_ignoring_case(trim(rest.substr(0, std::min(rest.find(';'), rest.size()))), wanted);
    }
    if (!is_found) return false;
  }
  return true;
}

/// How exactly a range names a type; 0: not at all.
int exactness(std::string_view range, std::string_view type) {
  const std::string_view wanted = essence_of(range);
  const std::string_view got = essence_of(type);
  if (wanted == "*/*") return 1;
  if (wanted.ends_with("/*")) {
    const std::size_t size = wanted.size() - 1;
    return equal_ignoring_case(wanted.substr(0, size), got.substr(0, std::min(size, got.size())))
               ? 2
               : 0;
  }
  if (!equal_ignoring_case(wanted, got) || !has_parameters_of(type, range)) return 0;
  return wanted.size() == range.size() ? 3 : 4;
}

}  // namespace

std::string_view essence_of(std::string_view type) {
  return trim(type.substr(0, std::min(type.find(';'), type.size())));
}

bool is_media_range(std::string_view range) {
  const std::string_view essence = essence_of(range);
  const std::size_t slash = essence.find('/');
  if (slash == essence.npos) return false;
  return is_token(essence.substr(0, slash)) && is_token(essence.substr(slash + 1));
}

bool is_json(std::string_view type) {
  const std::string_view essence = essence_of(type);
  if (equal_ignoring_case(essence, "application/json")) return true;
  if (equal_ignoring_case(essence, "text/json")) return true;
  constexpr std::string_view kSuffix = "+json";
  return essence.size() > kSuffix.size() &&
         equal_ignoring_case(essence.substr(essence.size() - kSuffix.size()), kSuffix);
}

bool is_form(std::string_view type) {
  return equal_ignoring_case(essence_of(type), "application/x-www-form-urlencoded");
}

bool is_text(std::string_view type) {
  return equal_ignoring_case(type.substr(0, std::min<std::size_t>(5, type.size())), "text/");
}

const MediaType* find_media_type(const std::vector<MediaType>& content, std::string_view type) {
  const MediaType* best = nullptr;
  int best_exactness = 0;
  for (const MediaType& one : content) {
    if (one.range == type) return &one;
    const int now = exactness(one.range, type);
    if (now <= best_exactness) continue;
    best = &one;
    best_exactness = now;
  }
  return best;
}

}  // namespace understudy::openapi
