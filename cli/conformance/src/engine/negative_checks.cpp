// SPDX-License-Identifier: MIT
/// Requests beside the documented ones: another method, another path, no body, one that is no JSON,
/// another media type, members of other types.
#include <algorithm>
#include <map>

#include "contract_checks.hpp"
#include "generate.hpp"
#include "parameter_checks.hpp"
#include "refusals.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kMostMembers = 8;  // ours: of one body; each is a request
constexpr std::string_view kUnknownPath = "/understudy-does-not-know/this-path";

/// Makes the checks of one operation.
class NegativeChecks {
 public:
  NegativeChecks(const Subject& subject, const openapi::Operation& operation,
                 const SampleCall& call, const Request& plain, std::vector<Check>& checks)
      : subject_(subject), operation_(operation), call_(call), plain_(plain), checks_(checks) {}

  void add_all() {
    if (is_first_of_path()) add_wrong_method();
    if (is_first_of_contract()) add_unknown_path();
    if (operation_.body == nullptr || !operation_.body->is_required) return;
    add_refusal("no-body", "a request without its body is refused", [](Request& request) {
      request.body.clear();
      return true;
    });
    if (!call_.request.is_json) return;
    add_refusal("malformed-json", "a body that is no JSON is refused", [](Request& request) {
      request.body = "{\"understudy\": ";
      return true;
    });
    if (!call_.writes && find_response(operation_, 415) != nullptr) add_content_type();
    add_body_types();
  }

 private:
  [[nodiscard]] bool is_first_of_path() const {
    const auto& all = subject_.contract->operations();
    return std::find_if(all.begin(), all.end(), [&](const openapi::Operation& other) {
             return other.path == operation_.path;
           })->id == operation_.id;
  }

  [[nodiscard]] bool is_first_of_contract() const {
    const auto& all = subject_.contract->operations();
    return std::find_if(all.begin(), all.end(), [&](const openapi::Operation& other) {
             const SampleCall* const call = sample_of(subject_, other);
             return call != nullptr && call->needs_credentials && other.method == Method::get;
           })->id == operation_.id;
  }

  Check& add(std::string_view rule, std::string title, const Citation& citation,
             std::string_view suffix = {}) {
    Check check =
        make_contract_check(subject_, operation_, rule, std::move(title), citation, suffix);
    check.cost = 1;
    check.phase = call_.writes ? Phase::writes : Phase::reads;
    check.lists = lists_of(subject_, call_);
    checks_.push_back(std::move(check));
    return checks_.back();
  }

  void add_refusal(std::string_view rule, const std::string& title,
                   std::function<bool(Request&)> change, std::string_view suffix = {}) {
    Request changed = plain_;
    if (!change(changed)) return;
    const auto fault = find_fault(*subject_.contract, changed);
    if (!fault) return;
    Check& check =
        add(rule, operation_.id + ": " + title, {fault->source, grade_of_refusal(*fault)}, suffix);
    check.ask = [call = call_, change = std::move(change)](Probe& probe) {
      return ask_for_refusal(probe, call, change);
    };
  }

  /// GET is safe wherever it goes. Where it is documented and nothing is written, POST without a
  /// body is the least that may be sent, and only where writes are allowed.
  void add_wrong_method() {
    const Method other = operation_.method == Method::get ? Method::post : Method::get;
    const auto match = subject_.contract->find_operation(other, plain_.path());
    if (match.kind != openapi::Match::Kind::wrong_method) return;
    const bool writes = std::any_of(match.documented.begin(), match.documented.end(),
                                    [](Method method) { return method != Method::get; });
    if (other == Method::post && writes) return;
    const int status = find_response(operation_, 405) != nullptr ? 405 : 404;
    Check& check =
        add("wrong-method", std::string{name_of(other)} + " of " + operation_.path + " is refused",
            cite(operation_, status));
    if (other == Method::post) check.phase = Phase::writes;
    check.ask = [call = call_, other, documented = operation_.method](Probe& probe) {
      auto request = probe.make_request(call);
      if (!request) return cannot_tell("the sample call cannot be made");
      request->method = other;
      request->body.clear();
      request->fields.remove("Content-Type");
      return judge_wrong_method(send_as(probe, call, *std::move(request)), documented);
    };
  }

  static Judgement judge_wrong_method(const Reply& reply, Method documented) {
    const int status = reply.status();
    if (status == 0) return cannot_tell("there is no answer");
    if (status == 401 || status == 403 || status == 429) {
      return cannot_tell("refused for another reason: " + std::to_string(status));
    }
    if (status != 404 && status != 405 && status != 501) {
      return broken("a method that nobody documents was not refused", "404 or 405",
                    std::to_string(status));
    }
    if (status != 405) return holds();
    const std::string* const allow = reply.response.fields.find("Allow");
    if (allow == nullptr) {
      return broken("a 405 has no field Allow (RFC 9110 section 15.5.6)", "Allow", "none");
    }
    if (allow->find(name_of(documented)) == allow->npos) {
      return broken("the field Allow of a 405 lacks the documented method",
                    std::string{name_of(documented)}, *allow);
    }
    return holds();
  }

  void add_unknown_path() {
    Check& check = add("unknown-path", "an unknown path is 404", cite(operation_, 404));
    check.ask = [call = call_](Probe& probe) {
      auto request = probe.make_request(call);
      if (!request) return cannot_tell("the sample call cannot be made");
      request->target = std::string{request->path()} + std::string{kUnknownPath};
      const int status = send_as(probe, call, *std::move(request)).status();
      if (status == 404) return holds();
      return broken("a path that nobody documents is answered", "404", std::to_string(status));
    };
  }

  void add_content_type() {
    add_refusal("other-media-type", "a body of another media type is refused",
                [](Request& request) {
                  request.fields.set("Content-Type", "text/plain");
                  return true;
                });
  }

  /// One check for each member: any of the types that the contract refuses, by chance.
  void add_body_types() {
    const openapi::MediaType* const media =
        find_media_type(operation_.body->content, "application/json");
    const auto body = parse_json(plain_.body);
    if (media == nullptr || !media->schema_place || !body) return;
    std::map<std::string, std::vector<BodyCase>, std::less<>> by_member;
    for (BodyCase& one :
         wrong_bodies(subject_.contract->root(), media->schema_place.element(), *body)) {
      Request changed = plain_;
      changed.body = dump_json(one.body);
      if (find_fault(*subject_.contract, changed)) by_member[one.at].push_back(std::move(one));
    }
    std::size_t taken = 0;
    for (const auto& [at, cases] : by_member) {
      if (call_.writes && !is_missing_one(cases)) continue;
      if (taken++ == kMostMembers) return;
      add_member(at, cases);
    }
  }

  static bool is_missing_one(const std::vector<BodyCase>& cases) {
    return std::any_of(cases.begin(), cases.end(),
                       [](const BodyCase& one) { return one.what == "nothing"; });
  }

  void add_member(const std::string& at, const std::vector<BodyCase>& cases) {
    Request changed = plain_;
    changed.body = dump_json(cases.back().body);
    const auto fault = find_fault(*subject_.contract, changed);
    std::string suffix = at;
    std::replace(suffix.begin(), suffix.end(), '/', '.');
    Check& check = add("body-types", operation_.id + ": a wrong " + at + " is refused",
                       {fault->source, grade_of_refusal(*fault)}, suffix);
    std::vector<std::string> whats;
    for (const BodyCase& one : cases) whats.push_back(one.what);
    check.ask = [call = call_, at, whats](Probe& probe) {
      const std::string& what =
          whats[probe.random().below(static_cast<std::uint32_t>(whats.size()))];
      return ask_for_refusal(probe, call, [&](Request& request) {
        return change_member(*probe.subject().contract, request, at, what);
      });
    };
  }

  /// The case of that name again, of the body that the host's own values have filled.
  static bool change_member(const openapi::Document& contract, Request& request,
                            const std::string& at, const std::string& what) {
    const auto match = contract.find_operation(request.method, request.path());
    const auto body = parse_json(request.body);
    if (match.operation == nullptr || match.operation->body == nullptr || !body) return false;
    const openapi::MediaType* const media =
        find_media_type(match.operation->body->content, "application/json");
    if (media == nullptr) return false;
    for (const BodyCase& one :
         wrong_bodies(contract.root(), media->schema_place.element(), *body)) {
      if (one.at != at || one.what != what) continue;
      request.body = dump_json(one.body);
      return true;
    }
    return false;
  }

  const Subject& subject_;
  const openapi::Operation& operation_;
  const SampleCall& call_;
  const Request& plain_;
  std::vector<Check>& checks_;
};

}  // namespace

void add_negative_checks(const Subject& subject, const openapi::Operation& operation,
                         std::vector<Check>& checks) {
  const SampleCall* const call = sample_of(subject, operation);
  const auto plain = call != nullptr ? make_plain_request(subject, *call) : std::nullopt;
  if (!plain) return;
  NegativeChecks{subject, operation, *call, *plain, checks}.add_all();
  if (!call->writes) add_parameter_checks(subject, operation, *call, *plain, checks);
}

}  // namespace understudy::conformance
