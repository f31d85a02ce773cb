// SPDX-License-Identifier: MIT
/// The mock as a whole: chooses the space that a request is for and lets it answer.
#include "understudy/mock/server.hpp"

#include <algorithm>
#include <utility>

#include "admin/admin.hpp"
#include "mutants/mutant_list.hpp"
#include "space/spaces.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock {

namespace {

/// Before the path of a program that cannot set a field: "/~NAME".
constexpr std::string_view kSpacePrefix = "/~";

constexpr std::size_t kShortestToken = 16;  // bytes: 128 bits, robustness section 9

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

Result<Done> check_token(std::string_view token) {
  if (token.empty() || token.size() >= kShortestToken) return Done{};
  return Failure{Error{Errc::bad_input, "the admin token is shorter than 16 bytes", "",
                       "make one with: openssl rand -hex 16"}};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
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

/// Arms them once, for nobody: every space can take what one has taken.
Result<Done> check_faults(const Common& common, const std::vector<Fault>& faults) {
  Faults trial{common.seed, "", [&](const Fault& fault) { return common.check_place(fault); }};
  for (std::size_t i = 0; i < faults.size(); ++i) {
    auto added = trial.add(faults[i]);
    if (added) continue;
    added.error().where = "fault " + std::to_string(i + 1) + ", " + added.error().where;
    return Failure{std::move(added.error())};
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
  explicit Impl(std::shared_ptr<const Common> made)
      : common(std::move(made)),
        options(common->mutated->options()),
        spaces(common, options.namespaces, options.namespace_idle) {}

  /// `door`: the port that the request came through; null: it was asked in process.
  [[nodiscard]] Reply reply_to(const Request& request, const admin::Door* door = nullptr);

  std::shared_ptr<const Common> common;
  const ServerOptions& options;  ///< those of `common`
  Spaces spaces;
  admin::Admin admin{spaces};
};

Reply Server::Impl::reply_to(const Request& request, const admin::Door* door) {
  if (options.admin && request.path().starts_with(admin::kPrefix)) {
    return admin.handle(request, door);
  }
  const std::string* const field = request.fields.find(kSpaceField);
  const std::string_view path = request.path();
  const bool has_prefix = path.starts_with(kSpacePrefix);
  if (field == nullptr && !has_prefix) return spaces.main()->reply_to(request);

  const std::size_t end = std::min(path.find('/', 1), path.size());
  const std::string_view prefix = has_prefix ? path.substr(0, end) : "";
  const auto space = spaces.find_or_make(
      field != nullptr ? std::string_view{*field}
                       : prefix.substr(std::min(prefix.size(), kSpacePrefix.size())));
  if (!space) {
    std::string body = R"({"error":)";
    append_json_string(body, render(space.error()));
    const int status = space.error().code == Errc::limit_exceeded ? 503 : 400;
    return Response{status, {{"Content-Type", "application/json"}}, body + '}'};
  }
  if (!has_prefix) return (*space)->reply_to(request);
  Request inner = request;
  inner.target.erase(0, prefix.size());
  if (!inner.target.starts_with('/')) inner.target.insert(0, "/");
  return (*space)->reply_to(inner);
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

Result<Server> Server::make(ServerOptions options) {
  auto common = std::make_shared<Common>();
  if (options.clock != nullptr) common->clock = options.clock;
  common->journal_bytes = options.journal_bytes;
  auto& ids = common->ids;
  ids = options.apis.empty() ? available_apis() : options.apis;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());

  if (auto checked = check_switches(options, ids); !checked) return Failure{checked.error()};
  if (auto checked = check_token(options.admin_token); !checked) return Failure{checked.error()};
  if (auto checked = check_plans(options, ids); !checked) return Failure{checked.error()};
  if (auto checked = mutation::check(options.mutants, ids); !checked) {
    return Failure{checked.error()};
  }
  if (!options.state_dir.empty()) {
    auto opened = records::Folder::open(options.state_dir);
    if (!opened) return Failure{std::move(opened.error())};
    common->folder = *std::move(opened);
  }
  for (const std::string& id : ids) {
    const ApiProfile* profile = find_profile(id);
    if (profile == nullptr) return Failure{unknown_api(id)};
    ApiProfile own = *profile;
    mutation::apply(options.mutants, own);
    auto api = Api::make(std::move(own), options, common->folder);
    if (!api) return Failure{std::move(api.error())};
    common->apis.push_back(*std::move(api));
  }
  common->seed = options.seed;
  if (auto checked = check_faults(*common, options.faults); !checked) {
    return Failure{std::move(checked.error())};
  }
  common->faults = options.faults;
  common->mutated = std::make_unique<MutatedApis>(std::move(options));
  return Server{std::make_unique<Impl>(std::move(common))};
}

Response Server::handle(const Request& request) const { return reply_to(request).response; }

Reply Server::reply_to(const Request& request) const { return impl_->reply_to(request); }

Space Server::space() const { return Space{impl_->spaces.main()}; }

Result<Space> Server::space(std::string_view name) const {
  auto space = impl_->spaces.find_or_make(name);
  if (!space) return Failure{std::move(space.error())};
  return Space{*std::move(space)};
}

bool Server::drop_space(std::string_view name) const { return impl_->spaces.drop(name); }

Result<Done> Server::reset(History history) { return space().reset(history); }

Result<std::string> Server::save(std::string_view api) const { return space().save(api); }

Result<Done> Server::restore(std::string_view api, std::string_view text) {
  return space().restore(api, text);
}

const std::vector<std::string>& Server::apis() const { return impl_->common->ids; }

Result<std::string> Server::issue_token(std::string_view api, const TokenRequest& wanted) const {
  return space().issue_token(api, wanted);
}

Result<Listener> Server::listen(ListenOptions options, const Around& around) const {
  Impl* const impl = impl_.get();  // stays where it is when the Server object moves
  auto door = std::make_shared<admin::Door>();
  door->is_loopback = is_loopback(options.host);
  door->is_tls = options.tls.has_value();
  door->hosts = impl->options.admin_hosts;
  if (const std::string& token = impl->options.admin_token; !token.empty()) {
    door->tokens.push_back(auth::Secret::make(token).value());
  }
  Handler handler = [impl, door](const Request& request) {
    return impl->reply_to(request, door.get());
  };
  auto listener =
      Listener::open(around ? around(std::move(handler)) : std::move(handler), std::move(options));
  if (listener) door->port = static_cast<std::uint16_t>(listener->port());
  return listener;
}

Result<MockServer> MockServer::start(ServerOptions options, ListenOptions listen) {
  auto server = Server::make(std::move(options));
  if (!server) return Failure{std::move(server.error())};
  auto listener = server->listen(std::move(listen));
  if (!listener) return Failure{std::move(listener.error())};
  return MockServer{*std::move(server), *std::move(listener)};
}

}  // namespace understudy::mock
