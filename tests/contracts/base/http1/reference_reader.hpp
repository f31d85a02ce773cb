// SPDX-License-Identifier: MIT
/// A second reading of the rules for requests: slow, over the whole text at once, and written from
/// the rules alone, so that a mistake of the real reader has to be made twice to go unseen.
///
/// It knows no limits but those of the numbers, and of refusals only the status.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/http.hpp"

namespace understudy::http1::reference {

/// What a connection gave: the requests, and the status of the refusal behind them, or 0.
struct Reading {
  std::vector<Request> requests;
  int status = 0;

  friend bool operator==(const Reading&, const Reading&) = default;
};

inline const std::string kDigits = "0123456789";
inline const std::string kHex = kDigits + "abcdefABCDEF";
inline const std::string kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
inline const std::string kToken = kDigits + kLetters + "!#$%&'*+-.^_`|~";
inline const std::string kTarget = kDigits + kLetters + "-._~!$&'()*+,;=:@/?[]%";
inline const std::string kHost = kDigits + kLetters + "-._~!$&'()*+;=%";
inline const std::string kQuotable = kDigits + kLetters + "\t !#$%&'()*+,-./:;<=>?@[]^_`{|}~";

inline bool only(const std::string& text, const std::string& allowed) {
  return text.find_first_not_of(allowed) == std::string::npos;
}
inline bool is_word(const std::string& text) { return !text.empty() && only(text, kToken); }

inline std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

inline std::string strip(std::string text) {
  while (!text.empty() && (text[0] == ' ' || text[0] == '\t')) text.erase(0, 1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.pop_back();
  return text;
}

inline std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
      continue;
    }
    parts.back() += c;
  }
  return parts;
}

inline bool good_escapes(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') continue;
    const std::string hex = text.substr(i + 1, 2);
    if (hex.size() < 2 || !only(hex, kHex) || hex == "00") return false;
  }
  return true;
}

/// Names and IPv4 addresses only: no mutant makes an IPv6 one.
inline bool good_host(const std::string& text) {
  const auto parts = split(text, ':');
  if (parts.size() > 2 || parts[0].empty() || !only(parts[0], kHost) || !good_escapes(parts[0])) {
    return false;
  }
  if (parts.size() == 1) return true;
  const std::string& port = parts[1];
  return !port.empty() && port.size() <= 5 && only(port, kDigits) && std::stoi(port) <= 65'535;
}

/// Takes apart one connection.
class Connection {
 public:
  explicit Connection(std::string text) : text_(std::move(text)) {}

  Reading read() {
    Reading reading;
    while (read_request()) reading.requests.push_back(request_);
    reading.status = status_;
    return reading;
  }

 private:
  // All of these return false when the text ends too early or status_ says why it is refused.
  bool refuse(int status) {
    status_ = status;
    return false;
  }

  bool read_line() {
    line_.clear();
    for (std::size_t i = at_; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '\r') {
        if (i + 1 == text_.size()) return false;
        if (text_[i + 1] != '\n') return refuse(400);
        at_ = i + 2;
        return true;
      }
      const bool is_control = (static_cast<unsigned char>(c) < 32 && c != '\t') || c == 127;
      if (is_control) return refuse(400);
      line_ += c;
    }
    return false;
  }

  bool read_request() {
    request_ = {};
    hosts_.clear();
    lengths_.clear();
    codings_.clear();
    expectations_.clear();
    encodings_.clear();
    authority_.clear();

    if (!read_line()) return false;
    if (line_.empty() && !read_line()) return false;
    if (line_.empty()) return refuse(400);
    if (!read_request_line()) return false;
    for (;;) {
      if (!read_line()) return false;
      if (line_.empty()) break;
      if (!read_field()) return false;
    }
    return check_head() && read_body();
  }

  bool read_request_line() {
    const auto parts = split(line_, ' ');
    if (parts.size() != 3 || parts[1].empty()) return refuse(400);
    const std::string& version = parts[2];
    if (version.size() != 8 || version.substr(0, 5) != "HTTP/" || version[6] != '.' ||
        !only(version.substr(5, 1) + version.substr(7, 1), kDigits)) {
      return refuse(400);
    }
    if (!is_word(parts[0])) return refuse(400);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse(505);
    const auto method = find_method(parts[0]);
    if (!method) return refuse(501);
    is_old_ = version == "HTTP/1.0";
    request_.method = *method;
    return read_target(parts[1]);
  }

  bool read_target(const std::string& target) {
    if (!only(target, kTarget) || !good_escapes(target)) return refuse(400);
    request_.target = target;
    if (target[0] == '/') return true;
    if (target == "*") return request_.method == Method::options || refuse(400);
    const std::size_t slashes = target.find("://");
    const std::string scheme = lower(target.substr(0, std::min(slashes, target.size())));
    if (scheme != "http" && scheme != "https") return refuse(400);
    const std::string rest = target.substr(slashes + 3);
    authority_ = rest.substr(0, rest.find_first_of("/?"));
    if (!good_host(authority_)) return refuse(400);
    request_.target = rest.substr(authority_.size());
    if (request_.target.empty() || request_.target[0] == '?') {
      request_.target = "/" + request_.target;
    }
    return true;
  }

  bool split_field(std::string& name, std::string& value) {
    const std::size_t colon = line_.find(':');
    if (colon == std::string::npos) return refuse(400);
    name = line_.substr(0, colon);
    value = strip(line_.substr(colon + 1));
    return is_word(name) || refuse(400);
  }

  bool read_field() {
    std::string name;
    std::string value;
    if (!split_field(name, value)) return false;
    const std::string key = lower(name);
    for (const char* dropped :
         {"remote_addr", "remote_port", "local_addr", "local_port", "range", "if-range", "upgrade",
          "te", "trailer", "keep-alive", "http2-settings"}) {
      if (key == dropped) return true;
    }
    if (key == "host") hosts_.push_back(value);
    if (key == "content-length") lengths_.push_back(value);
    if (key == "transfer-encoding") codings_.push_back(value);
    if (key == "expect") expectations_.push_back(lower(value));
    if (key == "content-encoding") encodings_.push_back(lower(value));
    if (key == "host" && (hosts_.size() > 1 || !good_host(value))) return refuse(400);
    if (key == "content-length" && !good_length(value)) return refuse(400);
    if (key == "transfer-encoding" && (is_old_ || coding_status(value) == 400)) return refuse(400);
    if (lengths_.size() + codings_.size() > 1) return refuse(400);
    if (key == "host" && !authority_.empty()) value = authority_;
    request_.fields.add(name, value);
    return true;
  }

  static bool good_length(const std::string& text) {
    if (text.empty() || text.size() > 15 || !only(text, kDigits)) return false;
    return text.size() == 1 || text[0] != '0';
  }

  // 200 for chunked, 501 for another list of codings, 400 for none.
  static int coding_status(const std::string& value) {
    int chunked = 0;
    const auto parts = split(value, ',');
    for (const std::string& part : parts) {
      const auto pieces = split(part, ';');
      const std::string coding = strip(pieces[0]);
      if (!is_word(coding)) return 400;
      if (lower(coding) == "chunked" && (++chunked > 1 || pieces.size() > 1)) return 400;
      for (std::size_t i = 1; i < pieces.size(); ++i) {
        const auto sides = split(strip(pieces[i]), '=');
        if (sides.size() != 2 || !is_word(sides[0]) || !is_word(sides[1])) return 400;
      }
    }
    return parts.size() == 1 && chunked == 1 ? 200 : 501;
  }

  bool check_head() {
    if (hosts_.empty() && !is_old_) return refuse(400);
    if (hosts_.empty() && !authority_.empty()) request_.fields.add("Host", authority_);
    if (!codings_.empty() && coding_status(codings_[0]) == 501) return refuse(501);
    for (const std::string& expected : expectations_) {
      if (!is_old_ && expected != "100-continue") return refuse(417);
    }
    for (const std::string& encoding : encodings_) {
      if (encoding != "identity") return refuse(415);
    }
    if (!lengths_.empty() && std::stoull(lengths_[0]) > 1'048'576) return refuse(413);
    return true;
  }

  bool read_body() {
    std::string body;
    if (!codings_.empty() && !read_chunks(body)) return false;
    if (!lengths_.empty()) {
      const auto length = static_cast<std::size_t>(std::stoull(lengths_[0]));
      if (text_.size() - at_ < length) return false;
      body = text_.substr(at_, length);
      at_ += length;
    }
    const Method method = request_.method;
    const bool is_dropped =
        method == Method::get || method == Method::head || method == Method::options;
    if (!is_dropped) request_.body = body;
    return true;
  }

  bool read_chunks(std::string& body) {
    for (;;) {
      if (!read_line()) return false;
      const std::string digits = line_.substr(0, line_.find_first_not_of(kHex));
      const std::string extension = line_.substr(digits.size());
      if (digits.empty() || digits.size() > 8) return refuse(400);
      if (!extension.empty() && (extension[0] != ';' || !good_extension(extension))) {
        return refuse(400);
      }
      const std::size_t size = std::stoul(digits, nullptr, 16);
      if (size + body.size() > 1'048'576) return refuse(413);
      if (size == 0) break;
      const std::string rest = text_.substr(at_, size + 2);
      if (rest.size() > size && rest[size] != '\r') return refuse(400);
      if (rest.size() > size + 1 && rest[size + 1] != '\n') return refuse(400);
      if (rest.size() < size + 2) return false;
      body += rest.substr(0, size);
      at_ += size + 2;
    }
    for (;;) {
      if (!read_line()) return false;
      if (line_.empty()) return true;
      std::string name;
      std::string value;
      if (!split_field(name, value)) return false;
    }
  }

  // Blanks the quoted strings out, and what is left has no more ";" than there are extensions.
  static bool good_extension(const std::string& text) {
    std::string flat;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '"') {
        flat += text[i];
        continue;
      }
      const std::string before = strip(flat);
      if (before.empty() || before.back() != '=') return false;
      for (++i; i < text.size() && text[i] != '"'; ++i) {
        const bool is_text = static_cast<unsigned char>(text[i]) >= 0x80 ||
                             kQuotable.find(text[i]) != std::string::npos;
        if (text[i] == '\\')
          ++i;
        else if (!is_text)
          return false;
      }
      if (i >= text.size()) return false;
      flat += "quoted";
      const std::string next = strip(text.substr(i + 1));
      if (!next.empty() && next[0] != ';') return false;
    }
    if (strip(flat) != flat) return false;
    const auto parts = split(flat, ';');
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto sides = split(parts[i], '=');
      if (sides.size() > 2) return false;
      for (const std::string& side : sides) {
        if (!is_word(strip(side))) return false;
      }
    }
    return true;
  }

  std::string text_;
  std::size_t at_ = 0;
  std::string line_;
  Request request_;
  bool is_old_ = false;
  std::string authority_;
  std::vector<std::string> hosts_;
  std::vector<std::string> lengths_;
  std::vector<std::string> codings_;
  std::vector<std::string> expectations_;
  std::vector<std::string> encodings_;
  int status_ = 0;
};

}  // namespace understudy::http1::reference
