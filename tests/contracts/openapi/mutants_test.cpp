// SPDX-License-Identifier: MIT
/// Documents with one value in a wrong place, and queries made of odd pieces: always an answer.
#include <array>
#include <string>
#include <vector>

#include "case_file.hpp"
#include "sample.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"
#include "understudy/openapi/validation.hpp"

namespace understudy::openapi {

namespace {

using Pointer = Json::json_pointer;

void collect(const Json& value, const Pointer& at, std::vector<Pointer>& places) {
  places.push_back(at);
  if (!value.is_structured()) return;  // items() of a scalar is the scalar
  std::size_t index = 0;
  for (const auto& [name, child] : value.items()) {
    collect(child, value.is_array() ? at / index++ : at / name, places);
  }
}

class Mutator {
 public:
  Mutator() : sample_(parse_json(read_text("contracts/openapi/sample.json")).value()) {
    for (const auto& [name, value] : sample_.items()) collect(value, Pointer{} / name, places_);
  }

  std::size_t below(std::size_t bound) { return random_.below(static_cast<std::uint32_t>(bound)); }

  /// The sample with one of its values, or something small, in place of another.
  std::string document() {
    Json mutant = sample_;
    const Pointer& to = places_[below(places_.size())];
    const std::array<Json, 4> small{Json{}, Json{3}, Json::array({"a", 1}), Json::object()};
    const std::size_t choice = below(8);
    mutant[to] = choice < small.size() ? small[choice] : sample_.at(places_[below(places_.size())]);
    return dump_json(mutant);
  }

  std::string text() {
    constexpr std::array<std::string_view, 19> kPieces{
        "page", "=", "&", "skip", "%", "%2C", "[a]", "deep", "name", "1",
        ",",    "a", "+", "%FF",  ";", "|",   "[]",  "json", "{"};
    std::string text;
    for (std::size_t i = below(12); i > 0; --i) text += kPieces[below(kPieces.size())];
    return text;
  }

 private:
  Pcg32 random_{Seed{1}};
  Json sample_;
  std::vector<Pointer> places_;
};

/// Sends something odd to every operation and reads all that is found.
std::size_t exercise(const Document& document, Mutator& mutator) {
  std::size_t findings = 0;
  for (const Operation& operation : document.operations()) {
    const std::string text = mutator.text();
    const std::string path = "/api/orders/" + text;
    const char* const type =
        mutator.below(2) == 0 ? "application/json" : "application/x-www-form-urlencoded";
    const Fields fields{
        {"Content-Type", type}, {"X-Tenant", text}, {"X-Total", text}, {"Cookie", text}};
    const Match match = document.find_operation(operation.method, path);
    const Report request =
        validate_request(document, operation,
                         {.path = match.parameters, .query = text, .fields = &fields, .body = text},
                         {.unknown_headers = Reported::yes});
    const Report response = validate_response(
        document, operation,
        {.fields = &fields, .body = R"([{"id":1,"x":[{}],"pair":[{},{"q":1}],"lines":[{"a":1}]}])"},
        {.undocumented_members = Reported::yes, .undocumented_headers = Reported::yes});
    for (const Finding& finding : request.findings) findings += render(finding).empty() ? 0U : 1U;
    for (const Finding& finding : response.findings) findings += render(finding).empty() ? 0U : 1U;
  }
  return findings;
}

}  // namespace

TEST_CASE("a document with a value in a wrong place loads, or its error has a place",
          "[openapi][document][property]") {
  Mutator mutator;
  std::size_t refused = 0;
  std::size_t findings = 0;
  for (int i = 0; i < 1'500; ++i) {
    const std::string text = mutator.document();
    const auto loaded = Document::load(text);
    if (loaded) {
      findings += exercise(*loaded, mutator);
      continue;
    }
    ++refused;
    if (loaded.error().where.empty()) FAIL_CHECK(render(loaded.error()) << "\n" << text);
  }

  CHECK(refused > 300);
  CHECK(findings > 1'000);
}

}  // namespace understudy::openapi
