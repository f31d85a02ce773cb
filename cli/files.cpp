// SPDX-License-Identifier: MIT
#include "files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <utility>

namespace understudy::cli {

namespace {

constexpr std::size_t kLargestFile = 1'048'576;  // ours: credentials are a few lines

Failure<Error> refuse(Errc code, std::string what, const std::string& file, const char* advice) {
  return Failure{Error{code, std::move(what), file, advice}};
}

Result<std::string> read_file(const std::string& file) {
  std::ifstream in{file, std::ios::binary};
  std::string text(kLargestFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  // A folder opens, but cannot be read from.
  if (!in.is_open() || in.bad() || (in.fail() && !in.eof())) {
    return refuse(Errc::io, "expected a file that can be read", file,
                  "check the path and its permissions");
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kLargestFile) {
    return refuse(Errc::limit_exceeded, "expected a file of at most 1 MB", file, "");
  }
  return text;
}

}  // namespace

Result<Credentials> read_credentials(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return Failure{text.error()};
  auto credentials = parse_credentials(*text);
  if (credentials) return credentials;
  Error error = std::move(credentials.error());
  error.where = file + (error.where.empty() ? "" : ", " + error.where);
  return Failure{std::move(error)};
}

Result<Done> write_whole(const std::string& file, const std::string& text) {
  const std::string fresh = file + ".new";
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor >= 0) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    const bool closed = ::close(descriptor) == 0;
    const bool whole = written >= 0 && static_cast<std::size_t>(written) == text.size();
    if (whole && closed && std::rename(fresh.c_str(), file.c_str()) == 0) return Done{};
    ::unlink(fresh.c_str());
  }
  return refuse(Errc::io, "expected a file that can be written", file,
                "check that its folder exists and may be written to");
}

}  // namespace understudy::cli
