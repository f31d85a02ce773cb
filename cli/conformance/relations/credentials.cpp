// SPDX-License-Identifier: MIT
/// Credentials: what lets a caller in, what does not, and what the host says then.
///
/// Grammar:  rule = {"call": name, "token": "sign_in" / "jwt" / a credential's name, "claims": {},
///                   "header": {}, "tamper": name, "target": text, "query": {}, "fields": {},
///                   "body": text, "json": value, "status", "answer_fields", "schema"}
///           "fields" go over those that the call and its credentials have: null takes one away,
///           an array sends several; texts have holes: credentials, ${token}, ${basic},
///           ${basic_wrong_secret}, ${basic_cut_secret}, ${basic_turned_secret}, ${basic_unknown}
#include <array>
#include <chrono>
#include <utility>

#include "../src/engine/contract_checks.hpp"
#include "../src/engine/requests.hpp"
#include "answer_rule.hpp"
#include "answers.hpp"
#include "tamper.hpp"
#include "understudy/base/base64.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::conformance {

namespace {

constexpr std::chrono::hours kLongestWait{2};        // ours: of one check
constexpr std::chrono::hours kUsualLifetime{1};      // ours: of a token, for the plan
constexpr std::chrono::seconds kBesideTheMoment{5};  // ours: clocks of two machines differ

/// The holes of a set, and the same client with a wrong half.
Variables holes_of_set(const CredentialSet& set) {
  Variables variables = variables_of(set);
  if (variables.count("basic") == 0) return variables;
  variables["basic_wrong_secret"] = basic_of(variables["client_id"], "understudy-wrong");
  variables["basic_unknown"] = basic_of("understudy-unknown", variables["client_secret"]);
  for (const auto& [name, tamper] : {std::pair{"basic_cut_secret", Tamper::cut_text},
                                     std::pair{"basic_turned_secret", Tamper::other_case}}) {
    const auto wrong = make_wrong(tamper, variables["client_secret"]);
    if (wrong) variables[name] = basic_of(variables["client_id"], *wrong);
  }
  return variables;
}

/// Asks with credentials as the rule has them.
class Asker {
 public:
  Asker(Probe& probe, const Json& args) : probe_(probe), args_(args) {}

  /// The request; nothing where credentials or data do not allow it, and why_not() says what.
  std::optional<Request> make() {
    const auto call = probe_.profile().calls.find(text_argument(args_, "call"));
    if (call == probe_.profile().calls.end()) return missing("the call of the rule");
    if (!probe_.subject().credentials.empty()) {
      variables_ = holes_of_set(probe_.subject().credentials.front());
    }
    auto request = probe_.make_request(call->second);
    if (!request) return std::nullopt;
    if (call->second.needs_credentials) own_ = probe_.credentials();
    if (!find_token()) return std::nullopt;
    if (!change_target(*request) || !change_body(*request)) return std::nullopt;
    for (const Field& field : own_) request->fields.set(field.name, field.value);
    if (!change_fields(*request)) return std::nullopt;
    return request;
  }

  [[nodiscard]] const std::string& why_not() const { return why_not_; }

 private:
  std::nullopt_t missing(const std::string& what) {
    why_not_ = "the check needs " + what;
    return std::nullopt;
  }

  /// The last word of what the call is authorised by.
  std::optional<std::string> own_token() const {
    for (const Field& field : own_) return field.value.substr(field.value.rfind(' ') + 1);
    return std::nullopt;
  }

  /// Where the rule speaks of a token: the right one, made wrong as the rule says.
  bool find_token() {
    const std::string from = text_argument(args_, "token");
    const auto credential = variables_.find(from);
    std::optional<std::string> token;
    if (credential != variables_.end()) {
      token = credential->second;
    } else if (args_.contains("claims")) {
      token =
          probe_.sign_token(args_["claims"], args_.contains("header") ? args_["header"] : Json{});
      if (!token) return missing("the credential jwt_secret, to sign a token with"), false;
    } else {
      token = own_token();
    }
    if (!token) return true;
    const std::string how = text_argument(args_, "tamper");
    const auto tamper = find_tamper(how.empty() ? "none" : how);
    auto changed = tamper ? make_wrong(*tamper, *token) : std::nullopt;
    if (!changed) return missing("a token that can be made wrong so"), false;
    variables_["token"] = *std::move(changed);
    return true;
  }

  std::optional<Request> filled(RequestTemplate holder) {
    auto request = fill(holder, variables_);
    if (!request) return missing("${" + request.error().name + "}");
    return *std::move(request);
  }

  bool change_target(Request& request) {
    if (const std::string target = text_argument(args_, "target"); !target.empty()) {
      RequestTemplate holder;
      holder.target = target;
      const auto made = filled(std::move(holder));
      if (!made) return false;
      request.target = made->target;
    }
    if (!args_.contains("query")) return true;
    for (const auto& [name, value] : args_["query"].items()) {
      const auto text = field_text(value);
      if (!text) return false;
      add_parameter(request, name, *text);
    }
    return true;
  }

  bool change_body(Request& request) {
    if (args_.contains("json")) request.body = dump_json(args_["json"]);
    if (!args_.contains("body")) return true;
    RequestTemplate form;  // holes of a form are encoded as those of a target
    form.target = text_argument(args_, "body");
    const auto made = filled(std::move(form));
    if (made) request.body = made->target;
    return made.has_value();
  }

  /// A text with its holes filled, as it is.
  std::optional<std::string> field_text(const Json& value) {
    const auto* text = value.get_ptr<const std::string*>();
    if (text == nullptr) return missing("a text in \"fields\" or \"query\"");
    RequestTemplate holder;
    holder.fields.add("X", *text);
    const auto made = filled(std::move(holder));
    if (!made) return std::nullopt;
    return made->fields.begin()->value;
  }

  bool change_fields(Request& request) {
    if (!args_.contains("fields")) return true;
    for (const auto& [name, value] : args_["fields"].items()) {
      request.fields.remove(name);
      if (value.is_null()) continue;
      const Json values = value.is_array() ? value : Json::array({value});
      for (const Json& one : values) {
        auto text = field_text(one);
        if (!text) return false;
        request.fields.add(name, *std::move(text));
      }
    }
    return true;
  }

  Probe& probe_;
  const Json& args_;
  Variables variables_;
  Fields own_;
  std::string why_not_;
};

std::vector<Check> make_one(const Subject& subject, const RuleSpec& rule, int status) {
  Check check = make_check(subject, rule);
  check.phase = Phase::credentials;
  check.cost = 1;
  const std::string call = text_argument(rule.args, "call");
  if (const auto found = subject.profile->calls.find(call); found != subject.profile->calls.end()) {
    check.lists = lists_of(subject, found->second);
    check.writes = !is_reading(subject, found->second.operation);
  }
  check.ask = [args = rule.args, status](Probe& probe) {
    Asker asker{probe, args};
    auto request = asker.make();
    if (!request) return cannot_tell(asker.why_not());
    return judge(read_answer_rule(args, {status}), probe.send_bare(*std::move(request)));
  };
  return {std::move(check)};
}

std::vector<Check> make_refused(const Subject& subject, const RuleSpec& rule) {
  return make_one(subject, rule, 401);
}

std::vector<Check> make_accepted(const Subject& subject, const RuleSpec& rule) {
  return make_one(subject, rule, 200);
}

/// A token of the host's own is used just before, or just after, the end that the host told.
Judgement ask_for_lifetime(Probe& probe, const Json& args) {
  const bool is_after = text_argument(args, "moment") == "after";
  const Reply& issued = probe.call(text_argument(args, "call"));
  const Json* const token = issued.at(text_argument(args, "at"));
  const Json* const told = issued.at(text_argument(args, "lifetime"));
  const auto seconds = told != nullptr ? to_int64(*told) : std::nullopt;
  if (token == nullptr || !token->is_string() || !seconds) {
    return cannot_tell("the answer has no token, or does not say how long it lives");
  }
  const Duration lifetime = std::chrono::seconds{*seconds};
  if (lifetime < 2 * kBesideTheMoment || lifetime > kLongestWait) {
    return cannot_tell("a token of " + std::to_string(*seconds) + " s is not waited for");
  }
  const std::string text = *token->get_ptr<const std::string*>();
  if (!probe.wait(is_after ? lifetime + kBesideTheMoment : lifetime - kBesideTheMoment)) {
    return cannot_tell("the run has no time for the wait");
  }
  auto request = probe.make_request(text_argument(args, "use"));
  if (!request) return cannot_tell("the call of the rule cannot be made");
  request->fields.set("Authorization", "Bearer " + text);
  const int got = probe.send_bare(*std::move(request)).status();
  if (got == (is_after ? 401 : 200)) return holds();
  return broken(is_after ? "a token is accepted after its end"
                         : "a token is refused before the end that the host told",
                is_after ? "401" : "200", std::to_string(got));
}

std::vector<Check> make_lifetime(const Subject& subject, const RuleSpec& rule) {
  Check check = make_check(subject, rule);
  check.phase = Phase::limits;
  check.cost = 2;
  check.waits = kUsualLifetime;
  check.ask = [args = rule.args](Probe& probe) { return ask_for_lifetime(probe, args); };
  return {std::move(check)};
}

constexpr std::array<NamedRelation, 7> kRelations{{
    {"answer-has", &make_answer_has},
    {"answers-differ", &make_answers_differ},
    {"credential-accepted", &make_accepted},
    {"credential-refused", &make_refused},
    {"same-members", &make_same_members},
    {"token-has", &make_token_has},
    {"token-lifetime", &make_lifetime},
}};

}  // namespace

std::span<const NamedRelation> credential_relations() { return kRelations; }

}  // namespace understudy::conformance
