// SPDX-License-Identifier: MIT
/// One walk over the text with a window of the first bytes that every spelling has.
#include "understudy/conformance/secrets.hpp"

#include <array>
#include <functional>

#include "secret_encodings.hpp"
#include "understudy/base/redaction.hpp"

namespace understudy::conformance {

namespace {

constexpr std::array<std::string_view, 8> kForms{"raw",       "percent", "percent-all", "base64",
                                                 "base64url", "hex",     "json",        "markup"};

constexpr std::size_t kWindow = SecretScan::kShortest;
constexpr std::uint64_t kWindowMask = (std::uint64_t{1} << (8 * kWindow)) - 1;

std::uint64_t slide(std::uint64_t window, char next) {
  return (window << 8U | static_cast<unsigned char>(next)) & kWindowMask;
}

std::uint64_t head_of(std::string_view text) {
  std::uint64_t window = 0;
  for (const char c : text.substr(0, kWindow)) window = slide(window, c);
  return window;
}

/// Well spread over 16 bits, by Fibonacci hashing.
std::size_t slot_of(std::uint64_t head) {
  return static_cast<std::size_t>((head * 0x9E3779B97F4A7C15U) >> 48U);
}

using Visit = std::function<void(std::string_view)>;

void visit_texts(const CheckResult& check, const Visit& visit) {
  for (const std::string* text :
       {&check.id, &check.api, &check.area, &check.title, &check.source, &check.citation,
        &check.message, &check.expected, &check.got, &check.reproduce, &check.expectation}) {
    visit(*text);
  }
  for (const Evidence& one : check.evidence) {
    for (const std::string* text : {&one.request, &one.reproduce, &one.answer, &one.trouble}) {
      visit(*text);
    }
  }
}

void visit_texts(const CheckReport& report, const Visit& visit) {
  for (const std::string* text : {&report.target, &report.started, &report.version}) visit(*text);
  for (const std::string& notice : report.notices) visit(notice);
  for (const CheckResult& check : report.checks) visit_texts(check, visit);
  for (const StaleExpectation& entry : report.stale) {
    for (const std::string* text : {&entry.id, &entry.reason, &entry.why}) visit(*text);
  }
  for (const Coverage& coverage : report.coverage) {
    visit(coverage.api);
    for (const CoverageCount& count : coverage.counts) {
      visit(count.what);
      for (const std::string& name : count.missing) visit(name);
    }
  }
}

}  // namespace

std::string_view name_of(SecretForm form) { return kForms.at(static_cast<std::size_t>(form)); }

void SecretScan::add(std::string_view name, std::string_view secret) {
  if (secret.size() < kShortest) {
    too_short_.emplace_back(name);
    return;
  }
  names_.emplace_back(name);
  for (auto& [form, text] : spellings_of(secret)) {
    const std::uint64_t head = head_of(text);
    by_head_[head].push_back(patterns_.size());
    heads_.set(slot_of(head));
    patterns_.push_back({std::move(text), names_.size() - 1, form});
  }
}

void SecretScan::add(const CredentialSet& credentials) {
  for (const auto& [name, value] : credentials) {
    if (is_secret_name(name)) add(name, value);
  }
}

std::optional<FoundSecret> SecretScan::find_from(std::string_view text, std::size_t at) const {
  std::uint64_t window = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    window = slide(window, text[i]);
    if (i + 1 - at < kWindow || !heads_.test(slot_of(window))) continue;
    const auto it = by_head_.find(window);
    if (it == by_head_.end()) continue;
    const std::size_t begin = i + 1 - kWindow;
    const Pattern* longest = nullptr;  // what begins alike may go on
    for (const std::size_t index : it->second) {
      const Pattern& pattern = patterns_[index];
      const bool is_longer = longest == nullptr || pattern.text.size() > longest->text.size();
      if (is_longer && text.substr(begin).starts_with(pattern.text)) longest = &pattern;
    }
    if (longest == nullptr) continue;
    return FoundSecret{names_[longest->name], longest->form, begin, longest->text.size()};
  }
  return std::nullopt;
}

std::optional<FoundSecret> SecretScan::find(std::string_view text) const {
  return find_from(text, 0);
}

std::string SecretScan::mask(std::string_view text) const {
  std::string out;
  std::size_t copied = 0;
  while (const auto found = find_from(text, copied)) {
    out.append(text.substr(copied, found->at - copied)).append(kRedacted);
    copied = found->at + found->size;
  }
  return out.append(text.substr(copied));
}

std::optional<FoundSecret> SecretScan::find(const CheckReport& report) const {
  std::optional<FoundSecret> found;
  visit_texts(report, [&](std::string_view text) {
    if (!found) found = find(text);
  });
  return found;
}

}  // namespace understudy::conformance
