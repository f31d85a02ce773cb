// SPDX-License-Identifier: MIT
/// Texts with known secrets in them, as pieces: what may be shown, and variables for the rest.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/conformance/evidence.hpp"

namespace understudy::conformance {

struct Piece {
  std::string text;  ///< what is shown, or the name of a variable
  bool is_variable = false;
};
using Pieces = std::vector<Piece>;

/// "Bearer $JWT".
std::string plain(const Pieces& pieces);

/// A request of which nothing is a secret any more. The method needs no mask.
struct MaskedRequest {
  struct MaskedField {
    std::string name;
    Pieces value;
  };
  Pieces target;
  std::vector<MaskedField> fields;
  Pieces body;
};
MaskedRequest masked(const Request& request, const EvidenceOptions& options);

/// kRedacted in the place of each known secret.
std::string without_secrets(std::string text, std::span<const KnownSecret> secrets);

}  // namespace understudy::conformance
