// SPDX-License-Identifier: MIT
/// `serve --state` is killed while it writes: a restart shows every acknowledged write, through the
/// API itself, and no half of one.
///
/// Each write gives two fields of a record the same text, so that half a write would show. The one
/// that was on its way when the process died may be there or not; it is whole in both cases.
///
/// Source: robustness P01
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "serving.hpp"
#include "support/catch.hpp"
#include "temp_folder.hpp"
#include "understudy/base/json.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::cli {

namespace {

constexpr int kWrites = 50;

/// What records that were written hold, by id: the text of both fields.
using Known = std::map<std::string, std::string>;

/// One request, and what it does to records once it is done.
struct Write {
  Request request;
  std::string text = {};
  std::vector<std::string> ids = {};  ///< of the records it changes; empty: it makes one
  bool deletes = false;

  void apply(Known& known, const std::string& made) const {
    if (ids.empty()) known[made] = text;
    for (const std::string& id : ids) {
      if (deletes) {
        known.erase(id);
      } else {
        known[id] = text;
      }
    }
  }
};

/// How one API is written to and read.
struct Dialect {
  std::string api;
  std::string records;    ///< the path of all records
  std::string all_query;  ///< that lists every one
  std::string list;       ///< pointer to the records of a list
  std::string record;     ///< pointer to the record of another answer; "": the whole
  std::pair<std::string, std::string> twins;
  std::function<Write(int number, const Known& known)> write;
};

Json at(const Json& body, const std::string& pointer) {
  return body.at(Json::json_pointer{pointer});
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A client of one server.
class Caller {
 public:
  Caller(const Dialect& dialect, const std::string& url)
      : dialect_(dialect), transport_(client::make_httplib_transport(url).value()) {
    mock::ServerOptions options;
    options.apis = {dialect.api};
    token_ = mock::Server::make(options)->issue_token(dialect.api).value();
  }

  Result<Response> send(Request request) {
    const bool is_prm = dialect_.api == "impartner";
    request.fields.add("Authorization", (is_prm ? "prm-key " : "Bearer ") + token_);
    if (is_prm) request.fields.add("X-PRM-TenantId", "1");
    if (!request.body.empty()) request.fields.add("Content-Type", "application/json");
    return transport_->send(request);
  }

  Response get(const std::string& target) { return send({Method::get, target, {}, ""}).value(); }

  /// Every record of a list, by its id.
  std::map<std::string, Json> walk() {
    const Response response = get(dialect_.records + dialect_.all_query);
    INFO(response.body.substr(0, 500));
    REQUIRE(response.status == 200);
    std::map<std::string, Json> found;
    const Json records = at(parse_json(response.body).value(), dialect_.list);
    for (const Json& record : records) {
      CHECK(found.emplace(text_of(record.at("id")), record).second);
    }
    return found;
  }

  /// What was written, as a list shows it: no record with one twin alone, no child that its parent
  /// does not know, and no parent of a child that is not there.
  Known walk_beside(const std::set<std::string>& before) {
    std::map<std::string, Json> records = walk();
    for (const std::string& id : before) CHECK(records.erase(id) == 1);
    Known known;
    for (const auto& [id, record] : records) {
      CHECK(twin(record, dialect_.twins.first) == second_of(record));
      known[id] = second_of(record);
      const Json nodes = record.value("nodes", Json::array());
      for (const Json& node : nodes) CHECK(records.count(node.get<std::string>()) == 1);
      const Json ancestry = record.value("ancestryNodes", Json::array());
      if (ancestry.empty()) continue;
      const Json& children = records.at(ancestry.back().get<std::string>()).at("nodes");
      CHECK(std::count(children.begin(), children.end(), Json(id)) == 1);
    }
    return known;
  }

  void check_one(const std::string& id, const std::string& text) {
    const Response response = get(dialect_.records + "/" + id);
    INFO(response.body);
    REQUIRE(response.status == 200);
    const Json record = at(parse_json(response.body).value(), dialect_.record);
    CHECK(twin(record, dialect_.twins.first) == text);
    CHECK(second_of(record) == text);
  }

 private:
  static std::string twin(const Json& record, const std::string& name) {
    return text_of(record.value(name, Json{}));
  }
  [[nodiscard]] std::string second_of(const Json& record) const {
    return twin(record, dialect_.twins.second);
  }

  const Dialect& dialect_;
  std::unique_ptr<client::Transport> transport_;
  std::string token_;
};

/// Kills a process when so many answers have come.
class Killer {
 public:
  Killer(pid_t process, int answers)
      : thread_([this, process, answers] {
          for (int seen = 0; (seen = seen_.load()) < answers;) seen_.wait(seen);
          ::kill(process, SIGKILL);
        }) {}
  ~Killer() {
    seen_ = kWrites + 1;
    seen_.notify_one();
  }
  Killer(const Killer&) = delete;
  Killer& operator=(const Killer&) = delete;

  void count() {
    ++seen_;
    seen_.notify_one();
  }

 private:
  std::atomic<int> seen_ = 0;
  std::jthread thread_;
};

/// What a killed run leaves behind.
struct Outcome {
  std::set<std::string> before;  ///< ids of the seed
  Known acknowledged;            ///< beside them
  std::set<std::string> deleted;
  std::vector<Write> unanswered;  ///< one at most
};

Outcome run(const Dialect& dialect, const std::string& folder, int answers) {
  Serving serving{{"--api", dialect.api, "--state", folder, "--throttle", "off"}};
  Caller caller{dialect, serving.url};
  Outcome outcome;
  for (const auto& [id, record] : caller.walk()) outcome.before.insert(id);
  {
    Killer killer{serving.process.pid(), answers};
    for (int number = 1; number <= kWrites; ++number) {
      Write write = dialect.write(number, outcome.acknowledged);
      const auto response = caller.send(write.request);
      if (!response) {
        outcome.unanswered.push_back(std::move(write));
        break;
      }
      INFO(response->status << " " << response->body);
      REQUIRE((response->status == 200 || response->status == 201));
      std::string made;
      if (write.ids.empty()) {
        made = text_of(at(parse_json(response->body).value(), dialect.record).at("id"));
      }
      write.apply(outcome.acknowledged, made);
      if (write.deletes) outcome.deleted.insert(write.ids.begin(), write.ids.end());
      killer.count();
    }
  }
  CHECK(serving.process.wait() == -SIGKILL);
  return outcome;
}

void check_restart(const Dialect& dialect, const std::string& folder, const Outcome& outcome) {
  const Serving serving{{"--api", dialect.api, "--state", folder, "--throttle", "off"}};
  Caller caller{dialect, serving.url};
  const Known found = caller.walk_beside(outcome.before);
  Known with_unanswered = outcome.acknowledged;
  for (const Write& write : outcome.unanswered) {
    std::string made;
    for (const auto& [id, text] : found) {
      if (outcome.acknowledged.count(id) == 0) made = id;
    }
    if (!write.ids.empty() || !made.empty()) write.apply(with_unanswered, made);
  }
  const bool is_known = found == outcome.acknowledged || found == with_unanswered;
  INFO(outcome.acknowledged.size() << " acknowledged, " << found.size() << " found");
  CHECK(is_known);
  for (const auto& [id, text] : found) caller.check_one(id, text);
  for (const std::string& id : outcome.deleted) {
    CHECK(caller.get(dialect.records + "/" + id).status == 404);
  }
}

void kill_everywhere(const Dialect& dialect) {
  for (int answers = 0; answers <= kWrites; answers += 5) {
    INFO(dialect.api << ", killed after " << answers << " answers");
    const TempFolder folder;
    const Outcome outcome = run(dialect, folder.path, answers);
    check_restart(dialect, folder.path, outcome);
  }
}

std::string quoted(const std::string& text) { return Json(text).dump(); }

/// The nth of the records that are there, round and round.
const std::string& pick(const Known& known, int number) {
  auto it = known.begin();
  std::advance(it, number % static_cast<int>(known.size()));
  return it->first;
}

}  // namespace

TEST_CASE("ecg, killed while it writes, has what it acknowledged", "[cli][serve][process][P01]") {
  const std::string path = "/api/v2/partners";
  kill_everywhere({.api = "ecg",
                   .records = path,
                   .all_query = "?take=1000",
                   .list = "/items",
                   .record = "",
                   .twins = {"businessName", "displayName"},
                   .write = [&](int number, const Known& known) {
                     const std::string text = "Care " + std::to_string(number);
                     const std::string parent =
                         known.empty() ? "" : R"(,"parentId":)" + quoted(pick(known, number));
                     return Write{{Method::post,
                                   path,
                                   {},
                                   R"({"organization":{"businessName":)" + quoted(text) +
                                       R"(,"displayName":)" + quoted(text) + parent + "}}"},
                                  text};
                   }});
}

namespace {

/// Creations mostly; updates and deletions of one and of two once there are some records.
Write write_account(int number, const Known& known) {
  const std::string path = "/api/objects/v1/Account";
  const std::string text = "Account " + std::to_string(number);
  const std::string members = R"("Name":)" + quoted(text) + R"(,"Comments":)" + quoted(text) + '}';
  if (known.size() < 3) return {{Method::put, path, {}, '{' + members}, text};
  const std::string& one = pick(known, number);
  const std::string& other = pick(known, number + 1);
  switch (number % 10) {
    case 0:
      return {{Method::delete_, path + "/" + one, {}, ""}, "", {one}, true};
    case 2:
    case 5:
      return {{Method::patch, path + "/" + one, {}, '{' + members}, text, {one}};
    case 4:
    case 9: {
      const std::string item = ',' + members;
      const std::string body = R"([{"Id":)" + one + item + R"(,{"Id":)" + other + item + ']';
      return {{Method::patch, path, {}, body}, text, {one, other}};
    }
    case 6: {
      const std::string body = '[' + one + ',' + other + ']';
      return {{Method::delete_, path, {}, body}, "", {one, other}, true};
    }
    default:
      return {{Method::put, path, {}, '{' + members}, text};
  }
}

}  // namespace

TEST_CASE("impartner, killed while it writes, has what it acknowledged",
          "[cli][serve][process][P01]") {
  kill_everywhere({.api = "impartner",
                   .records = "/api/objects/v1/Account",
                   .all_query = "?take=1000",
                   .list = "/data/results",
                   .record = "/data",
                   .twins = {"name", "comments"},
                   .write = write_account});
}

TEST_CASE("partnerportal, killed while it writes, has what it acknowledged",
          "[cli][serve][process][P01]") {
  const std::string path = "/companies/company-1/leads";
  kill_everywhere(
      {.api = "partnerportal",
       .records = path,
       .all_query = "?limit=100",
       .list = "/data",
       .record = "/data",
       .twins = {"firstName", "lastName"},
       .write = [&](int number, const Known& known) {
         const std::string text = "Ada " + std::to_string(number);
         const std::string members =
             R"("firstName":)" + quoted(text) + R"(,"lastName":)" + quoted(text) + '}';
         if (!known.empty() && number % 2 == 0) {
           const std::string& one = pick(known, number);
           return Write{{Method::patch, path + "/" + one, {}, '{' + members}, text, {one}};
         }
         return Write{{Method::post, path, {}, R"({"platform":"web",)" + members}, text};
       }});
}

}  // namespace understudy::cli
