// SPDX-License-Identifier: MIT
#include "understudy/conformance/cleanup.hpp"

#include <algorithm>

#include "../../relations/json_members.hpp"
#include "../../relations/write_story.hpp"
#include "host.hpp"
#include "plan.hpp"

namespace understudy::conformance {

namespace {

using writes::Values;

/// Whether an answer says that there is no such record.
bool is_absent(const Reply& reply) { return reply.status() == 404 || reply.status() == 410; }

/// Cleans up after the story of one API.
class Cleaner {
 public:
  Cleaner(Ledger& ledger, Probe& probe, const Json& story, CleanupReport& report)
      : ledger_(ledger), probe_(probe), story_(story), report_(report) {}

  Result<Done> entry(std::size_t number) {
    if (!ledger_.entries().at(number).is_answered) {
      auto found = find_lost(number);
      if (!found) return found;
    }
    const std::vector<std::string> ids = ledger_.entries().at(number).ids;
    for (const std::string& id : ids) {
      auto removed = remove(number, id);
      if (!removed) return removed;
    }
    return Done{};
  }

 private:
  [[nodiscard]] const LedgerIntent& intent(std::size_t number) const {
    return ledger_.entries().at(number).intent;
  }

  CleanedRecord record(std::size_t number, const std::string& id, std::string why = {}) const {
    const LedgerIntent& made = intent(number);
    return {made.api, made.operation, made.marker, id, made.at, std::move(why)};
  }

  void leave(std::size_t number, const std::string& id, std::string why) {
    report_.left.push_back(record(number, id, std::move(why)));
  }

  Values values_of(std::size_t number, const std::string& id) const {
    Values values = writes::credentials_of(probe_.subject());
    values["marker"] = intent(number).marker;
    if (!id.empty()) values["record"] = id;
    return values;
  }

  /// Sends a request of the story, "read" or "delete"; null where there is none.
  const Reply* ask(const char* name, std::size_t number, const std::string& id) {
    const Json* step = find_member(story_, name);
    auto request =
        step == nullptr ? std::nullopt : writes::make_request(*step, values_of(number, id));
    return request ? &probe_.send(*std::move(request)) : nullptr;
  }

  /// What no other entry of the ledger knows.
  bool is_known(const std::string& api, const std::string& id) const {
    return std::any_of(ledger_.entries().begin(), ledger_.entries().end(), [&](const auto& entry) {
      const auto& ids = entry.second.ids;
      return entry.second.intent.api == api && std::find(ids.begin(), ids.end(), id) != ids.end();
    });
  }

  /// Looks by the marker for what a create made whose answer was lost.
  Result<Done> find_lost(std::size_t number) {
    const Reply* reply = ask("find", number, "");
    if (reply == nullptr) {
      leave(number, "",
            "its answer was lost, and this API cannot be searched: look for the marker");
      return Done{};
    }
    const Json* rows = reply->at(text_member(story_, "rows"));
    if (rows == nullptr || !rows->is_array()) {
      leave(number, "", "the host could not be searched: " + told_of(*reply));
      return Done{};
    }
    std::vector<std::string> ids;
    bool marked = false;  // a host that ignores the condition sends what nobody asked for
    for (const Json& row : *rows) {
      const std::string id = writes::text_at(row, text_member(story_, "id"));
      const bool is_marked = dump_json(row).find(intent(number).marker) != std::string::npos;
      marked = marked || is_marked;
      if (is_marked && !id.empty() && !is_known(intent(number).api, id)) ids.push_back(id);
    }
    if (!ids.empty()) return ledger_.made(number, ids);
    if (!marked && !rows->empty()) {
      leave(number, "", "the search finds other records only: look for the marker");
      return Done{};
    }
    return forget(number, "");
  }

  std::string told_of(const Reply& reply) const {
    if (!probe_.trouble().empty()) return probe_.trouble();
    return "it answered " + std::to_string(reply.status());
  }

  Result<Done> remove(std::size_t number, const std::string& id) {
    const Reply* seen = ask("read", number, id);
    if (seen != nullptr && is_absent(*seen)) return forget(number, id);
    if (seen == nullptr || seen->status() != 200) {
      leave(number, id, seen == nullptr ? "it cannot be read" : told_of(*seen));
      return Done{};
    }
    if (seen->response.body.find(intent(number).marker) == std::string::npos) {
      leave(number, id, "it does not carry the marker: it may be another's by now");
      return Done{};
    }
    const Reply* removed = ask("delete", number, id);
    if (removed == nullptr) {
      leave(number, id, "this API documents no deletion: remove it by hand");
      return Done{};
    }
    const Reply* after = ask("read", number, id);
    if (after == nullptr || !is_absent(*after)) {
      leave(number, id, "it is still there after its deletion");
      return Done{};
    }
    report_.deleted.push_back(record(number, id));
    return ledger_.gone(number, id);
  }

  Result<Done> forget(std::size_t number, const std::string& id) {
    ++report_.absent;
    return ledger_.gone(number, id);
  }

  Ledger& ledger_;
  Probe& probe_;
  const Json& story_;
  CleanupReport& report_;
};

/// The entries of an API that are not settled.
std::vector<std::size_t> open_entries(const Ledger& ledger, const std::string& api) {
  std::vector<std::size_t> numbers;
  for (const auto& [number, entry] : ledger.entries()) {
    if (entry.intent.api == api && !entry.is_settled) numbers.push_back(number);
  }
  return numbers;
}

Result<Done> clean_api(Ledger& ledger, Host& host, const LoadedApi& loaded, const std::string& api,
                       CleanupReport& report) {
  const Json* story = writes::find_story(*loaded.profile);
  if (story == nullptr) {
    return Failure{Error{Errc::not_found, "the checks of this API write nothing", api,
                         "the ledger is of another version of understudy"}};
  }
  // Each entry has a probe: what fails one is no reason to leave the others unasked.
  for (const std::size_t number : open_entries(ledger, api)) {
    Probe probe{host, api, Seed{0}};
    auto done = Cleaner{ledger, probe, *story, report}.entry(number);
    if (!done) return done;
  }
  return Done{};
}

}  // namespace

Result<CleanupReport> clean_up(Ledger& ledger, client::Transport& transport,
                               const Credentials& credentials, const CheckOptions& options) {
  CheckOptions writing = options;
  writing.writes = true;
  const SystemClock system_clock;
  SystemSleeper system_sleeper;
  Host host{transport, writing, options.clock != nullptr ? *options.clock : system_clock,
            options.sleeper != nullptr ? *options.sleeper : system_sleeper};
  host.enter(Phase::writes);
  CleanupReport report;
  for (const std::string& api : ledger.open_apis()) {
    const auto loaded = load_api(api, credentials);
    if (!loaded) return Failure{loaded.error()};
    host.add(loaded->subject);
    auto done = clean_api(ledger, host, *loaded, api, report);
    if (!done) return Failure{done.error()};
  }
  report.requests = host.requests();
  return report;
}

}  // namespace understudy::conformance
