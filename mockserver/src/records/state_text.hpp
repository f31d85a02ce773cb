// SPDX-License-Identifier: MIT
/// A whole state as one JSON file: what Server::save writes and Server::restore reads.
///
/// Shape:    {"format":"understudy-state","version":1,"api":id,"collections":{name:{"next":number,
///           "rows":[[id, record]...]}...},"checksum":"8 hex digits"}; a record is a string that
///           holds its JSON, a row stands on a line of its own, collections are sorted by name.
///           The checksum is the CRC-32C of all before `,"checksum"`; a line end closes the file
/// Rationale: equal states give equal bytes, so that a test can compare them, and a diff shows rows
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "records/draft.hpp"
#include "records/view.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock::records {

std::string write_state(std::string_view api, const Snapshot& snapshot);

/// The checksum that write_state() would give, without the text.
std::uint32_t checksum_of(std::string_view api, const Snapshot& snapshot);

/// Replaces all that is in `draft` by what a text of write_state() says.
///
/// Errors:   bad_input for anything but such a text of this API with its collections, unsupported
///           for another version; `where` is a byte or a JSON Pointer. The draft is of no use then
Result<Done> read_state(std::string_view text, std::string_view api, Draft& draft);

}  // namespace understudy::mock::records
