// SPDX-License-Identifier: MIT
#include "prompt.hpp"

#include <termios.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>

namespace understudy::cli {

namespace {

constexpr char kInterrupt = '\x03';         // Ctrl-C
constexpr std::size_t kMostTyped = 65'536;  // ours: longer than any token

/// The terminal without echo. Ctrl-C becomes a character that ends the line, so that no signal can
/// end the program and leave the terminal like this.
class Hidden {
 public:
  Hidden() {
    is_changed_ = tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!is_changed_) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    hidden.c_lflag |= static_cast<tcflag_t>(ICANON);
    hidden.c_cc[VEOL] = kInterrupt;
    is_changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  }
  ~Hidden() {
    if (is_changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;

  /// Without that, a secret would be seen.
  [[nodiscard]] bool is_hidden() const { return is_changed_; }

 private:
  termios before_ = {};
  bool is_changed_ = false;
};

}  // namespace

bool can_ask() { return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1; }

std::optional<std::string> ask_secret(const std::string& question) {
  const Hidden terminal;
  if (!terminal.is_hidden()) return std::nullopt;
  static_cast<void>(std::fputs((question + ": ").c_str(), stderr));
  std::string typed;
  char c = '\0';
  ssize_t got = 0;
  while (typed.size() < kMostTyped && (got = read(STDIN_FILENO, &c, 1)) == 1 && c != '\n' &&
         c != kInterrupt) {
    typed += c;
  }
  static_cast<void>(std::fputc('\n', stderr));
  if (got != 1 || c != '\n') return std::nullopt;
  return typed;
}

}  // namespace understudy::cli
