// SPDX-License-Identifier: MIT
/// Transports for tests of code that talks to a host: one that answers by a script, and one that
/// keeps what was said.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::client {

/// Gives the next answer or error of a list to each request, whatever it asks. Thread-safe.
class ScriptedTransport final : public Transport {
 public:
  explicit ScriptedTransport(std::vector<Result<Response>> script = {});

  /// Errors:   not_found behind the end of the script; those of the script; cancelled and timed_out
  ///           for a stop and a time that have come beforehand, which take nothing from the script
  Result<Response> send(const Request& request, const SendOptions& options) override;
  using Transport::send;

  /// Appends to the script.
  void add(Result<Response> next);
  /// Every request that took an answer or found none, in their order, with all their secrets.
  [[nodiscard]] std::vector<Request> requests() const;
  /// How many answers are left.
  [[nodiscard]] std::size_t left() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Result<Response>> script_;
  std::size_t next_ = 0;
  std::vector<Request> requests_;
};

/// A request, what became of it, and how long that took on the steady clock.
struct RecordedExchange {
  Request request;
  Result<Response> outcome;
  Duration elapsed{};
};

/// Passes requests on and keeps them with their outcome, both without secrets. Thread-safe if the
/// transport behind it is.
class RecordingTransport final : public Transport {
 public:
  /// `clock` has to outlive it; null: the system's.
  explicit RecordingTransport(std::unique_ptr<Transport> inner, const Clock* clock = nullptr);

  /// Errors:   those of the transport behind it
  Result<Response> send(const Request& request, const SendOptions& options) override;
  using Transport::send;

  /// In the order in which they ended.
  [[nodiscard]] std::vector<RecordedExchange> exchanges() const;
  void clear();

 private:
  std::unique_ptr<Transport> inner_;
  SystemClock system_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::vector<RecordedExchange> exchanges_;
};

}  // namespace understudy::client
