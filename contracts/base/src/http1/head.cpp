// SPDX-License-Identifier: MIT
/// Request line, status line, field lines, hosts and framing fields, by the strict reading.
#include "http1/head.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "http1/bytes.hpp"

namespace understudy::http1 {

namespace {

constexpr std::size_t kMaxLengthDigits = 15;  // ours: exact in a double, far past every limit

Failure<Refusal> bad(std::string_view what) { return Failure{Refusal{400, what}}; }

bool has_prefix_ignoring_case(std::string_view text, std::string_view prefix) {
  return equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// pct-encoded = "%" HEXDIG HEXDIG, but not "%00"
bool is_escape(std::string_view text) {
  return text.size() >= 3 && is(text[1], kHexByte) && is(text[2], kHexByte) &&
         text.substr(1, 2) != "00";
}

// *( byte of the class / pct-encoded )
bool is_escaped_text(std::string_view text, ByteClass allowed) {
  for (;;) {
    text.remove_prefix(span_of(text, allowed));
    if (text.empty()) return true;
    if (text.front() != '%' || !is_escape(text)) return false;
    text.remove_prefix(3);
  }
}

// HTTP-version = "HTTP/" DIGIT "." DIGIT
bool is_version(std::string_view text) {
  return text.size() == 8 && text.substr(0, 5) == "HTTP/" && is(text[5], kDigitByte) &&
         text[6] == '.' && is(text[7], kDigitByte);
}

// The number of at most `max_digits` digits, or nothing.
std::optional<std::uint64_t> read_decimal(std::string_view text, std::size_t max_digits) {
  if (text.empty() || text.size() > max_digits || !consists_of(text, kDigitByte)) {
    return std::nullopt;
  }
  std::uint64_t number = 0;
  for (const char c : text) number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return number;
}

// IPv4address = 4 octets without leading zeros
bool is_ipv4(std::string_view text) {
  for (int octet = 0; octet < 4; ++octet) {
    const std::size_t length = span_of(text, kDigitByte);
    const std::string_view digits = text.substr(0, length);
    const auto number = read_decimal(digits, 3);
    if (!number || *number > 255 || (length > 1 && digits.front() == '0')) return false;
    text.remove_prefix(length);
    if (octet == 3) break;
    if (text.empty() || text.front() != '.') return false;
    text.remove_prefix(1);
  }
  return text.empty();
}

// IPv6address: 8 groups, "::" at most once for one or more of them, the last two as IPv4 or not
bool is_ipv6(std::string_view text) {
  int groups = 0;
  bool is_compressed = false;
  for (;;) {
    if (!is_compressed && text.substr(0, 2) == "::") {
      is_compressed = true;
      text.remove_prefix(2);
      if (text.empty()) break;
    }
    const std::size_t length = span_of(text, kHexByte);
    if (length < text.size() && text[length] == '.') {
      if (!is_ipv4(text)) return false;
      groups += 2;
      break;
    }
    if (length < 1 || length > 4) return false;
    ++groups;
    text.remove_prefix(length);
    if (text.empty()) break;
    if (text.size() == 1 || text.front() != ':' || groups == 8) return false;
    if (is_compressed || text[1] != ':') text.remove_prefix(1);
  }
  return is_compressed ? groups <= 7 : groups == 8;
}

// request-target of absolute-form: "http" [ "s" ] "://" authority [ path ] [ "?" query ]
Result<RequestLine, Refusal> read_absolute_form(RequestLine line, std::string_view target) {
  const std::size_t scheme = has_prefix_ignoring_case(target, "http://") ? 7 : 8;
  const std::string_view rest = target.substr(scheme);
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  line.authority = rest.substr(0, end);
  if (!is_authority(line.authority)) return bad("the target has no valid host and port");
  line.target = rest.substr(end);
  line.has_path = line.target.substr(0, 1) == "/";
  return line;
}

Result<RequestLine, Refusal> read_target(RequestLine line, std::string_view target) {
  if (!is_escaped_text(target, kTargetByte)) {
    return bad("the target has a byte or an escape that no target may have");
  }
  // origin-form
  if (target.front() == '/') {
    line.target = target;
    return line;
  }
  // absolute-form
  if (has_prefix_ignoring_case(target, "http://") || has_prefix_ignoring_case(target, "https://")) {
    return read_absolute_form(line, target);
  }
  // asterisk-form
  if (target == "*" && line.method == Method::options) {
    line.target = target;
    return line;
  }
  return bad("the target is neither a path nor an http address");
}

enum class CodingForm : std::uint8_t { chunked, foreign, malformed };

// transfer-coding = token *( OWS ";" OWS token "=" token ); a quoted value counts as malformed
CodingForm read_coding(std::string_view text) {
  const std::size_t length = span_of(text, kTokenByte);
  if (length == 0) return CodingForm::malformed;
  const bool is_chunked = equal_ignoring_case(text.substr(0, length), "chunked");
  text = trim(text.substr(length));
  if (is_chunked) return text.empty() ? CodingForm::chunked : CodingForm::malformed;
  while (!text.empty()) {
    if (text.front() != ';') return CodingForm::malformed;
    text = trim(text.substr(1));
    const std::size_t name = span_of(text, kTokenByte);
    if (name == 0 || text.substr(name, 1) != "=") return CodingForm::malformed;
    text.remove_prefix(name + 1);
    const std::size_t value = span_of(text, kTokenByte);
    if (value == 0) return CodingForm::malformed;
    text = trim(text.substr(value));
  }
  return CodingForm::foreign;
}

// Transfer-Encoding = #transfer-coding, chunked at most once and without parameters
CodingForm read_codings(std::string_view value) {
  CodingForm form = CodingForm::malformed;
  for (int chunked = 0, count = 1;; ++count) {
    const std::size_t comma = value.find(',');
    const CodingForm coding = read_coding(trim(value.substr(0, comma)));
    if (coding == CodingForm::chunked) ++chunked;
    if (coding == CodingForm::malformed || chunked > 1) return CodingForm::malformed;
    form = count == 1 ? coding : CodingForm::foreign;
    if (comma == std::string_view::npos) return form;
    value.remove_prefix(comma + 1);
  }
}

}  // namespace

Result<RequestLine, Refusal> parse_request_line(std::string_view line) {
  const std::size_t method_end = line.find(' ');
  const std::size_t target_end =
      method_end == std::string_view::npos ? method_end : line.find(' ', method_end + 1);
  if (target_end == std::string_view::npos || target_end == method_end + 1) {
    return bad("the request line is not method, target and version with single spaces");
  }

  // HTTP-version
  const std::string_view version = line.substr(target_end + 1);
  if (!is_version(version)) return bad("the request line does not end with an HTTP version");

  // method
  const std::string_view name = line.substr(0, method_end);
  const auto method = find_method(name);
  if (!method && !is_token(name)) return bad("the method is no token");
  const bool is_http10 = version == "HTTP/1.0";
  if (!is_http10 && version != "HTTP/1.1") {
    return Failure{Refusal{505, "the version is neither HTTP/1.1 nor HTTP/1.0"}};
  }
  if (!method) return Failure{Refusal{501, "the method is not known"}};

  // request-target
  RequestLine read;
  read.method = *method;
  read.is_http10 = is_http10;
  return read_target(read, line.substr(method_end + 1, target_end - method_end - 1));
}

Result<StatusLine, Refusal> parse_status_line(std::string_view line) {
  if (!is_version(line.substr(0, 8)) || line.substr(8, 1) != " ") {
    return bad("the status line does not start with an HTTP version");
  }
  const std::string_view version = line.substr(0, 8);
  const bool is_http10 = version == "HTTP/1.0";
  if (!is_http10 && version != "HTTP/1.1") {
    return Failure{Refusal{505, "the version is neither HTTP/1.1 nor HTTP/1.0"}};
  }
  const auto status = read_decimal(line.substr(9, 3), 3);
  if (!status || *status < 100 || *status > 599 || line.substr(12, 1) != " ") {
    return bad("the status is no number from 100 to 599 with a space behind it");
  }
  if (has_control(line.substr(13))) return bad("the reason phrase has a control byte");
  return StatusLine{static_cast<int>(*status), is_http10};
}

Result<FieldLine, Refusal> parse_field_line(std::string_view line) {
  const std::size_t name = span_of(line, kTokenByte);
  if (name == 0 || name == line.size() || line[name] != ':') {
    return bad("a field line does not start with a token and a colon");
  }
  const std::string_view value = trim(line.substr(name + 1));
  if (has_control(value)) return Failure{kControlInLine};
  return FieldLine{line.substr(0, name), value};
}

FieldKind kind_of(std::string_view name) {
  struct Known {
    std::string_view name;
    FieldKind kind;
  };
  constexpr std::array<Known, 17> kKnown{{
      {"connection", FieldKind::connection},
      {"content-encoding", FieldKind::content_encoding},
      {"content-length", FieldKind::content_length},
      {"expect", FieldKind::expect},
      {"host", FieldKind::host},
      {"http2-settings", FieldKind::dropped},
      {"if-range", FieldKind::dropped},
      {"keep-alive", FieldKind::dropped},
      {"local_addr", FieldKind::dropped},
      {"local_port", FieldKind::dropped},
      {"range", FieldKind::dropped},
      {"remote_addr", FieldKind::dropped},
      {"remote_port", FieldKind::dropped},
      {"te", FieldKind::dropped},
      {"trailer", FieldKind::dropped},
      {"transfer-encoding", FieldKind::transfer_encoding},
      {"upgrade", FieldKind::dropped},
  }};
  assert(!name.empty() && "a field line without a name is refused before");
  // The first letter, made lower case, decides nearly always.
  const char first = static_cast<char>(name.front() | 0x20);
  for (const Known& known : kKnown) {
    if (known.name.front() == first && known.name.size() == name.size() &&
        equal_ignoring_case(known.name, name)) {
      return known.kind;
    }
  }
  return FieldKind::other;
}

bool is_authority(std::string_view text) {
  std::size_t end = 0;
  if (text.substr(0, 1) == "[") {
    // IP-literal; IPvFuture and zones are refused
    end = text.find(']');
    if (end == std::string_view::npos || !is_ipv6(text.substr(1, end - 1))) return false;
    ++end;
  } else {
    // reg-name / IPv4address
    end = std::min(text.find(':'), text.size());
    if (end == 0 || !is_escaped_text(text.substr(0, end), kHostByte)) return false;
  }
  if (end == text.size()) return true;
  const auto port = read_decimal(text.substr(end + 1), 5);
  return text[end] == ':' && port && *port <= 65'535;
}

bool is_origin_form(std::string_view text) {
  return text.substr(0, 1) == "/" && is_escaped_text(text, kTargetByte);
}

std::optional<Refusal> Framing::add_content_length(std::string_view value) {
  if (coding_ != Coding::none || length_) {
    return Refusal{400, "the length of the body is given twice"};
  }
  const auto number = read_decimal(value, kMaxLengthDigits);
  if (!number || (value.size() > 1 && value.front() == '0')) {
    return Refusal{400, "Content-Length is no plain number of at most 15 digits"};
  }
  length_ = number;
  return std::nullopt;
}

std::optional<Refusal> Framing::add_transfer_encoding(std::string_view value, bool is_http10) {
  if (coding_ != Coding::none || length_) {
    return Refusal{400, "the length of the body is given twice"};
  }
  if (is_http10) return Refusal{400, "HTTP/1.0 has no Transfer-Encoding"};
  const CodingForm form = read_codings(value);
  if (form == CodingForm::malformed) return Refusal{400, "Transfer-Encoding is malformed"};
  coding_ = form == CodingForm::chunked ? Coding::chunked : Coding::foreign;
  return std::nullopt;
}

void ConnectionOptions::add(std::string_view value) {
  for (;;) {
    const std::size_t comma = value.find(',');
    const std::string_view option = trim(value.substr(0, comma));
    if (equal_ignoring_case(option, "close")) close_ = true;
    if (equal_ignoring_case(option, "keep-alive")) keep_ = true;
    if (comma == std::string_view::npos) return;
    value.remove_prefix(comma + 1);
  }
}

}  // namespace understudy::http1
