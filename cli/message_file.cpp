// SPDX-License-Identifier: MIT
#include "message_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "json_input.hpp"
#include "understudy/base/http1.hpp"

namespace understudy::cli {

namespace {

Failure<Error> refuse(std::string what, std::string where, std::string advice = {}) {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where), std::move(advice)}};
}

bool begins_json(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && (text[first] == '{' || text[first] == '[');
}

Result<std::shared_ptr<const JsonDocument>> parse_message(const std::string& text) {
  auto document = JsonDocument::parse_owned(text, kInputLimits);
  if (!document) return Failure{std::move(document.error())};
  return std::make_shared<const JsonDocument>(*std::move(document));
}

Result<Done> expect_members(JsonElement object, std::initializer_list<std::string_view> known) {
  for (const JsonMember member : object.members()) {
    if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    std::string list;
    for (const std::string_view name : known)
      list += (list.empty() ? "" : ", ") + std::string{name};
    return refuse("a message has no member of this name, only " + list,
                  "/" + excerpt(pointer_token(member.name), 60));
  }
  return Done{};
}

Result<std::string> require_text(JsonElement object, std::string_view name) {
  const auto member = object.find(name);
  if (member && member->is_string()) return std::string{member->text()};
  return refuse("expected a text", "/" + std::string{name});
}

// fields = { name: text / [ text... ] }
Result<Done> read_fields(JsonElement object, Fields& fields) {
  for (const JsonMember member : object.members()) {
    const std::string where = "/fields/" + excerpt(pointer_token(member.name), 60);
    if (!is_token(member.name)) return refuse("expected the name of a field", where);
    const auto add = [&](JsonElement value) {
      if (!value.is_string() || !is_field_value(value.text())) return false;
      fields.add(std::string{member.name}, std::string{value.text()});
      return true;
    };
    bool is_good = member.value.is_array() ? member.value.size() > 0 : add(member.value);
    for (const JsonElement value : member.value.elements()) is_good = is_good && add(value);
    if (!is_good) return refuse("expected a text or an array of texts", where);
  }
  return Done{};
}

/// "fields", "body" and "text".
Result<Done> read_common(JsonElement object, Fields& fields, std::string& text, MessageBody& body) {
  if (const auto member = object.find("fields")) {
    if (!member->is_object()) return refuse("expected an object", "/fields");
    body.has_fields = true;
    if (auto done = read_fields(*member, fields); !done) return done;
  }
  body.json = object.find("body");
  if (!object.find("text")) {
    if (!body.json) return Done{};
    text = dump_json(to_json(*body.json));
    if (body.has_fields && fields.find("Content-Type") == nullptr) {
      fields.add("Content-Type", "application/json");
    }
    return Done{};
  }
  if (body.json) return refuse("expected one of \"body\" and \"text\", got both", "/text");
  auto read = require_text(object, "text");
  if (!read) return Failure{std::move(read.error())};
  text = *std::move(read);
  return Done{};
}

Result<RequestFile> request_of_json(const std::string& text) {
  auto document = parse_message(text);
  if (!document) return Failure{std::move(document.error())};
  const JsonElement object = (*document)->root();
  if (!object.is_object()) return refuse("expected an object with \"method\" and \"target\"", "");
  auto known = expect_members(object, {"method", "target", "fields", "body", "text"});
  if (!known) return Failure{std::move(known.error())};

  RequestFile file;
  file.body.document = *document;
  const auto name = require_text(object, "method");
  if (!name) return Failure{name.error()};
  const auto method = find_method(*name);
  if (!method) {
    return refuse("expected a method such as GET, got '" + excerpt(*name, 20) + "'", "/method");
  }
  auto target = require_text(object, "target");
  if (!target) return Failure{std::move(target.error())};
  if (!target->starts_with('/')) {
    return refuse("expected a path, with its query if there is one, that begins with \"/\"",
                  "/target", "leave out scheme and host");
  }
  file.request.method = *method;
  file.request.target = *std::move(target);
  auto done = read_common(object, file.request.fields, file.request.body, file.body);
  if (!done) return Failure{std::move(done.error())};
  return file;
}

bool is_response_object(JsonElement object) {
  const auto status = object.find("status");
  return status && status->is_number() &&
         expect_members(object, {"status", "fields", "body", "text"}).has_value();
}

Result<ResponseFile> response_of_json(const std::string& text, std::optional<int> status) {
  auto document = parse_message(text);
  if (!document) {
    document.error().advice =
        "a response is a JSON body, an object with \"status\", or HTTP text from \"HTTP/\" on";
    return Failure{std::move(document.error())};
  }
  const JsonElement root = (*document)->root();
  ResponseFile file;
  file.body.document = *document;
  if (status || !is_response_object(root)) {
    file.response.status = status.value_or(200);
    file.response.body = text;
    file.body.json = root;
    return file;
  }
  const auto number = to_int64(*root.find("status"));
  if (!number || *number < 100 || *number > 599) {
    return refuse("expected a status of 100 to 599", "/status");
  }
  file.response.status = static_cast<int>(*number);
  auto done = read_common(root, file.response.fields, file.response.body, file.body);
  if (!done) return Failure{std::move(done.error())};
  return file;
}

struct Parts {
  std::string head;       ///< lines with CR LF, without framing fields and the empty line
  std::string_view body;  ///< as it stands in the file
  bool is_chunked = false;
  bool has_host = false;
};

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Tools print "HTTP/2"; what it says is the same.
std::string as_http11(std::string_view line) {
  std::string text{line};
  for (const std::string_view version : {"HTTP/2", "HTTP/3"}) {
    const std::size_t at = text.find(version);
    if (at == text.npos || (at != 0 && text[at - 1] != ' ')) continue;
    const std::size_t end = std::min(text.find(' ', at), text.size());
    text.replace(at, end - at, "HTTP/1.1");
    // A status line has a space behind the code, whether or not it has a reason.
    if (at == 0 && std::count(text.begin(), text.end(), ' ') == 1) text += ' ';
    return text;
  }
  return text;
}

bool is_blank(std::string_view text) { return text.find_first_not_of("\r\n") == text.npos; }

Parts cut(std::string_view text) {
  Parts parts;
  std::optional<std::size_t> length;
  parts.head = as_http11(take_line(text)) + "\r\n";
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    const std::string_view name = line.substr(0, line.find(':'));
    if (equal_ignoring_case(name, "Content-Length")) {
      const std::size_t digits = line.find_first_of("0123456789");
      std::size_t number = 0;
      if (digits != line.npos) {
        std::from_chars(line.data() + digits, line.data() + line.size(), number);
        length = number;
      }
      continue;
    }
    if (equal_ignoring_case(name, "Transfer-Encoding")) {
      parts.is_chunked = true;
      continue;
    }
    parts.has_host = parts.has_host || equal_ignoring_case(name, "Host");
    parts.head += std::string{line} + "\r\n";
  }
  // An editor's line end behind the body is not of the body.
  if (length && *length < text.size() && is_blank(text.substr(*length))) {
    text = text.substr(0, *length);
  }
  parts.body = text;
  return parts;
}

/// A body that is still in chunks, taken out of them; nothing for one that is not.
std::optional<std::string> unchunked(std::string_view body) {
  http1::ResponseReader reader{Method::get, {.body = kLargestInput}};
  reader.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::size_t taken = reader.feed(body);
  if (reader.state() != http1::ResponseReader::State::complete) return std::nullopt;
  if (!is_blank(body.substr(taken))) return std::nullopt;
  return reader.take().body;
}

std::string body_of(const Parts& parts) {
  if (parts.is_chunked) {
    if (auto body = unchunked(parts.body)) return *std::move(body);
  }
  return std::string{parts.body};
}

/// JSON is read here, because what reads it elsewhere has the limits of a server. What is no JSON
/// is left to the contract's check of the body.
void read_body_json(const Fields& fields, const std::string& text, MessageBody& body) {
  body.has_fields = true;
  const std::string* const type = fields.find("Content-Type");
  if (type == nullptr || type->find("json") == type->npos) return;
  auto document = parse_message(text);
  if (!document) return;
  body.document = *std::move(document);
  body.json = body.document->root();
}

Result<RequestFile> request_of_http(std::string_view text) {
  const Parts parts = cut(text);
  http1::RequestReader reader;
  reader.feed(parts.head + (parts.has_host ? "\r\n" : "Host: localhost\r\n\r\n"));
  if (reader.state() != http1::RequestReader::State::complete) {
    const bool is_refused = reader.state() == http1::RequestReader::State::refused;
    return refuse(is_refused ? std::string{reader.refusal().what} : "expected a request line", "",
                  "a request is a JSON object with \"method\" and \"target\", or HTTP text that "
                  "begins like \"GET /path HTTP/1.1\"");
  }
  RequestFile file{reader.take(), {}};
  file.request.body = body_of(parts);
  read_body_json(file.request.fields, file.request.body, file.body);
  return file;
}

Result<ResponseFile> response_of_http(std::string_view text) {
  Parts parts = cut(text);
  while (parts.body.starts_with("HTTP/")) parts = cut(parts.body);
  http1::ResponseReader reader{Method::head};
  reader.feed(parts.head + "\r\n");
  if (reader.state() != http1::ResponseReader::State::complete) {
    const bool is_refused = reader.state() == http1::ResponseReader::State::refused;
    return refuse(is_refused ? reader.error().what : "expected an answer that is not interim", "");
  }
  ResponseFile file{reader.take(), {}};
  file.response.body = body_of(parts);
  read_body_json(file.response.fields, file.response.body, file.body);
  return file;
}

}  // namespace

Result<RequestFile> read_request(const std::string& text) {
  return begins_json(text) ? request_of_json(text) : request_of_http(text);
}

Result<ResponseFile> read_response(const std::string& text, std::optional<int> status) {
  const bool is_http = !status && text.starts_with("HTTP/");
  return is_http ? response_of_http(text) : response_of_json(text, status);
}

}  // namespace understudy::cli
