// SPDX-License-Identifier: MIT
/// The list of APIs. A new one is a line here and a line in profile.hpp.
#include <algorithm>
#include <array>

#include "profile.hpp"

namespace understudy::mock {

std::span<const ApiProfile> profiles() {
  static const std::array kProfiles{
      make_ecg(),
      make_impartner(),
      make_partnerportal(),
      make_partnertap(),
      make_partnertap_analytics(),
  };
  return kProfiles;
}

const ApiProfile* find_profile(std::string_view id) {
  const auto all = profiles();
  const auto it = std::find_if(all.begin(), all.end(),
                               [&](const ApiProfile& profile) { return profile.id == id; });
  return it == all.end() ? nullptr : &*it;
}

}  // namespace understudy::mock
