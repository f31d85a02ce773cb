// SPDX-License-Identifier: MIT
#include <utility>

#include "understudy/base/redaction.hpp"
#include "understudy/client/testing.hpp"

namespace understudy::client {

namespace {

Response without_secrets(const Response& response) {
  return {response.status, redacted(response.fields), redact_json(response.body)};
}

}  // namespace

RecordingTransport::RecordingTransport(std::unique_ptr<Transport> inner, const Clock* clock)
    : inner_(std::move(inner)), clock_(clock == nullptr ? system_ : *clock) {}

Result<Response> RecordingTransport::send(const Request& request, const SendOptions& options) {
  const SteadyTime begin = clock_.steady_now();
  auto outcome = inner_->send(request, options);
  const Duration elapsed = clock_.steady_now() - begin;
  RecordedExchange exchange{redacted(request), outcome, elapsed};
  if (outcome) exchange.outcome = without_secrets(*outcome);
  const std::lock_guard lock{mutex_};
  exchanges_.push_back(std::move(exchange));
  return outcome;
}

std::vector<RecordedExchange> RecordingTransport::exchanges() const {
  const std::lock_guard lock{mutex_};
  return exchanges_;
}

void RecordingTransport::clear() {
  const std::lock_guard lock{mutex_};
  exchanges_.clear();
}

}  // namespace understudy::client
