// SPDX-License-Identifier: MIT
/// A text may be read in several ways ("5" as a number or as a text, "a%2Cb" as one element or as
/// two). One valid reading is enough; when there is none, the first is explained.
#include "parameters.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "instance.hpp"
#include "references.hpp"
#include "styles.hpp"
#include "understudy/base/redaction.hpp"

namespace understudy::openapi {

namespace {

enum class Outcome : std::uint8_t { accepted, refused, unreadable };

/// The schema's answer to a value, without words; or with them for the first value.
class Judge {
 public:
  Judge(const Parameter& parameter, std::size_t most) : parameter_(parameter), most_(most) {}

  bool operator()(JsonElement value) {
    if (parameter_.schema == nullptr) return true;
    if (most_ == 0) return schema::is_valid(*parameter_.schema, value);
    verdict_ = schema::validate(*parameter_.schema, value, most_);
    return true;
  }
  [[nodiscard]] schema::Verdict take() { return std::move(verdict_); }

 private:
  const Parameter& parameter_;
  std::size_t most_;  ///< 0: without words
  schema::Verdict verdict_ = {};
};

/// The spelling that the schema has for a text, where case does not count.
std::string_view spelled(const Codec& codec, std::string_view text) {
  for (const std::string& choice : codec.choices) {
    if (equal_ignoring_case(choice, text)) return choice;
  }
  return text;
}

bool has_encoded(std::span<const std::string_view> raws) {
  return std::any_of(raws.begin(), raws.end(),
                     [](std::string_view raw) { return raw.find('%') != raw.npos; });
}

Types types_of_member(const Codec& codec, std::string_view name) {
  const auto it = std::find_if(codec.members.begin(), codec.members.end(),
                               [&](const Codec::Member& member) { return member.name == name; });
  return it == codec.members.end() ? codec.other_types : it->types;
}

/// Reads one parameter, one reading after the other.
class Reader {
 public:
  Reader(const Parameter& parameter, std::span<const std::string_view> raws, Texts& texts)
      : parameter_(parameter), codec_(*parameter.codec), raws_(raws), texts_(texts) {}

  Outcome each(Judge& judge) {
    if (codec_.is_json) return json(judge);
    Outcome outcome = Outcome::unreadable;
    const auto attempt = [&](Outcome now) {
      if (now == Outcome::accepted || outcome == Outcome::unreadable) outcome = now;
      return outcome == Outcome::accepted;
    };
    if ((codec_.types & kObject) != 0 && attempt(containers(judge, JsonNode::Kind::object))) {
      return outcome;
    }
    if ((codec_.types & kArray) != 0 && attempt(containers(judge, JsonNode::Kind::array))) {
      return outcome;
    }
    constexpr Types kContainers = kArray | kObject;
    const bool is_scalar = (codec_.types & kContainers) == 0 || (codec_.types & ~kContainers) != 0;
    if (is_scalar) attempt(scalar(judge));
    return outcome;
  }

 private:
  Outcome scalar(Judge& judge) {
    const auto raw = read_scalar(codec_, parameter_.name, raws_.front());
    if (!raw) return Outcome::unreadable;
    const auto text = decode(*raw, codec_.decoding, texts_);
    if (!text) return Outcome::unreadable;
    const Candidates candidates{spelled(codec_, *text), codec_.types};
    const bool is_accepted =
        std::any_of(candidates.begin(), candidates.end(),
                    [&](const auto& node) { return judge(JsonElement{&node}); });
    return is_accepted ? Outcome::accepted : Outcome::refused;
  }

  Outcome containers(Judge& judge, JsonNode::Kind kind) {
    Outcome outcome = Outcome::unreadable;
    for (const Delimiters delimiters : {Delimiters::raw, Delimiters::decoded}) {
      if (delimiters == Delimiters::decoded && !has_encoded(raws_)) continue;
      const auto pieces =
          kind == JsonNode::Kind::array
              ? read_array(codec_, parameter_.name, raws_, delimiters, texts_)
              : read_object(codec_, parameter_.name, raws_.front(), delimiters, texts_);
      if (!pieces) continue;
      if (codec_.array_forms != 0 && pieces->elements.empty()) return Outcome::accepted;
      outcome = Outcome::refused;
      for (const Preference preference : {Preference::typed, Preference::text}) {
        Instance instance{kind};
        fill(instance, *pieces, preference);
        if (judge(instance.finish())) return Outcome::accepted;
      }
    }
    return outcome;
  }

  void fill(Instance& instance, const Pieces& pieces, Preference preference) const {
    for (const std::string_view element : pieces.elements) {
      instance.add(Candidates{spelled(codec_, element), codec_.element_types}.best(preference));
    }
    for (const auto& [name, value] : pieces.members) {
      instance.add_name(name);
      instance.add(Candidates{value, types_of_member(codec_, name)}.best(preference));
    }
  }

  Outcome json(Judge& judge) {
    const auto text = decode(raws_.front(), codec_.decoding, texts_);
    if (!text) return Outcome::unreadable;
    const auto document = JsonDocument::parse(*text);
    if (!document) return Outcome::unreadable;
    return judge(document->root()) ? Outcome::accepted : Outcome::refused;
  }

  const Parameter& parameter_;
  const Codec& codec_;
  std::span<const std::string_view> raws_;
  Texts& texts_;
};

bool is_secret(const Parameter& parameter) {
  if (is_secret_name(parameter.name)) return true;
  if (!parameter.schema_place) return false;
  const auto format = parameter.schema_place.element().find("format");
  return format && text_of(*format) == "password";
}

/// Whether several values of that name are one array.
bool takes_several(const Codec& codec) {
  if ((codec.types & kArray) == 0 || codec.is_json) return false;
  if (codec.array_forms != 0) return (codec.array_forms & (kRepeated | kBrackets)) != 0;
  return codec.style == Style::simple || (codec.style == Style::form && codec.explode);
}

std::string expected_form(const Codec& codec) {
  if (codec.is_json) return "JSON text";
  return "style " + std::string{name_of(codec.style)} + (codec.explode ? ", exploded" : "");
}

void explain(const Parameter& parameter, std::span<const std::string_view> raws, Texts& texts,
             Reporter& reporter) {
  Judge judge{parameter, reporter.room()};
  const bool is_hidden = is_secret(parameter);
  if (Reader{parameter, raws, texts}.each(judge) != Outcome::unreadable) {
    reporter.add(where_of(parameter), judge.take(), is_hidden);
    return;
  }
  const std::string expected = expected_form(*parameter.codec);
  const std::string got = is_hidden ? "<redacted>" : excerpt(raws.front());
  reporter.add({.kind = Finding::Kind::unreadable_parameter,
                .where = where_of(parameter),
                .what = "expected " + expected + ", got " + got,
                .expected = expected,
                .got = got,
                .rule = location_of(parameter.place)});
}

void report_repeated(const Parameter& parameter, std::size_t count, Reporter& reporter) {
  reporter.add({.kind = Finding::Kind::repeated_parameter,
                .where = where_of(parameter),
                .what = "expected one value, got " + std::to_string(count),
                .expected = "1",
                .got = std::to_string(count),
                .rule = location_of(parameter.place)});
}

/// The value that counts of several; nothing when they are refused.
std::optional<std::string_view> choose(const Codec& codec, std::span<const std::string_view> raws,
                                       Texts& texts) {
  switch (codec.repeated) {
    case Repeated::first:
      return raws.front();
    case Repeated::last:
      return raws.back();
    case Repeated::refused:
      return std::nullopt;
    case Repeated::joined: {
      std::string& joined = texts.emplace_front(raws.front());
      for (const std::string_view raw : raws.subspan(1)) (joined += ',') += raw;
      return joined;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string where_of(const Parameter& parameter) {
  return std::string{name_of(parameter.in)} + " " + parameter.name;
}

void report_missing(const Parameter& parameter, Reporter& reporter) {
  reporter.add({.kind = Finding::Kind::missing_parameter,
                .where = where_of(parameter),
                .what = "expected a value, got none",
                .expected = "a value",
                .rule = location_of(parameter.place) + "/required"});
}

void check_parameter(const Parameter& parameter, std::span<const std::string_view> raws,
                     Reported repeated, Texts& texts, Reporter& reporter) {
  const Codec& codec = *parameter.codec;
  std::string_view chosen = raws.front();
  if (raws.size() > 1 && !takes_several(codec)) {
    if (repeated == Reported::yes || codec.repeated == Repeated::refused) {
      report_repeated(parameter, raws.size(), reporter);
    }
    const auto one = choose(codec, raws, texts);
    if (!one) return;
    chosen = *one;
    raws = {&chosen, 1};
  }
  const bool is_empty =
      std::all_of(raws.begin(), raws.end(), [](std::string_view raw) { return raw.empty(); });
  if (is_empty && codec.is_empty_ok) return;
  Judge judge{parameter, 0};
  if (Reader{parameter, raws, texts}.each(judge) == Outcome::accepted) return;
  explain(parameter, raws, texts, reporter);
}

void check_object(const Parameter& parameter,
                  std::span<const std::pair<std::string_view, std::string_view>> members,
                  Texts& texts, Reporter& reporter) {
  const Codec& codec = *parameter.codec;
  const auto build = [&](Preference preference, Instance& instance) {
    for (const auto& [name, raw] : members) {
      const auto text = decode(raw, codec.decoding, texts);
      instance.add_name(name);
      instance.add(Candidates{text ? *text : raw, types_of_member(codec, name)}.best(preference));
    }
    return instance.finish();
  };
  if (parameter.schema == nullptr) return;
  Instance typed{JsonNode::Kind::object};
  const JsonElement value = build(Preference::typed, typed);
  if (schema::is_valid(*parameter.schema, value)) return;
  Instance text{JsonNode::Kind::object};
  if (schema::is_valid(*parameter.schema, build(Preference::text, text))) return;
  reporter.add(where_of(parameter), schema::validate(*parameter.schema, value, reporter.room()),
               is_secret(parameter));
}

}  // namespace understudy::openapi
