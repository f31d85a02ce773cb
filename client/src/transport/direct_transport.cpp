// SPDX-License-Identifier: MIT
/// A function as a host. What it throws becomes an error here: it may be anybody's code.
#include <exception>
#include <utility>

#include "transport/attempt.hpp"

namespace understudy::client {

namespace {

class DirectTransport final : public Transport {
 public:
  using Answer = std::function<Result<Response>(const Request&, const SendOptions&)>;

  explicit DirectTransport(Answer answer) : answer_(std::move(answer)) {}

  Result<Response> send(const Request& request, const SendOptions& options) override {
    if (auto reason = why_not_begin(options)) return Failure{*std::move(reason)};
    try {
      return answer_(request, options);
    } catch (const std::exception&) {
      // Its text may quote a secret of the request.
      return Failure{Error{Errc::internal, "the function behind the transport threw", "", ""}};
    } catch (...) {
      return Failure{Error{Errc::internal, "the function behind the transport threw", "", ""}};
    }
  }

 private:
  Answer answer_;
};

}  // namespace

std::unique_ptr<Transport> make_direct_transport(
    std::function<Result<Response>(const Request&)> answer) {
  return make_direct_transport(
      [answer = std::move(answer)](const Request& request, const SendOptions&) {
        return answer(request);
      });
}

std::unique_ptr<Transport> make_direct_transport(
    std::function<Result<Response>(const Request&, const SendOptions&)> answer) {
  return std::make_unique<DirectTransport>(std::move(answer));
}

}  // namespace understudy::client
