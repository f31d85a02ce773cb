// SPDX-License-Identifier: MIT
#include "understudy/client/apis/impartner/records.hpp"

#include <utility>

#include "understudy/base/http.hpp"

namespace understudy::client::impartner {

namespace {

const Json* find_member(const Json& object, std::string_view name) {
  if (!object.is_object()) return nullptr;
  for (auto it = object.begin(); it != object.end(); ++it) {
    if (equal_ignoring_case(it.key(), name)) return &*it;
  }
  return nullptr;
}

Error refusal(Errc code, std::string what, std::string_view name, std::string advice) {
  return {.code = code,
          .what = std::move(what),
          .where = std::string{name},
          .advice = std::move(advice)};
}

/// A field by the codec of its type.
template <typename T>
Result<std::optional<T>> read_field(const Record& record, std::string_view name) {
  const Json* const value = record.find(name);
  if (value == nullptr) {
    return Failure{refusal(Errc::not_found, "expected the field, got a record without it", name,
                           "ask for it by `fields`")};
  }
  Result<std::optional<T>> read = read_json<std::optional<T>>(dump_json(*value));
  if (!read) {
    return Failure{refusal(Errc::bad_input, std::move(read.error().what), name, "see find")};
  }
  return read;
}

}  // namespace

const Json* Record::find(std::string_view name) const {
  const std::size_t dot = name.find('.');
  const std::string_view first = name.substr(0, dot);
  const Json* value = extra.find(first);
  for (auto it = extra.values.begin(); value == nullptr && it != extra.values.end(); ++it) {
    if (equal_ignoring_case(it->first, first)) value = &it->second;
  }
  while (value != nullptr && name.find('.') != std::string_view::npos) {
    name.remove_prefix(name.find('.') + 1);
    value = find_member(*value, name.substr(0, name.find('.')));
  }
  return value;
}

Result<std::optional<std::string>> Record::text(std::string_view name) const {
  return read_field<std::string>(*this, name);
}

Result<std::optional<std::int64_t>> Record::integer(std::string_view name) const {
  return read_field<std::int64_t>(*this, name);
}

Result<std::optional<double>> Record::number(std::string_view name) const {
  return read_field<double>(*this, name);
}

Result<std::optional<bool>> Record::flag(std::string_view name) const {
  return read_field<bool>(*this, name);
}

Result<std::optional<Instant>> Record::moment(std::string_view name) const {
  Result<std::optional<Instant>> moment = read_field<Instant>(*this, name);
  if (moment || moment.error().code == Errc::not_found) return moment;
  const Result<std::optional<LocalTime>> local = read_field<LocalTime>(*this, name);
  if (!local) return moment;
  return std::optional<Instant>{Instant{(*local)->time_since_epoch()}};
}

Result<std::optional<std::vector<std::string>>> Record::texts(std::string_view name) const {
  return read_field<std::vector<std::string>>(*this, name);
}

std::vector<std::size_t> ManyResult::failed() const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i].success) places.push_back(i);
  }
  return places;
}

}  // namespace understudy::client::impartner
