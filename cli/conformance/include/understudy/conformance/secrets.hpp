// SPDX-License-Identifier: MIT
/// The last look at what is about to be written: whether a known secret stands in it.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "understudy/base/credentials.hpp"
#include "understudy/conformance/check_report.hpp"

namespace understudy::conformance {

/// The ways in which a secret may be spelled.
enum class SecretForm : std::uint8_t {
  raw,
  percent,      ///< what is reserved as %XX, in both cases; a blank also as "+"
  percent_all,  ///< every byte as %XX
  base64,       ///< of a text that the secret stands in, wherever in it
  base64url,
  hex,     ///< in both cases
  json,    ///< escaped where it has to be, beyond ASCII, or wholly
  markup,  ///< references of XML and HTML: of the marks alone, in several spellings, or wholly
};
/// "raw", "percent", "percent-all", "base64", "base64url", "hex", "json", "markup".
std::string_view name_of(SecretForm form);

/// A secret that stands in a text.
struct FoundSecret {
  std::string name;  ///< as it was added: "api_key"
  SecretForm form = SecretForm::raw;
  std::size_t at = 0;    ///< byte of the text
  std::size_t size = 0;  ///< bytes of its spelling there
};

/// Known secrets, and the question whether a text has one of them. Thread-safe once it is filled.
class SecretScan {
 public:
  /// Shorter secrets are not looked for: a text of five characters stands in reports by chance (a
  /// word, a number, five characters of base64), and each time would cost its reader the report.
  static constexpr std::size_t kShortest = 6;

  /// `name` is what may be told of it.
  void add(std::string_view name, std::string_view secret);
  /// The fields whose names are those of secrets (base/redaction.hpp): no user name, no tenant.
  void add(const CredentialSet& credentials);

  /// The names of those that were too short.
  [[nodiscard]] const std::vector<std::string>& too_short() const { return too_short_; }

  /// The first one. O(size of the text), however many are known.
  [[nodiscard]] std::optional<FoundSecret> find(std::string_view text) const;
  /// The text with kRedacted in the place of each one, in whatever spelling: for what a host says.
  /// Of base64 the characters stay that stand for bytes around the secret too. O(size of the text).
  [[nodiscard]] std::string mask(std::string_view text) const;
  /// In any text of the tree, as it stood before a format escaped it.
  [[nodiscard]] std::optional<FoundSecret> find(const CheckReport& report) const;

 private:
  struct Pattern {
    std::string text;
    std::size_t name;
    SecretForm form;
  };

  /// From that byte on.
  [[nodiscard]] std::optional<FoundSecret> find_from(std::string_view text, std::size_t at) const;

  std::vector<std::string> names_;
  std::vector<std::string> too_short_;
  std::vector<Pattern> patterns_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_head_;
  std::bitset<65'536> heads_;  ///< answers most of the lookups in `by_head_`
};

}  // namespace understudy::conformance
