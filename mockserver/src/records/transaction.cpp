// SPDX-License-Identifier: MIT
#include "records/transaction.hpp"

#include <cassert>
#include <utility>

#include "records/crc32c.hpp"

namespace understudy::mock::records {

std::size_t Transaction::number_of(std::string_view collection) const {
  const auto number = before().find(collection);
  assert(number && "a handler names collections that its API has declared");
  return *number;
}

const Rows& Transaction::rows(std::string_view collection) const {
  return draft_.rows(number_of(collection));
}

const Record* Transaction::find(std::string_view collection, std::string_view id) const {
  return rows(collection).find(id);
}

void Transaction::put(std::string_view collection, Record record) {
  changes_.put(collection, record);
  draft_.put(number_of(collection), std::move(record));
}

bool Transaction::remove(std::string_view collection, std::string_view id) {
  const std::size_t number = number_of(collection);
  if (draft_.rows(number).find(id) == nullptr) return false;
  changes_.remove(collection, id);  // first: `id` may be part of the record
  return draft_.remove(number, id);
}

std::int64_t Transaction::take_number(std::size_t collection) {
  const std::int64_t number = draft_.next_number(collection);
  draft_.set_next_number(collection, number + 1);
  return number;
}

std::int64_t Transaction::new_number(std::string_view collection) {
  const std::size_t place = number_of(collection);
  std::int64_t number = take_number(place);
  while (draft_.rows(place).find(std::to_string(number)) != nullptr) number = take_number(place);
  changes_.next_number(collection, number + 1);
  return number;
}

std::string Transaction::new_uuid(std::string_view collection) {
  const std::size_t place = number_of(collection);
  const std::uint64_t stream = mix(crc32c(api_), crc32c(collection));
  std::string id;
  std::int64_t number = 0;
  do {
    number = take_number(place);
    Pcg32 random{seed_, mix(stream, static_cast<std::uint64_t>(number))};
    id = make_uuid(random);
  } while (draft_.rows(place).find(id) != nullptr);
  changes_.next_number(collection, number + 1);
  return id;
}

}  // namespace understudy::mock::records
