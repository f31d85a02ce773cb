// SPDX-License-Identifier: MIT
#include "files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "output.hpp"

namespace understudy::cli {

namespace {

constexpr const char* kUnreadable = "expected a file that can be read";
constexpr std::size_t kLargestCredentials = 1'048'576;  // ours: credentials are a few lines

Failure<Error> refuse(Errc code, std::string what, const std::string& file, const char* advice) {
  return Failure{Error{code, std::move(what), excerpt(file, 200), advice}};
}

std::string fresh_name(const std::string& file) { return file + ".new"; }

Failure<Error> unwritable(const std::string& file) {
  return refuse(Errc::io, "expected a file that can be written", file,
                "check that its folder exists and may be written to");
}

}  // namespace

Result<InputFile> InputFile::open(const std::string& file) {
  const bool is_standard = file == kStandardInput;
  const int descriptor = is_standard ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return refuse(Errc::io, kUnreadable, file, "check the path and its permissions");
  }
  return InputFile{descriptor, file};
}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)) {}

InputFile::~InputFile() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

Result<std::size_t> InputFile::read(char* to, std::size_t room) {
  ssize_t got = 0;
  do {
    got = ::read(descriptor_, to, room);
  } while (got < 0 && errno == EINTR);
  if (got >= 0) return static_cast<std::size_t>(got);
  // A folder opens, but cannot be read from.
  return refuse(Errc::io, kUnreadable, name_, "check the path and its permissions");
}

Result<std::string> read_file(const std::string& file, std::size_t most) {
  auto input = InputFile::open(file);
  if (!input) return Failure{std::move(input.error())};
  constexpr std::size_t kPiece = 65'536;
  std::string text;
  while (true) {
    const std::size_t before = text.size();
    text.resize(before + kPiece);
    auto got = input->read(text.data() + before, kPiece);
    if (!got) return Failure{std::move(got.error())};
    text.resize(before + *got);
    if (*got == 0) return text;
    if (text.size() > most) break;
  }
  const std::string bound = std::to_string(most >> 20U);
  return refuse(Errc::limit_exceeded, "expected a file of at most " + bound + " MB", file, "");
}

Result<Credentials> read_credentials(const std::string& file) {
  const auto text = read_file(file, kLargestCredentials);
  if (!text) return Failure{text.error()};
  auto credentials = parse_credentials(*text);
  if (credentials) return credentials;
  Error error = std::move(credentials.error());
  error.where = file + (error.where.empty() ? "" : ", " + error.where);
  return Failure{std::move(error)};
}

Result<OutputFile> OutputFile::open(const std::string& file) {
  if (file.empty()) return OutputFile{-1, file};
  const int descriptor =
      ::open(fresh_name(file).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return unwritable(file);
  return OutputFile{descriptor, file};
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)) {}

OutputFile::~OutputFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(fresh_name(name_).c_str());
}

Result<Done> OutputFile::write(std::string_view text) {
  if (name_.empty()) {
    if (write_out(text)) return Done{};
    return refuse(Errc::io, "the output could not be written", "stdout",
                  "it is closed or its device is full");
  }
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return unwritable(name_);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return Done{};
}

Result<Done> OutputFile::commit() {
  if (name_.empty()) return Done{};
  const std::string fresh = fresh_name(name_);
  const bool closed = ::close(std::exchange(descriptor_, -1)) == 0;
  if (closed && std::rename(fresh.c_str(), name_.c_str()) == 0) return Done{};
  ::unlink(fresh.c_str());
  return unwritable(name_);
}

Result<Done> write_whole(const std::string& file, const std::string& text) {
  auto output = OutputFile::open(file);
  if (!output) return Failure{std::move(output.error())};
  return output->write(text).and_then([&](Done) { return output->commit(); });
}

}  // namespace understudy::cli
