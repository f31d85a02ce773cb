// SPDX-License-Identifier: MIT
#include "apis/impartner/rows.hpp"

#include <cstdio>
#include <type_traits>
#include <variant>

#include "understudy/base/json.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::mock::impartner {

namespace {

/// A kept value; null for one that is not of the field's type.
query::Value read_kept(FieldType type, JsonElement json) {
  switch (type) {
    case FieldType::boolean:
      if (json.is_boolean()) return json.is_true();
      break;
    case FieldType::date_time:
      if (!json.is_string()) break;
      if (const auto moment = query::parse_moment(json.text())) return *moment;
      break;
    case FieldType::int32:
    case FieldType::int64:
      if (const auto integer = to_int64(json)) return *integer;
      break;
    case FieldType::number:
      if (const auto number = to_double(json)) return *number;
      break;
    case FieldType::email:
    case FieldType::text:
    case FieldType::uri:
      if (json.is_string()) return std::string{json.text()};
      break;
  }
  return query::Null{};
}

/// ".5" for half a second; nothing for a whole one.
std::string fraction_of(std::int64_t picosecond) {
  if (picosecond == 0) return {};
  std::string digits = std::to_string(picosecond);
  digits.insert(0, 12 - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  return '.' + digits;
}

}  // namespace

std::string write_row(const ObjectFact& object, const Row& row) {
  std::string json;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (object.fields[i].origin != Origin::stored) continue;
    if (std::holds_alternative<query::Null>(row[i])) continue;
    json += json.empty() ? '{' : ',';
    append_json_string(json, object.fields[i].name);
    json += ':';
    append_value(json, row[i]);
  }
  return json.empty() ? "{}" : json + '}';
}

Row read_row(const ObjectFact& object, std::string_view json) {
  Row row(object.fields.size());
  const auto document = JsonDocument::parse(json);
  if (!document) return row;
  for (const JsonMember member : document->root().members()) {
    const auto field = find_field(object, member.name);
    if (field) row[*field] = read_kept(object.fields[*field].type, member.value);
  }
  return row;
}

std::string format_moment(const query::Moment& moment) {
  const query::CivilTime civil = query::civil_time(moment);
  char text[48];
  const int size = std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d",
                                 static_cast<int>(civil.year), civil.month, civil.day, civil.hour,
                                 civil.minute, civil.second);
  std::string written{text, static_cast<std::size_t>(size)};
  written += fraction_of(civil.picosecond);
  if (moment.offset == 0) return written + 'Z';
  const int minutes = moment.offset < 0 ? -moment.offset : moment.offset;
  const int zone_size = std::snprintf(text, sizeof text, "%c%02d:%02d",
                                      moment.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return written.append(text, static_cast<std::size_t>(zone_size));
}

query::Moment moment_of(WallTime time) {
  const std::int64_t seconds = epoch_seconds(time);
  const auto rest = time.time_since_epoch() - std::chrono::seconds{seconds};
  return {.seconds = seconds, .nanoseconds = static_cast<std::uint32_t>(rest.count())};
}

void append_value(std::string& out, const query::Value& value) {
  std::visit(
      [&](const auto& one) {
        using T = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<T, query::Null>) {
          out += "null";
        } else if constexpr (std::is_same_v<T, bool>) {
          out += one ? "true" : "false";
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          out += std::to_string(one);
        } else if constexpr (std::is_same_v<T, double>) {
          append_json_number(out, one);
        } else if constexpr (std::is_same_v<T, std::string>) {
          append_json_string(out, one);
        } else {
          append_json_string(out, format_moment(one));
        }
      },
      value);
}

std::int64_t integer_of(const Row& row, std::size_t field) {
  const auto* integer = std::get_if<std::int64_t>(&row[field]);
  return integer == nullptr ? 0 : *integer;
}

}  // namespace understudy::mock::impartner
