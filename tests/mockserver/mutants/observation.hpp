// SPDX-License-Identifier: MIT
/// A few requests to a server, and what is seen in its answers: how a mutant is told from the right
/// server without looking inside.
///
/// Shape:    {"mutant", "data"?, "steps": [step...], "right": [seen...], "wrong": [seen...]}
///           step = {"get"|"post"|"put"|"patch"|"delete": target, "body"?, "fields"?, "times"?,
///           "save"?: {NAME: pointer}, "look"?: [place...]} | {"wait": seconds} |
///           {"token": [permission...]}
///           place = "status" | "field NAME" | JSON Pointer, in which "*" stands for each element
///           JSON Pointer ending in "/#": how many are there
///           {TOKEN}, {FORGED} and saved names are replaced in targets, bodies and fields
#pragma once

#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::mock::mutant_test {

inline Json read_json(const std::string& file) {
  std::ifstream in(std::string{UNDERSTUDY_TESTS_DIR} + "/mockserver/mutants/" + file);
  Json json = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  INFO(file);
  REQUIRE(json.is_array());
  return json;
}

/// One API with a clock of the test.
struct Mock {
  Mock(const std::string& name, const std::string& data, std::vector<std::string> mutants)
      : api(name), server(make(clock, name, data, std::move(mutants))) {}

  std::string api;
  ManualClock clock;
  Server server;

 private:
  static Server make(const Clock& clock, const std::string& api, const std::string& data,
                     std::vector<std::string> mutants) {
    ServerOptions options;
    options.apis = {api};
    options.clock = &clock;
    options.mutants = std::move(mutants);
    if (data == "example") options.data = fixtures::DataSet::example;
    auto server = Server::make(std::move(options));
    INFO((server ? std::string{} : render(server.error())));
    REQUIRE(server.has_value());
    return *std::move(server);
  }
};

/// Plays the steps of one case in a space of their own.
class Observation {
 public:
  Observation(const Mock& mock, const std::string& space)
      : mock_(mock), space_(mock.server.space(space).value()) {
    take_token({});
  }

  /// What is seen, in the order of the steps.
  Json run(const Json& steps) {
    Json seen = Json::array();
    for (const Json& step : steps) {
      if (step.contains("wait")) {
        space_.clock().advance(std::chrono::seconds{to_int64(step.at("wait")).value()});
      } else if (step.contains("token")) {
        TokenRequest wanted{std::vector<std::string>{}};
        for (const Json& one : step.at("token")) wanted.permissions->push_back(text_of(one));
        take_token(wanted);
      } else {
        send(step, seen);
      }
    }
    return seen;
  }

 private:
  static std::string text_of(const Json& value) {
    const auto* const text = value.get_ptr<const std::string*>();
    return text != nullptr ? *text : dump_json(value);
  }

  void take_token(const TokenRequest& wanted) {
    auto token = mock_.server.issue_token(mock_.api, wanted);
    if (!token) return;
    names_["TOKEN"] = *token;
    // Another first letter of the last part: still base64, no longer its signature.
    const std::size_t at = token->rfind('.') + 1;
    (*token)[at] = (*token)[at] == 'A' ? 'B' : 'A';
    names_["FORGED"] = *std::move(token);
  }

  [[nodiscard]] std::string filled_in(std::string text) const {
    for (const auto& [name, value] : names_) {
      const std::string mark = "{" + name + "}";
      for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark)) {
        text.replace(at, mark.size(), value);
      }
    }
    return text;
  }

  [[nodiscard]] Request request_of(const Json& step) const {
    Request request;
    for (const char* name : {"delete", "get", "patch", "post", "put"}) {
      if (!step.contains(name)) continue;
      std::string method = name;
      for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
      request.method = find_method(method).value();
      request.target = filled_in(text_of(step.at(name)));
    }
    if (step.contains("body")) {
      request.body = filled_in(text_of(step.at("body")));
      request.fields.set("Content-Type", "application/json");
    }
    static const std::map<std::string, Field> kCredentials{
        {"ecg", {"Authorization", "Bearer {TOKEN}"}},
        {"impartner", {"Authorization", "prm-key demo-prm-key"}},
        {"partnerportal", {"Authorization", "Bearer {TOKEN}"}},
        {"partnertap", {"api-key", "demo-api-key"}},
        {"partnertap-analytics", {"Authorization", "{TOKEN}"}}};
    const Field& credential = kCredentials.at(mock_.api);
    request.fields.set(credential.name, filled_in(credential.value));
    const Json fields = step.value("fields", Json::object());
    for (const auto& [name, value] : fields.items()) {
      request.fields.remove(name);
      if (!value.is_null()) request.fields.add(name, filled_in(text_of(value)));
    }
    return request;
  }

  void send(const Json& step, Json& seen) {
    const Request request = request_of(step);
    Response response;
    const auto times = to_int64(step.value("times", Json(1))).value();
    for (std::int64_t i = 0; i < times; ++i) response = space_.reply_to(request).response;
    INFO(response.status << " " << response.body.substr(0, 2'000));
    const auto body = parse_json(response.body, {.bytes = 64'000'000});
    const Json json = body ? *body : Json{};
    const Json saved = step.value("save", Json::object());
    for (const auto& [name, place] : saved.items()) {
      names_[name] = text_of(at(json, text_of(place)));
    }
    for (const Json& place : step.value("look", Json::array())) {
      seen.push_back(look(response, json, text_of(place)));
    }
  }

  static Json look(const Response& response, const Json& body, const std::string& place) {
    if (place == "status") return response.status;
    constexpr std::string_view kField = "field ";
    if (!place.starts_with(kField)) return at(body, place);
    const std::string* const value = response.fields.find(place.substr(kField.size()));
    return value == nullptr ? Json("(absent)") : Json(*value);
  }

  static Json at(const Json& value, std::string_view pointer) {
    if (pointer.empty()) return value;
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string name{pointer.substr(1, end - 1)};
    const std::string_view rest = pointer.substr(end);
    if (name == "*" && value.is_array()) {
      Json all = Json::array();
      for (const Json& one : value) all.push_back(at(one, rest));
      return all;
    }
    if (name == "#" && value.is_structured()) return value.size();
    if (value.is_array() && !name.empty() && name.find_first_not_of("0123456789") == name.npos) {
      const std::size_t index = std::stoul(name);
      return index < value.size() ? at(value[index], rest) : Json("(absent)");
    }
    const auto it = value.is_object() ? value.find(name) : value.end();
    return it == value.end() ? Json("(absent)") : at(*it, rest);
  }

  const Mock& mock_;
  Space space_;
  std::map<std::string, std::string> names_;
};

}  // namespace understudy::mock::mutant_test
