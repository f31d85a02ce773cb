// SPDX-License-Identifier: MIT
#include "session/scrub.hpp"

#include <algorithm>
#include <utility>

#include "understudy/base/redaction.hpp"

namespace understudy::client {

namespace {

constexpr std::size_t kLongestWord = 200;     // ours: bytes of a code or an id
constexpr std::size_t kLongestMessage = 500;  // ours: bytes
constexpr std::size_t kLongestExcerpt = 300;  // ours: bytes
constexpr std::size_t kMostProblems = 100;    // ours: of one answer
constexpr std::size_t kLookedAt = 65'536;     // ours: an excerpt is of the front

void clean_violations(const Scrubber& scrubber, std::vector<schema::Violation>& violations) {
  // Causes nest as deep as schemas do; the list of open work stands for recursion.
  std::vector<std::vector<schema::Violation>*> open{&violations};
  while (!open.empty()) {
    std::vector<schema::Violation>& level = *open.back();
    open.pop_back();
    for (schema::Violation& violation : level) {
      violation.instance = scrubber.clean(std::move(violation.instance));
      violation.got = scrubber.clean(std::move(violation.got));
      open.push_back(&violation.causes);
    }
  }
}

}  // namespace

std::string Scrubber::clean(std::string text) const {
  std::vector<std::string_view> texts;
  texts.reserve(secrets_.size());
  for (const Secret& secret : secrets_) texts.emplace_back(secret.reveal());
  return redact_texts(std::move(text), texts);
}

Error Scrubber::clean(Error error) const {
  error.what = clean(std::move(error.what));
  error.where = clean(std::move(error.where));
  error.advice = clean(std::move(error.advice));
  return error;
}

std::string Scrubber::word(const std::string& text, std::size_t longest) const {
  // A reader may have given a part of the body as it was.
  return excerpt(clean(redact_json(text)), longest);
}

VendorError Scrubber::clean(const VendorError& vendor) const {
  VendorError clean{.code = word(vendor.code, kLongestWord),
                    .message = word(vendor.message, kLongestMessage),
                    .request_id = word(vendor.request_id, kLongestWord)};
  for (const VendorProblem& problem : vendor.problems) {
    if (clean.problems.size() == kMostProblems) break;
    clean.problems.push_back({.code = word(problem.code, kLongestWord),
                              .field = word(problem.field, kLongestWord),
                              .message = word(problem.message, kLongestMessage)});
  }
  return clean;
}

std::vector<openapi::Finding> Scrubber::clean(std::vector<openapi::Finding> findings) const {
  for (openapi::Finding& finding : findings) {
    finding.where = clean(std::move(finding.where));
    finding.what = clean(std::move(finding.what));
    finding.got = clean(std::move(finding.got));
    clean_violations(*this, finding.violations);
  }
  return findings;
}

std::vector<openapi::Finding> Scrubber::without_values(std::vector<openapi::Finding> findings) {
  for (openapi::Finding& finding : findings) {
    finding.what = "expected what the contract says, got something else that is not shown here";
    finding.got.clear();
    finding.violations.clear();
  }
  return findings;
}

std::string Scrubber::excerpt_of(std::string_view body) const {
  return excerpt(clean(redact_json(body.substr(0, kLookedAt))), kLongestExcerpt);
}

}  // namespace understudy::client
