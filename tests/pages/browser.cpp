// SPDX-License-Identifier: MIT
#include "browser.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <iostream>

#include "support/catch.hpp"

namespace understudy::pages_test {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kBrowser = "/usr/bin/chromium";
constexpr const char* kDriver = "/usr/bin/chromedriver";
constexpr milliseconds kDeadline{20'000};
constexpr std::string_view kElement = "element-6066-11e4-a52e-4f735466cecf";  // W3C WebDriver 11

std::string make_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "pages-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  return name;
}

/// Starts the driver, and ends it when nobody holds the other end of its input any more: also when
/// a test is killed. The browser goes with the pipe that it shares with the driver.
constexpr const char* kGuardian = R"("$0" --port=0 & read -r line; kill -9 "$!")";

/// What a program says until `mark`, and the line that begins with it.
std::string line_with(int descriptor, const std::string& mark) {
  const auto end = steady_clock::now() + kDeadline;
  std::string text;
  for (;;) {
    const std::size_t at = text.find(mark);
    const std::size_t line_end = at == text.npos ? at : text.find('\n', at);
    if (line_end != text.npos) return text.substr(at, line_end - at);
    const auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
    pollfd waited{descriptor, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waited, 1, static_cast<int>(left.count())) <= 0) return {};
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count <= 0) return {};
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::string text_of(const Json& value) {
  const auto* const text = value.get_ptr<const std::string*>();
  return text == nullptr ? dump_json(value) : *text;
}

}  // namespace

bool is_browser_here() {
  if (::access(kBrowser, X_OK) == 0 && ::access(kDriver, X_OK) == 0) return true;
  std::cout << "this test is skipped: no chromium with its driver here (Debian: chromium, "
               "chromium-driver)\n";
  return false;
}

Browser::Browser() : folder_(make_folder()) {
  start_driver();
  const Json made = command(Method::post, "/session", {{"capabilities", wanted()}});
  session_ = "/session/" + text_of(made.at("sessionId"));
  in_session("/timeouts", {{"script", 2 * kDeadline.count()}});
}

Browser::~Browser() {
  if (!session_.empty()) {
    static_cast<void>(transport_->send({Method::delete_, session_, {}, ""}));
  }
  if (guardian_input_ >= 0) ::close(guardian_input_);
  if (guardian_ > 0) ::waitpid(guardian_, nullptr, 0);
  if (driver_output_ >= 0) ::close(driver_output_);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

/// The system chooses the port, the driver says which.
void Browser::start_driver() {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  REQUIRE(::pipe2(in.data(), O_CLOEXEC) == 0);
  REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
  posix_spawn_file_actions_t actions;
  REQUIRE(::posix_spawn_file_actions_init(&actions) == 0);
  ::posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> words{"/bin/sh", "-c", kGuardian, kDriver};
  std::vector<std::string> variables{"HOME=" + folder_, "TMPDIR=" + folder_, "PATH=/usr/bin:/bin",
                                     "LANG=C.UTF-8"};
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> all;
    for (std::string& text : texts) all.push_back(text.data());
    all.push_back(nullptr);
    return all;
  };
  const int failed = ::posix_spawn(&guardian_, words[0].c_str(), &actions, nullptr,
                                   pointers(words).data(), pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  guardian_input_ = in[1];
  driver_output_ = out[0];
  REQUIRE(failed == 0);
  const std::string mark = "successfully on port ";
  const std::string line = line_with(driver_output_, mark);
  REQUIRE(line.size() > mark.size());
  const std::size_t digits = line.find_first_not_of("0123456789", mark.size());
  const std::string port = line.substr(mark.size(), digits - mark.size());
  transport_ =
      client::make_httplib_transport("http://127.0.0.1:" + port, {.total_timeout = 3 * kDeadline})
          .value();
}

Json Browser::wanted() const {
  const Json words = {"--headless=new",
                      "--no-sandbox",  // tests may run as root
                      "--disable-gpu",
                      "--remote-debugging-pipe",
                      "--disable-dev-shm-usage",
                      "--disable-background-networking",
                      "--disable-component-update",
                      "--disable-sync",
                      "--no-first-run",
                      "--no-proxy-server",
                      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                      "--window-size=1100,900",
                      "--user-data-dir=" + folder_ + "/profile"};
  return {{"alwaysMatch",
           {{"browserName", "chrome"},
            {"goog:chromeOptions", {{"binary", kBrowser}, {"args", words}}},
            {"goog:loggingPrefs", {{"browser", "ALL"}, {"performance", "ALL"}}}}}};
}

Json Browser::command(Method method, const std::string& path, const Json& body) {
  Request request{method, path, {{"Content-Type", "application/json"}}, dump_json(body)};
  const auto response = transport_->send(request);
  if (!response) FAIL(path << ": " << render(response.error()));
  INFO(path << ' ' << request.body.substr(0, 1'000) << ": " << response->body.substr(0, 2'000));
  REQUIRE(response->status == 200);
  return parse_json(response->body, {.bytes = 64'000'000}).value().at("value");
}

Json Browser::in_session(const std::string& path, const Json& body) {
  return command(Method::post, session_ + path, body);
}

void Browser::open(const std::string& url) { in_session("/url", {{"url", url}}); }

Json Browser::run(const std::string& script, const Json& arguments) {
  return in_session("/execute/sync", {{"script", script}, {"args", arguments}});
}

bool Browser::becomes(const std::string& expression) {
  const std::string script =
      "const [deadline, done] = arguments; const began = performance.now();"
      "const look = () => {"
      "  let is = false;"
      "  try { is = Boolean(" +
      expression +
      "); } catch { /* not there yet */ }"
      "  if (is || performance.now() - began > deadline) done(is);"
      "  else setTimeout(look, 20);"
      "};"
      "look();";
  return in_session("/execute/async",
                    {{"script", script}, {"args", Json::array({kDeadline.count()})}}) == true;
}

Json Browser::element(const std::string& css) {
  return in_session("/element", {{"using", "css selector"}, {"value", css}});
}

void Browser::click_element(const Json& element) {
  in_session("/element/" + text_of(element.at(std::string{kElement})) + "/click", Json::object());
}

void Browser::click(const std::string& css) { click_element(element(css)); }

void Browser::click_text(const std::string& css, const std::string& text) {
  const Json found = run(
      "return [...document.querySelectorAll(arguments[0])].find((one) => "
      "one.textContent.trim() === arguments[1] || one.getAttribute('aria-label') === arguments[1])",
      Json::array({css, text}));
  INFO(css << " with the text " << text);
  REQUIRE(found.is_object());
  click_element(found);
}

void Browser::type(const std::string& css, const std::string& text) {
  const std::string path = "/element/" + text_of(element(css).at(std::string{kElement}));
  in_session(path + "/clear", Json::object());
  in_session(path + "/value", {{"text", text}});
}

void Browser::press(const std::string& key) {
  const Json strokes = {{{"type", "keyDown"}, {"value", key}}, {{"type", "keyUp"}, {"value", key}}};
  in_session("/actions",
             {{"actions", Json::array({{{"type", "key"}, {"id", "keys"}, {"actions", strokes}}})}});
}

void Browser::resize(int width, int height) {
  in_session(
      "/goog/cdp/execute",
      {{"cmd", "Emulation.setDeviceMetricsOverride"},
       {"params",
        {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}}}});
}

void Browser::prefer(const std::string& scheme) {
  const Json feature = {{"name", "prefers-color-scheme"}, {"value", scheme}};
  in_session("/goog/cdp/execute", {{"cmd", "Emulation.setEmulatedMedia"},
                                   {"params", {{"features", Json::array({feature})}}}});
}

std::vector<Json> Browser::log(const std::string& type) {
  const Json entries = in_session("/se/log", {{"type", type}});
  std::vector<Json> all;
  for (const Json& entry : entries) all.push_back(entry);
  return all;
}

std::vector<std::string> Browser::complaints() {
  std::vector<std::string> all;
  for (const Json& entry : log("browser")) all.push_back(text_of(entry.at("message")));
  return all;
}

std::vector<std::string> Browser::requested() {
  std::vector<std::string> all;
  for (const Json& entry : log("performance")) {
    const Json event = parse_json(text_of(entry.at("message"))).value().at("message");
    if (event.at("method") != "Network.requestWillBeSent") continue;
    all.push_back(text_of(event.at("params").at("request").at("url")));
  }
  return all;
}

}  // namespace understudy::pages_test
