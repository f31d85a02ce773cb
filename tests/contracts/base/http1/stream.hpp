// SPDX-License-Identifier: MIT
/// The driver of the request cases: bytes into a reader in any split, and what came out as JSON.
///
/// Shape:    [{description, source, cases: [{description, limits?, input, want?, end?, error?}]}]
///           input = text | [text | {repeat, times}]; a character stands for the byte of its number
///           want  = [{method, target, fields?, body?, keeps_alive?, http10?}], the requests read;
///                   absent fields mean one "Host: a", absent flags an open 1.1 connection
///           end   = state behind them, "idle" when absent
///           error = {status, what, after?}; `after` counts the bytes up to the one that decided
#pragma once

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/http1.hpp"
#include "understudy/base/json.hpp"

#ifndef UNDERSTUDY_TESTS_DIR  // CMake sets it, so that tests run from any folder
#define UNDERSTUDY_TESTS_DIR "tests"
#endif

namespace understudy::http1 {

/// Each byte as the character of its number, so that JSON can show it.
inline std::string text_of(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) text += static_cast<char>(0xc0 | (byte >> 6));
    text += byte >= 0x80 ? static_cast<char>(0x80 | (byte & 0x3f)) : c;
  }
  return text;
}

/// The other way round; characters past U+00FF do not occur.
inline std::string bytes_of(const std::string& text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      bytes += text[at];
      continue;
    }
    ++at;
    bytes += static_cast<char>((lead << 6) | (static_cast<unsigned char>(text.at(at)) & 0x3f));
  }
  return bytes;
}

/// The text of a case: whole, or in pieces that may repeat.
inline std::string unfold(const Json& pieces) {
  if (pieces.is_string()) return pieces.get_ref<const std::string&>();
  std::string text;
  for (const Json& piece : pieces) {
    if (piece.is_string()) {
      text += piece.get_ref<const std::string&>();
      continue;
    }
    const auto times = to_int64(piece.at("times")).value();
    for (std::int64_t i = 0; i < times; ++i) {
      text += piece.at("repeat").get_ref<const std::string&>();
    }
  }
  return text;
}

/// Long runs of one character as their count, so that a failed comparison can be read.
inline std::string shown(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of(text[at], at), text.size());
    const std::size_t run = end - at;
    if (run <= 40) {
      out.append(text, at, run);
    } else {
      out.append("[").append(std::to_string(run)).append(" x ").append(text, at, 1).append("]");
    }
    at = end;
  }
  return out;
}

inline Limits limits_of(const Json& item) {
  Limits limits;
  const Json& given = item.contains("limits") ? item.at("limits") : Json::object();
  const auto read = [&](const char* name, std::size_t& limit) {
    if (given.contains(name)) limit = given.at(name).get_ref<const Json::number_unsigned_t&>();
  };
  read("request_line", limits.request_line);
  read("field_line", limits.field_line);
  read("head", limits.head);
  read("fields", limits.fields);
  read("body", limits.body);
  read("chunk_size_digits", limits.chunk_size_digits);
  read("chunk_line", limits.chunk_line);
  read("trailers", limits.trailers);
  return limits;
}

/// Takes the complete request of a reader.
inline Json take_described(RequestReader& reader) {
  const bool keeps_alive = reader.keeps_alive();
  const bool is_http10 = reader.is_http10();
  const Request request = reader.take();
  Json fields = Json::array();
  for (const Field& field : request.fields) {
    fields.push_back({text_of(field.name), shown(text_of(field.value))});
  }
  return {{"method", std::string{name_of(request.method)}},
          {"target", shown(text_of(request.target))},
          {"fields", std::move(fields)},
          {"body", text_of(request.body)},
          {"keeps_alive", keeps_alive},
          {"http10", is_http10}};
}

inline const char* name_of(RequestReader::State state) {
  switch (state) {
    case RequestReader::State::idle:
      return "idle";
    case RequestReader::State::head:
      return "head";
    case RequestReader::State::body:
      return "body";
    case RequestReader::State::complete:
      return "complete";
    case RequestReader::State::refused:
      return "refused";
  }
  return "?";
}

/// A connection's worth of requests, as a server would read them.
class Stream {
 public:
  explicit Stream(const Limits& limits = {}) : reader_(limits) {}

  void feed(std::string_view bytes) {
    while (!bytes.empty() && reader_.state() != RequestReader::State::refused) {
      bytes.remove_prefix(reader_.feed(bytes));
      if (reader_.state() == RequestReader::State::complete) {
        requests_.push_back(take_described(reader_));
      }
    }
  }

  [[nodiscard]] bool is_refused() const { return reader_.state() == RequestReader::State::refused; }

  /// What came out so far.
  [[nodiscard]] Json outcome() const {
    Json out{{"requests", requests_}, {"end", name_of(reader_.state())}};
    if (is_refused()) {
      out["status"] = reader_.refusal().status;
      out["what"] = std::string{reader_.refusal().what};
    }
    return out;
  }

 private:
  RequestReader reader_;
  Json requests_ = Json::array();
};

/// What a case wants, in the notation of Stream::outcome.
inline Json wanted(const Json& item) {
  Json requests = Json::array();
  for (const Json& given : item.value("want", Json::array())) {
    Json request{{"method", given.at("method")},
                 {"target", shown(unfold(given.at("target")))},
                 {"fields", Json::array()},
                 {"body", given.value("body", "")},
                 {"keeps_alive", given.value("keeps_alive", true)},
                 {"http10", given.value("http10", false)}};
    for (const Json& field : given.value("fields", Json::array({{"Host", "a"}}))) {
      request["fields"].push_back({unfold(field.at(0)), shown(unfold(field.at(1)))});
    }
    requests.push_back(std::move(request));
  }
  Json out{{"requests", std::move(requests)}, {"end", item.value("end", "idle")}};
  if (item.contains("error")) {
    out["end"] = "refused";
    out["status"] = item.at("error").at("status");
    out["what"] = item.at("error").at("what");
  }
  return out;
}

struct RequestCase {
  std::string description;
  Limits limits;
  std::string input;
  Json item;
};

/// Every case of request_reader.cases.json.
inline std::vector<RequestCase> request_cases() {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} +
                   "/contracts/base/http1/request_reader.cases.json");
  const Json groups = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  REQUIRE(groups.is_array());
  std::vector<RequestCase> cases;
  for (const Json& group : groups) {
    for (const Json& item : group.at("cases")) {
      const std::string place = group.at("description").get_ref<const std::string&>() + " / " +
                                item.at("description").get_ref<const std::string&>();
      cases.push_back({place, limits_of(item), bytes_of(unfold(item.at("input"))), item});
    }
  }
  REQUIRE(cases.size() >= 400);
  return cases;
}

}  // namespace understudy::http1
