// SPDX-License-Identifier: MIT
/// The mock as a whole: chooses the API that owns a path and lets it answer.
#include "understudy/mock/server.hpp"

#include <algorithm>
#include <utility>

#include "pipeline.hpp"

namespace understudy::mock {

namespace {

/// Whether `path` is `prefix` or lies below it. Letters in another case are the API's business too:
/// some take them, the others refuse in their own words.
bool is_below(std::string_view path, std::string_view prefix) {
  return path.size() >= prefix.size() &&
         equal_ignoring_case(path.substr(0, prefix.size()), prefix) &&
         (path.size() == prefix.size() || path[prefix.size()] == '/');
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Error unknown_api(std::string_view id) {
  return {Errc::bad_input, "there is no API '" + excerpt(id) + "'", "",
          "choose from: " + joined(available_apis())};
}

Result<Done> check_plans(const ServerOptions& options, const std::vector<std::string>& ids) {
  for (const auto& [api, plan] : options.plans) {
    if (std::find(ids.begin(), ids.end(), api) != ids.end()) continue;
    return Failure{Error{Errc::bad_input,
                         "there are rows for '" + excerpt(api) + "', which is not served", "",
                         "serve it too, or leave them out; served: " + joined(ids)}};
  }
  return Done{};
}

/// Every override has to belong to an API that is served.
Result<Done> check_switches(const ServerOptions& options, const std::vector<std::string>& ids) {
  for (const auto& [name, value] : options.switches) {
    const std::string_view api = std::string_view{name}.substr(0, name.find('.'));
    if (std::find(ids.begin(), ids.end(), api) == ids.end()) {
      return Failure{Error{Errc::bad_input,
                           "the switch '" + excerpt(name) + "' names no served API", "",
                           "write API.NAME=VALUE with an API from: " + joined(ids)}};
    }
  }
  return Done{};
}

}  // namespace

std::vector<std::string> available_apis() {
  std::vector<std::string> ids;
  for (const ApiProfile& profile : profiles()) ids.emplace_back(profile.id);
  return ids;
}

struct Server::Impl {
  SystemClock system_clock;
  const Clock* clock = nullptr;
  std::vector<std::string> ids;
  std::vector<std::unique_ptr<Api>> apis;
  std::shared_ptr<const records::Folder> folder;  ///< locked as long as this server lives

  /// The API with the longest prefix of the path; of two that differ in case, the one that has it
  /// exactly.
  [[nodiscard]] Api* owner_of(std::string_view path) const {
    Api* owner = nullptr;
    std::pair<std::size_t, bool> best{0, false};
    for (const auto& api : apis) {
      for (const std::string_view prefix : api->prefixes()) {
        const std::pair fit{prefix.size(), path.starts_with(prefix)};
        if (fit > best && is_below(path, prefix)) {
          owner = api.get();
          best = fit;
        }
      }
    }
    return owner;
  }

  [[nodiscard]] Response handle(const Request& request) const {
    if (request.method == Method::options && request.target == "*") return {204, {}, {}};
    Api* api = owner_of(request.path());
    if (api == nullptr) {
      return {404, {{"Content-Type", "application/json"}}, R"({"error":"no API here"})"};
    }
    return api->handle(request, *clock);
  }

  [[nodiscard]] Api* find(std::string_view id) const {
    const auto it =
        std::find_if(apis.begin(), apis.end(), [&](const auto& api) { return api->id() == id; });
    return it == apis.end() ? nullptr : it->get();
  }

  [[nodiscard]] Result<records::Store*> records_of(std::string_view id) const {
    Api* const api = find(id);
    if (api == nullptr) return Failure{unknown_api(id)};
    if (api->records() != nullptr) return api->records();
    return Failure{Error{Errc::unsupported, std::string{id} + " keeps no records", "",
                         "its answers depend on its options alone"}};
  }
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

Result<Server> Server::make(ServerOptions options) {
  auto impl = std::make_unique<Impl>();
  impl->clock = options.clock != nullptr ? options.clock : &impl->system_clock;
  impl->ids = options.apis.empty() ? available_apis() : options.apis;
  std::sort(impl->ids.begin(), impl->ids.end());
  impl->ids.erase(std::unique(impl->ids.begin(), impl->ids.end()), impl->ids.end());

  if (auto checked = check_switches(options, impl->ids); !checked) return Failure{checked.error()};
  if (auto checked = check_plans(options, impl->ids); !checked) return Failure{checked.error()};
  std::shared_ptr<const records::Folder> folder;
  if (!options.state_dir.empty()) {
    auto opened = records::Folder::open(options.state_dir);
    if (!opened) return Failure{std::move(opened.error())};
    folder = *std::move(opened);
  }
  for (const std::string& id : impl->ids) {
    const ApiProfile* profile = find_profile(id);
    if (profile == nullptr) return Failure{unknown_api(id)};
    auto api = Api::make(*profile, options, folder);
    if (!api) return Failure{std::move(api.error())};
    impl->apis.push_back(*std::move(api));
  }
  impl->folder = std::move(folder);
  return Server{std::move(impl)};
}

Response Server::handle(const Request& request) const { return impl_->handle(request); }

Result<Done> Server::reset(History history) {
  Result<Done> outcome = Done{};
  for (const auto& api : impl_->apis) {
    auto reset = api->reset(history);
    if (!reset && outcome) outcome = std::move(reset);
  }
  return outcome;
}

Result<std::string> Server::save(std::string_view api) const {
  const auto store = impl_->records_of(api);
  if (!store) return Failure{store.error()};
  return (*store)->save();
}

Result<Done> Server::restore(std::string_view api, std::string_view text) {
  const auto store = impl_->records_of(api);
  if (!store) return Failure{store.error()};
  return (*store)->restore(text);
}

const std::vector<std::string>& Server::apis() const { return impl_->ids; }

Result<std::string> Server::issue_token(std::string_view id, const TokenRequest& wanted) const {
  const Api* api = impl_->find(id);
  if (api == nullptr) return Failure{unknown_api(id)};
  std::string token = api->issue_token(impl_->clock->wall_now(), wanted);
  if (token.empty()) {
    return Failure{Error{Errc::unsupported, std::string{id} + " has no token to issue", "",
                         "give it a jwt_secret among its credentials"}};
  }
  return token;
}

Result<Listener> Server::listen(ListenOptions options) const {
  const Impl* impl = impl_.get();  // stays where it is when the Server object moves
  return Listener::open([impl](const Request& request) { return impl->handle(request); },
                        std::move(options));
}

Result<MockServer> MockServer::start(ServerOptions options, ListenOptions listen) {
  auto server = Server::make(std::move(options));
  if (!server) return Failure{std::move(server.error())};
  auto listener = server->listen(std::move(listen));
  if (!listener) return Failure{std::move(listener.error())};
  return MockServer{*std::move(server), *std::move(listener)};
}

}  // namespace understudy::mock
