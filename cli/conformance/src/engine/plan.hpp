// SPDX-License-Identifier: MIT
/// Which checks a run asks, in which order, and what they need beside their own requests.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check.hpp"
#include "understudy/base/result.hpp"
#include "understudy/conformance/run.hpp"

namespace understudy::conformance {

/// An API with everything that its subject points to.
struct LoadedApi {
  std::unique_ptr<const openapi::Document> contract;
  std::unique_ptr<const Profile> profile;
  Subject subject;
};

Result<LoadedApi> load_api(std::string_view api, const Credentials& credentials);

/// A check, and why it is not asked; empty: it is.
struct PlannedCheck {
  Check check;
  std::string disabled;
};

/// The checks of an API in the order of a run: by phase, then must before should before may, then
/// the cheap ones first. Those that `only` leaves out are not there.
std::vector<PlannedCheck> select_checks(const Subject& subject, const CheckOptions& options);

/// What the checks share, in requests: lists, calls, values of other lists, and signing in.
std::vector<PlannedStep> sample_steps(const Subject& subject,
                                      const std::vector<PlannedCheck>& checks);

/// Whether an id fits a pattern: "*" stands for any text.
bool fits(std::string_view id, std::string_view pattern);

}  // namespace understudy::conformance
