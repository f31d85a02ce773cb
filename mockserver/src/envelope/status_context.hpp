// SPDX-License-Identifier: MIT
/// The envelope that data and errors of `status-context` have in common.
#pragma once

#include <string>
#include <string_view>

#include "switches.hpp"
#include "understudy/base/http.hpp"

namespace understudy::mock::envelope {

/// The first member is the caller's; context and status follow it.
///
/// Shape:    {<first>, "context": {"requestId": text}, "status": number}, and the id once more in
///           X-Request-Id
/// Source:   partnerportal S2; A2: what the status says
class StatusContext {
 public:
  explicit StatusContext(const Switches& switches)
      : shows_zero_(switches.is("envelope.status", "zero")) {}

  /// `first` is one or more members as JSON text.
  [[nodiscard]] Response write(int status, std::string_view request_id,
                               std::string_view first) const;

 private:
  bool shows_zero_;
};

}  // namespace understudy::mock::envelope
