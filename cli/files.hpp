// SPDX-License-Identifier: MIT
/// Files of the command line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "understudy/base/credentials.hpp"
#include "understudy/base/result.hpp"

namespace understudy::cli {

/// The name of standard input, where a file is due.
inline constexpr const char* kStandardInput = "-";

/// A file, or standard input, read from its begin to its end.
class InputFile {
 public:
  /// Errors:   io
  static Result<InputFile> open(const std::string& file);

  ~InputFile();
  InputFile(InputFile&& other) noexcept;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// How many bytes came; 0 at the end. Errors: io
  Result<std::size_t> read(char* to, std::size_t room);

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  InputFile(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

  int descriptor_ = -1;
  std::string name_;
};

/// The whole file.
///
/// Errors:   io, and limit_exceeded past `most` bytes
Result<std::string> read_file(const std::string& file, std::size_t most);

/// Errors:   io when the file cannot be read, limit_exceeded past 1 MB, and what parse_credentials
///           says, with the file in front of the place
Result<Credentials> read_credentials(const std::string& file);

/// A file that comes into being as a whole: written piece by piece under another name, which
/// commit() changes into its own. Without commit() nothing is left. Without a name: standard
/// output, which gets every piece at once.
class OutputFile {
 public:
  /// Errors:   io
  static Result<OutputFile> open(const std::string& file);

  ~OutputFile();
  OutputFile(OutputFile&& other) noexcept;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// Errors:   io
  Result<Done> write(std::string_view text);
  /// Once, behind the last piece. Errors: io
  Result<Done> commit();

 private:
  OutputFile(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

  int descriptor_ = -1;  ///< -1: standard output, or done with
  std::string name_;
};

/// Writes the whole file or none of it: readers see the old text or the new one.
///
/// Errors:   io
Result<Done> write_whole(const std::string& file, const std::string& text);

}  // namespace understudy::cli
