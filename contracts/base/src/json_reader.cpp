// SPDX-License-Identifier: MIT
/// The grammar of RFC 8259, one function per production, and where its errors stand. Strings are in
/// json_reader_strings.cpp.
#include "json_reader.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "json_names.hpp"
#include "json_number.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kEndOfWord = " \t\r\n,:[]{}\"";
constexpr std::size_t kQuoted = 120;      // robustness: what a message may quote of foreign text
constexpr std::size_t kQuotedPath = 200;  // ours: a path is quoted to be found, so it may be longer

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

}  // namespace

// text = ws value ws
Result<JsonDocument> JsonReader::read() {
  if (text_.size() > limits_.bytes) {
    stop(Errc::limit_exceeded,
         "a JSON text of " + std::to_string(text_.size()) + " bytes where at most " +
             std::to_string(limits_.bytes) + " are read",
         limits_.bytes, {}, "send less");
    return Failure{std::move(error_)};
  }
  if (text_.starts_with(kByteOrderMark)) {
    if (limits_.byte_order_mark == JsonLimits::ByteOrderMark::refused) {
      stop(Errc::bad_input, "a byte order mark before JSON", 0, {}, "leave it out");
      return Failure{std::move(error_)};
    }
    at_ = kByteOrderMark.size();
  }
  if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos) {
    stop(Errc::bad_input, "a NUL byte in JSON", nul, {}, "write it as \\u0000");
    return Failure{std::move(error_)};
  }

  nodes_.reserve(text_.size() / 8 + 8);  // ours: a value and a name take 16 bytes and more
  Step step = Step::value;
  while (step != Step::done && step != Step::failed) {
    switch (step) {
      case Step::value:
        step = read_value();
        break;
      case Step::name:
        step = read_name();
        break;
      case Step::behind:
        step = read_behind();
        break;
      case Step::done:
      case Step::failed:
        break;
    }
  }
  if (step == Step::failed) return Failure{std::move(error_)};
  return std::move(document_);
}

// value = "false" | "null" | "true" | number | string | array | object
JsonReader::Step JsonReader::read_value() {
  skip_space();
  token_ = at_;
  if (is_at_end()) return unexpected();
  if (!begin_value()) return Step::failed;
  switch (text_[at_]) {
    case '"':
      return read_string() ? Step::behind : Step::failed;
    case '{':
      return open(JsonNode::Kind::object);
    case '[':
      return open(JsonNode::Kind::array);
    case 'f':
      return read_literal("false", JsonNode::Kind::boolean, false);
    case 'n':
      return read_literal("null", JsonNode::Kind::null, false);
    case 't':
      return read_literal("true", JsonNode::Kind::boolean, true);
    default:
      return text_[at_] == '-' || is_digit(text_[at_]) ? read_number() : unexpected();
  }
}

// member = string ws ":" ws value ws
JsonReader::Step JsonReader::read_name() {
  skip_space();
  token_ = at_;
  if (is_at_end() || text_[at_] != '"') return unexpected();
  Frame& frame = stack_.back();
  frame.name = nodes_.size();
  const bool refuses = limits_.duplicate_names == JsonLimits::DuplicateNames::refused;
  if (refuses && nodes_[frame.node].size == limits_.elements) {
    too_many("members in one container", limits_.elements, container_pointer());
    return Step::failed;
  }
  if (!read_string()) return Step::failed;
  ++nodes_[frame.node].size;
  skip_space();
  token_ = at_;
  if (is_at_end() || text_[at_] != ':') return unexpected();
  ++at_;
  return Step::value;
}

// behind a value: "," and the next one, the closing bracket, or the end of the text
JsonReader::Step JsonReader::read_behind() {
  skip_space();
  token_ = at_;
  if (stack_.empty()) return is_at_end() ? Step::done : unexpected();
  if (is_at_end()) return unexpected();
  const bool in_object = nodes_[stack_.back().node].kind == JsonNode::Kind::object;
  if (text_[at_] == ',') {
    ++at_;
    return in_object ? Step::name : Step::value;
  }
  if (text_[at_] != (in_object ? '}' : ']')) return unexpected();
  return close();
}

/// Counts the value that starts here.
bool JsonReader::begin_value() {
  if (!stack_.empty()) {
    JsonNode& container = nodes_[stack_.back().node];
    if (container.kind == JsonNode::Kind::array && ++container.size > limits_.elements) {
      return too_many("elements in one container", limits_.elements, container_pointer());
    }
  }
  if (++values_ <= limits_.nodes) return true;
  return too_many("values in one document", limits_.nodes, pointer());
}

JsonReader::Step JsonReader::open(JsonNode::Kind kind) {
  if (stack_.size() == limits_.depth) {
    too_many("containers inside each other", limits_.depth, pointer());
    return Step::failed;
  }
  JsonNode node;
  node.kind = kind;
  node.span = 0;  // until it is closed
  stack_.push_back({nodes_.size(), 0});
  nodes_.push_back(node);
  ++at_;
  skip_space();
  token_ = at_;
  const bool is_object = kind == JsonNode::Kind::object;
  if (!is_at_end() && text_[at_] == (is_object ? '}' : ']')) return close();
  return is_object ? Step::name : Step::value;
}

JsonReader::Step JsonReader::close() {
  const Frame frame = stack_.back();
  if (nodes_[frame.node].kind == JsonNode::Kind::object && !check_names(frame)) {
    return Step::failed;
  }
  stack_.pop_back();
  nodes_[frame.node].span = nodes_.size() - frame.node;
  ++at_;
  return Step::behind;
}

JsonReader::Step JsonReader::read_literal(std::string_view word, JsonNode::Kind kind, bool flag) {
  if (text_.compare(at_, word.size(), word) != 0) {
    std::size_t same = 0;
    while (at_ + same < text_.size() && text_[at_ + same] == word[same]) ++same;
    broken_at(at_ + same);
    return Step::failed;
  }
  JsonNode node;
  node.kind = kind;
  node.flag = flag;
  nodes_.push_back(node);
  at_ += word.size();
  return Step::behind;
}

// number = [ "-" ] ( "0" | digit1-9 *digit ) [ "." 1*digit ] [ "e" [ "-" | "+" ] 1*digit ]
JsonReader::Step JsonReader::read_number() {
  JsonNode node;
  node.kind = JsonNode::Kind::number;
  node.flag = true;
  const auto next_is = [&](std::string_view choices) {
    return !is_at_end() && choices.find(text_[at_]) != std::string_view::npos;
  };
  if (next_is("-")) ++at_;
  if (next_is("0")) {
    ++at_;
  } else if (!skip_digits()) {
    return Step::failed;
  }
  bool has_exponent = false;
  if (next_is(".")) {
    node.flag = false;
    ++at_;
    if (!skip_digits()) return Step::failed;
  }
  if (next_is("eE")) {
    node.flag = false;
    has_exponent = true;
    ++at_;
    if (next_is("+-")) ++at_;
    if (!skip_digits()) return Step::failed;
  }
  const std::string_view number = text_.substr(token_, at_ - token_);
  constexpr std::size_t kAlwaysInRange = 300;  // digits; the greatest double has 309
  if ((has_exponent || number.size() > kAlwaysInRange) && is_past_double(number)) {
    stop(Errc::bad_input,
         "the number " + excerpt(number, kQuoted) + " is past the range of a double", token_,
         pointer(), "send it as text");
    return Step::failed;
  }
  node.text = number.data();
  node.size = static_cast<std::uint32_t>(number.size());
  nodes_.push_back(node);
  return Step::behind;
}

bool JsonReader::skip_digits() {
  if (is_at_end() || !is_digit(text_[at_])) return broken_at(at_);
  while (!is_at_end() && is_digit(text_[at_])) ++at_;
  return true;
}

/// Each name once; where the last one wins, the earlier ones go.
bool JsonReader::check_names(const Frame& frame) {
  const std::span<const JsonNode> content{nodes_.data() + frame.node + 1,
                                          nodes_.data() + nodes_.size()};
  if (limits_.duplicate_names == JsonLimits::DuplicateNames::refused) {
    const std::optional<std::size_t> again = find_repeated_name(content, nodes_[frame.node].size);
    if (!again) return true;
    stack_.back().name = frame.node + 1 + *again;
    const JsonNode& name = nodes_[stack_.back().name];
    return stop(Errc::bad_input,
                "the name \"" + excerpt({name.text, name.size}) + "\" stands twice",
                offset_of(stack_.back().name), pointer(), "send each name once");
  }
  nodes_[frame.node].size = drop_superseded(nodes_, frame.node, nodes_[frame.node].size);
  if (nodes_[frame.node].size <= limits_.elements) return true;
  return too_many("members in one container", limits_.elements, container_pointer());
}

void JsonReader::skip_space() {
  while (at_ < text_.size() && kSpace.find(text_[at_]) != std::string_view::npos) ++at_;
}

JsonReader::Step JsonReader::unexpected() {
  if (is_at_end()) {
    broken_at(at_);
    return Step::failed;
  }
  std::size_t end = at_ + 1;
  if (text_[at_] == '"') {
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2U : 1U;
    ++end;
  } else if (kEndOfWord.find(text_[at_]) == std::string_view::npos) {
    end = text_.find_first_of(kEndOfWord, at_);
  }
  const std::string token = excerpt(text_.substr(at_, end - at_), kQuoted);
  stop(Errc::bad_input, "this is no valid JSON: unexpected '" + token + "'", at_, {}, {});
  return Step::failed;
}

/// The token that starts at `token_` breaks the grammar at `offset`.
bool JsonReader::broken_at(std::size_t offset) {
  if (offset >= text_.size()) {
    return stop(Errc::bad_input, "the JSON ends too early", text_.size(), {}, {});
  }
  const std::string token = excerpt(text_.substr(token_, offset + 1 - token_), kQuoted);
  return stop(Errc::bad_input, "this is no valid JSON: unexpected '" + token + "'", offset, {}, {});
}

bool JsonReader::stop(Errc code, std::string what, std::size_t offset, const std::string& pointer,
                      std::string advice) {
  std::string where = "byte " + std::to_string(offset);
  if (!pointer.empty()) where += ", " + excerpt(pointer, kQuotedPath);
  error_ = {code, std::move(what), std::move(where), std::move(advice)};
  return false;
}

bool JsonReader::too_many(const char* what, std::size_t limit, const std::string& pointer) {
  return stop(Errc::limit_exceeded, "more than " + std::to_string(limit) + " " + what, token_,
              pointer, "send less");
}

/// To the value, or the name, that is being read.
std::string JsonReader::pointer() const {
  if (stack_.empty()) return {};
  const Frame& inner = stack_.back();
  const JsonNode& container = nodes_[inner.node];
  const JsonNode& name = nodes_[inner.name];
  return container_pointer() + "/" +
         (container.kind == JsonNode::Kind::array ? std::to_string(container.size - 1)
                                                  : pointer_token({name.text, name.size}));
}

/// To the container that the value being read belongs to.
std::string JsonReader::container_pointer() const {
  std::string path;
  for (std::size_t i = 0; i + 1 < stack_.size(); ++i) {
    const JsonNode& container = nodes_[stack_[i].node];
    const JsonNode& name = nodes_[stack_[i].name];
    path += "/";
    path += container.kind == JsonNode::Kind::array ? std::to_string(container.size - 1)
                                                    : pointer_token({name.text, name.size});
  }
  return path;
}

/// Where the token of a node starts. Nodes do not say, as only errors want to know.
std::size_t JsonReader::offset_of(std::size_t node) const {
  std::size_t tokens = node;
  for (std::size_t i = 0; i < node; ++i) {
    const bool is_container = nodes_[i].kind >= JsonNode::Kind::array;
    if (is_container && nodes_[i].span != 0 && i + nodes_[i].span <= node) ++tokens;  // its bracket
  }
  return token_offset(text_, tokens);
}

}  // namespace understudy
