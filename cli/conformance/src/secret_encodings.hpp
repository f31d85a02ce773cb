// SPDX-License-Identifier: MIT
/// A secret in every spelling in which it is looked for.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "understudy/conformance/secrets.hpp"

namespace understudy::conformance {

using Spelling = std::pair<SecretForm, std::string>;

/// Each text once, of the first form that has it. In base64 only the characters that do not depend
/// on what stands around the secret: (8n - 4) / 6 of them or more for n bytes.
std::vector<Spelling> spellings_of(std::string_view secret);

}  // namespace understudy::conformance
