// SPDX-License-Identifier: MIT
#include "records/changes.hpp"

#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "understudy/base/json_document.hpp"

namespace understudy::mock::records {

namespace {

constexpr std::size_t kText = 1'048'576;  // ours: one line of a compacted log
constexpr std::string_view kClear = "clear";
constexpr std::string_view kNext = "next";
constexpr std::string_view kPut = "put";
constexpr std::string_view kRemove = "remove";
constexpr std::string_view kReset = "reset";

/// The members of a change, all read before any is applied.
struct Change {
  std::string_view kind;
  std::vector<JsonElement> members;
};

Failure<Error> refuse(std::string what) {
  return Failure{Error{Errc::bad_input, std::move(what), "", ""}};
}

Result<Done> apply_to(const Change& change, std::size_t collection, Draft& draft) {
  const auto is_text = [&](std::size_t i) { return change.members[i].is_string(); };
  const auto text = [&](std::size_t i) { return std::string{change.members[i].text()}; };
  const std::size_t count = change.members.size();
  if (change.kind == kPut && count == 4 && is_text(2) && is_text(3)) {
    draft.put(collection, {text(2), text(3)});
    return Done{};
  }
  if (change.kind == kRemove && count == 3 && is_text(2)) {
    if (draft.remove(collection, text(2))) return Done{};
    return refuse("there is no record '" + excerpt(text(2), 60) + "' to remove");
  }
  if (change.kind == kClear && count == 2) {
    draft.clear(collection);
    return Done{};
  }
  if (change.kind == kNext && count == 3) {
    if (const auto next = to_int64(change.members[2])) {
      draft.set_next_number(collection, *next);
      return Done{};
    }
  }
  return refuse("'" + excerpt(change.kind, 20) + "' is no change that this version knows");
}

Result<Done> apply(const Change& change, const Snapshot& seed, Draft& draft) {
  if (change.kind == kReset && change.members.size() == 1) {
    draft.become(seed);
    return Done{};
  }
  if (change.members.size() < 2 || !change.members[1].is_string()) {
    return refuse("expected a change with the name of a collection");
  }
  const std::string_view name = change.members[1].text();
  const auto collection = seed.find(name);
  if (!collection) return refuse("there is no collection '" + excerpt(name, 60) + "'");
  return apply_to(change, *collection, draft);
}

/// Hands a text on as soon as it is long enough, and at the end.
class Pieces {
 public:
  explicit Pieces(const TakeChanges& take) : take_(take) {}
  ChangeText& text() {
    if (text_.size() >= kText) finish();
    return text_;
  }
  void finish() {
    if (!text_.empty()) take_(text_.take());
  }

 private:
  const TakeChanges& take_;
  ChangeText text_;
};

/// Records that kept their place are in the order of `from` and before all others, so removing what
/// has gone or moved and adding what is new or moved gives the order of `to`.
void write_difference_of(const View& from, const View& to, Pieces& pieces) {
  const std::string_view name = to.shape().name;
  const auto stays = [&](const Record& record) {
    return from.rows().share_place(to.rows(), record.id);
  };
  std::size_t staying = 0;
  for (const Record& record : from.rows()) staying += stays(record) ? 1U : 0U;
  if (staying == 0 && from.rows().size() > 0) {
    pieces.text().clear(name);
  } else if (staying < from.rows().size()) {
    for (const Record& record : from.rows()) {
      if (!stays(record)) pieces.text().remove(name, record.id);
    }
  }
  for (const Record& record : to.rows()) {
    if (!stays(record) || from.find(record.id)->json != record.json) {
      pieces.text().put(name, record);
    }
  }
  if (from.next_number() != to.next_number()) {
    pieces.text().next_number(name, to.next_number());
  }
}

}  // namespace

void ChangeText::begin(std::string_view kind) {
  text_ += text_.empty() ? "[[\"" : ",[\"";
  text_ += kind;
  text_ += '"';
}

void ChangeText::append_member(std::string_view text) {
  text_ += ',';
  append_json_string(text_, text);
}

void ChangeText::put(std::string_view collection, const Record& record) {
  begin(kPut);
  append_member(collection);
  append_member(record.id);
  append_member(record.json);
  text_ += ']';
}

void ChangeText::remove(std::string_view collection, std::string_view id) {
  begin(kRemove);
  append_member(collection);
  append_member(id);
  text_ += ']';
}

void ChangeText::clear(std::string_view collection) {
  begin(kClear);
  append_member(collection);
  text_ += ']';
}

void ChangeText::next_number(std::string_view collection, std::int64_t number) {
  begin(kNext);
  append_member(collection);
  text_ += ',' + std::to_string(number) + ']';
}

void ChangeText::reset() {
  begin(kReset);
  text_ += ']';
}

std::string ChangeText::take() {
  if (text_.empty()) return "[]";
  text_ += ']';
  return std::exchange(text_, {});
}

Result<Done> apply_changes(std::string_view text, const Snapshot& seed, Draft& draft) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  const auto document =
      JsonDocument::parse(text, {.bytes = kNone, .elements = kNone, .nodes = kNone});
  if (!document) return Failure{document.error()};
  if (!document->root().is_array()) return refuse("expected a list of changes");
  for (const JsonElement element : document->root().elements()) {
    Change change{};
    for (const JsonElement member : element.elements()) change.members.push_back(member);
    if (!change.members.empty() && change.members[0].is_string()) {
      change.kind = change.members[0].text();
    }
    if (auto applied = apply(change, seed, draft); !applied) return applied;
  }
  return Done{};
}

void write_difference(const Snapshot& from, const Snapshot& to, const TakeChanges& take) {
  Pieces pieces{take};
  for (std::size_t i = 0; i < to.views().size(); ++i) {
    if (from.views()[i] != to.views()[i]) {
      write_difference_of(*from.views()[i], *to.views()[i], pieces);
    }
  }
  pieces.finish();
}

}  // namespace understudy::mock::records
