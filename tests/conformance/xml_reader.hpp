// SPDX-License-Identifier: MIT
/// A strict reader of the little XML that reports use: elements, attributes, text, references.
#pragma once

#include <cctype>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "understudy/base/utf8.hpp"

namespace understudy::conformance {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes = {};
  std::string text = {};
  std::vector<XmlElement> children = {};

  [[nodiscard]] std::vector<const XmlElement*> all(std::string_view wanted) const {
    std::vector<const XmlElement*> found;
    for (const XmlElement& child : children) {
      if (child.name == wanted) found.push_back(&child);
    }
    return found;
  }
};

/// Reads a document; what it does not know is an error, told by its place.
///
/// Source:   XML 1.0 (fifth edition), productions 1 to 3, 10, 14, 39 to 44, 66, 68
class XmlReader {
 public:
  static std::optional<XmlElement> read(std::string_view text, std::string& error) {
    XmlReader reader{text};
    std::optional<XmlElement> root;
    constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    if (!text.starts_with(kDeclaration)) {
      reader.error_ = "expected an XML declaration";
    } else if (reader.are_characters_allowed()) {
      reader.at_ = kDeclaration.size();
      root = reader.element();
      if (reader.error_.empty() && text.substr(reader.at_) != "\n") {
        reader.error_ = "expected the end behind the root";
      }
    }
    error = reader.error_;
    if (!error.empty()) error += " at byte " + std::to_string(reader.at_);
    return error.empty() ? root : std::nullopt;
  }

 private:
  explicit XmlReader(std::string_view text) : text_(text) {}

  bool fail(std::string what) {
    if (error_.empty()) error_ = std::move(what);
    return false;
  }

  // Char (production 2)
  bool are_characters_allowed() {
    for (at_ = 0; at_ < text_.size();) {
      const Character one = read_character(text_.substr(at_));
      const std::uint32_t code = one.code;
      const bool is_allowed = one.length != 0 &&
                              (code == 9 || code == 10 || code == 13 || code >= 0x20) &&
                              code != 0xFFFE && code != 0xFFFF;
      if (!is_allowed) return fail("a character that XML does not have");
      at_ += one.length;
    }
    return true;
  }

  bool take(std::string_view token) {
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }

  std::string name() {
    std::string out;
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_])) != 0) {
      out += text_[at_++];
    }
    if (out.empty()) fail("expected a name");
    return out;
  }

  /// Text up to one of `ends`, references replaced.
  std::string characters(std::string_view ends) {
    std::string out;
    while (error_.empty() && at_ < text_.size() && ends.find(text_[at_]) == ends.npos) {
      if (text_[at_] == '<') fail("a bare <");
      if (text_.substr(at_).starts_with("]]>")) fail("a bare ]]>");
      if (text_[at_] != '&') {
        out += text_[at_++];
      } else if (take("&amp;")) {
        out += '&';
      } else if (take("&lt;")) {
        out += '<';
      } else if (take("&gt;")) {
        out += '>';
      } else if (take("&quot;")) {
        out += '"';
      } else if (take("&#39;")) {
        out += '\'';
      } else {
        fail("an unknown reference");
      }
    }
    return out;
  }

  std::optional<XmlElement> element() {
    if (!take("<")) return fail("expected <"), std::nullopt;
    XmlElement element{name()};
    while (error_.empty()) {
      const std::size_t before = at_;
      blanks();
      if (take("/>")) return element;
      if (take(">")) break;
      if (before == at_) return fail("expected a blank before an attribute"), std::nullopt;
      const std::string key = name();
      if (!take("=\"")) return fail("expected a quoted value"), std::nullopt;
      const bool is_new = element.attributes.emplace(key, characters("\"")).second;
      if (!take("\"") || !is_new) return fail("an attribute that is not sound"), std::nullopt;
    }
    while (error_.empty() && !text_.substr(at_).starts_with("</")) {
      if (at_ >= text_.size()) return fail("an element without end"), std::nullopt;
      if (text_[at_] != '<') {
        element.text += characters("<");
      } else if (auto child = this->element()) {
        element.children.push_back(*std::move(child));
      }
    }
    if (!take("</" + element.name + ">")) fail("an end that belongs to another element");
    return error_.empty() ? std::optional{std::move(element)} : std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
};

}  // namespace understudy::conformance
