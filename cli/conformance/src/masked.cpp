// SPDX-License-Identifier: MIT
#include "masked.hpp"

#include <algorithm>

#include "understudy/base/json.hpp"
#include "understudy/base/redaction.hpp"
#include "understudy/base/uri.hpp"

namespace understudy::conformance {

namespace {

using Secrets = std::vector<const KnownSecret*>;

void append(Pieces& pieces, std::string_view text) {
  if (text.empty()) return;
  if (pieces.empty() || pieces.back().is_variable) pieces.push_back({});
  pieces.back().text += text;
}

void append(Pieces& to, const Pieces& from) {
  for (const Piece& piece : from) {
    if (piece.is_variable) {
      to.push_back(piece);
    } else {
      append(to, piece.text);
    }
  }
}

/// Longest first, so that no secret hides a longer one that begins alike.
Secrets sorted(std::span<const KnownSecret> secrets) {
  Secrets list;
  for (const KnownSecret& secret : secrets) {
    if (!secret.value.empty()) list.push_back(&secret);
  }
  std::stable_sort(list.begin(), list.end(), [](const KnownSecret* a, const KnownSecret* b) {
    return a->value.size() > b->value.size();
  });
  return list;
}

/// What stands in the text as it is becomes a variable.
Pieces split(std::string_view text, const Secrets& secrets) {
  Pieces pieces;
  while (!text.empty()) {
    std::size_t at = text.size();
    const KnownSecret* next = nullptr;
    for (const KnownSecret* secret : secrets) {
      const std::size_t found = text.find(secret->value);
      if (found < at) {
        at = found;
        next = secret;
      }
    }
    append(pieces, text.substr(0, at));
    if (next == nullptr) break;
    pieces.push_back({next->variable, true});
    text.remove_prefix(at + next->value.size());
  }
  return pieces;
}

/// Whether a value is a known secret and nothing else, but for a scheme before it.
bool is_known(const Pieces& value) {
  if (value.size() == 1) return value[0].is_variable;
  if (value.size() != 2 || value[0].is_variable || !value[1].is_variable) return false;
  const std::string_view scheme = value[0].text;
  return scheme.ends_with(' ') && is_token(scheme.substr(0, scheme.size() - 1));
}

/// A secret that is spelled otherwise where it stands cannot be a variable: it is <redacted>.
std::string without_encoded(std::string text, const Secrets& secrets) {
  std::vector<std::string_view> values;
  for (const KnownSecret* secret : secrets) {
    if (encode_component(secret->value) != secret->value) values.push_back(secret->value);
  }
  return redact_texts(std::move(text), values);
}

/// "a=1&b=2" by its pairs, whose names say which values are secrets.
Pieces form_pieces(std::string_view text, const Secrets& secrets) {
  Pieces pieces;
  const std::string clean = without_encoded(std::string{text}, secrets);
  std::string_view rest = clean;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    const std::size_t value = std::min(pair.find('='), pair.size() - 1) + 1;
    const Pieces known = pair.empty() ? Pieces{} : split(pair.substr(value), secrets);
    if (is_known(known)) {
      append(pieces, pair.substr(0, value));
      append(pieces, known);
    } else {
      append(pieces, split(redact_form(pair), secrets));
    }
    rest.remove_prefix(end);
    if (rest.empty()) break;
    append(pieces, "&");
    rest.remove_prefix(1);
  }
  return pieces;
}

constexpr std::string_view kMark = "\\u0001";  // as dump_json writes the control below

/// Texts that are a known secret become marks with its index; other values of secret names
/// <redacted>. As deep as JsonLimits::depth at most.
void mark(Json& value, bool is_named_secret, const Secrets& secrets) {
  if (value.is_structured()) {
    for (auto& [name, member] : value.items()) {
      mark(member, is_named_secret || (value.is_object() && is_secret_name(name)), secrets);
    }
    return;
  }
  const auto* text = value.get_ptr<const std::string*>();
  for (std::size_t i = 0; text != nullptr && i < secrets.size(); ++i) {
    if (*text != secrets[i]->value) continue;
    value = "\x01" + std::to_string(i) + "\x01";
    return;
  }
  if (is_named_secret) value = std::string{kRedacted};
}

/// The text between marks, and the variables that the marks stand for.
Pieces unmarked(std::string_view text, const Secrets& secrets) {
  Pieces pieces;
  bool is_index = false;
  while (true) {
    const std::size_t end = std::min(text.find(kMark), text.size());
    if (is_index) {
      const auto index = to_int64(Json::parse(text.substr(0, end), nullptr, false));
      const std::size_t at = index ? static_cast<std::size_t>(*index) : secrets.size();
      if (at < secrets.size()) pieces.push_back({secrets[at]->variable, true});
    } else {
      append(pieces, split(text.substr(0, end), secrets));
    }
    if (end == text.size()) return pieces;
    text.remove_prefix(end + kMark.size());
    is_index = !is_index;
  }
}

Pieces json_pieces(const std::string& text, const Secrets& secrets) {
  const bool has_known = std::any_of(secrets.begin(), secrets.end(), [&](const KnownSecret* one) {
    return text.find(one->value) != std::string::npos;
  });
  auto json = parse_json(text);
  if (has_known && json && dump_json(*json).find(kMark) == std::string::npos) {
    mark(*json, false, secrets);
    return unmarked(without_encoded(dump_json(*json), secrets), secrets);
  }
  return split(without_encoded(redact_json(text), secrets), secrets);
}

/// Before a shell's quotes are put around them: in these nobody would find a secret.
void mask_others(Pieces& pieces, const SecretScan& scan) {
  for (Piece& piece : pieces) {
    if (!piece.is_variable) piece.text = scan.mask(piece.text);
  }
}

bool is_form(const Fields& fields) {
  const std::string* const type = fields.find("Content-Type");
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  return type != nullptr && equal_ignoring_case(type->substr(0, kForm.size()), kForm);
}

}  // namespace

std::string plain(const Pieces& pieces) {
  std::string text;
  for (const Piece& piece : pieces) text += (piece.is_variable ? "$" : "") + piece.text;
  return text;
}

MaskedRequest masked(const Request& request, const EvidenceOptions& options) {
  const Secrets list = sorted(options.secrets);
  MaskedRequest shown;
  shown.target = split(without_encoded(std::string{request.path()}, list), list);
  if (request.target.find('?') != std::string::npos) {
    append(shown.target, "?");
    append(shown.target, form_pieces(request.query(), list));
  }
  for (const Field& field : request.fields) {
    Pieces value = split(field.value, list);
    if (is_secret_name(field.name) && !is_known(value)) value = {{std::string{kRedacted}, false}};
    shown.fields.push_back({field.name, std::move(value)});
  }
  shown.body =
      is_form(request.fields) ? form_pieces(request.body, list) : json_pieces(request.body, list);
  if (options.scan != nullptr) {
    mask_others(shown.target, *options.scan);
    for (auto& field : shown.fields) mask_others(field.value, *options.scan);
    mask_others(shown.body, *options.scan);
  }
  return shown;
}

std::string without_secrets(std::string text, std::span<const KnownSecret> secrets) {
  std::vector<std::string_view> values;
  for (const KnownSecret* secret : sorted(secrets)) values.push_back(secret->value);
  return redact_texts(std::move(text), values);
}

}  // namespace understudy::conformance
