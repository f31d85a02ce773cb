// SPDX-License-Identifier: MIT
#include "host.hpp"

#include <algorithm>
#include <array>

#include "../rules.hpp"
#include "answer_faults.hpp"
#include "requests.hpp"
#include "retry_after.hpp"
#include "sign_in.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kPatience = 3;    // ours: requests in a row without an answer
constexpr std::size_t kBrokenHost = 5;  // ours: 5xx before the first other answer
// ours: what each 429 is waited for where neither it nor a document says, the last one a minute
constexpr std::array<std::chrono::seconds, 3> kUntoldWaits{
    std::chrono::seconds{1}, std::chrono::seconds{10}, std::chrono::seconds{60}};
constexpr std::size_t kMostRefusals = kUntoldWaits.size();
constexpr Duration kLeastWait = std::chrono::seconds{1};  // ours: "0" is no leave to go on at once
constexpr Duration kMostWait = std::chrono::hours{1};     // ours: of one request
constexpr std::size_t kMostComplaints = 50;               // ours: of one operation
constexpr std::size_t kMostTries = 5;  // ours: rows whose value may be useless for a list
// ours: a page of 2,000 rows with all of their fields
constexpr JsonLimits kAnswerLimits{.bytes = 16'777'216,
                                   .duplicate_names = JsonLimits::DuplicateNames::last_wins};

const Reply kNoReply{};

/// "/a/b/-1" of "/a/b/17": one complaint for all rows that break a rule the same way.
std::string without_indices(std::string_view place) {
  std::string out;
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (place[i] < '0' || place[i] > '9') {
      out += place[i];
    } else if (i == 0 || place[i - 1] < '0' || place[i - 1] > '9') {
      out += '#';
    }
  }
  return out;
}

bool is_read(Method method) {
  return method == Method::get || method == Method::head || method == Method::options;
}

std::size_t count_values(const Json& row) {
  return row.is_object()
             ? static_cast<std::size_t>(std::count_if(
                   row.begin(), row.end(),
                   [](const Json& value) { return !value.is_null() && value != Json(""); }))
             : 0;
}

/// The rows that say most first: what is read of one of them shows most.
std::vector<Json> fullest_first(std::vector<Json> rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Json& a, const Json& b) { return count_values(a) > count_values(b); });
  return rows;
}

std::vector<Json> rows_of(const Reply& reply, const ListSpec& list) {
  const Json* rows = reply.at(list.rows);
  if (rows == nullptr || !rows->is_array()) return {};
  return {rows->begin(), rows->end()};
}

}  // namespace

Host::Host(client::Transport& transport, const CheckOptions& options, const Clock& clock,
           Sleeper& sleeper)
    : transport_(transport), options_(options), clock_(clock), sleeper_(sleeper) {
  if (options.deadline > Duration{0}) ends_ = clock.steady_now() + options.deadline;
}

void Host::add(Subject subject) {
  std::string api = subject.profile->api;
  subjects_.insert_or_assign(std::move(api), std::move(subject));
}

const Subject& Host::subject(std::string_view api) const { return subjects_.find(api)->second; }

const Observed& Host::observed(std::string_view api) const {
  static const Observed kNothing{};
  const auto found = observed_.find(api);
  return found == observed_.end() ? kNothing : found->second;
}

std::any& Host::memo(std::string_view api, std::string_view key) {
  return memos_[{std::string{api}, std::string{key}}];
}

/// The last line of defence: whatever a check wants, a host is not written to unasked. A POST that
/// nobody documents may go to a path that is not there, PUT, PATCH and DELETE go nowhere.
bool Host::may_write(const Request& request, std::string_view api) const {
  if (is_read(request.method)) return false;
  const auto match = subject(api).contract->find_operation(request.method, request.path());
  if (match.kind == openapi::Match::Kind::found) {
    return !is_reading(subject(api), match.operation->id);
  }
  return request.method != Method::post || match.kind == openapi::Match::Kind::wrong_method;
}

std::string Host::reason_not_to_send(const Request& request, std::string_view api) {
  if (!gone_.empty()) return gone_;
  if (options_.stop.stop_requested()) {
    is_spent_ = true;
    return "the run was stopped";
  }
  if (options_.budget != 0 && requests_ >= options_.budget) {
    is_spent_ = true;
    return "the budget of " + std::to_string(options_.budget) + " requests is used up";
  }
  if (ends_ && clock_.steady_now() >= *ends_) {
    is_spent_ = true;
    return "the time of the run is used up";
  }
  if (!options_.writes && may_write(request, api)) return "writes are not allowed in this run";
  return {};
}

bool Host::keep_pace(std::string_view api) {
  const auto& limit = subject(api).profile->limit;
  const Rate documented =
      limit ? Rate{limit->requests, std::chrono::duration_cast<Duration>(limit->window)} : Rate{};
  const Rate rate = options_.rate.value_or(documented);
  std::deque<SteadyTime>& sent = sent_[std::string{api}];
  const SteadyTime now = clock_.steady_now();
  while (!sent.empty() && sent.front() + rate.window <= now) sent.pop_front();
  if (phase_ != Phase::limits && rate.requests != 0 && sent.size() >= rate.requests) {
    const Duration by = sent[sent.size() - rate.requests] + rate.window - now;
    if (!sleep(by)) return false;
  }
  sent.push_back(clock_.steady_now());
  return true;
}

bool Host::sleep(Duration by) {
  if (by <= Duration{0}) return true;
  if (ends_ && clock_.steady_now() + by > *ends_) {
    is_spent_ = true;
    return false;
  }
  return sleeper_.sleep(by, options_.stop);
}

std::shared_ptr<Reply> Host::send_once(const Request& request) {
  auto reply = std::make_shared<Reply>();
  reply->request = request;
  client::SendOptions options{options_.timeout, options_.stop};
  if (ends_) options.timeout = std::min(options_.timeout, *ends_ - clock_.steady_now());
  const SteadyTime begin = clock_.steady_now();
  auto answer = transport_.send(request, options);
  reply->elapsed = clock_.steady_now() - begin;
  ++requests_;
  if (!answer) {
    reply->trouble = render(answer.error());
    return reply;
  }
  reply->response = *std::move(answer);
  if (!reply->response.body.empty()) {
    auto json = parse_json(reply->response.body, kAnswerLimits);
    if (json) reply->json = *std::move(json);
  }
  return reply;
}

bool Host::honour_429(const Reply& reply, std::string_view api, std::size_t refusals) {
  if (refusals == kMostRefusals) return false;
  const auto& limit = subject(api).profile->limit;
  Duration by = limit ? std::chrono::duration_cast<Duration>(limit->window)
                      : Duration{kUntoldWaits[refusals]};
  if (const auto asked = told_wait(reply.response.fields, clock_.wall_now())) {
    if (*asked > kMostWait) return false;
    by = std::max(*asked, kLeastWait);
  }
  return sleep(by);
}

void Host::give_up_on_429(Probe& probe) {
  probe.is_held_off_ = true;
  probe.trouble_ = is_spent_ ? "the time of the run does not allow the wait that a 429 asks for"
                             : "the host answers 429, and still does when it is waited for";
  if (++held_off_ >= kPatience) gone_ = "the host answers 429 to everything";
}

void Host::judge_health(const Reply& reply) {
  if (reply.status() == 0) {
    if (++unanswered_ >= kPatience) {
      gone_ = "the host does not answer: " + reply.trouble;
    }
    return;
  }
  unanswered_ = 0;
  if (reply.status() < 500) ++answered_well_;
  if (reply.status() >= 500 && answered_well_ == 0 && ++server_errors_ >= kBrokenHost) {
    gone_ = "the host answers " + std::to_string(reply.status()) + " to everything";
  }
}

void Host::compare(const std::shared_ptr<const Reply>& reply, std::string_view api) {
  const openapi::Document& contract = *subject(api).contract;
  const auto match = contract.find_operation(reply->request.method, reply->request.path());
  if (match.kind != openapi::Match::Kind::found) return;
  ObservedOperation& seen = observed_[std::string{api}].operations[match.operation->id];
  ++seen.answers;
  seen.statuses.insert(reply->status());
  note_parameters(*match.operation, reply->request, seen);
  note_shape(*reply, std::string{api} + " " + match.operation->id);
  const bool is_of_head = reply->request.method == Method::head;
  for (const openapi::Finding& finding :
       find_faults(contract, *match.operation, reply->response, is_of_head)) {
    const std::string key = std::string{name_of(finding.kind)} + " " + finding.rule + " " +
                            without_indices(finding.where) + " " + without_indices(finding.what);
    if (seen.complaints.size() < kMostComplaints && seen.known.insert(key).second) {
      seen.complaints.push_back({finding, reply});
    }
  }
}

void Host::note_shape(const Reply& reply, const std::string& operation) {
  if (options_.shapes == nullptr || !reply.json) return;
  const auto document = JsonDocument::parse(reply.response.body, kAnswerLimits);
  if (!document) return;
  (*options_.shapes)[operation + " " + std::to_string(reply.status())].add(document->root());
}

const Reply& Host::exchange(Probe& probe, Request request) {
  if (!probe.trouble_.empty()) return kNoReply;
  std::shared_ptr<Reply> reply;
  const auto is_refused = [&] { return reply->status() == 429 && phase_ != Phase::limits; };
  for (std::size_t refusals = 0;; ++refusals) {
    probe.trouble_ = reason_not_to_send(request, probe.api_);
    if (probe.trouble_.empty() && !keep_pace(probe.api_)) {
      probe.trouble_ = "the time of the run does not allow the wait that the rate asks for";
    }
    if (!probe.trouble_.empty()) return kNoReply;
    reply = send_once(request);
    // The host has counted it at some time before its answer: its window ends after ours began.
    sent_[probe.api_].back() = clock_.steady_now();
    judge_health(*reply);
    if (reply->status() != 0) compare(reply, probe.api_);
    if (!is_refused() || !honour_429(*reply, probe.api_, refusals)) break;
  }
  ++probe.requests_;
  if (reply->status() == 0) probe.trouble_ = reply->trouble;
  if (is_refused()) {
    give_up_on_429(probe);
  } else {
    held_off_ = 0;
  }
  probe.replies_.push_back(reply);
  if (!gone_.empty()) probe.trouble_ = gone_;
  return *probe.replies_.back();
}

bool Host::wait(Probe& probe, Duration by) {
  if (!probe.trouble_.empty()) return false;
  if (sleep(by)) return true;
  probe.trouble_ = options_.stop.stop_requested() ? "the run was stopped"
                                                  : "the time of the run does not allow the wait";
  is_spent_ = true;
  return false;
}

const ListSample& Host::sample(Probe& probe, std::string_view name) {
  const Key key{probe.api_, std::string{name}};
  const auto found = samples_.find(key);
  if (found != samples_.end()) {
    if (found->second.reply) probe.replies_.push_back(found->second.reply);
    return found->second;
  }
  static const ListSample kNone{};
  const auto& lists = subject(probe.api_).profile->lists;
  const auto list = lists.find(name);
  if (list == lists.end()) return kNone;
  Probe sampler{*this, probe.api_, options_.seed};
  ListQuery query;
  if (!list->second.paging.size.empty()) query.size = list->second.paging.most;
  const auto request = sampler.make_request(list->second, query);
  ListSample sample;
  sample.list = &list->second;
  if (request) {
    sampler.send(*request);
    if (!sampler.replies_.empty() && sampler.trouble_.empty()) {
      sample.reply = sampler.replies_.back();
      fill_sample(sampler, sample);
    }
  }
  probe.adopt(sampler);
  if (!sampler.trouble_.empty()) return kNone;
  return samples_.emplace(key, std::move(sample)).first->second;
}

void Host::fill_sample(Probe& sampler, ListSample& sample) {
  const ListSpec& list = *sample.list;
  sample.rows = rows_of(*sample.reply, list);
  if (!list.total.empty()) {
    const Json* total = sample.reply->at(list.total);
    const auto number = total != nullptr ? to_int64(*total) : std::nullopt;
    if (number && *number >= 0) sample.total = static_cast<std::size_t>(*number);
  }
  sample.is_whole =
      sample.total ? sample.rows.size() >= *sample.total : sample.rows.size() < list.paging.most;
  sample.fields = list.columns.empty() ? list.fields : read_columns(sampler, list, sample.rows);
}

std::vector<FieldSpec> Host::read_columns(Probe& sampler, const ListSpec& list,
                                          const std::vector<Json>& rows) {
  if (list.columns == "rows") return fields_of_rows(rows, list.fields);
  const Reply& columns = sample_call(sampler, list.columns);
  std::vector<FieldSpec> fields = list.fields;
  if (!columns.json || !columns.json->is_array()) return fields;
  for (const Json& column : *columns.json) {
    auto field = field_of_column(column);
    const bool known =
        field && std::any_of(fields.begin(), fields.end(),
                             [&](const FieldSpec& other) { return other.name == field->name; });
    if (field && !known) fields.push_back(*std::move(field));
  }
  return fields;
}

const Reply& Host::sample_call(Probe& probe, std::string_view name) {
  const Key key{probe.api_, std::string{name}};
  auto found = sample_calls_.find(key);
  if (found == sample_calls_.end()) {
    Probe sampler{*this, probe.api_, options_.seed};
    sampler.call(name);
    probe.adopt(sampler);
    if (!sampler.trouble_.empty() || sampler.replies_.empty()) return kNoReply;
    found = sample_calls_.emplace(key, sampler.replies_.back()).first;
  }
  probe.replies_.push_back(found->second);
  return *found->second;
}

void Host::forget_samples(std::string_view api) {
  const auto is_of = [&](const auto& entry) { return entry.first.first == api; };
  std::erase_if(samples_, is_of);
  std::erase_if(sample_calls_, is_of);
  std::erase_if(memos_, [&](const auto& entry) {
    return is_of(entry) && entry.first.second.compare(0, 5, "read ") == 0;
  });
}

std::optional<std::string> Host::value(Probe& probe, std::string_view name) {
  const Key key{probe.api_, std::string{name}};
  const auto found = values_.find(key);
  if (found != values_.end()) return found->second;
  const auto& values = subject(probe.api_).profile->values;
  const auto wanted = values.find(name);
  if (wanted == values.end()) return std::nullopt;
  std::vector<Json> rows = sample(probe, wanted->second.list).rows;
  if (wanted->second.useful_for.empty()) rows = fullest_first(std::move(rows));
  std::optional<std::string> chosen;
  std::size_t tries = 0;
  for (const Json& row : rows) {
    const Json* at = find_value(row, wanted->second.at);
    auto text = at != nullptr ? text_of_value(*at) : std::nullopt;
    if (!text) continue;
    if (wanted->second.useful_for.empty()) {
      chosen = std::move(text);
      break;
    }
    if (!chosen) chosen = text;
    values_[key] = text;
    if (!sample(probe, wanted->second.useful_for).rows.empty()) {
      chosen = std::move(text);
      break;
    }
    samples_.erase({probe.api_, wanted->second.useful_for});
    if (++tries == kMostTries || !probe.trouble_.empty()) break;
  }
  values_[key] = chosen;
  return chosen;
}

std::optional<std::string> Host::token(Probe& probe, std::size_t set) {
  const auto key = std::pair{probe.api_, set};
  const auto found = tokens_.find(key);
  if (found != tokens_.end() && (!found->second.ends || clock_.wall_now() < *found->second.ends)) {
    return found->second.text;
  }
  Probe sampler{*this, probe.api_, options_.seed};
  auto token = make_token(sampler, set);
  probe.adopt(sampler);
  if (!token) return std::nullopt;
  all_tokens_.push_back(token->text);
  return tokens_.insert_or_assign(key, *std::move(token)).first->second.text;
}

}  // namespace understudy::conformance
