// SPDX-License-Identifier: MIT
#include "understudy/conformance/evidence.hpp"

#include <algorithm>
#include <array>

#include "keyed_hash.hpp"
#include "masked.hpp"
#include "understudy/base/redaction.hpp"
#include "understudy/base/utf8.hpp"

namespace understudy::conformance {

namespace {

/// Fields that say how an answer is to be read and never whose it is.
constexpr std::array<std::string_view, 6> kShownFields{
    "Allow", "Content-Length", "Content-Type", "Date", "Retry-After", "WWW-Authenticate"};

bool is_shown(std::string_view name) {
  return std::any_of(kShownFields.begin(), kShownFields.end(),
                     [&](std::string_view shown) { return equal_ignoring_case(name, shown); });
}

std::string fields_text(const Fields& fields, const EvidenceOptions& options) {
  std::string text;
  for (const Field& field : redacted(fields)) {
    const bool is_whole =
        options.bodies == BodyForm::shown || is_shown(field.name) || field.value == kRedacted;
    text += field.name + ": " +
            (is_whole ? field.value
                      : "<text " + std::to_string(field.value.size()) +
                            mark_of(options.hash_key, field.value) + ">") +
            "\n";
  }
  return text;
}

std::string cut(std::string text, std::size_t most) {
  const std::size_t all = text.size();
  if (all <= most) return text;
  const std::size_t kept = utf8_prefix(std::string_view{text}.substr(0, most));
  // What is no UTF-8 has no boundary to be cut at.
  text.resize(kept == 0 ? most : kept);
  return text + "... (" + std::to_string(all) + " bytes in all)";
}

/// Known secrets as they are, then in every other spelling.
std::string clean(std::string text, const EvidenceOptions& options) {
  text = without_secrets(std::move(text), options.secrets);
  return options.scan == nullptr ? text : options.scan->mask(text);
}

std::string answer_text(const Response& response, const EvidenceOptions& options) {
  const std::string body = options.bodies == BodyForm::shown
                               ? redact_json(response.body)
                               : reduce_body(response.body, options.hash_key);
  // Cleaned before it is cut: half a secret is not found any more.
  return cut(clean(fields_text(response.fields, options), options), options.most) + "\n" +
         cut(clean(body, options), options.most);
}

Evidence evidence_of(const Request& request, const EvidenceOptions& options) {
  return {.request =
              std::string{name_of(request.method)} + " " + plain(masked(request, options).target),
          .reproduce = curl_line(request, options)};
}

std::string in_capitals(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '-') c = '_';
  }
  return text;
}

}  // namespace

std::vector<KnownSecret> known_secrets(const CredentialSet& credentials) {
  std::vector<KnownSecret> secrets;
  for (const auto& [name, value] : credentials) {
    if (is_secret_name(name)) secrets.push_back({in_capitals(name), value});
  }
  return secrets;
}

Evidence make_evidence(const Request& request, const Response& response,
                       const EvidenceOptions& options) {
  Evidence evidence = evidence_of(request, options);
  evidence.status = response.status;
  evidence.answer = answer_text(response, options);
  return evidence;
}

Evidence make_evidence(const Request& request, const Error& trouble,
                       const EvidenceOptions& options) {
  Evidence evidence = evidence_of(request, options);
  evidence.trouble = clean(render(trouble), options);
  return evidence;
}

}  // namespace understudy::conformance
