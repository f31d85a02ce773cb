// SPDX-License-Identifier: MIT
/// Lists of all APIs, page by page: where the number of a page goes, and where an answer has its
/// rows.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "commands/call_flags.hpp"
#include "understudy/base/json_document.hpp"
#include "understudy/client/pages.hpp"
#include "understudy/client/session.hpp"

namespace understudy::cli {

/// An answer and the rows in it.
struct RowPage {
  std::shared_ptr<const JsonDocument> document = {};
  std::vector<JsonElement> rows = {};
  std::optional<std::int64_t> total = {};
};

/// The rows of an answer: those of a list, else the one value that it is.
std::vector<JsonElement> rows_of_answer(JsonElement root);

/// Reads an answer. Errors: Ending::contract for what is no JSON
client::Outcome<RowPage> read_answer(const client::Session& session,
                                     const client::OperationCall& call,
                                     const client::Answer& answer);

/// The pages of a list, from the one that `values` name on, as many rows each as they say.
///
/// Errors:   unsupported for an operation that has no pages
Result<client::Pages<RowPage>> make_pages(const std::string& api,
                                          const openapi::Operation& operation,
                                          const CallValues& values,
                                          const CredentialSet& credentials,
                                          const client::Session& session, std::stop_token stop);

}  // namespace understudy::cli
