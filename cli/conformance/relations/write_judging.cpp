// SPDX-License-Identifier: MIT
#include "write_judging.hpp"

#include <algorithm>

#include "instant.hpp"
#include "json_members.hpp"
#include "rules.hpp"

namespace understudy::conformance::writes {

namespace {

std::string show(const Json* value) {
  return value == nullptr ? "nothing" : excerpt(dump_json(*value));
}

std::vector<std::string> texts_of(const Json& args, const char* name) {
  std::vector<std::string> texts;
  const Json* list = find_member(args, name);
  if (list == nullptr || !list->is_array()) return texts;
  for (const Json& one : *list) texts.push_back(text_or_empty(one));
  return texts;
}

bool has(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// A step that was asked, or null.
const Seen* find_seen(const Story& story, const std::string& step) {
  const auto found = story.steps.find(step);
  return found == story.steps.end() || found->second.status == 0 ? nullptr : &found->second;
}

/// Credentials without the right to write are no fault of the host.
std::optional<Judgement> not_allowed(const Seen& seen) {
  if (seen.status != 401 && seen.status != 403) return std::nullopt;
  return lacking("the credentials may not do this: " + std::to_string(seen.status));
}

Judgement not_asked(const Story& story, const std::string& step) {
  if (!story.trouble.empty()) return cannot_tell(story.trouble);
  for (const auto& [name, seen] : story.steps) {
    if (!name.starts_with("create")) continue;
    if (auto judgement = not_allowed(seen)) return *judgement;
    if (name == "create" && !seen.is_success()) {
      return cannot_tell("there is no record: the create was answered " +
                         std::to_string(seen.status));
    }
  }
  return cannot_tell("the step \"" + step +
                     "\" could not be asked: an earlier answer lacks what it "
                     "needs");
}

std::optional<WallTime> instant_of(const Json* value) {
  const auto* text = value == nullptr ? nullptr : value->get_ptr<const std::string*>();
  return text == nullptr ? std::nullopt : read_instant(*text);
}

std::string digits_of(const Json& value) {
  std::string text = text_or_empty(value);
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  return text;
}

enum class Form : std::uint8_t { exact, instant, digits };

bool is_same(const Json& want, const Json* got, Form form) {
  if (got == nullptr) return want.is_null();
  if (want == *got) return true;
  switch (form) {
    case Form::exact:
      return want.is_number() && got->is_number() && to_double(want) == to_double(*got);
    case Form::instant:
      return instant_of(&want) && instant_of(&want) == instant_of(got);
    case Form::digits:
      return !digits_of(want).empty() && digits_of(want) == digits_of(*got);
  }
  return false;
}

/// The numbers of a record and its times may be compared; nothing for anything else.
std::optional<bool> is_larger(const Json& earlier, const Json& later) {
  if (earlier.is_number() && later.is_number()) return to_double(later) > to_double(earlier);
  const auto before = instant_of(&earlier);
  const auto after = instant_of(&later);
  if (!before || !after) return std::nullopt;
  return *after > *before;
}

/// Both records of a rule on two steps, or why there are not two.
struct Pair {
  const Json* earlier = nullptr;
  const Json* later = nullptr;
  std::optional<Judgement> none = {};
};

Pair find_pair(const Story& story, const Json& args) {
  Pair pair;
  const auto steps = texts_of(args, "steps");
  for (const std::string& step : steps) {
    const Seen* seen = find_seen(story, step);
    if (seen == nullptr) return {nullptr, nullptr, not_asked(story, step)};
    if (!seen->is_success()) {
      return {nullptr, nullptr,
              cannot_tell("\"" + step + "\" was answered " + std::to_string(seen->status))};
    }
    const Json* record = seen->at(text_member(args, "at"));
    if (record == nullptr) {
      return {nullptr, nullptr, cannot_tell("the answer of \"" + step + "\" has no record")};
    }
    (pair.earlier == nullptr ? pair.earlier : pair.later) = record;
  }
  if (pair.later == nullptr) pair.none = cannot_tell("the rule has no two steps");
  return pair;
}

}  // namespace

Judgement judge_status(const Story& story, const Json& args) {
  const std::string step = text_member(args, "step");
  const Seen* seen = find_seen(story, step);
  if (seen == nullptr) return not_asked(story, step);
  const Json* statuses = find_member(args, "status");
  if (statuses == nullptr) return cannot_tell("the rule has no status");
  if (auto judgement = not_allowed(*seen)) return *judgement;
  for (const Json& status : *statuses) {
    if (to_int64(status) == seen->status) return holds();
  }
  return broken("\"" + step + "\" was answered " + std::to_string(seen->status),
                dump_json(*statuses), std::to_string(seen->status));
}

Judgement judge_has(const Story& story, const Json& args) {
  const std::string step = text_member(args, "step");
  const Seen* seen = find_seen(story, step);
  if (seen == nullptr) return not_asked(story, step);
  if (auto judgement = not_allowed(*seen)) return *judgement;
  if (!seen->is_success() && find_member(args, "of_failure") == nullptr) {
    return broken("\"" + step + "\" was answered " + std::to_string(seen->status), "a success",
                  std::to_string(seen->status));
  }
  const Json* wanted = find_member(args, "want");
  const auto want = wanted == nullptr ? std::nullopt : fill_holes(*wanted, story.values);
  if (!want) return not_asked(story, step);
  const auto instants = texts_of(args, "instants");
  const auto digits = texts_of(args, "digits");
  for (const auto& [pointer, value] : want->items()) {
    const Form form = has(instants, pointer) ? Form::instant
                      : has(digits, pointer) ? Form::digits
                                             : Form::exact;
    const Json* got = seen->at(pointer);
    if (is_same(value, got, form)) continue;
    return broken("\"" + step + "\" has another value at " + pointer, dump_json(value), show(got));
  }
  return holds();
}

Judgement judge_same(const Story& story, const Json& args) {
  const Pair pair = find_pair(story, args);
  if (pair.none) return *pair.none;
  if (!pair.earlier->is_object() || !pair.later->is_object()) {
    return cannot_tell("the records are no objects");
  }
  const auto except = texts_of(args, "except");
  for (const auto& [name, value] : pair.earlier->items()) {
    const Json* later = find_member(*pair.later, name.c_str());
    if (later == nullptr || has(except, name)) continue;
    if (is_same(value, later, Form::instant)) continue;
    return broken("the member \"" + excerpt(name) + "\" is another one in \"" +
                      texts_of(args, "steps").back() + "\"",
                  show(&value), show(later));
  }
  return holds();
}

Judgement judge_raises(const Story& story, const Json& args) {
  const Pair pair = find_pair(story, args);
  if (pair.none) return *pair.none;
  const auto larger = is_larger(*pair.earlier, *pair.later);
  if (!larger) return cannot_tell("the values can be no numbers or times");
  if (*larger) return holds();
  return broken("the write did not raise " + text_member(args, "at"),
                "more than " + show(pair.earlier), show(pair.later));
}

Judgement judge_lists(const Story& story, const Json& args) {
  const Json* wanted = find_member(args, "want");
  const auto want = wanted == nullptr ? std::nullopt : fill_holes(*wanted, story.values);
  const bool is_absent = find_member(args, "absent") != nullptr;
  const bool is_once = find_member(args, "once") != nullptr;
  const auto steps = texts_of(args, "steps");
  if (!want) return not_asked(story, steps.empty() ? "" : steps.front());
  if (const std::string after = text_member(args, "after"); !after.empty()) {
    const Seen* seen = find_seen(story, after);
    if (seen == nullptr) return not_asked(story, after);
    if (auto judgement = not_allowed(*seen)) return *judgement;
  }
  std::optional<Judgement> unknown;
  for (const std::string& step : steps) {
    const Seen* seen = find_seen(story, step);
    const Json* rows = seen == nullptr ? nullptr : seen->at(text_member(args, "rows"));
    if (rows == nullptr || !rows->is_array()) {
      unknown = seen == nullptr ? not_asked(story, step)
                                : cannot_tell("\"" + step + "\" was answered " +
                                              std::to_string(seen->status) + " without rows");
      continue;
    }
    std::size_t found = 0;
    for (const Json& row : *rows) {
      const Json* key = find_value(row, text_member(args, "key"));
      if (key == nullptr) continue;
      if (!is_absent && is_same(*want, key, Form::exact)) {
        if (!is_once) return holds();
        ++found;
      }
      if (is_absent && text_or_empty(*key).starts_with(text_or_empty(*want))) {
        return broken("\"" + step + "\" has a record that should not be there",
                      "no " + show(&*want), show(key));
      }
    }
    if (found > 1) {
      return broken("\"" + step + "\" has more than one record of one creation", "one",
                    std::to_string(found));
    }
    if (found == 1) return holds();
  }
  if (unknown) return *unknown;
  if (is_absent) return holds();
  return broken("the rows of \"" + steps.back() + "\" lack what was written", show(&*want),
                "other rows");
}

Judgement judge_refuses(const Story& story, const Json& args) {
  const std::string step = text_member(args, "step");
  const Seen* seen = find_seen(story, step);
  if (seen == nullptr) return not_asked(story, step);
  if (auto judgement = not_allowed(*seen)) return *judgement;
  if (seen->status >= 400 && seen->status < 500) return holds();
  if (seen->status == 200 && !seen->is_success()) return holds();
  return broken("\"" + step + "\" was answered " + std::to_string(seen->status), "a refusal, 4xx",
                std::to_string(seen->status));
}

Judgement judge_lacks(const Story& story, const Json& args) {
  for (const std::string& step : texts_of(args, "steps")) {
    const Seen* seen = find_seen(story, step);
    if (seen == nullptr) return not_asked(story, step);
    for (const std::string& text : texts_of(args, "texts")) {
      if (seen->body.find(text) == std::string::npos) continue;
      return broken("\"" + step + "\" has what no answer may have", "no \"" + text + "\"",
                    "\"" + text + "\"");
    }
  }
  return holds();
}

}  // namespace understudy::conformance::writes
