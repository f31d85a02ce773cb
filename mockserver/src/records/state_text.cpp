// SPDX-License-Identifier: MIT
#include "records/state_text.hpp"

#include <limits>
#include <utility>

#include "records/crc32c.hpp"
#include "understudy/base/json_document.hpp"

namespace understudy::mock::records {

namespace {

constexpr std::string_view kFormat = "understudy-state";
constexpr std::int64_t kVersion = 1;
constexpr std::string_view kChecksum = ",\"checksum\":\"";
constexpr std::string_view kEnd = "\"}\n";
constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();  // a file of our own

Failure<Error> refuse(std::string what, std::string where) {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where),
                       "restore takes what save has written, unchanged"}};
}

/// Hands the text on in pieces: `take(text)` may keep it or add it up.
template <typename Take>
void write_body(std::string_view api, const Snapshot& snapshot, const Take& take) {
  std::string piece = R"({"format":")" + std::string{kFormat} + R"(","version":)" +
                      std::to_string(kVersion) + R"(,"api":)";
  append_json_string(piece, api);
  piece += ",\"collections\":{";
  char before = '\n';
  for (const auto& view : snapshot.views()) {
    if (before == ',') piece += ",\n";
    if (before == '\n') piece += '\n';
    before = ',';
    append_json_string(piece, view->shape().name);
    piece += ":{\"next\":" + std::to_string(view->next_number()) + ",\"rows\":[";
    bool first = true;
    for (const Record& record : view->rows()) {
      piece += std::exchange(first, false) ? "\n[" : ",\n[";
      append_json_string(piece, record.id);
      piece += ',';
      append_json_string(piece, record.json);
      piece += ']';
      take(piece);
      piece.clear();
    }
    piece += first ? "]}" : "\n]}";
  }
  piece += before == ',' ? "\n}" : "}";
  take(piece);
}

Result<Done> check_checksum(std::string_view text) {
  const std::size_t tail = kChecksum.size() + kHexDigits + kEnd.size();
  std::string want;
  if (text.size() > tail) {
    want += kChecksum;
    append_hex(want, crc32c(text.substr(0, text.size() - tail)));
    want += kEnd;
  }
  if (!want.empty() && text.ends_with(want)) return Done{};
  return refuse("the text does not match its checksum", "/checksum");
}

Result<Done> check_head(JsonElement root, std::string_view api) {
  const auto format = root.find("format");
  if (!format || !format->is_string() || format->text() != kFormat) {
    return refuse("expected a state of understudy", "/format");
  }
  const auto version = root.find("version");
  if (!version || to_int64(*version) != kVersion) {
    return Failure{Error{Errc::unsupported,
                         "expected version " + std::to_string(kVersion) + " of the format",
                         "/version", "use the version of understudy that has written it"}};
  }
  const auto of = root.find("api");
  if (!of || !of->is_string() || of->text() != api) {
    return refuse("expected a state of " + std::string{api}, "/api");
  }
  return Done{};
}

Result<Done> read_row(JsonElement row, std::size_t collection, const std::string& where,
                      Draft& draft) {
  std::vector<std::string> texts;
  for (const JsonElement member : row.elements()) {
    if (member.is_string()) texts.emplace_back(member.text());
  }
  if (texts.size() != 2 || row.size() != 2) return refuse("expected [id, record]", where);
  if (draft.rows(collection).find(texts[0]) != nullptr) {
    return refuse("the id '" + excerpt(texts[0], 60) + "' is there twice", where + "/0");
  }
  const auto json = JsonDocument::parse(
      texts[1], {.bytes = kUnbounded, .elements = kUnbounded, .nodes = kUnbounded});
  if (!json) return refuse("the record is no JSON: " + json.error().what, where + "/1");
  draft.put(collection, {std::move(texts[0]), std::move(texts[1])});
  return Done{};
}

Result<Done> read_collection(JsonElement element, std::size_t collection, const std::string& where,
                             Draft& draft) {
  const auto next = element.find("next");
  const auto number = next ? to_int64(*next) : std::nullopt;
  if (!number) return refuse("expected an integer", where + "/next");
  const auto rows = element.find("rows");
  if (!rows || !rows->is_array()) return refuse("expected a list of rows", where + "/rows");

  draft.clear(collection);
  draft.set_next_number(collection, *number);
  std::size_t count = 0;
  for (const JsonElement row : rows->elements()) {
    auto read = read_row(row, collection, where + "/rows/" + std::to_string(count++), draft);
    if (!read) return read;
  }
  return Done{};
}

}  // namespace

std::string write_state(std::string_view api, const Snapshot& snapshot) {
  std::string text;
  write_body(api, snapshot, [&](std::string_view piece) { text += piece; });
  const std::uint32_t checksum = crc32c(text);
  text += kChecksum;
  append_hex(text, checksum);
  text += kEnd;
  return text;
}

std::uint32_t checksum_of(std::string_view api, const Snapshot& snapshot) {
  std::uint32_t checksum = 0;
  write_body(api, snapshot, [&](std::string_view piece) { checksum = crc32c(piece, checksum); });
  return checksum;
}

Result<Done> read_state(std::string_view text, std::string_view api, Draft& draft) {
  const auto document =
      JsonDocument::parse(text, {.bytes = kUnbounded, .elements = kUnbounded, .nodes = kUnbounded});
  if (!document) return refuse(document.error().what, document.error().where);
  const JsonElement root = document->root();
  if (auto checked = check_head(root, api); !checked) return checked;
  if (auto checked = check_checksum(text); !checked) return checked;

  const auto collections = root.find("collections");
  const std::size_t count = draft.base().views().size();
  if (!collections || collections->size() != count) {
    return refuse("expected " + std::to_string(count) + " collections", "/collections");
  }
  for (const JsonMember member : collections->members()) {
    const std::string where = "/collections/" + pointer_token(member.name);
    const auto collection = draft.base().find(member.name);
    if (!collection) return refuse("there is no such collection", where);
    if (auto read = read_collection(member.value, *collection, where, draft); !read) return read;
  }
  return Done{};
}

}  // namespace understudy::mock::records
