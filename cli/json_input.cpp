// SPDX-License-Identifier: MIT
#include "json_input.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "files.hpp"

namespace understudy::cli {

namespace {

/// A document and the text that it points into.
struct Kept {
  std::string text;
  std::optional<JsonDocument> json = {};
};

}  // namespace

Error locate(Error error, const std::string& file, std::string_view text, std::size_t first_line) {
  constexpr std::string_view kByte = "byte ";
  if (!error.where.starts_with(kByte)) {
    error.where = error.where.empty() || error.where == file ? file : file + ", " + error.where;
    return error;
  }
  std::size_t byte = 0;
  const char* const end = error.where.data() + error.where.size();
  const char* const rest = std::from_chars(error.where.data() + kByte.size(), end, byte).ptr;
  const std::string_view before = text.substr(0, byte);
  const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_begin = before.rfind('\n') + 1;  // 0 when there is none
  error.where = file + ":" + std::to_string(first_line + lines) + ":" +
                std::to_string(before.size() - line_begin + 1) + std::string(rest, end);
  return error;
}

Result<std::shared_ptr<const JsonDocument>> parse_shared(std::string text,
                                                         const std::string& file) {
  auto kept = std::make_shared<Kept>(Kept{std::move(text)});
  auto json = JsonDocument::parse(kept->text, kInputLimits);
  if (!json) return Failure{locate(std::move(json.error()), file, kept->text)};
  kept->json = *std::move(json);
  return std::shared_ptr<const JsonDocument>{kept, &*kept->json};
}

Result<std::shared_ptr<const JsonDocument>> read_json(const std::string& file) {
  auto text = read_file(file, kLargestInput);
  if (!text) return Failure{std::move(text.error())};
  return parse_shared(*std::move(text), file);
}

}  // namespace understudy::cli
