// SPDX-License-Identifier: MIT
/// Why a stage of the pipeline answers instead of passing a request on.
#pragma once

#include <string>
#include <string_view>

#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock {

/// An envelope dialect turns this into the partner's error body. `rule` and `source` explain the
/// answer to whoever asks why: no unexplained 429.
struct Refusal {
  int status = 400;
  std::string message = {};      ///< what and where, for the caller of the API
  Fields fields = {};            ///< extra response fields: WWW-Authenticate, Retry-After, Allow
  std::string_view rule = {};    ///< constant, for example "filter.malformed"
  std::string_view source = {};  ///< constant, an id of the API's SOURCES.md, for example "S4"
  bool without_body = false;     ///< the partner sends no body here

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// Go on, or a refusal.
using Verdict = Result<Done, Refusal>;

}  // namespace understudy::mock
