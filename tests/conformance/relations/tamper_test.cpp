// SPDX-License-Identifier: MIT
/// Wrong credentials differ from right ones where they say, and answers are held to rules.
#include "../../../cli/conformance/relations/tamper.hpp"

#include "../../../cli/conformance/relations/answer_rule.hpp"
#include "../../../cli/conformance/relations/answers.hpp"
#include "support/catch.hpp"
#include "understudy/base/base64.hpp"

using namespace understudy;
using namespace understudy::conformance;

namespace {

const std::string kHeader = encode_base64url(R"({"alg":"HS256","typ":"JWT"})");
const std::string kPayload = encode_base64url(R"({"exp":1,"sub":"me"})");
const std::string kToken = kHeader + "." + kPayload + "." + encode_base64url("0123456789abcdef");

std::string wrong(std::string_view how) {
  const auto tamper = find_tamper(how);
  REQUIRE(tamper);
  return make_wrong(*tamper, kToken).value_or("nothing");
}

}  // namespace

TEST_CASE("a token is wrong in one way only", "[conformance][tamper]") {
  CHECK(wrong("none") == kToken);
  CHECK(wrong("two-parts") == kHeader + "." + kPayload);
  CHECK(wrong("no-signature") == kHeader + "." + kPayload + ".");
  CHECK(wrong("cut-signature") == kToken.substr(0, kToken.size() - 4));
  CHECK(wrong("no-json").starts_with(kHeader + "." + encode_base64url("no json") + "."));
  CHECK(wrong("alg-none") ==
        encode_base64url(R"({"alg":"none","typ":"JWT"})") + "." + kPayload + ".");
  CHECK(wrong("other-alg")
            .starts_with(encode_base64url(R"({"alg":"HS512","typ":"JWT"})") + "." + kPayload));
  CHECK(wrong("changed-payload").ends_with(kToken.substr(kToken.rfind('.'))));
  CHECK(wrong("changed-payload") != kToken);
  CHECK(wrong("wrong-signature").starts_with(kHeader + "." + kPayload + "."));
  CHECK(wrong("wrong-signature").size() == kToken.size());
  CHECK(wrong("wrong-signature") != kToken);
}

TEST_CASE("another text has the shape of the right one", "[conformance][tamper]") {
  CHECK(make_wrong(Tamper::other_text, "dfaf26de-bf8a") == "eaba37ef-ca9b");
  CHECK_FALSE(make_wrong(Tamper::alg_none, "opaque"));
  CHECK_FALSE(find_tamper("no such way"));
}

TEST_CASE("a text is cut, or has its letters turned", "[conformance][tamper]") {
  CHECK(make_wrong(Tamper::cut_text, "demo-key") == "demo-ke");
  CHECK_FALSE(make_wrong(Tamper::cut_text, "k"));
  CHECK(make_wrong(Tamper::other_case, "Az-09-zA") == "aZ-09-Za");
  CHECK_FALSE(make_wrong(Tamper::other_case, "09-12"));
}

TEST_CASE("an answer is held to status, fields and schema", "[conformance][answers]") {
  using Kind = Judgement::Kind;
  const Json args{{"status", {400, 401}},
                  {"answer_fields", {{"X-Is", {{"pattern", "^yes"}}}}},
                  {"schema", {{"required", {"error"}}}}};
  const AnswerRule rule = read_answer_rule(args, {200});
  Reply reply;

  CHECK(judge(rule, reply).kind == Kind::cannot_tell);
  reply.response.status = 200;
  CHECK(judge(rule, reply).got == "200");
  reply.response.status = 401;
  CHECK(judge(rule, reply).expected == "X-Is");
  reply.response.fields.set("X-Is", "no");
  CHECK(judge(rule, reply).kind == Kind::broken);
  reply.response.fields.set("X-Is", "yes, it is");
  CHECK(judge(rule, reply).expected == "JSON");
  reply.json = Json::object();
  CHECK(judge(rule, reply).kind == Kind::broken);
  reply.json = Json{{"error", "e"}};
  CHECK(judge(rule, reply).kind == Kind::holds);
  CHECK(read_answer_rule(Json::object(), {404}).statuses == std::vector<int>{404});
}

TEST_CASE("a token is held to its header and its claims", "[conformance][tamper]") {
  const Json args{{"header", {{"required", {"alg"}}}},
                  {"claims", {{"properties", {{"exp", {{"type", "integer"}}}}}}}};
  CHECK(judge_token(args, kToken).kind == Judgement::Kind::holds);
  const std::string words = encode_base64url(R"({"exp":"1"})");
  for (const std::string& token :
       {kHeader + "." + words + ".", kPayload + "." + kPayload + ".", kHeader + "." + kPayload,
        kHeader + ".!.", std::string{"no-token"}, kHeader + "." + encode_base64url("[]") + "."}) {
    CAPTURE(token);
    CHECK(judge_token(args, token).kind == Judgement::Kind::broken);
  }
}
