// SPDX-License-Identifier: MIT
#include <utility>

#include "transport/attempt.hpp"
#include "understudy/client/testing.hpp"

namespace understudy::client {

ScriptedTransport::ScriptedTransport(std::vector<Result<Response>> script)
    : script_(std::move(script)) {}

Result<Response> ScriptedTransport::send(const Request& request, const SendOptions& options) {
  if (auto reason = why_not_begin(options)) return Failure{*std::move(reason)};
  const std::lock_guard lock{mutex_};
  requests_.push_back(request);
  if (next_ == script_.size()) {
    return Failure{Error{
        Errc::not_found,
        "expected one of " + std::to_string(script_.size()) + " scripted answers, all were given",
        "request " + std::to_string(requests_.size()), "add one to the script"}};
  }
  return script_[next_++];
}

void ScriptedTransport::add(Result<Response> next) {
  const std::lock_guard lock{mutex_};
  script_.push_back(std::move(next));
}

std::vector<Request> ScriptedTransport::requests() const {
  const std::lock_guard lock{mutex_};
  return requests_;
}

std::size_t ScriptedTransport::left() const {
  const std::lock_guard lock{mutex_};
  return script_.size() - next_;
}

}  // namespace understudy::client
