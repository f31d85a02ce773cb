// SPDX-License-Identifier: MIT
/// Fields are grouped by name first; each group is then read as its property asks for.
#include "form_body.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace understudy::openapi {

namespace {

/// The name in brackets of "object[name]", or nothing.
std::optional<std::string_view> member_of(std::string_view name, std::string_view object) {
  if (!name.starts_with(object) || !name.ends_with(']')) return std::nullopt;
  name.remove_prefix(object.size());
  if (name.size() < 3 || name.front() != '[') return std::nullopt;
  return name.substr(1, name.size() - 2);
}

}  // namespace

Result<FormBody> FormBody::read(const MediaType& media, std::string_view body) {
  FormBody form{media};
  Pairs pairs;
  const auto read = pairs.read(body, '&', Decoding::form, form.texts_);
  if (!read) return Failure{read.error()};
  std::unordered_map<std::string_view, std::size_t> known;
  for (const Pair& pair : pairs.list()) {
    const auto value = decode(pair.value, Decoding::form, form.texts_);
    if (!value) return Failure{value.error()};
    const auto [it, is_new] = known.try_emplace(pair.name, form.fields_.size());
    if (is_new) form.fields_.push_back({pair.name});
    form.fields_[it->second].raws.push_back(pair.value);
  }
  return form;
}

const Codec::Member* FormBody::find_member(std::string_view name) const {
  if (media_->codec == nullptr) return nullptr;
  const auto& members = media_->codec->members;
  const auto it = std::find_if(members.begin(), members.end(),
                               [&](const Codec::Member& member) { return member.name == name; });
  return it == members.end() ? nullptr : &*it;
}

void FormBody::add_scalar(std::string_view raw, Types types, Reading reading, Instance& instance) {
  const auto text = decode(raw, Decoding::form, texts_);
  instance.add(Candidates{text ? *text : raw, types}.best(reading.preference));
}

/// An array or an object, where the property is one; false where it is a single value.
bool FormBody::add_container(const Codec& codec, const Field& field, Reading reading,
                             Instance& instance) {
  if (codec.is_json) {
    const auto text = decode(field.raws.front(), Decoding::form, texts_);
    auto document = JsonDocument::parse(text ? *text : std::string_view{});
    if (!document) return false;
    instance.add(documents_.emplace_back(*std::move(document)).root());
    return true;
  }
  if ((codec.types & kArray) == 0) return false;
  const std::span<const std::string_view> raws{field.raws.data(),
                                               codec.explode ? field.raws.size() : 1};
  const auto pieces = read_array(codec, field.name, raws, reading.delimiters, texts_);
  if (!pieces) return false;
  Instance array{JsonNode::Kind::array};
  for (const std::string_view element : pieces->elements) {
    array.add(Candidates{element, codec.element_types}.best(reading.preference));
  }
  instance.add(array.finish());
  return true;
}

void FormBody::add_field(const Field& field, Reading reading, Instance& instance) {
  const Codec::Member* const member = find_member(field.name);
  instance.add_name(field.name);
  if (member != nullptr && member->codec != nullptr &&
      add_container(*member->codec, field, reading, instance)) {
    return;
  }
  const Types types = member != nullptr          ? member->types
                      : media_->codec != nullptr ? media_->codec->other_types
                                                 : kString;
  add_scalar(field.raws.front(), types, reading, instance);
}

/// object[name]=value, gathered into one member per object
void FormBody::add_deep_objects(Reading reading, Instance& instance) {
  if (media_->codec == nullptr) return;
  for (const Codec::Member& member : media_->codec->members) {
    if (member.codec == nullptr || member.codec->style != Style::deep_object) continue;
    Instance object{JsonNode::Kind::object};
    bool is_empty = true;
    for (const Field& field : fields_) {
      const auto name = member_of(field.name, member.name);
      if (!name) continue;
      const auto& known = member.codec->members;
      const auto it = std::find_if(known.begin(), known.end(),
                                   [&](const Codec::Member& one) { return one.name == *name; });
      object.add_name(*name);
      add_scalar(field.raws.front(), it == known.end() ? member.codec->other_types : it->types,
                 reading, object);
      is_empty = false;
    }
    if (is_empty) continue;
    instance.add_name(member.name);
    instance.add(object.finish());
  }
}

JsonElement FormBody::build(Reading reading, Instance& instance) {
  const auto is_deep = [&](std::string_view name) {
    if (media_->codec == nullptr) return false;
    const auto& members = media_->codec->members;
    return std::any_of(members.begin(), members.end(), [&](const Codec::Member& member) {
      return member.codec != nullptr && member.codec->style == Style::deep_object &&
             (member.name == name || member_of(name, member.name));
    });
  };
  for (const Field& field : fields_) {
    if (!is_deep(field.name)) add_field(field, reading, instance);
  }
  add_deep_objects(reading, instance);
  return instance.finish();
}

void FormBody::check(Reporter& reporter) {
  if (media_->schema == nullptr) return;
  for (const Reading reading :
       {Reading{Preference::typed, Delimiters::raw}, Reading{Preference::text, Delimiters::raw},
        Reading{Preference::typed, Delimiters::decoded},
        Reading{Preference::text, Delimiters::decoded}}) {
    Instance instance{JsonNode::Kind::object};
    if (schema::is_valid(*media_->schema, build(reading, instance))) return;
  }
  Instance instance{JsonNode::Kind::object};
  const JsonElement value = build({Preference::typed, Delimiters::raw}, instance);
  reporter.add("body", schema::validate(*media_->schema, value, reporter.room()));
}

}  // namespace understudy::openapi
