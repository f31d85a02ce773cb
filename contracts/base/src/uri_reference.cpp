// SPDX-License-Identifier: MIT
/// RFC 3986, section 5.2, as its pseudocode describes it.
#include "understudy/base/uri_reference.hpp"

namespace understudy {

namespace {

/// The five parts of appendix B; `has_` tells an empty part from an absent one.
struct Parts {
  std::string_view scheme;
  std::string_view authority;
  std::string_view path;
  std::string_view query;
  std::string_view fragment;
  bool has_authority = false;
  bool has_query = false;
  bool has_fragment = false;
};

std::size_t scheme_length(std::string_view uri) {
  const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  if (uri.empty() || !is_letter(uri.front())) return 0;
  for (std::size_t i = 1; i < uri.size(); ++i) {
    const char c = uri[i];
    if (c == ':') return i;
    if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return 0;
  }
  return 0;
}

Parts split(std::string_view uri) {
  Parts parts;
  if (const std::size_t hash = uri.find('#'); hash != std::string_view::npos) {
    parts.fragment = uri.substr(hash + 1);
    parts.has_fragment = true;
    uri = uri.substr(0, hash);
  }
  if (const std::size_t length = scheme_length(uri); length > 0) {
    parts.scheme = uri.substr(0, length);
    uri.remove_prefix(length + 1);
  }
  if (const std::size_t mark = uri.find('?'); mark != std::string_view::npos) {
    parts.query = uri.substr(mark + 1);
    parts.has_query = true;
    uri = uri.substr(0, mark);
  }
  if (uri.starts_with("//")) {
    parts.has_authority = true;
    uri.remove_prefix(2);
    const std::size_t slash = uri.find('/');
    parts.authority = uri.substr(0, slash);
    uri.remove_prefix(parts.authority.size());
  }
  parts.path = uri;
  return parts;
}

// 5.2.4
std::string remove_dot_segments(std::string_view input) {
  std::string output;
  const auto drop_last = [&] {
    const std::size_t slash = output.rfind('/');
    output.resize(slash == std::string::npos ? 0 : slash);
  };
  while (!input.empty()) {
    if (input.starts_with("../")) {
      input.remove_prefix(3);
    } else if (input.starts_with("./")) {
      input.remove_prefix(2);
    } else if (input.starts_with("/./")) {
      input.remove_prefix(2);
    } else if (input == "/.") {
      input = "/";
    } else if (input.starts_with("/../")) {
      input.remove_prefix(3);
      drop_last();
    } else if (input == "/..") {
      input = "/";
      drop_last();
    } else if (input == "." || input == "..") {
      input = {};
    } else {
      const std::size_t end = input.find('/', 1);
      output += input.substr(0, end);
      input = end == std::string_view::npos ? std::string_view{} : input.substr(end);
    }
  }
  return output;
}

// 5.2.3
std::string merge(const Parts& base, std::string_view path) {
  if (base.has_authority && base.path.empty()) return "/" + std::string{path};
  const std::size_t slash = base.path.rfind('/');
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view{} : base.path.substr(0, slash + 1);
  return std::string{folder} + std::string{path};
}

}  // namespace

std::string resolve_uri(std::string_view base, std::string_view reference) {
  const Parts from = split(base);
  const Parts to = split(reference);
  Parts target = to;
  std::string path;
  if (!to.scheme.empty()) {
    path = to.path.starts_with('/') ? remove_dot_segments(to.path) : std::string{to.path};
  } else {
    target.scheme = from.scheme;
    if (to.has_authority) {
      path = remove_dot_segments(to.path);
    } else {
      target.authority = from.authority;
      target.has_authority = from.has_authority;
      if (to.path.empty()) {
        path = from.path;
        if (!to.has_query) {
          target.query = from.query;
          target.has_query = from.has_query;
        }
      } else {
        path = remove_dot_segments(to.path.starts_with('/') ? std::string{to.path}
                                                            : merge(from, to.path));
      }
    }
  }
  std::string uri;
  if (!target.scheme.empty()) (uri += target.scheme) += ':';
  if (target.has_authority) (uri += "//") += target.authority;
  uri += path;
  if (target.has_query) (uri += '?') += target.query;
  if (target.has_fragment) (uri += '#') += target.fragment;
  return uri;
}

SplitUri split_fragment(std::string_view uri) {
  const std::size_t hash = uri.find('#');
  if (hash == std::string_view::npos) return {uri, {}};
  return {uri.substr(0, hash), uri.substr(hash + 1)};
}

bool is_absolute(std::string_view uri) { return scheme_length(uri) > 0; }

}  // namespace understudy
