// SPDX-License-Identifier: MIT
/// An exchange as it may be shown: without credentials, and on real hosts without their data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/credentials.hpp"
#include "understudy/base/error.hpp"
#include "understudy/base/http.hpp"
#include "understudy/conformance/check_report.hpp"
#include "understudy/conformance/secrets.hpp"

namespace understudy::conformance {

enum class BodyForm : std::uint8_t {
  shown,    ///< as it came, without what its names or values call a secret
  reduced,  ///< the same shape, with type, length and keyed hash in the place of every value
};

/// A value that no evidence may show.
struct KnownSecret {
  std::string variable;  ///< of the shell, that stands for it in a curl line: "API_KEY"
  std::string value;
};
/// The secret fields of a set of credentials; "api_key" becomes API_KEY.
std::vector<KnownSecret> known_secrets(const CredentialSet& credentials);

struct EvidenceOptions {
  std::string origin = {};                ///< "https://host:8443", for the curl line
  std::vector<KnownSecret> secrets = {};  ///< of credentials, and tokens that the run was given
  /// Masks every other spelling of known secrets in what is kept; null: nobody does, and a report
  /// of a host that sends them back encoded will be refused.
  const SecretScan* scan = nullptr;
  BodyForm bodies = BodyForm::reduced;
  std::string hash_key = {};  ///< random, one a run: hashes of two runs cannot be compared
  std::size_t most = 2'000;   ///< bytes of a body that are kept
};

/// What was sent and what came back, or why nothing did.
Evidence make_evidence(const Request& request, const Response& response,
                       const EvidenceOptions& options);
Evidence make_evidence(const Request& request, const Error& trouble,
                       const EvidenceOptions& options);

/// A line for a shell that sends the request again: "curl -sS -H 'Accept: */*' 'http://host/a'".
///
/// Grammar:  words in single quotes, in $'...' where they hold controls (POSIX.1-2024, bash, zsh);
///           a known secret is "$VARIABLE", a value whose name is that of a secret "<redacted>"
/// Shape:    a body that no argument can hold, or of more than 8,000 bytes, is left out and told
std::string curl_line(const Request& request, const EvidenceOptions& options);

/// A JSON body with "<string 12 #a1b2c3d4>" for each text (length in characters), "<number 3 #...>"
/// (as written) and "<boolean #...>"; null, names and shape stay; of an array the first five
/// elements. What is no JSON becomes "<text 123 #...>" (length in bytes).
std::string reduce_body(std::string_view body, std::string_view hash_key);

}  // namespace understudy::conformance
