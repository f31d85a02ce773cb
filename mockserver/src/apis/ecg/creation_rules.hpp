// SPDX-License-Identifier: MIT
/// What the partner says about a creation that breaks the contract.
#pragma once

#include "access.hpp"
#include "refusal.hpp"

namespace understudy::mock::ecg {

/// The same refusal with one line per fault, in the words and the order of the partner: query
/// flags if one of them is wrong, else the members of the body. The contract has decided what is
/// wrong; this says it.
///
/// Shape:    a line is the path of the parent, a dot, and the default text of class-validator
/// Source:   S7.2, S7.8, S7.10 [FW]; S13.2: an array exactly for these
Refusal explain(Refusal refusal, const BrokenRequest& request);

}  // namespace understudy::mock::ecg
