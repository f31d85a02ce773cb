// SPDX-License-Identifier: MIT
/// What a request that leads nowhere was probably meant for.
#pragma once

#include <string>
#include <string_view>

#include "space/common.hpp"

namespace understudy::mock {

/// "POST /v1/channelecosystem/records" for a path that is a few letters off; empty when no
/// documented one is near. `api`: the number of the one that owns the path, or as many as there
/// are. May build an API, whose paths are not known before.
std::string nearest_route(const Common& common, std::size_t api, std::string_view path);

}  // namespace understudy::mock
