// SPDX-License-Identifier: MIT
/// What a told story says of a rule, without a host.
#include "relations/write_judging.hpp"

#include "support/catch.hpp"

namespace understudy::conformance::writes {

namespace {

using Kind = Judgement::Kind;

Seen seen(int status, const Json& body) { return {status, body, dump_json(body)}; }

/// A create that is read again, and one step that could not be asked.
Story story_of(const Json& created, const Json& read) {
  Story story;
  story.values = {{"marker", "understudy-check 0a1b2c3d"}, {"record", 7}};
  story.steps["create"] = seen(201, created);
  story.steps["read"] = seen(200, read);
  return story;
}

Kind has(const Json& got, const Json& want, const Json& more = Json::object()) {
  Json args{{"step", "read"}, {"want", {{"/a", want}}}};
  args.update(more);
  return judge_has(story_of({}, got), args).kind;
}

}  // namespace

TEST_CASE("a written value is there in any form of it", "[conformance][writes]") {
  CHECK(has({{"a", "x"}}, "x") == Kind::holds);
  CHECK(has({{"a", 7}}, "${record}") == Kind::holds);
  CHECK(has({{"a", "7"}}, "${record}") == Kind::broken);
  CHECK(has({{"a", "for understudy-check 0a1b2c3d"}}, "for ${marker}") == Kind::holds);
  CHECK(has({{"a", 12.0}}, 12) == Kind::holds);
  CHECK(has({{"a", nullptr}}, nullptr) == Kind::holds);
  CHECK(has({{"b", 1}}, nullptr) == Kind::holds);
  CHECK(has({{"a", "X"}}, "x") == Kind::broken);
  CHECK(has({{"b", 1}}, "x") == Kind::broken);
  CHECK(has({{"a", ""}}, nullptr) == Kind::broken);
  CHECK(has({{"a", "y"}}, "${nobody}") == Kind::cannot_tell);
  const Json instants{{"instants", {"/a"}}};
  CHECK(has({{"a", "2026-04-01T02:00:00.000+02:00"}}, "2026-04-01T00:00:00Z", instants) ==
        Kind::holds);
  CHECK(has({{"a", "2026-04-01T05:00:00Z"}}, "2026-04-01T00:00:00Z", instants) == Kind::broken);
  const Json digits{{"digits", {"/a"}}};
  CHECK(has({{"a", "+1 (555) 010-0123"}}, "+15550100123", digits) == Kind::holds);
  CHECK(has({{"a", "+15550100124"}}, "+15550100123", digits) == Kind::broken);
  CHECK(has({{"a", nullptr}}, "+15550100123", digits) == Kind::broken);
}

TEST_CASE("a rule names the place, what it wants and what came", "[conformance][writes]") {
  const Judgement judgement =
      judge_has(story_of({}, {{"a", "y"}}), {{"step", "read"}, {"want", {{"/a", "x"}}}});

  CHECK(judgement.kind == Kind::broken);
  CHECK(judgement.message == "\"read\" has another value at /a");
  CHECK(judgement.expected == "\"x\"");
  CHECK(judgement.got == "\"y\"");
}

TEST_CASE("only members that both records have are compared", "[conformance][writes]") {
  const auto same = [](const Json& before, const Json& after) {
    return judge_same(story_of({{"data", before}}, {{"data", after}}),
                      {{"steps", {"create", "read"}}, {"at", "/data"}, {"except", {"moved"}}})
        .kind;
  };

  CHECK(same({{"a", 1}}, {{"a", 1}, {"b", 2}}) == Kind::holds);
  CHECK(same({{"a", 1}, {"b", 2}}, {{"a", 1}}) == Kind::holds);
  CHECK(same({{"moved", 1}}, {{"moved", 2}}) == Kind::holds);
  CHECK(same({{"t", "2026-04-01T00:00:00Z"}}, {{"t", "2026-04-01T00:00:00.000Z"}}) == Kind::holds);
  CHECK(same({{"a", 1}}, {{"a", nullptr}}) == Kind::broken);
  CHECK(same({{"a", {{"b", 1}}}}, {{"a", {{"b", 2}}}}) == Kind::broken);
  CHECK(same(Json::array(), Json::array()) == Kind::cannot_tell);
}

TEST_CASE("numbers and times rise", "[conformance][writes]") {
  const auto rises = [](const Json& before, const Json& after) {
    return judge_raises(story_of({{"a", before}}, {{"a", after}}),
                        {{"steps", {"create", "read"}}, {"at", "/a"}})
        .kind;
  };

  CHECK(rises(1, 2) == Kind::holds);
  CHECK(rises(1, 1) == Kind::broken);
  CHECK(rises("2026-03-04T12:00:00Z", "2026-03-04T12:00:02Z") == Kind::holds);
  CHECK(rises("2026-03-04T12:00:00Z", "2026-03-04T12:00:00.000Z") == Kind::broken);
  CHECK(rises(nullptr, 2) == Kind::cannot_tell);
  CHECK(rises("one", "two") == Kind::cannot_tell);
}

TEST_CASE("a row is found in any of the steps", "[conformance][writes]") {
  const Story story = story_of({{"rows", {{{"id", 1}}}}}, {{"rows", {{{"id", 7}}}}});
  const Json args{
      {"steps", {"create", "read"}}, {"rows", "/rows"}, {"key", "/id"}, {"want", "${record}"}};

  CHECK(judge_lists(story, args).kind == Kind::holds);
  Json one = args;
  one["steps"] = {"create"};
  CHECK(judge_lists(story, one).kind == Kind::broken);
  Json unasked = args;
  unasked["steps"] = {"missing", "read"};
  CHECK(judge_lists(story, unasked).kind == Kind::holds);
  unasked["steps"] = {"missing", "create"};
  CHECK(judge_lists(story, unasked).kind == Kind::cannot_tell);
  Json scalars = one;
  scalars["rows"] = "/ids";
  scalars["key"] = "";
  CHECK(judge_lists(story_of({{"ids", {6, 7}}}, {}), scalars).kind == Kind::holds);
  CHECK(judge_lists(story, scalars).kind == Kind::cannot_tell);
}

TEST_CASE("what has to be absent is absent", "[conformance][writes]") {
  const Json args{{"steps", {"read"}},   {"rows", "/rows"}, {"key", "/name"},
                  {"want", "${marker}"}, {"absent", true},  {"after", "create"}};

  CHECK(judge_lists(story_of({}, {{"rows", {{{"name", "Acme"}}}}}), args).kind == Kind::holds);
  CHECK(judge_lists(story_of({}, {{"rows", {{{"name", "understudy-check 0a1b2c3d x"}}}}}), args)
            .kind == Kind::broken);
}

TEST_CASE("a refusal is 4xx, or a success that is false", "[conformance][writes]") {
  const auto refuses = [](int status, const Json& body) {
    Story story;
    story.steps["bad"] = seen(status, body);
    return judge_refuses(story, {{"step", "bad"}}).kind;
  };

  CHECK(refuses(400, {}) == Kind::holds);
  CHECK(refuses(422, {}) == Kind::holds);
  CHECK(refuses(200, {{"success", false}}) == Kind::holds);
  CHECK(refuses(200, {{"success", true}}) == Kind::broken);
  CHECK(refuses(201, {}) == Kind::broken);
  CHECK(refuses(500, {}) == Kind::broken);
  CHECK(refuses(403, {}) == Kind::lacking);
}

TEST_CASE("a status is one of those that are documented", "[conformance][writes]") {
  const Story story = story_of({}, {});

  CHECK(judge_status(story, {{"step", "create"}, {"status", {200, 201}}}).kind == Kind::holds);
  const Judgement judgement = judge_status(story, {{"step", "create"}, {"status", {200}}});
  CHECK(judgement.kind == Kind::broken);
  CHECK(judgement.expected == "[200]");
  CHECK(judgement.got == "201");
}

TEST_CASE("a text that no answer may have is found in any", "[conformance][writes]") {
  const Json args{{"steps", {"create", "read"}}, {"texts", {"secret"}}};

  CHECK(judge_lacks(story_of({}, {{"a", 1}}), args).kind == Kind::holds);
  CHECK(judge_lacks(story_of({}, {{"a", {{"secret", 1}}}}), args).kind == Kind::broken);
}

TEST_CASE("without a record nothing is said of it", "[conformance][writes]") {
  Story story;
  story.steps["create"] = seen(500, {});
  const Json args{{"step", "read"}, {"want", {{"/a", 1}}}};

  CHECK(judge_has(story, args).kind == Kind::cannot_tell);
  CHECK(judge_has(story, args).message == "there is no record: the create was answered 500");
  story.steps["create"] = seen(403, {});
  CHECK(judge_has(story, args).kind == Kind::lacking);
  story.trouble = "the ledger cannot be written";
  CHECK(judge_has(story, args).message == "the ledger cannot be written");
}

TEST_CASE("a request of a story has its holes filled as their place wants",
          "[conformance][writes]") {
  const Values values{{"marker", "a b"}, {"record", 7}};
  const Json step{{"method", "PATCH"},
                  {"target", "/x/${record}?q=${marker}"},
                  {"body", {{{"Id", "${record}"}, {"Name", "${marker} \"c\""}}}}};

  const auto request = make_request(step, values);

  REQUIRE(request);
  CHECK(request->method == Method::patch);
  CHECK(request->target == "/x/7?q=a%20b");
  CHECK(request->body == R"([{"Id":7,"Name":"a b \"c\""}])");
  CHECK_FALSE(make_request(step, {}));
}

}  // namespace understudy::conformance::writes
