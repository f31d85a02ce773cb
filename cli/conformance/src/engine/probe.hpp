// SPDX-License-Identifier: MIT
/// How checks reach the host: authorised, counted, paced, shared, and never on after a stop.
///
/// Like a stream, a probe fails for good: when the host does not answer, the budget or the time is
/// used up, every later request of the same check gets a reply without status and nothing is sent.
/// What a relation says then is not looked at, so that relations need no error paths.
#pragma once

#include <any>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "profile.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/credentials.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/json.hpp"
#include "understudy/base/random.hpp"
#include "understudy/openapi/document.hpp"

namespace understudy::conformance {

class Host;       ///< host.hpp: what all probes of a run share
class Ledger;     ///< ledger.hpp
struct Observed;  ///< observed.hpp: what the answers of a run had to do with the contract

/// One request and what came of it.
struct Reply {
  Request request;
  Response response{.status = 0, .fields = {}, .body = {}};
  std::optional<Json> json;  ///< the body, when it is JSON
  std::string trouble;       ///< why there is no answer; empty where there is one
  Duration elapsed{0};

  [[nodiscard]] int status() const { return response.status; }
  /// The value at a JSON Pointer of the body, or null.
  [[nodiscard]] const Json* at(std::string_view pointer) const;
};

/// The API under test: everything that does not change in a run.
struct Subject {
  const Profile* profile = nullptr;
  const openapi::Document* contract = nullptr;
  std::vector<CredentialSet> credentials = {};  ///< the first is used; the second is another caller
};

/// Which rows of a list are asked for, and how.
struct ListQuery {
  std::optional<std::size_t> page = {};  ///< from 0, in pages of `size`; none: not said
  std::optional<std::size_t> size = {};  ///< none: not said
  std::vector<Field> query = {};         ///< more query parameters, not yet encoded
  std::vector<std::pair<std::string, Json>> body = {};  ///< JSON Pointer -> value set in the body
};

/// Rows of a list that everyone may look at: its first page, as large as the documents grant.
struct ListSample {
  const ListSpec* list = nullptr;
  std::shared_ptr<const Reply> reply = {};  ///< null: it could not be asked for
  std::vector<Json> rows = {};
  std::optional<std::size_t> total = {};
  bool is_whole = false;               ///< rows are all that the list has
  std::vector<FieldSpec> fields = {};  ///< of the profile, or of the host's columns
};

/// What one check may do. Not thread-safe.
class Probe {
 public:
  Probe(Host& host, std::string api, Seed seed);

  [[nodiscard]] const Subject& subject() const;
  [[nodiscard]] const Profile& profile() const { return *subject().profile; }

  /// Sends a request as it is, without credentials.
  const Reply& send_bare(Request request);
  /// Sends a request with the credentials of a set.
  const Reply& send(Request request, std::size_t credential_set = 0);

  /// The request of a sample call, its holes filled from credentials and the host's values; fails
  /// the probe softly (see unmet()) when a value cannot be had.
  std::optional<Request> make_request(const SampleCall& call, std::size_t credential_set = 0);
  std::optional<Request> make_request(std::string_view call);  ///< by name
  /// The request of a list.
  std::optional<Request> make_request(const ListSpec& list, const ListQuery& query);

  /// make_request and send.
  const Reply& call(std::string_view name);
  const Reply& list(const ListSpec& list, const ListQuery& query);

  /// Asked once in a run, then shared. Not counted as the check's own.
  const ListSample& sample(std::string_view list);
  /// The answer of a sample call, asked once in a run.
  const Reply& sample_call(std::string_view name);
  /// Asks for a sample again, since data may have moved.
  void forget_samples();

  /// A header field value that authorises, with the token of a set where one is needed: what
  /// sign_in says. Empty when it cannot be had.
  Fields credentials(std::size_t set = 0);
  /// A token signed with the credential "jwt_secret"; nothing without one.
  std::optional<std::string> sign_token(const Json& claims, const Json& header = {});

  /// Counts an answer that another check has got among those that this one rests on.
  void show(std::shared_ptr<const Reply> reply);

  [[nodiscard]] WallTime wall_now() const;
  [[nodiscard]] SteadyTime steady_now() const;
  /// Waits; false when the deadline does not allow it, which fails the probe.
  bool wait(Duration by);

  /// Where to write what is created before it is; null where nothing may be written.
  [[nodiscard]] Ledger* ledger() const;
  /// Something that several checks of a run share: empty at first.
  std::any& memo(std::string_view key);
  /// Chance, from the seed of the run and the check.
  [[nodiscard]] Pcg32& random() { return random_; }
  /// Every answer of the run so far that an operation gave, for passive checks.
  [[nodiscard]] const Observed& observed() const;

  /// Why requests are not sent any more; empty: they are.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  /// Whether the trouble is that the host wants fewer requests, which is no fault of it.
  [[nodiscard]] bool is_held_off() const { return is_held_off_; }
  /// Why a request could not be made of the host's data; empty: it could.
  [[nodiscard]] const std::string& unmet() const { return unmet_; }
  [[nodiscard]] const std::deque<std::shared_ptr<const Reply>>& replies() const { return replies_; }
  [[nodiscard]] std::size_t requests() const { return requests_; }

 private:
  friend class Host;
  /// Takes over what became of a probe that asked for something on behalf of this one.
  void adopt(const Probe& sampler);

  Host& host_;
  std::string api_;
  std::string trouble_;
  bool is_held_off_ = false;
  std::string unmet_;
  std::deque<std::shared_ptr<const Reply>> replies_;
  std::size_t requests_ = 0;
  Pcg32 random_;
};

}  // namespace understudy::conformance
