// SPDX-License-Identifier: MIT
/// General categories and binary properties as ECMA-262 lists them. Scripts are handed on with the
/// shape of their name checked: PCRE2 knows those of its Unicode version.
#include "regex_property.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace understudy::schema {

namespace {

struct Name {
  std::string_view ecma;
  std::string_view pcre;
};

constexpr bool comes_before(const Name& a, const Name& b) { return a.ecma < b.ecma; }

constexpr std::array kCategories{
    Name{"C", "C"},
    Name{"Cased_Letter", "L&"},
    Name{"Cc", "Cc"},
    Name{"Cf", "Cf"},
    Name{"Close_Punctuation", "Pe"},
    Name{"Cn", "Cn"},
    Name{"Co", "Co"},
    Name{"Combining_Mark", "M"},
    Name{"Connector_Punctuation", "Pc"},
    Name{"Control", "Cc"},
    Name{"Cs", "Cs"},
    Name{"Currency_Symbol", "Sc"},
    Name{"Dash_Punctuation", "Pd"},
    Name{"Decimal_Number", "Nd"},
    Name{"Enclosing_Mark", "Me"},
    Name{"Final_Punctuation", "Pf"},
    Name{"Format", "Cf"},
    Name{"Initial_Punctuation", "Pi"},
    Name{"L", "L"},
    Name{"LC", "L&"},
    Name{"Letter", "L"},
    Name{"Letter_Number", "Nl"},
    Name{"Line_Separator", "Zl"},
    Name{"Ll", "Ll"},
    Name{"Lm", "Lm"},
    Name{"Lo", "Lo"},
    Name{"Lowercase_Letter", "Ll"},
    Name{"Lt", "Lt"},
    Name{"Lu", "Lu"},
    Name{"M", "M"},
    Name{"Mark", "M"},
    Name{"Math_Symbol", "Sm"},
    Name{"Mc", "Mc"},
    Name{"Me", "Me"},
    Name{"Mn", "Mn"},
    Name{"Modifier_Letter", "Lm"},
    Name{"Modifier_Symbol", "Sk"},
    Name{"N", "N"},
    Name{"Nd", "Nd"},
    Name{"Nl", "Nl"},
    Name{"No", "No"},
    Name{"Nonspacing_Mark", "Mn"},
    Name{"Number", "N"},
    Name{"Open_Punctuation", "Ps"},
    Name{"Other", "C"},
    Name{"Other_Letter", "Lo"},
    Name{"Other_Number", "No"},
    Name{"Other_Punctuation", "Po"},
    Name{"Other_Symbol", "So"},
    Name{"P", "P"},
    Name{"Paragraph_Separator", "Zp"},
    Name{"Pc", "Pc"},
    Name{"Pd", "Pd"},
    Name{"Pe", "Pe"},
    Name{"Pf", "Pf"},
    Name{"Pi", "Pi"},
    Name{"Po", "Po"},
    Name{"Private_Use", "Co"},
    Name{"Ps", "Ps"},
    Name{"Punctuation", "P"},
    Name{"S", "S"},
    Name{"Sc", "Sc"},
    Name{"Separator", "Z"},
    Name{"Sk", "Sk"},
    Name{"Sm", "Sm"},
    Name{"So", "So"},
    Name{"Space_Separator", "Zs"},
    Name{"Spacing_Mark", "Mc"},
    Name{"Surrogate", "Cs"},
    Name{"Symbol", "S"},
    Name{"Titlecase_Letter", "Lt"},
    Name{"Unassigned", "Cn"},
    Name{"Uppercase_Letter", "Lu"},
    Name{"Z", "Z"},
    Name{"Zl", "Zl"},
    Name{"Zp", "Zp"},
    Name{"Zs", "Zs"},
    Name{"cntrl", "Cc"},
    Name{"digit", "Nd"},
    Name{"punct", "P"},
};
static_assert(std::is_sorted(kCategories.begin(), kCategories.end(), comes_before));

constexpr std::array kBinaryProperties{
    Name{"AHex", "ASCII_Hex_Digit"},
    Name{"ASCII", "ASCII"},
    Name{"ASCII_Hex_Digit", "ASCII_Hex_Digit"},
    Name{"Alpha", "Alphabetic"},
    Name{"Alphabetic", "Alphabetic"},
    Name{"Bidi_C", "Bidi_Control"},
    Name{"Bidi_Control", "Bidi_Control"},
    Name{"Bidi_M", "Bidi_Mirrored"},
    Name{"Bidi_Mirrored", "Bidi_Mirrored"},
    Name{"CI", "Case_Ignorable"},
    Name{"CWCF", "Changes_When_Casefolded"},
    Name{"CWCM", "Changes_When_Casemapped"},
    Name{"CWL", "Changes_When_Lowercased"},
    Name{"CWT", "Changes_When_Titlecased"},
    Name{"CWU", "Changes_When_Uppercased"},
    Name{"Case_Ignorable", "Case_Ignorable"},
    Name{"Cased", "Cased"},
    Name{"Changes_When_Casefolded", "Changes_When_Casefolded"},
    Name{"Changes_When_Casemapped", "Changes_When_Casemapped"},
    Name{"Changes_When_Lowercased", "Changes_When_Lowercased"},
    Name{"Changes_When_Titlecased", "Changes_When_Titlecased"},
    Name{"Changes_When_Uppercased", "Changes_When_Uppercased"},
    Name{"DI", "Default_Ignorable_Code_Point"},
    Name{"Dash", "Dash"},
    Name{"Default_Ignorable_Code_Point", "Default_Ignorable_Code_Point"},
    Name{"Dep", "Deprecated"},
    Name{"Deprecated", "Deprecated"},
    Name{"Dia", "Diacritic"},
    Name{"Diacritic", "Diacritic"},
    Name{"EBase", "Emoji_Modifier_Base"},
    Name{"EComp", "Emoji_Component"},
    Name{"EMod", "Emoji_Modifier"},
    Name{"EPres", "Emoji_Presentation"},
    Name{"Emoji", "Emoji"},
    Name{"Emoji_Component", "Emoji_Component"},
    Name{"Emoji_Modifier", "Emoji_Modifier"},
    Name{"Emoji_Modifier_Base", "Emoji_Modifier_Base"},
    Name{"Emoji_Presentation", "Emoji_Presentation"},
    Name{"Ext", "Extender"},
    Name{"ExtPict", "Extended_Pictographic"},
    Name{"Extended_Pictographic", "Extended_Pictographic"},
    Name{"Extender", "Extender"},
    Name{"Gr_Base", "Grapheme_Base"},
    Name{"Gr_Ext", "Grapheme_Extend"},
    Name{"Grapheme_Base", "Grapheme_Base"},
    Name{"Grapheme_Extend", "Grapheme_Extend"},
    Name{"Hex", "Hex_Digit"},
    Name{"Hex_Digit", "Hex_Digit"},
    Name{"IDC", "ID_Continue"},
    Name{"IDS", "ID_Start"},
    Name{"IDSB", "IDS_Binary_Operator"},
    Name{"IDST", "IDS_Trinary_Operator"},
    Name{"IDS_Binary_Operator", "IDS_Binary_Operator"},
    Name{"IDS_Trinary_Operator", "IDS_Trinary_Operator"},
    Name{"ID_Continue", "ID_Continue"},
    Name{"ID_Start", "ID_Start"},
    Name{"Ideo", "Ideographic"},
    Name{"Ideographic", "Ideographic"},
    Name{"Join_C", "Join_Control"},
    Name{"Join_Control", "Join_Control"},
    Name{"LOE", "Logical_Order_Exception"},
    Name{"Logical_Order_Exception", "Logical_Order_Exception"},
    Name{"Lower", "Lowercase"},
    Name{"Lowercase", "Lowercase"},
    Name{"Math", "Math"},
    Name{"NChar", "Noncharacter_Code_Point"},
    Name{"Noncharacter_Code_Point", "Noncharacter_Code_Point"},
    Name{"Pat_Syn", "Pattern_Syntax"},
    Name{"Pat_WS", "Pattern_White_Space"},
    Name{"Pattern_Syntax", "Pattern_Syntax"},
    Name{"Pattern_White_Space", "Pattern_White_Space"},
    Name{"QMark", "Quotation_Mark"},
    Name{"Quotation_Mark", "Quotation_Mark"},
    Name{"RI", "Regional_Indicator"},
    Name{"Radical", "Radical"},
    Name{"Regional_Indicator", "Regional_Indicator"},
    Name{"SD", "Soft_Dotted"},
    Name{"STerm", "Sentence_Terminal"},
    Name{"Sentence_Terminal", "Sentence_Terminal"},
    Name{"Soft_Dotted", "Soft_Dotted"},
    Name{"Term", "Terminal_Punctuation"},
    Name{"Terminal_Punctuation", "Terminal_Punctuation"},
    Name{"UIdeo", "Unified_Ideograph"},
    Name{"Unified_Ideograph", "Unified_Ideograph"},
    Name{"Upper", "Uppercase"},
    Name{"Uppercase", "Uppercase"},
    Name{"VS", "Variation_Selector"},
    Name{"Variation_Selector", "Variation_Selector"},
    Name{"White_Space", "White_Space"},
    Name{"XIDC", "XID_Continue"},
    Name{"XIDS", "XID_Start"},
    Name{"XID_Continue", "XID_Continue"},
    Name{"XID_Start", "XID_Start"},
    Name{"space", "White_Space"},
};
static_assert(std::is_sorted(kBinaryProperties.begin(), kBinaryProperties.end(), comes_before));

template <typename Table>
std::optional<std::string> find_name(const Table& table, std::string_view ecma) {
  const auto it = std::lower_bound(table.begin(), table.end(), Name{ecma, {}}, comes_before);
  if (it == table.end() || it->ecma != ecma) return std::nullopt;
  return std::string{it->pcre};
}

CharacterSet set_of(std::string name) { return {.properties = {{.name = std::move(name)}}}; }

// script-name = upper *( ALPHA / "_" )
bool is_script_name(std::string_view name) {
  if (name.empty() || name.front() < 'A' || name.front() > 'Z') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  });
}

// name "=" value
std::optional<CharacterSet> find_pair(std::string_view name, std::string_view value) {
  if (name == "General_Category" || name == "gc") {
    auto category = find_name(kCategories, value);
    if (!category) return std::nullopt;
    return set_of(*std::move(category));
  }
  if (!is_script_name(value)) return std::nullopt;
  if (name == "Script" || name == "sc") return set_of("sc:" + std::string{value});
  if (name == "Script_Extensions" || name == "scx") return set_of("scx:" + std::string{value});
  return std::nullopt;
}

// name
std::optional<CharacterSet> find_single(std::string_view name) {
  if (name == "Any") return CharacterSet{.is_negated = true};
  if (name == "Assigned") return CharacterSet{.properties = {{.name = "Cn", .is_negated = true}}};
  if (auto category = find_name(kCategories, name)) return set_of(*std::move(category));
  if (auto property = find_name(kBinaryProperties, name)) return set_of(*std::move(property));
  return std::nullopt;
}

}  // namespace

Result<CharacterSet> find_property(std::string_view text) {
  if (text == "Changes_When_NFKC_Casefolded" || text == "CWKCF") {
    return Failure{Error{Errc::unsupported, "this character property is not supported", "", ""}};
  }
  const std::size_t cut = text.find('=');
  const bool is_pair = cut != std::string_view::npos;
  auto set = is_pair ? find_pair(text.substr(0, cut), text.substr(cut + 1)) : find_single(text);
  if (set) return *std::move(set);
  return Failure{Error{Errc::bad_input,
                       "'" + excerpt(text, 60) + "' is no character property of ECMA-262", "",
                       "write \\p{L}, \\p{Letter} or \\p{Script=Greek}; letter case counts"}};
}

}  // namespace understudy::schema
