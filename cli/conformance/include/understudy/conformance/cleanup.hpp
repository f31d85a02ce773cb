// SPDX-License-Identifier: MIT
/// Removing what checks have created, by what their ledger tells: after a run, or after a crash.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "understudy/base/credentials.hpp"
#include "understudy/base/result.hpp"
#include "understudy/client/transport.hpp"
#include "understudy/conformance/ledger.hpp"
#include "understudy/conformance/run.hpp"

namespace understudy::conformance {

/// A record of a ledger, or one that may have been made.
struct CleanedRecord {
  std::string api;
  std::string operation;  ///< that made it
  std::string marker;     ///< stands in it
  std::string id;         ///< empty: not known
  std::string at;         ///< when it was made
  std::string why;        ///< of one that is left: what to do with it
};

struct CleanupReport {
  std::vector<CleanedRecord> deleted;
  std::vector<CleanedRecord> left;  ///< for a person
  std::size_t absent = 0;           ///< that were not there any more, or never
  std::size_t requests = 0;
};

/// Deletes what a ledger says is there, where the API documents a deletion: only what still carries
/// the marker of its run. Asking again does no harm. What is gone is noted in the ledger.
///
/// Errors:   not_found for an API without a profile, io when the ledger cannot be written; a host
///           that does not answer is no error: its records are left
Result<CleanupReport> clean_up(Ledger& ledger, client::Transport& transport,
                               const Credentials& credentials, const CheckOptions& options);

}  // namespace understudy::conformance
