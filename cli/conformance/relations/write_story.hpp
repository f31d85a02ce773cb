// SPDX-License-Identifier: MIT
/// The one story of writes that all rules of an API are judged by: its steps are data of the
/// profile, so that a host gets as few records as the documents can be tried with.
///
/// Shape:    {"steps": [step...], "find": request, "rows": pointer, "id": pointer, "read": request,
///           "delete": request}; all but the steps are for cleaning up: how records with the mark
///           are found, where they and their ids stand, and how "${record}" is read and deleted; no
///           "find": the API has no search; no "delete": it documents none
///           step = {"as": name, "method", "target", "body", "creates": [pointer of an id...],
///           "keep": {name: pointer}, "wait": seconds before it} or {"as": name, "end_of": list}:
///           the number of rows of a list without a total, as ${count} and ${count_after} for one
///           more
///           "${name}" stands for a credential, a value that was kept, the mark of the run
///           ("${marker}") or a day from now ("${yesterday}", "${tomorrow}"); a text that is
///           nothing else takes the value's type, too
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/probe.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/json.hpp"

namespace understudy::conformance::writes {

using Values = std::map<std::string, Json, std::less<>>;

/// The scalar at a pointer as it stands in a text; empty for anything else.
std::string text_at(const Json& value, std::string_view pointer);

/// A value with its holes filled; nothing when one has no value.
std::optional<Json> fill_holes(const Json& value, const Values& values);

/// A request of the story, its holes filled.
std::optional<Request> make_request(const Json& step, const Values& values);

/// What a step saw.
struct Seen {
  int status = 0;  ///< 0: it was not asked
  std::optional<Json> json = {};
  std::string body = {};

  [[nodiscard]] const Json* at(std::string_view pointer) const;
  /// Whether the host did what was asked. Some hosts say no with 200 and "success": false.
  [[nodiscard]] bool is_success() const;
};

struct Story {
  std::map<std::string, Seen, std::less<>> steps;
  Values values;
  std::string trouble;  ///< why it was not told to its end; empty: it was
};

/// The story of a profile, or null.
const Json* find_story(const Profile& profile);

/// Requests that a story takes.
std::size_t cost_of(const Json& story);

/// Tells the story to the host. Each create is in the ledger before it is sent.
Story tell(Probe& probe, const Json& story, Ledger& ledger);

/// "understudy-check 0a1b2c3d": another one for each run.
std::string make_marker(Probe& probe);

/// The credentials as values of holes.
Values credentials_of(const Subject& subject);

}  // namespace understudy::conformance::writes
