// SPDX-License-Identifier: MIT
/// Guarded JSON: a SAX handler that builds the value and counts while it does.
///
/// Depth, sizes and names are checked where they are read, so that a bomb is refused before it is
/// built. Source: docs/security.md "JSON"
#include "understudy/base/json.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <exception>
#include <limits>
#include <utility>

#include "understudy/base/unicode.hpp"

namespace understudy {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string at_byte(std::size_t offset) { return "byte " + std::to_string(offset); }

Error refused(Errc code, std::string what, std::string where, std::string advice = {}) {
  return {code, std::move(what), std::move(where), std::move(advice)};
}

/// What nlohmann's parser calls for every token. Returning false stops it; error() says why.
class Reader {
 public:
  using number_integer_t = Json::number_integer_t;
  using number_unsigned_t = Json::number_unsigned_t;
  using number_float_t = Json::number_float_t;
  using string_t = Json::string_t;
  using binary_t = Json::binary_t;

  explicit Reader(const JsonLimits& limits) : limits_(limits) {}

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(number_integer_t value) { return add(value); }
  bool number_unsigned(number_unsigned_t value) { return add(value); }
  bool number_float(number_float_t value, const string_t&) { return add(value); }
  bool string(string_t& value) { return add(std::move(value)); }
  bool binary(binary_t&) { return false; }  // JSON text has none

  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(string_t& name) {
    Frame& frame = stack_.back();
    const std::size_t before = frame.container->size();
    if (before == limits_.elements) return too_many("members in one container", limits_.elements);
    member_ = &(*frame.container)[name];
    frame.name = std::move(name);
    if (frame.container->size() != before) return true;
    if (limits_.duplicate_names == JsonLimits::DuplicateNames::last_wins) return true;
    stop(Errc::bad_input, "the name \"" + excerpt(frame.name, 60) + "\" stands twice in one object",
         "send each name once");
    return false;
  }

  bool parse_error(std::size_t position, const std::string&, const std::exception& failure) {
    const auto* known = dynamic_cast<const Json::exception*>(&failure);
    const bool range = known != nullptr && known->id == 406;
    offset_ = position == 0 ? 0 : position - 1;
    error_ = refused(Errc::bad_input,
                     range ? "a number is past the range of a double" : "this is no valid JSON",
                     at_byte(offset_));
    return false;
  }

  [[nodiscard]] bool has_error() const { return error_.has_value(); }
  [[nodiscard]] Error take_error() { return std::move(*error_); }
  [[nodiscard]] Json take_value() { return std::move(root_); }

 private:
  struct Frame {
    Json* container = nullptr;
    std::string name = {};  ///< of the member being read, in an object
  };

  /// Where the next value goes, or null past a limit.
  Json* place() {
    if (++nodes_ > limits_.nodes) {
      too_many("values", limits_.nodes);
      return nullptr;
    }
    if (stack_.empty()) return &root_;
    Json& container = *stack_.back().container;
    if (container.is_object()) return member_;
    if (container.size() == limits_.elements) {
      too_many("elements in one container", limits_.elements);
      return nullptr;
    }
    return &container.emplace_back();
  }

  template <typename Value>
  bool add(Value&& value) {
    Json* target = place();
    if (target == nullptr) return false;
    *target = std::forward<Value>(value);
    return true;
  }

  bool open(Json container) {
    if (stack_.size() == limits_.depth) {
      stop(Errc::limit_exceeded,
           "more than " + std::to_string(limits_.depth) + " containers inside each other",
           "send flatter JSON");
      return false;
    }
    Json* target = place();
    if (target == nullptr) return false;
    *target = std::move(container);
    stack_.push_back({target});
    return true;
  }

  bool close() {
    stack_.pop_back();
    return true;
  }

  bool too_many(const char* what, std::size_t limit) {
    stop(Errc::limit_exceeded, "more than " + std::to_string(limit) + " " + what, "send less");
    return false;
  }

  /// The parser does not tell where a token stands; the pointer does.
  void stop(Errc code, std::string what, std::string advice) {
    error_ = refused(code, std::move(what), pointer(), std::move(advice));
  }

  [[nodiscard]] std::string pointer() const {
    std::string path;
    for (const Frame& frame : stack_) {
      const bool is_array = frame.container->is_array();
      const std::size_t size = frame.container->size();
      path += '/';
      path += is_array ? std::to_string(size == 0 ? 0 : size - 1) : pointer_token(frame.name);
      if (path.size() > 200) return excerpt(path, 200);
    }
    return path.empty() ? "the top level" : path;
  }

  const JsonLimits& limits_;
  Json root_;
  Json* member_ = nullptr;
  std::vector<Frame> stack_;
  std::size_t nodes_ = 0;
  std::size_t offset_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return Failure{refused(Errc::limit_exceeded,
                           "a JSON text of " + std::to_string(text.size()) + " bytes; the limit is " +
                               std::to_string(limits.bytes),
                           at_byte(limits.bytes))};
  }
  if (text.starts_with(kByteOrderMark)) {
    if (limits.byte_order_mark == JsonLimits::ByteOrderMark::refused) {
      return Failure{
          refused(Errc::bad_input, "a byte order mark before JSON", at_byte(0), "leave it out")};
    }
    text.remove_prefix(kByteOrderMark.size());
  }
  if (const std::size_t nul = text.find('\0'); nul != text.npos) {
    return Failure{refused(Errc::bad_input, "a NUL byte in JSON", at_byte(nul))};
  }
  try {
    Reader reader{limits};
    if (Json::sax_parse(text.begin(), text.end(), &reader) && !reader.has_error()) {
      return reader.take_value();
    }
    return Failure{reader.take_error()};
  } catch (const std::exception&) {
    return Failure{refused(Errc::internal, "the JSON parser gave up", "")};
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
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
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
    if (c == '~') token += "~0";
    else if (c == '/') token += "~1";
    else token += c;
  }
  return token;
}

}  // namespace understudy
