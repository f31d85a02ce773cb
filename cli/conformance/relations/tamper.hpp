// SPDX-License-Identifier: MIT
/// Credentials that are wrong in one known way, made from right ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::conformance {

enum class Tamper : std::uint8_t {
  none,
  alg_none,         ///< the header says "none", and there is no signature
  changed_payload,  ///< another subject under the old signature
  cut_signature,    ///< its last characters are missing
  cut_text,         ///< its last character is missing, whatever it is
  no_json,          ///< a payload that is no JSON
  no_signature,     ///< the third part is empty
  other_alg,        ///< the header says HS512, the signature is the old one
  other_case,       ///< capital letters are small ones and the other way round
  other_text,       ///< the same shape with other letters and digits
  two_parts,        ///< the third part and its dot are missing
  wrong_signature,  ///< of the right length, by another key
};

/// "alg-none" and so on.
std::optional<Tamper> find_tamper(std::string_view name);

/// The wrong text; nothing where the right one is no JSON Web Token and would have to be, or has
/// nothing to be made wrong.
std::optional<std::string> make_wrong(Tamper tamper, std::string_view right);

}  // namespace understudy::conformance
