// SPDX-License-Identifier: MIT
/// Hosts of others, made of the mock by changing what goes in and out.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check_harness.hpp"

namespace understudy::test {

using Next = std::function<Response(const Request&)>;
using Stranger = std::function<Response(const Request&, const Next&)>;

/// The verdicts of some checks on a stranger's host.
inline conformance::CheckReport meet(std::string api, std::vector<std::string> only,
                                     Stranger stranger) {
  HarnessOptions options{.api = std::move(api), .rows = 60, .only = std::move(only)};
  options.between = [stranger = std::move(stranger)](const Request& request,
                                                     const Next& next) -> Result<Response> {
    return stranger(request, next);
  };
  return check_mock(options);
}

inline bool has_text(std::string_view text, std::string_view part) {
  return text.find(part) != text.npos;
}

/// An answer with another body, where it has one that is JSON.
inline Response with_body(Response response, const std::function<void(Json& body)>& change) {
  auto body = parse_json(response.body);
  if (!body) return response;
  change(*body);
  response.body = dump_json(*body);
  return response;
}

/// A request with another body, where it has one that is JSON.
inline Request asking(Request request, const std::function<void(Json& body)>& change) {
  auto body = parse_json(request.body);
  if (!body) return request;
  change(*body);
  request.body = dump_json(*body);
  return request;
}

struct Fault {
  std::string name;
  std::string api;
  std::string check;
  Stranger host;
};

/// A fault of answers to requests whose target or body has a text.
inline Fault in_answers(std::string name, std::string api, std::string check, std::string asked,
                        std::function<void(Json& body)> change) {
  return {std::move(name), std::move(api), std::move(check),
          [asked = std::move(asked), change = std::move(change)](const Request& request,
                                                                 const Next& next) {
            Response response = next(request);
            const bool is_meant = has_text(request.target, asked) || has_text(request.body, asked);
            return is_meant ? with_body(std::move(response), change) : response;
          }};
}

}  // namespace understudy::test
