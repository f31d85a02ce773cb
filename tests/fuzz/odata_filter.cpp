// SPDX-License-Identifier: MIT
/// odata filters under two readings, on rows with values of every type and with none.
#include "fuzz/text_filters.hpp"

namespace {

using namespace understudy::mock;

Switches switches(const std::map<std::string, std::string>& overrides) {
  static const std::vector<Switch> kKnown{{"filter.string_case", {"sensitive", "insensitive"}},
                                          {"odata.case", {"any", "lower"}},
                                          {"odata.coerce", {"off", "on"}},
                                          {"odata.not_blank", {"required", "optional"}},
                                          {"odata.trim", {"no", "yes"}}};
  return Switches::resolve(kKnown, Strictness::documented, overrides).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const query::Table kTable = understudy::fuzz::make_typed_table();
  static const filter::Parse kStrict = filter::make_odata(switches({}));
  static const filter::Parse kLax =
      filter::make_odata(switches({{"filter.string_case", "insensitive"},
                                   {"odata.coerce", "on"},
                                   {"odata.not_blank", "optional"},
                                   {"odata.trim", "yes"}}));

  const std::string_view text = understudy::fuzz::text_of(data, size);
  if (!understudy::is_utf8(text)) return 0;  // refused before: a query is UTF-8
  understudy::fuzz::check_text_filter(kStrict, text, kTable);
  understudy::fuzz::check_text_filter(kLax, text, kTable);
  return 0;
}
