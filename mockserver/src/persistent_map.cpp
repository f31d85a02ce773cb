// SPDX-License-Identifier: MIT
#include "persistent_map.hpp"

#include <atomic>

namespace understudy::mock {

Edit new_edit() {
  static std::atomic<std::uint64_t> last{0};
  return Edit{++last};
}

}  // namespace understudy::mock
