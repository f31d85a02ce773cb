// SPDX-License-Identifier: MIT
/// From a raw path and a method to one operation of a contract, by segments.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"

namespace understudy::mock {

class Router {
 public:
  struct Match {
    std::size_t operation = 0;                 ///< number given to add()
    std::vector<std::string> path_parameters;  ///< decoded, in template order
  };
  struct UnknownPath {};
  struct WrongMethod {
    std::string allow;  ///< "GET, POST": the documented methods of the path
  };
  struct Options {
    std::string allow;  ///< the same with HEAD (where GET is) and OPTIONS
  };
  struct BadPath {
    std::string what;
  };
  using Outcome = std::variant<Match, UnknownPath, WrongMethod, Options, BadPath>;

  /// `path` is a template: "/companies/{companyId}/leads". Segments in braces take any text.
  void add(Method method, std::string_view path, std::size_t operation);

  /// HEAD is routed as GET. A literal segment wins over a parameter.
  [[nodiscard]] Outcome route(Method method, std::string_view path) const;

 private:
  struct Route {
    std::vector<std::string> segments;  ///< empty text: a parameter
    std::vector<std::pair<Method, std::size_t>> operations;
  };
  [[nodiscard]] const Route* find(const std::vector<std::string>& segments) const;

  std::vector<Route> routes_;  ///< literal segments sort before parameters
};

}  // namespace understudy::mock
