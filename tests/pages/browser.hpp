// SPDX-License-Identifier: MIT
/// A headless Chromium of its own, spoken to over WebDriver: Debian's chromium and chromium-driver.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "understudy/base/json.hpp"
#include "understudy/client/transport.hpp"

namespace understudy::pages_test {

/// Says that the test is skipped where there is no browser.
bool is_browser_here();

/// Starts driver and browser with a profile of their own; whatever does not come within 20 seconds
/// fails the test. All of it is gone with the destructor. It reaches this machine alone.
class Browser {
 public:
  Browser();
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  void open(const std::string& url);
  /// Runs the body of a function in the page; gives what it returns.
  Json run(const std::string& script, const Json& arguments = Json::array());
  /// Whether an expression becomes true; looked at again and again for 20 seconds.
  bool becomes(const std::string& expression);

  /// As a person does; the element has to be there.
  void click(const std::string& css);
  /// The first one whose text, or whose aria-label, is that one.
  void click_text(const std::string& css, const std::string& text);
  /// Empties a control first.
  void type(const std::string& css, const std::string& text);
  /// One key, down and up; see the WebDriver standard for what has no character.
  void press(const std::string& key);

  void resize(int width, int height);
  /// "light" or "dark".
  void prefer(const std::string& scheme);

  /// What the page has said to its console since this was last asked, violations of its policy
  /// included.
  std::vector<std::string> complaints();
  /// Where requests went since this was last asked.
  std::vector<std::string> requested();

 private:
  Json command(Method method, const std::string& path, const Json& body);
  Json in_session(const std::string& path, const Json& body);
  Json element(const std::string& css);
  void click_element(const Json& element);
  std::vector<Json> log(const std::string& type);
  [[nodiscard]] Json wanted() const;
  void start_driver();

  std::string folder_;
  pid_t guardian_ = -1;
  int guardian_input_ = -1;
  int driver_output_ = -1;
  std::string session_;
  std::unique_ptr<client::Transport> transport_;
};

inline constexpr const char* kTab = "\xEE\x80\x84";    // U+E004
inline constexpr const char* kEnter = "\xEE\x80\x87";  // U+E007
inline constexpr const char* kSpace = " ";

}  // namespace understudy::pages_test
