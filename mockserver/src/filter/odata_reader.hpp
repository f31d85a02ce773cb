// SPDX-License-Identifier: MIT
/// The state of reading one `$filter`. Operators are in odata_syntax.cpp, what they stand between
/// in odata_operands.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/odata_syntax.hpp"
#include "filter/text_language.hpp"

namespace understudy::mock::filter::odata {

constexpr std::uint32_t kFailed = ~std::uint32_t{0};

/// One function per production; each gives the number of its node, or kFailed.
class Reader {
 public:
  Reader(std::string_view text, const Spelling& spelling) : in_{text}, spelling_(spelling) {}

  Result<Syntax, FilterError> read();

 private:
  std::uint32_t read_level(std::size_t level);
  std::uint32_t read_unary();
  std::uint32_t read_in();
  std::uint32_t read_list(std::uint32_t wanted);
  std::uint32_t read_item(bool in_brackets);
  std::uint32_t read_primary();
  std::uint32_t read_group();
  std::uint32_t read_text();
  std::uint32_t read_json_text();
  std::uint32_t read_json(char close);
  std::uint32_t read_variable();
  std::uint32_t read_name();
  std::uint32_t read_call(std::size_t begin, std::string_view name, bool is_known);
  bool read_argument(std::string_view name);
  std::uint32_t read_path(std::size_t begin, std::string path, bool is_field);
  bool read_step(std::string& path, bool& is_field, std::size_t& steps);

  [[nodiscard]] std::optional<Form> accept_operator(std::size_t level);
  bool accept_word(std::string_view word);
  bool require_blank();
  bool enter();
  void leave() { --depth_; }
  bool close(char bracket, std::string_view wanted);

  std::uint32_t fail(FilterErrc code, query::Span place, std::string_view wanted);
  std::uint32_t fail_at(FilterErrc code, std::size_t at, std::string_view wanted) {
    return fail(code, in_.token_at(at), wanted);
  }
  std::uint32_t fail_rest(std::uint32_t read, FilterErrc code, std::string_view wanted);
  void refuse_later(std::size_t begin, std::size_t end, std::string what);
  std::uint32_t make(Expression expression);
  std::uint32_t make_unsupported(std::size_t begin) {
    return make({.form = Form::unsupported, .span = span_from(begin)});
  }
  [[nodiscard]] query::Span span_from(std::size_t begin) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(in_.at)};
  }
  [[nodiscard]] std::string spelled(std::string_view word) const {
    return spelling_.any_case ? in_lower_case(word) : std::string{word};
  }

  Scanner in_;
  const Spelling& spelling_;
  std::size_t depth_ = 0;
  Syntax syntax_;
  std::optional<FilterError> error_;
};

}  // namespace understudy::mock::filter::odata
