// SPDX-License-Identifier: MIT
/// Guarded JSON: a SAX handler that builds the value and counts while it does.
///
/// Depth, sizes and names are checked where they are read, so that a bomb is refused before it is
/// built. Source: docs/security.md "JSON"
#include "understudy/base/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <limits>
#include <utility>
#include <vector>

#include "understudy/base/unicode.hpp"

namespace understudy {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kQuoted = 120;      // robustness: what a message may quote of foreign text
constexpr std::size_t kQuotedPath = 200;  // ours: a path is quoted to be found, so it may be longer
constexpr int kNumberOutOfRange = 406;    // nlohmann's id

Error refused(Errc code, std::string what, std::size_t offset, const std::string& pointer = {},
              std::string advice = {}) {
  std::string where = "byte " + std::to_string(offset);
  if (!pointer.empty()) where += ", " + excerpt(pointer, kQuotedPath);
  return {code, std::move(what), std::move(where), std::move(advice)};
}

/// Where token number `index` starts; brackets, names and values are tokens. Everything before it
/// has to be valid JSON.
std::size_t token_offset(std::string_view text, std::size_t index) {
  const auto find = [&](std::size_t found) { return std::min(found, text.size()); };
  std::size_t at = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  for (;; --index) {
    at = find(text.find_first_not_of(" \t\r\n,:", at));
    if (index == 0 || at == text.size()) return at;
    if (text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"';) at += text[at] == '\\' ? 2U : 1U;
      at = find(at + 1);
    } else if (std::string_view{"[]{}"}.find(text[at]) != std::string_view::npos) {
      ++at;
    } else {
      at = find(text.find_first_of(" \t\r\n,:]}", at));
    }
  }
}

/// What nlohmann's parser calls for every token. Returning false stops it; error() says why.
class Reader {
 public:
  using number_integer_t = Json::number_integer_t;
  using number_unsigned_t = Json::number_unsigned_t;
  using number_float_t = Json::number_float_t;
  using string_t = Json::string_t;
  using binary_t = Json::binary_t;

  Reader(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(number_integer_t value) { return add(value); }
  bool number_unsigned(number_unsigned_t value) { return add(value); }
  bool number_float(number_float_t value, const string_t&) { return add(value); }
  bool string(string_t& value) { return add(std::move(value)); }
  bool binary(binary_t&) { return false; }  // JSON text has none

  bool start_object(std::size_t) { return open(Json::value_t::object); }
  bool start_array(std::size_t) { return open(Json::value_t::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(string_t& name) {
    Frame& frame = stack_.back();
    auto& members = frame.container->get_ref<Json::object_t&>();
    const auto [member, is_new] = members.try_emplace(std::move(name));
    frame.name = &member->first;
    member_ = &member->second;
    if (is_new && members.size() > limits_.elements) {
      return too_many("members in one container", limits_.elements, container_pointer());
    }
    if (!is_new && limits_.duplicate_names == JsonLimits::DuplicateNames::refused) {
      return stop(Errc::bad_input, "the name \"" + excerpt(*frame.name) + "\" stands twice",
                  pointer(), "send each name once");
    }
    ++tokens_;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const std::exception& failure) {
    const std::size_t offset = position == 0 ? 0 : position - 1;  // the last byte that was read
    if (offset >= text_.size()) {
      error_ = refused(Errc::bad_input, "the JSON ends too early", offset);
      return false;
    }
    const std::size_t start = std::min(offset, token_offset(text_, tokens_));
    const std::string token = excerpt(text_.substr(start, offset + 1 - start), kQuoted);
    const auto* known = dynamic_cast<const Json::exception*>(&failure);
    if (known != nullptr && known->id == kNumberOutOfRange) {
      return stop(Errc::bad_input, "the number " + token + " is past the range of a double",
                  pointer(), "send it as text");
    }
    error_ = refused(Errc::bad_input, "this is no valid JSON: unexpected '" + token + "'", offset);
    return false;
  }

  [[nodiscard]] Error& error() { return error_; }
  [[nodiscard]] Json& value() { return root_; }

 private:
  struct Frame {
    Json* container = nullptr;
    const std::string* name = nullptr;  ///< of the member being read, in an object
  };

  /// Where the next value goes, or null past a limit.
  Json* place() {
    if (nodes_ == limits_.nodes) {
      too_many("values in one document", limits_.nodes, pointer());
      return nullptr;
    }
    ++nodes_;
    if (stack_.empty()) return &root_;
    Json& container = *stack_.back().container;
    if (container.is_object()) return member_;
    if (container.size() == limits_.elements) {
      too_many("elements in one container", limits_.elements, container_pointer());
      return nullptr;
    }
    return &container.emplace_back();
  }

  template <typename Value>
  bool add(Value&& value) {
    Json* const target = place();
    if (target == nullptr) return false;
    *target = std::forward<Value>(value);
    ++tokens_;
    return true;
  }

  bool open(Json::value_t kind) {
    if (stack_.size() == limits_.depth) {
      return too_many("containers inside each other", limits_.depth, pointer());
    }
    Json* const target = place();
    if (target == nullptr) return false;
    *target = kind;
    stack_.push_back({target});
    ++tokens_;
    return true;
  }

  bool close() {
    stack_.pop_back();
    ++tokens_;
    return true;
  }

  bool too_many(const char* what, std::size_t limit, const std::string& pointer) {
    return stop(Errc::limit_exceeded, "more than " + std::to_string(limit) + " " + what, pointer,
                "send less");
  }

  /// Stops before the token that comes next.
  bool stop(Errc code, std::string what, const std::string& pointer, std::string advice) {
    // The parser does not tell where a token stands, and counting bytes would cost every text.
    error_ =
        refused(code, std::move(what), token_offset(text_, tokens_), pointer, std::move(advice));
    return false;
  }

  /// To the value that comes next.
  [[nodiscard]] std::string pointer() const {
    if (stack_.empty()) return {};
    const Frame& inner = stack_.back();
    return container_pointer() + "/" +
           (inner.container->is_array() ? std::to_string(inner.container->size())
                                        : pointer_token(*inner.name));
  }

  /// To the container that the next value belongs to.
  [[nodiscard]] std::string container_pointer() const {
    std::string path;
    for (std::size_t i = 0; i + 1 < stack_.size(); ++i) {
      const Frame& frame = stack_[i];
      path += "/";
      path += frame.container->is_array() ? std::to_string(frame.container->size() - 1)
                                          : pointer_token(*frame.name);
    }
    return path;
  }

  std::string_view text_;
  const JsonLimits& limits_;
  Json root_;
  Json* member_ = nullptr;
  std::vector<Frame> stack_;
  std::size_t nodes_ = 0;
  std::size_t tokens_ = 0;
  Error error_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return Failure{refused(Errc::limit_exceeded,
                           "a JSON text of " + std::to_string(text.size()) +
                               " bytes where at most " + std::to_string(limits.bytes) + " are read",
                           limits.bytes, {}, "send less")};
  }
  if (text.starts_with(kByteOrderMark) &&
      limits.byte_order_mark == JsonLimits::ByteOrderMark::refused) {
    return Failure{
        refused(Errc::bad_input, "a byte order mark before JSON", 0, {}, "leave it out")};
  }
  // nlohmann takes a NUL for the end of the text and would not look at what follows.
  if (const std::size_t nul = text.find('\0'); nul != text.npos) {
    return Failure{refused(Errc::bad_input, "a NUL byte in JSON", nul, {}, "write it as \\u0000")};
  }
  try {
    Reader reader{text, limits};
    if (Json::sax_parse(text.begin(), text.end(), &reader)) return std::move(reader.value());
    return Failure{std::move(reader.error())};
  } catch (const std::exception&) {
    return Failure{Error{Errc::internal, "the JSON parser gave up", "", ""}};
  }
}

std::string dump_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_json_string(std::string& out, std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  if (!is_utf8(text)) {
    out += dump_json(Json(text));
    return;
  }
  out += '"';
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out += text.substr(copied, i - copied);
    copied = i + 1;
    switch (byte) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 15U];
    }
  }
  out += text.substr(copied);
  out += '"';
}

void append_json_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  const double size = std::fabs(value);
  const bool plain = size == 0 || (size >= 1e-6 && size < 1e16);  // as people write numbers
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific)
                       .ptr;
  const std::string_view text{digits.data(), static_cast<std::size_t>(end - digits.data())};
  out += text;
  if (text.find_first_of(".e") == text.npos) out += ".0";
}

std::optional<std::int64_t> to_int64(const Json& value) {
  if (const auto* number = value.get_ptr<const Json::number_unsigned_t*>()) {
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (*number > kMost) return std::nullopt;
    return static_cast<std::int64_t>(*number);
  }
  if (const auto* number = value.get_ptr<const Json::number_integer_t*>()) return *number;
  if (const auto* number = value.get_ptr<const Json::number_float_t*>()) {
    // 2^63 is the first double that does not fit; -2^63 is the last one that does
    if (*number != std::trunc(*number) || *number >= 0x1p63 || *number < -0x1p63) {
      return std::nullopt;
    }
    return static_cast<std::int64_t>(*number);
  }
  return std::nullopt;
}

std::optional<double> to_double(const Json& value) {
  if (const auto* number = value.get_ptr<const Json::number_unsigned_t*>()) {
    return static_cast<double>(*number);
  }
  if (const auto* number = value.get_ptr<const Json::number_integer_t*>()) {
    return static_cast<double>(*number);
  }
  if (const auto* number = value.get_ptr<const Json::number_float_t*>()) return *number;
  return std::nullopt;
}

std::string pointer_token(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

}  // namespace understudy
