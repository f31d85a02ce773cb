// SPDX-License-Identifier: MIT
/// thql filters under two readings, on rows with values of every type and with none.
#include "fuzz/text_filters.hpp"

namespace {

using namespace understudy::mock;

Switches switches(const std::map<std::string, std::string>& overrides) {
  static const std::vector<Switch> kKnown{{"thql.null", {"sql", "odata"}},
                                          {"thql.string_case", {"insensitive", "sensitive"}},
                                          {"thql.underscore", {"wildcard", "literal"}}};
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const query::Table kTable = understudy::fuzz::make_typed_table();
  static const filter::Parse kStrict = filter::make_thql(switches({}));
  static const filter::Parse kLax = filter::make_thql(switches(
      {{"thql.null", "odata"}, {"thql.string_case", "sensitive"}, {"thql.underscore", "literal"}}));

  const std::string_view text = understudy::fuzz::text_of(data, size);
  if (!understudy::is_utf8(text)) return 0;  // refused before: a query is UTF-8
  understudy::fuzz::check_text_filter(kStrict, text, kTable);
  understudy::fuzz::check_text_filter(kLax, text, kTable);
  return 0;
}
