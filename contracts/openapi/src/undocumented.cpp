// SPDX-License-Identifier: MIT
/// Walks a body beside the schemas that speak of each place. Which schemas those are is worked out
/// once per set of them, so that the second row of a page costs only lookups.
#include "undocumented.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "instance.hpp"
#include "shape.hpp"

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxStates = 10'000;  // ours: sets of schemas; past it nothing is reported

/// Whether a schema says nothing of a value: it has extensions and comments only.
bool is_note(JsonElement schema) {
  for (const JsonMember member : schema.members()) {
    const bool is_comment = member.name == "description" || member.name == "$comment";
    if (!is_comment && !member.name.starts_with("x-")) return false;
  }
  return true;
}

class Walk {
 public:
  Walk(Reported open, Reporter& reporter) : open_(open), reporter_(reporter) {}

  void run(Place schema, JsonElement body) { visit(body, state_of({schema})); }

 private:
  using StateId = std::size_t;
  static constexpr StateId kAnything = 0;

  /// What is known of the values at one place.
  struct State {
    std::vector<Place> schemas = {};
    const JsonNode* speaker = nullptr;  ///< the first schema that names members
    const schema::Document* document = nullptr;
    std::unordered_map<std::string_view, std::optional<StateId>> members = {};
    std::optional<StateId> rest = {};  ///< elements behind those of prefixItems
    std::size_t prefix = 0;
  };

  StateId state_of(const std::vector<Place>& roots) {
    std::vector<Place> schemas;
    std::vector<const JsonNode*> key;
    for (const Place root : roots) {
      for (const Place place : schemas_beside(root, reporter_.contents().registry)) {
        if (std::find(key.begin(), key.end(), place.node) != key.end()) continue;
        key.push_back(place.node);
        schemas.push_back(place);
      }
    }
    std::sort(key.begin(), key.end());
    const auto [it, is_new] = known_.try_emplace(std::move(key), states_.size());
    if (!is_new) return it->second;
    if (states_.size() == kMaxStates) return it->second = kAnything;
    State& state = states_.emplace_back();
    state.schemas = std::move(schemas);
    for (const Place place : state.schemas) {
      const JsonElement schema = place.element();
      if (const auto prefix = schema.find("prefixItems")) {
        state.prefix = std::max(state.prefix, prefix->size());
      }
      const bool speaks = schema.find("properties") || schema.find("patternProperties");
      if (!speaks || state.speaker != nullptr) continue;
      state.speaker = place.node;
      state.document = place.document;
    }
    return it->second;
  }

  void visit(JsonElement value, StateId id) {
    if (id == kAnything || reporter_.is_full()) return;
    if (value.is_array()) {
      std::size_t index = 0;
      for (const JsonElement element : value.elements()) {
        step(std::to_string(index), element, element_state(id, index));
        ++index;
      }
      return;
    }
    for (const JsonMember member : value.members()) {
      const auto next = member_state(id, member.name);
      if (next) {
        step(member.name, member.value, *next);
      } else {
        report(id, member.name);
      }
    }
  }

  void step(std::string_view token, JsonElement value, StateId next) {
    if (value.size() == 0) return;
    const std::size_t size = pointer_.size();
    (pointer_ += '/') += pointer_token(token);
    visit(value, next);
    pointer_.resize(size);
  }

  StateId element_state(StateId id, std::size_t index) {
    if (index >= states_[id].prefix && states_[id].rest) return *states_[id].rest;
    std::vector<Place> roots;
    for (const Place place : states_[id].schemas) {
      const auto prefix = place.element().find("prefixItems");
      if (prefix && index < prefix->size()) {
        auto element = prefix->elements().begin();
        for (std::size_t i = 0; i < index; ++i) ++element;
        roots.push_back({place.document, (*element).node()});
      } else if (const auto items = place.element().find("items")) {
        roots.push_back({place.document, items->node()});
      }
    }
    const StateId next = roots.empty() ? kAnything : state_of(roots);
    if (index >= states_[id].prefix) states_[id].rest = next;
    return next;
  }

  /// The state of a member, or nothing when nobody describes it.
  std::optional<StateId> member_state(StateId id, std::string_view name) {
    if (const auto it = states_[id].members.find(name); it != states_[id].members.end()) {
      return it->second;
    }
    std::vector<Place> roots;
    for (const Place place : states_[id].schemas) add_member_schemas(place, name, roots);
    std::optional<StateId> next;
    if (!roots.empty()) {
      next = state_of(roots);
    } else if (states_[id].speaker == nullptr) {
      next = kAnything;
    }
    states_[id].members.emplace(name, next);
    return next;
  }

  void add_member_schemas(Place place, std::string_view name, std::vector<Place>& roots) {
    const JsonElement schema = place.element();
    bool is_named = false;
    const auto add = [&](JsonElement found) {
      roots.push_back({place.document, found.node()});
      is_named = true;
    };
    if (const auto properties = schema.find("properties")) {
      if (const auto property = properties->find(name)) add(*property);
    }
    if (const auto patterns = schema.find("patternProperties")) {
      for (const JsonMember pattern : patterns->members()) {
        if (matches(pattern, name)) add(pattern.value);
      }
    }
    if (is_named) return;
    for (const std::string_view keyword : {"additionalProperties", "unevaluatedProperties"}) {
      const auto rest = schema.find(keyword);
      if (!rest || !rest->is_object()) continue;
      if (open_ == Reported::no || !is_note(*rest)) add(*rest);
    }
  }

  bool matches(const JsonMember& pattern, std::string_view name) {
    auto it = patterns_.find(pattern.value.node());
    if (it == patterns_.end()) {
      std::string text = "{\"pattern\":";
      append_json_string(text, pattern.name);
      auto compiled = schema::compile_text(text + "}", {});
      std::optional<schema::Schema> one;
      if (compiled) one = *std::move(compiled);
      it = patterns_.emplace(pattern.value.node(), std::move(one)).first;
    }
    const JsonNode text = make_string(name);
    return !it->second || schema::is_valid(*it->second, JsonElement{&text});
  }

  void report(StateId id, std::string_view name) {
    const State& state = states_[id];
    reporter_.add({.kind = Finding::Kind::undocumented_member,
                   .where = "body " + pointer_ + "/" + pointer_token(name),
                   .what = "the contract does not describe a member of this name",
                   .got = excerpt(name),
                   .rule = location_of({state.document, state.speaker})});
  }

  Reported open_;
  Reporter& reporter_;
  std::string pointer_;
  std::vector<State> states_{1};
  std::map<std::vector<const JsonNode*>, StateId> known_;
  std::unordered_map<const JsonNode*, std::optional<schema::Schema>> patterns_;
};

}  // namespace

void report_undocumented(const MediaType& media, JsonElement body, Reported open,
                         Reporter& reporter) {
  if (media.schema_place) Walk{open, reporter}.run(media.schema_place, body);
}

}  // namespace understudy::openapi
