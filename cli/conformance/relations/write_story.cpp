// SPDX-License-Identifier: MIT
#include "write_story.hpp"

#include <array>
#include <chrono>

#include "json_members.hpp"
#include "rules.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/conformance/ledger.hpp"

namespace understudy::conformance::writes {

namespace {

constexpr std::size_t kEndSteps = 10;  // ours: 1,024 pages

/// A scalar as it stands in a text.
std::optional<std::string> text_of_scalar(const Json& value) {
  if (const auto* text = value.get_ptr<const std::string*>()) return *text;
  if (value.is_number() || value.is_boolean()) return dump_json(value);
  return std::nullopt;
}

enum class Escape : std::uint8_t { none, percent };

std::optional<std::string> fill_text(std::string_view text, const Values& values, Escape escape) {
  std::string out;
  for (std::size_t begin = text.find("${"); begin != text.npos; begin = text.find("${")) {
    const std::size_t end = text.find('}', begin);
    if (end == text.npos) return std::nullopt;
    const auto value = values.find(text.substr(begin + 2, end - begin - 2));
    const auto filled = value == values.end() ? std::nullopt : text_of_scalar(value->second);
    if (!filled) return std::nullopt;
    out += text.substr(0, begin);
    out += escape == Escape::percent ? encode_component(*filled) : *filled;
    text.remove_prefix(end + 1);
  }
  return out + std::string{text};
}

std::optional<Json> fill_scalar(const std::string& text, const Values& values) {
  if (text.starts_with("${") && text.find('}') + 1 == text.size()) {
    const auto value = values.find(std::string_view{text}.substr(2, text.size() - 3));
    return value == values.end() ? std::nullopt : std::optional{value->second};
  }
  auto filled = fill_text(text, values, Escape::none);
  return filled ? std::optional<Json>{*std::move(filled)} : std::nullopt;
}

Seen see(const Reply& reply) { return {reply.status(), reply.json, reply.response.body}; }

/// The texts of the ids that a create answered with.
std::vector<std::string> ids_of(const Seen& seen, const Json& pointers) {
  std::vector<std::string> ids;
  for (const Json& pointer : pointers) {
    std::string id = seen.json ? text_at(*seen.json, text_or_empty(pointer)) : "";
    if (!id.empty()) ids.push_back(std::move(id));
  }
  return ids;
}

/// Times of the run, for what is asked by time: a day before and after now, as clocks differ.
void add_times(Values& values, WallTime now) {
  constexpr std::size_t kWithoutFraction = 19;
  constexpr std::chrono::hours kDay{24};
  const auto text = [](WallTime at) {
    return format_iso_millis(at).substr(0, kWithoutFraction) + "Z";
  };
  values["yesterday"] = text(now - kDay);
  values["tomorrow"] = text(now + kDay);
}

/// Tells the steps of one story.
class Teller {
 public:
  Teller(Probe& probe, Ledger& ledger, const Json& story, Story& told)
      : probe_(probe),
        ledger_(ledger),
        can_search_(find_member(story, "find") != nullptr),
        story_(told) {}

  void step(const Json& step) {
    const std::string name = text_member(step, "as");
    if (const Json* seconds = find_member(step, "wait")) {
      probe_.wait(std::chrono::seconds{to_int64(*seconds).value_or(0)});
    }
    if (const std::string list = text_member(step, "end_of"); !list.empty()) return find_end(list);
    auto request = make_request(step, story_.values);
    if (!request) return;
    const Json* creates = find_member(step, "creates");
    const Seen& seen = story_.steps[name] = creates == nullptr
                                                ? see(probe_.send(*std::move(request)))
                                                : create(*std::move(request), *creates);
    const Json* keep = find_member(step, "keep");
    if (keep == nullptr || !seen.is_success()) return;
    for (const auto& [kept, pointer] : keep->items()) {
      const Json* value = seen.at(text_or_empty(pointer));
      if (value != nullptr && text_of_scalar(*value)) story_.values[kept] = *value;
    }
  }

 private:
  Seen create(Request request, const Json& ids) {
    const auto match = probe_.subject().contract->find_operation(request.method, request.path());
    const auto number =
        ledger_.intend({.api = probe_.profile().api,
                        .operation = match.operation == nullptr ? "" : match.operation->id,
                        .marker = text_or_empty(story_.values["marker"]),
                        .at = format_iso_millis(probe_.wall_now())});
    if (!number) {
      story_.trouble = render(number.error());
      return {};
    }
    Seen seen = see(probe_.send(std::move(request)));
    if (seen.status == 0) return seen;
    const auto noted = note(*number, seen, ids);
    if (!noted) story_.trouble = render(noted.error());
    return seen;
  }

  /// A refusal settles an intention only where nobody can look whether it was one.
  Result<Done> note(std::size_t number, const Seen& seen, const Json& ids) {
    const auto made = ids_of(seen, ids);
    if (!made.empty() && seen.is_success()) return ledger_.made(number, made);
    const bool is_refused = seen.status >= 400 && seen.status < 500;
    if (is_refused && !can_search_) return ledger_.gone(number, "");
    return Done{};
  }

  /// The number of rows of a list that tells none: the first page that is not full, by halving.
  void find_end(const std::string& name) {
    const auto list = probe_.profile().lists.find(name);
    if (list == probe_.profile().lists.end()) return;
    const std::size_t size = list->second.paging.most;
    std::size_t low = 0;
    std::size_t high = (std::size_t{1} << kEndSteps) - 1;
    std::optional<std::size_t> last;  // rows of page `high`
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      const Reply& reply = probe_.list(list->second, {.page = middle, .size = size});
      const Json* rows = reply.at(list->second.rows);
      if (rows == nullptr || !rows->is_array()) return;
      if (rows->size() >= size) {
        low = middle + 1;
        continue;
      }
      high = middle;
      last = rows->size();
    }
    if (!last) return;
    story_.values["count"] = high * size + *last;
    story_.values["count_after"] = high * size + *last + 1;
  }

  Probe& probe_;
  Ledger& ledger_;
  bool can_search_;
  Story& story_;
};

}  // namespace

std::string text_at(const Json& value, std::string_view pointer) {
  const Json* found = find_value(value, pointer);
  return found == nullptr ? "" : text_of_scalar(*found).value_or("");
}

const Json* Seen::at(std::string_view pointer) const {
  return json ? find_value(*json, pointer) : nullptr;
}

bool Seen::is_success() const {
  if (status < 200 || status > 299) return false;
  const Json* success = at("/success");
  return success == nullptr || *success != Json(false);
}

std::optional<Json> fill_holes(const Json& value, const Values& values) {
  if (const auto* text = value.get_ptr<const std::string*>()) return fill_scalar(*text, values);
  if (!value.is_structured()) return value;
  Json out = value;
  for (auto it = out.begin(); it != out.end(); ++it) {
    auto filled = fill_holes(*it, values);  // as deep as the profile, which is ours
    if (!filled) return std::nullopt;
    *it = *std::move(filled);
  }
  return out;
}

std::optional<Request> make_request(const Json& step, const Values& values) {
  const auto method = find_method(text_member(step, "method"));
  auto target = fill_text(text_member(step, "target"), values, Escape::percent);
  if (!method || !target) return std::nullopt;
  Request request{*method, *std::move(target), {}, {}};
  const Json* body = find_member(step, "body");
  if (body == nullptr) return request;
  const auto filled = fill_holes(*body, values);
  if (!filled) return std::nullopt;
  request.fields.add("Content-Type", "application/json");
  request.body = dump_json(*filled);
  return request;
}

const Json* find_story(const Profile& profile) {
  for (const RuleSpec& rule : profile.rules) {
    if (rule.area != "writes") continue;
    if (const Json* story = find_member(rule.args, "story")) return story;
  }
  return nullptr;
}

std::size_t cost_of(const Json& story) {
  std::size_t cost = 0;
  const Json* steps = find_member(story, "steps");
  if (steps == nullptr) return 0;
  for (const Json& step : *steps) cost += find_member(step, "end_of") != nullptr ? kEndSteps : 1;
  return cost;
}

Values credentials_of(const Subject& subject) {
  Values values;
  if (subject.credentials.empty()) return values;
  for (const auto& [name, value] : subject.credentials.front()) values[name] = value;
  return values;
}

std::string make_marker(Probe& probe) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto now = static_cast<std::uint64_t>(probe.wall_now().time_since_epoch().count());
  std::uint64_t chance = mix(now, probe.random().next());
  std::string marker = "understudy-check ";
  for (int i = 0; i < 8; ++i, chance >>= 4) marker += kDigits[chance & 15];
  return marker;
}

Story tell(Probe& probe, const Json& story, Ledger& ledger) {
  Story told;
  told.values = credentials_of(probe.subject());
  told.values["marker"] = make_marker(probe);
  add_times(told.values, probe.wall_now());
  const Json* steps = find_member(story, "steps");
  if (steps == nullptr) return told;
  Teller teller{probe, ledger, story, told};
  for (const Json& step : *steps) {
    if (!told.trouble.empty() || !probe.trouble().empty()) break;
    teller.step(step);
  }
  return told;
}

}  // namespace understudy::conformance::writes
