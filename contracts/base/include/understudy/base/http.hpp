// SPDX-License-Identifier: MIT
/// The words of HTTP without any transport: methods, fields, requests, responses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy {

enum class Method : std::uint8_t { delete_, get, head, options, patch, post, put };

/// "DELETE", "GET" and so on.
std::string_view name_of(Method method);
/// Exact, upper case (RFC 9110 section 9.1); nothing for any other token.
std::optional<Method> find_method(std::string_view name);

/// Equal without regard to ASCII case, as field names and schemes compare (RFC 9110 section 5.1).
bool equal_ignoring_case(std::string_view a, std::string_view b);
/// token = 1*tchar (RFC 9110 section 5.6.2).
bool is_token(std::string_view text);
/// Free of CR, LF, NUL and the other controls but HTAB (RFC 9110 section 5.5).
bool is_field_value(std::string_view text);

struct Field {
  std::string name;
  std::string value;

  friend bool operator==(const Field&, const Field&) = default;
};

/// Header fields in the order they were sent; names compare without case.
class Fields {
 public:
  Fields() = default;
  Fields(std::initializer_list<Field> fields) : list_(fields) {}

  /// The value of the first field of that name, or null.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  void add(std::string name, std::string value);
  /// Replaces every field of that name by one.
  void set(std::string name, std::string value);
  void remove(std::string_view name);

  [[nodiscard]] auto begin() const { return list_.begin(); }
  [[nodiscard]] auto end() const { return list_.end(); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] bool empty() const { return list_.empty(); }

  friend bool operator==(const Fields&, const Fields&) = default;

 private:
  std::vector<Field> list_;
};

/// A request as it was sent: nothing is decoded.
struct Request {
  Method method = Method::get;
  std::string target = "/";  ///< origin-form, raw: "/a%20b?c=d"; "*" with OPTIONS only
  Fields fields;
  std::string body;

  /// The part of the target before the first "?", still encoded.
  [[nodiscard]] std::string_view path() const;
  /// The part behind the first "?", still encoded; empty when there is none.
  [[nodiscard]] std::string_view query() const;

  friend bool operator==(const Request&, const Request&) = default;
};

struct Response {
  int status = 200;
  Fields fields;
  std::string body;

  friend bool operator==(const Response&, const Response&) = default;
};

/// "Not Found" for 404; empty for a status nobody registered (RFC 9110 section 15, RFC 6585).
std::string_view reason_of(int status);

}  // namespace understudy
