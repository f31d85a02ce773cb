// SPDX-License-Identifier: MIT
/// The runner: one exchange after the other, each judged by itself.
#include "understudy/conformance/replay.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "rules.hpp"
#include "template.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::conformance {

namespace {

constexpr std::array<std::pair<std::string_view, Outcome>, 5> kOutcomes{
    {{"error", Outcome::error},
     {"failed", Outcome::failed},
     {"observed", Outcome::observed},
     {"passed", Outcome::passed},
     {"skipped", Outcome::skipped}}};

constexpr std::size_t kShortestSecret = 6;  // ours: masking shorter ones would hide words

Variables variables_of(std::span<const CredentialSet> credentials) {
  Variables variables;
  for (std::size_t i = 0; i < credentials.size(); ++i) {
    const std::string suffix = i == 0 ? "" : "_" + std::to_string(i + 1);
    for (const auto& [name, value] : credentials[i]) variables.emplace(name + suffix, value);
  }
  return variables;
}

void mask(std::string& text, std::span<const CredentialSet> credentials) {
  for (const CredentialSet& set : credentials) {
    for (const auto& [name, secret] : set) {
      if (secret.size() < kShortestSecret) continue;
      for (std::size_t at = text.find(secret); at != text.npos; at = text.find(secret, at + 3)) {
        text.replace(at, secret.size(), "***");
      }
    }
  }
}

/// A kept value as text: ids come as texts or numbers.
std::optional<std::string> text_of(const Json* value) {
  if (value == nullptr || value->is_structured() || value->is_null()) return std::nullopt;
  const auto* text = value->get_ptr<const std::string*>();
  return text != nullptr ? *text : dump_json(*value);
}

/// Appends what an answer breaks of its operation; a request that the contract does not know has
/// nothing to be compared with.
void check_contract(const openapi::Document& contract, const Request& request,
                    const Response& response, std::vector<Mismatch>& mismatches) {
  const openapi::Match match = contract.find_operation(request.method, request.path());
  if (match.operation == nullptr) return;
  const openapi::Report report =
      openapi::validate_response(contract, *match.operation,
                                 {.status = response.status,
                                  .fields = &response.fields,
                                  .body = response.body,
                                  .is_of_head = request.method == Method::head});
  for (const openapi::Finding& finding : report.findings) {
    mismatches.push_back(
        {"contract: " + finding.where + " (" + finding.rule + ")",
         finding.expected.empty() ? finding.what : finding.expected, finding.got,
         finding.grade == name_of(Grade::inf) || finding.grade == name_of(Grade::guess)});
  }
}

/// What the pages of a walk had so far: each row as text, and the page it was on.
using Rows = std::map<std::string, std::size_t>;

void collect_rows(const Json& rows, const Walk& walk, std::size_t page, Rows& seen,
                  std::vector<Mismatch>& mismatches) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [it, is_new] = seen.emplace(dump_json(rows[i]), page);
    if (is_new) continue;
    mismatches.push_back({"body " + walk.rows + "/" + std::to_string(i),
                          "a row that no page had before",
                          "a row of page " + std::to_string(it->second)});
  }
}

class Runner {
 public:
  Runner(client::Transport& transport, std::span<const CredentialSet> credentials,
         const ReplayOptions& options)
      : transport_(transport),
        credentials_(credentials),
        options_(options),
        data_(options.data),
        variables_(variables_of(credentials)) {}

  ExchangeResult run(const Exchange& exchange) {
    ExchangeResult result{.id = exchange.id,
                          .title = exchange.title,
                          .source = exchange.source,
                          .grade = exchange.grade};
    const SteadyTime begin = clock().steady_now();
    send_all(exchange, result);
    result.elapsed = clock().steady_now() - begin;
    for (Mismatch& mismatch : result.mismatches) mask(mismatch.got, credentials_);
    mask(result.message, credentials_);
    return result;
  }

 private:
  [[nodiscard]] const Clock& clock() const {
    return options_.clock != nullptr ? *options_.clock : system_;
  }

  void send_all(const Exchange& exchange, ExchangeResult& result) {
    if (exchange.advance && !options_.advance_clock) {
      return skip(result, "moves the host's clock, which only a mock allows");
    }
    if (!exchange.after.empty() && sent_.count(exchange.after) == 0) {
      return skip(result, "follows " + exchange.after + ", which was not sent");
    }
    if (exchange.writes && !options_.writes) {
      // From here on the host does not hold what the examples of later exchanges tell of.
      data_ = DataKind::unknown;
      return skip(result, "changes what the host holds, which was not asked for");
    }
    if (exchange.advance) options_.advance_clock(*exchange.advance);
    if (exchange.walk) {
      walk(exchange, *exchange.walk, result);
      return;
    }
    for (std::size_t i = 0; i < exchange.repeat; ++i) {
      const auto answer = send_one(exchange, result);
      if (!answer) return;
      if (i + 1 == exchange.repeat) keep(exchange, *answer);
    }
  }

  /// Nothing when the exchange is over: skipped, failed or without an answer.
  std::optional<Answer> send_one(const Exchange& exchange, ExchangeResult& result) {
    const auto request = fill(exchange.request, variables_);
    if (!request) {
      skip(result,
           "needs ${" + request.error().name + "}, which no credential and no earlier answer gave");
      return std::nullopt;
    }
    sent_.insert(exchange.id);
    auto sent = transport_.send(*request);
    ++result.requests;
    if (!sent) {
      result.outcome = Outcome::error;
      result.message = place_of(exchange, result) + render(sent.error());
      return std::nullopt;
    }
    response_ = *std::move(sent);
    result.status = response_.status;
    Answer answer = read_answer(response_);
    check(exchange.always, answer, result.mismatches);
    take_grade(exchange, 0, result.mismatches);
    if (data_ == DataKind::example) check(exchange.example, answer, result.mismatches);
    if (options_.contract != nullptr) {
      check_contract(*options_.contract, *request, response_, result.mismatches);
    }
    if (!judge(exchange, result)) return std::nullopt;
    return answer;
  }

  /// What differs from an exchange is known as well as the exchange.
  static void take_grade(const Exchange& exchange, std::size_t from,
                         std::vector<Mismatch>& mismatches) {
    for (std::size_t i = from; i < mismatches.size(); ++i) {
      mismatches[i].is_assumption = is_assumption(exchange.grade);
    }
  }

  void walk(const Exchange& exchange, const Walk& walk, ExchangeResult& result) {
    Rows seen;
    for (std::size_t page = 0; page < walk.pages; ++page) {
      variables_["page"] = std::to_string(page);
      const auto answer = send_one(exchange, result);
      if (!answer) return;
      const std::size_t before = result.mismatches.size();
      const bool is_last = read_page(*answer, walk, page, seen, result.mismatches);
      take_grade(exchange, before, result.mismatches);
      if (!judge(exchange, result) || is_last) return;
    }
    skip(result,
         "there are more than " + std::to_string(walk.pages) + " pages, so nothing is concluded");
  }

  /// True on the last page.
  static bool read_page(const Answer& answer, const Walk& walk, std::size_t page, Rows& seen,
                        std::vector<Mismatch>& mismatches) {
    const Json nothing;
    const Json& body = answer.body ? *answer.body : nothing;
    const Json* rows = find_value(body, walk.rows);
    const Json* last = find_value(body, walk.last);
    if (rows == nullptr || !rows->is_array()) {
      mismatches.push_back({"body " + walk.rows, "an array", "none"});
      return false;
    }
    if (last == nullptr || !last->is_boolean()) {
      mismatches.push_back({"body " + walk.last, "a boolean", "none"});
      return false;
    }
    collect_rows(*rows, walk, page, seen, mismatches);
    if (*last == false) return false;
    const Json* total = find_value(body, walk.total);
    if (total == nullptr || *total != Json(seen.size())) {
      mismatches.push_back({"body " + walk.total,
                            "the " + std::to_string(seen.size()) + " rows of all pages",
                            total == nullptr ? "nothing" : excerpt(dump_json(*total))});
    }
    return true;
  }

  /// True while the exchange has no mismatch.
  bool judge(const Exchange& exchange, ExchangeResult& result) const {
    if (result.mismatches.empty()) return true;
    const auto& all = result.mismatches;
    const bool excused =
        data_ == DataKind::unknown &&
        std::all_of(all.begin(), all.end(), [](const Mismatch& one) { return one.is_assumption; });
    result.outcome = excused ? Outcome::observed : Outcome::failed;
    result.message = place_of(exchange, result) + render(result.mismatches.front());
    const std::size_t more = result.mismatches.size() - 1;
    if (more > 0) result.message += " (and " + std::to_string(more) + " more)";
    return false;
  }

  /// "request 17: " where there are several.
  static std::string place_of(const Exchange& exchange, const ExchangeResult& result) {
    if (exchange.repeat == 1 && !exchange.walk) return "";
    return "request " + std::to_string(result.requests) + ": ";
  }

  void keep(const Exchange& exchange, const Answer& answer) {
    if (!answer.body) return;
    for (const Keep& wanted : exchange.keep) {
      auto text = text_of(find_value(*answer.body, wanted.at));
      if (text) variables_[wanted.name] = *std::move(text);
    }
  }

  static void skip(ExchangeResult& result, std::string why) {
    result.outcome = Outcome::skipped;
    result.message = std::move(why);
  }

  client::Transport& transport_;
  std::span<const CredentialSet> credentials_;
  const ReplayOptions& options_;
  DataKind data_;
  std::set<std::string, std::less<>> sent_;  ///< ids
  Variables variables_;
  Response response_;
  SystemClock system_;
};

}  // namespace

std::string_view name_of(Outcome outcome) {
  for (const auto& [name, value] : kOutcomes) {
    if (value == outcome) return name;
  }
  return "?";
}

std::string render(const Mismatch& mismatch) {
  return mismatch.where + ": expected " + mismatch.expected + ", got " + mismatch.got;
}

std::size_t Report::count(Outcome outcome) const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(),
                    [&](const ExchangeResult& result) { return result.outcome == outcome; }));
}

Report replay(const ExchangeSet& set, client::Transport& transport,
              std::span<const CredentialSet> credentials, const ReplayOptions& options) {
  Runner runner{transport, credentials, options};
  Report report{set.title, {}};
  for (const Exchange& exchange : set.exchanges) report.results.push_back(runner.run(exchange));
  return report;
}

}  // namespace understudy::conformance
