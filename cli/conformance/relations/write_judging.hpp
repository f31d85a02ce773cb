// SPDX-License-Identifier: MIT
/// What the told story of writes says of a rule: pure, without any host.
///
/// A host may set members of its own, write dates in another zone, and leave out what is null.
#pragma once

#include <string>
#include <vector>

#include "engine/judgement.hpp"
#include "write_story.hpp"

namespace understudy::conformance::writes {

// The arguments are those of the rule; steps are named as the story has them, and values have the
// story's holes. A step that was not asked is no fault: its rules cannot tell.

/// {"step", "status": [number...]}: it is answered with one of these.
Judgement judge_status(const Story& story, const Json& args);

/// {"step", "want": {pointer: value}, "instants": [pointer...], "digits": [pointer...]}: the answer
/// has these values; a null may be absent; instants and the digits of telephone numbers count,
/// whatever form they have.
Judgement judge_has(const Story& story, const Json& args);

/// {"steps": [earlier, later], "at": pointer, "except": [member...]}: the members that both records
/// have are equal.
Judgement judge_same(const Story& story, const Json& args);

/// {"steps": [earlier, later], "at": pointer}: the number or time there is larger later.
Judgement judge_raises(const Story& story, const Json& args);

/// {"steps": [step...], "rows": pointer, "key": pointer in a row, "want": value}: a row of one of
/// them has the key; "absent": true: no row has a text that begins with it, since the step "after".
Judgement judge_lists(const Story& story, const Json& args);

/// {"step"}: the host refuses it: 4xx, or a success that is false.
Judgement judge_refuses(const Story& story, const Json& args);

/// {"steps": [step...], "texts": [text...]}: no answer has one of them.
Judgement judge_lacks(const Story& story, const Json& args);

}  // namespace understudy::conformance::writes
