// SPDX-License-Identifier: MIT
/// The mock itself: a value that answers requests, without a socket.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/listener.hpp"
#include "understudy/mock/options.hpp"
#include "understudy/mock/reply.hpp"
#include "understudy/mock/space.hpp"

namespace understudy::mock {

/// The ids of the APIs that a mock of this build can play, sorted.
std::vector<std::string> available_apis();

/// Every API of one mock, with its data and its state. Thread-safe.
class Server {
 public:
  /// Errors:   bad_input for an unknown API id, switch or mutant, or a credential that cannot be
  /// used; io
  ///           for a state folder that cannot be used or whose files are damaged, unsupported for
  ///           files of another version or of other data
  static Result<Server> make(ServerOptions options = {});

  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  /// Answers one request, in process, in the space that it names. Never throws, never waits.
  [[nodiscard]] Response handle(const Request& request) const;
  /// The same, with what a planned fault does to the answer on the wire.
  [[nodiscard]] Reply reply_to(const Request& request) const;

  /// What requests that name no space see. The functions below are short for those of this one.
  [[nodiscard]] Space space() const;
  /// The space of that name; comes into being when first named. Spaces that nobody has used for
  /// ServerOptions::namespace_idle make room for new ones.
  ///
  /// Errors:   bad_input for what is no name, limit_exceeded past ServerOptions::namespaces
  [[nodiscard]] Result<Space> space(std::string_view name) const;
  /// False when there is no space of that name. The next request that names it finds a new one.
  bool drop_space(std::string_view name) const;  // NOLINT(modernize-use-nodiscard)

  /// See Space.
  Result<Done> reset(History history = History::dropped);
  [[nodiscard]] Result<std::string> save(std::string_view api) const;
  Result<Done> restore(std::string_view api, std::string_view text);

  /// The ids of the APIs it answers for, sorted.
  [[nodiscard]] const std::vector<std::string>& apis() const;

  /// See Space.
  [[nodiscard]] Result<std::string> issue_token(std::string_view api,
                                                const TokenRequest& wanted = {}) const;

  /// Puts something between the port and the server, for example a log.
  using Around = std::function<Handler(Handler)>;
  /// Opens a port in front of this server, which has to outlive the listener; it may be moved.
  [[nodiscard]] Result<Listener> listen(ListenOptions options = {},
                                        const Around& around = {}) const;

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// A server on a port of its own, for the length of a scope: the fixture of an integration test.
///
///   auto mock = understudy::mock::MockServer::start({.apis = {"partnertap"}}).value();
///   use(mock.url());
class MockServer {
 public:
  static Result<MockServer> start(ServerOptions options = {}, ListenOptions listen = {});

  [[nodiscard]] const std::string& url() const { return listener_.url(); }
  [[nodiscard]] Server& server() { return server_; }
  [[nodiscard]] Listener& listener() { return listener_; }

 private:
  MockServer(Server server, Listener listener)
      : server_(std::move(server)), listener_(std::move(listener)) {}
  Server server_;
  Listener listener_;  // after the server: it stops first
};

}  // namespace understudy::mock
