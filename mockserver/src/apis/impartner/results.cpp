// SPDX-License-Identifier: MIT
#include "apis/impartner/results.hpp"

#include "list_page.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::impartner {

Response success(std::string_view data) {
  std::string body = R"({"data":)";
  body += data;
  body += R"(,"success":true})";
  return json_response(std::move(body));
}

void ManyResults::add_success(std::string_view data) {
  if (!items_.empty()) items_ += ',';
  items_ += R"({"data":)";
  items_ += data;
  items_ += R"(,"success":true})";
}

void ManyResults::add_failure(std::string_view data, const std::vector<Detail>& problems) {
  all_done_ = false;
  if (!items_.empty()) items_ += ',';
  items_ += '{';
  if (!data.empty()) items_.append(R"("data":)").append(data) += ',';
  items_ += R"("success":false,"errors":[)";
  for (std::size_t i = 0; i < problems.size(); ++i) {
    items_ += i == 0 ? R"({"code":)" : R"(,{"code":)";
    append_json_string(items_, problems[i].code);
    items_ += R"(,"message":)";
    append_json_string(items_, problems[i].message);
    items_ += '}';
  }
  items_ += "]}";
}

Response ManyResults::finish() const {
  return json_response(R"({"results":[)" + items_ + R"(],"success":)" +
                       (all_done_ ? "true}" : "false}"));
}

}  // namespace understudy::mock::impartner
