// SPDX-License-Identifier: MIT
/// Why a stage of the pipeline answers instead of passing a request on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"
#include "understudy/openapi/finding.hpp"

namespace understudy::mock {

/// One thing that is wrong with a request, in the partner's words.
struct Detail {
  std::string where = {};  ///< a field or a parameter, as the partner names it; may be empty
  std::string message = {};
  std::string code = {};  ///< the partner's own, where problems have codes; empty: the refusal's

  friend bool operator==(const Detail&, const Detail&) = default;
};

/// An envelope dialect turns this into the partner's error body. `rule` and `source` explain the
/// answer to whoever asks why: no unexplained 429.
struct Refusal {
  int status = 400;
  std::string message = {};  ///< what and where, for the caller of the API
  Fields fields = {};        ///< extra response fields: WWW-Authenticate, Retry-After, Allow
  std::string rule = {};     ///< for example "filter.malformed", or a place in the contract
  std::string source = {};   ///< an id of the API's SOURCES.md, for example "S4"
  std::string code = {};     ///< the partner's own, where it has codes; empty: by rule and status
  std::vector<Detail> details = {};  ///< where the partner tells every problem by itself
  bool without_body = false;         ///< the partner sends no body here
  Duration retry_after{0};  ///< of a 429 that no window has asked for; 0: nothing is said of it
  /// What the contract has been compared with, where that is the reason.
  std::shared_ptr<const openapi::Report> report = nullptr;

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// Go on, or a refusal.
using Verdict = Result<Done, Refusal>;

}  // namespace understudy::mock
