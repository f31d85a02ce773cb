// SPDX-License-Identifier: MIT
/// A typed walk over a million matched accounts of a mock in another process, over loopback.
///
///   walk_bench [ROWS]
///
/// Prints for each way of walking: rows, MB of JSON, seconds on the clock, MB per second of the
/// processor time of this process, and the most memory this process has had so far. Ends by
/// itself.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <utility>

#include "understudy/client/apis/partnertap/client.hpp"
#include "understudy/mock/server.hpp"

namespace {

using namespace understudy;

constexpr const char* kPartner = "c1727859-692f-499e-8c2a-b1fa50aa1a65";
constexpr double kMega = 1e6;

/// Serves until the other end of `lifeline` is gone; says its port on `port`.
int serve(std::size_t rows, int port, int lifeline) {
  mock::ServerOptions options;
  options.apis = {"partnertap"};
  options.rows = rows;
  options.journal_bytes = 0;
  options.switches = {{"partnertap.throttle.limit", "1000000000/1s"}};
  const mock::Server server = mock::Server::make(std::move(options)).value();
  auto listener = server.listen().value();
  const std::string text = std::to_string(static_cast<unsigned>(listener.port())) + "\n";
  if (write(port, text.data(), text.size()) < 0) return 1;
  char nothing = 0;
  return read(lifeline, &nothing, 1) == 0 ? 0 : 1;
}

/// Adds up the bodies that come through it.
class Counting final : public client::Transport {
 public:
  explicit Counting(std::shared_ptr<client::Transport> inner) : inner_(std::move(inner)) {}

  Result<Response> send(const Request& request, const client::SendOptions& options) override {
    auto response = inner_->send(request, options);
    if (response) bytes += response->body.size();
    return response;
  }

  std::size_t bytes = 0;

 private:
  std::shared_ptr<client::Transport> inner_;
};

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double megabytes_of_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Both clocks from its making on.
class Watch {
 public:
  void print(const char* what, std::size_t rows, std::size_t bytes) const {
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun_;
    const double megabytes = static_cast<double>(bytes) / kMega;
    const double processor = processor_seconds() - processor_;
    std::printf("%-34s %9zu rows %7.0f MB %7.2f s %7.0f MB/s of one core %7.1f MB resident\n", what,
                rows, megabytes, wall.count(), megabytes / processor, megabytes_of_memory());
    std::fflush(stdout);
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  double processor_ = processor_seconds();
};

void walk(const std::string& url, const char* what, client::Check check, bool prefetch) {
  const auto counting = std::make_shared<Counting>(client::make_transport(url).value());
  client::ClientOptions options;
  options.keep_pace = false;
  options.check_responses = check;
  const auto host =
      client::partnertap::Client::make(
          counting, client::partnertap::api_key_credentials(client::Secret{"demo-api-key"}),
          std::move(options))
          .value();
  std::size_t rows = 0;
  const Watch watch;
  for (const auto& account : host.matched_account_items(
           {.partner = kPartner, .page = {.size = 2'000}}, {.prefetch = prefetch})) {
    if (!account) {
      std::printf("%s\n", render(account.error()).c_str());
      std::exit(1);
    }
    ++rows;
  }
  watch.print(what, rows, counting->bytes);
}

/// Pages without a client, each parsed by nlohmann's library and thrown away.
void parse(const std::string& url, std::size_t pages) {
  const auto transport = client::make_transport(url).value();
  std::size_t bytes = 0;
  double seconds = 0;
  for (std::size_t page = 0; page < pages; ++page) {
    const auto answer = transport->send(
        {Method::post,
         "/v1/channelecosystem/records?size=2000&page=" + std::to_string(page),
         {{"api-key", "demo-api-key"}, {"Content-Type", "application/json"}},
         R"({"channelReportType":"PARTNER_ORG_MATCHED_ACCOUNTS","matchingType":"MUTUAL",)"
         R"("companyPartnerPublicId":")" +
             std::string{kPartner} + "\"}"});
    if (!answer) std::exit(1);
    const double begun = processor_seconds();
    const Json whole = Json::parse(answer->body, nullptr, /*allow_exceptions=*/false);
    seconds += processor_seconds() - begun;
    if (whole.is_discarded()) std::exit(1);
    bytes += answer->body.size();
  }
  const double megabytes = static_cast<double>(bytes) / kMega;
  std::printf("%-34s %7zu pages %7.0f MB %18.0f MB/s of one core\n", "parsed by nlohmann", pages,
              megabytes, megabytes / seconds);
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t rows = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000;
  std::array<int, 2> port{};
  std::array<int, 2> lifeline{};
  if (pipe(port.data()) != 0 || pipe(lifeline.data()) != 0) return 1;
  const pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    close(lifeline[1]);
    _exit(serve(rows, port[1], lifeline[0]));
  }
  close(port[1]);
  std::FILE* const said = fdopen(port[0], "r");
  unsigned number = 0;
  if (said == nullptr || std::fscanf(said, "%u", &number) != 1) return 1;
  const std::string url = "http://127.0.0.1:" + std::to_string(number);

  walk(url, "the first walk makes the rows", client::Check::off, false);
  walk(url, "items", client::Check::off, false);
  walk(url, "items, next page fetched ahead", client::Check::off, true);
  walk(url, "items, answers checked", client::Check::warn, false);
  parse(url, 50);

  close(lifeline[1]);
  return waitpid(child, nullptr, 0) == child ? 0 : 1;
}
