// SPDX-License-Identifier: MIT
#include "mockserver/filter/odata_oracle.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <variant>

namespace understudy::mock::testing {

namespace {

// ---- making and writing

enum class Type : std::uint8_t { condition, number, text, moment, day, time };

Tree leaf(const char* op, std::string text) { return {op, {}, std::move(text)}; }

std::string quoted(const std::string& text) {
  std::string all = "'";
  for (const char c : text) all += c == '\'' ? std::string{"''"} : std::string{c};
  return all + "'";
}

const Words kTimes{"19:27", "00:00:00", "01:27:14", "12:00:00.25", "22:30:00.125"};
const Words kNumbers{"0", "1", "2", "-1", "3", "0.5", "-2.25", "1e1", "5", "+2", "0.0", "INF"};

Tree literal(Random& random, Type type) {
  if (random.percent(4)) return leaf("literal", "null");
  switch (type) {
    case Type::condition:
      return leaf("literal", random.percent(50) ? "true" : "false");
    case Type::number:
      return leaf("literal", random.pick(kNumbers));
    case Type::text:
      return leaf("literal", quoted(random.pick(kWords)));
    case Type::moment:
      return leaf("literal", random.pick(kMoments));
    case Type::day:
      return leaf("literal", random.pick(kDays));
    case Type::time:
      return leaf("literal", random.pick(kTimes));
  }
  return leaf("literal", "null");
}

Tree field(Random& random, Type type) {
  static const std::map<Type, Words> kFields{{Type::condition, {"b"}},
                                             {Type::number, {"n", "m", "d"}},
                                             {Type::text, {"t", "u"}},
                                             {Type::moment, {"at"}},
                                             {Type::day, {"on"}}};
  const auto it = kFields.find(type);
  return it == kFields.end() ? literal(random, type) : leaf("field", random.pick(it->second));
}

Tree random_tree(Random& random, Type type, int depth);

Tree call(Random& random, const char* name, std::vector<Type> types, int depth) {
  Tree tree{name};
  for (const Type type : types) tree.operands.push_back(random_tree(random, type, depth - 1));
  return tree;
}

Tree random_number(Random& random, int depth) {
  static const Words kBinary{"add", "sub", "mul", "div", "divby", "mod"};
  static const Words kRound{"round", "floor", "ceiling", "negate"};
  static const Words kClock{"hour", "minute", "second", "fractionalseconds"};
  static const Words kCalendar{"year", "month", "day"};
  switch (random.source.below(7)) {
    case 0:
    case 1:
      return call(random, random.pick(kBinary).c_str(), {Type::number, Type::number}, depth);
    case 2:
      return call(random, random.pick(kRound).c_str(), {Type::number}, depth);
    case 3:
      return call(random, "length", {Type::text}, depth);
    case 4:
      return call(random, "indexof", {Type::text, Type::text}, depth);
    case 5:
      return call(random, random.pick(kClock).c_str(),
                  {random.percent(50) ? Type::moment : Type::time}, depth);
    default:
      if (random.percent(25)) return call(random, "totaloffsetminutes", {Type::moment}, depth);
      return call(random, random.pick(kCalendar).c_str(),
                  {random.percent(50) ? Type::moment : Type::day}, depth);
  }
}

Tree random_text(Random& random, int depth) {
  static const Words kOne{"tolower", "toupper", "trim"};
  switch (random.source.below(3)) {
    case 0:
      return call(random, random.pick(kOne).c_str(), {Type::text}, depth);
    case 1:
      return call(random, "concat", {Type::text, Type::text}, depth);
    default: {
      Tree tree = call(random, "substring", {Type::text}, depth);
      tree.operands.push_back(leaf("literal", std::to_string(random.source.between(-3, 4))));
      if (random.percent(50)) {
        tree.operands.push_back(random.percent(20) ? leaf("field", random.percent(70) ? "m" : "n")
                                                   : leaf("literal", "2"));
      }
      return tree;
    }
  }
}

Tree random_list(Random& random, int depth) {
  const Type type = random.pick(
      std::vector<Type>{Type::number, Type::text, Type::moment, Type::day, Type::condition});
  Tree tree{"in", {random_tree(random, type, depth - 1)}};
  const std::uint32_t items = random.source.below(4);
  for (std::uint32_t i = 0; i < items; ++i) tree.operands.push_back(literal(random, type));
  return tree;
}

Tree random_tree(Random& random, Type type, int depth) {
  if (depth <= 0 || random.percent(15)) {
    return random.percent(70) ? field(random, type) : literal(random, type);
  }
  switch (type) {
    case Type::condition:
      return random_condition(random, depth);
    case Type::number:
      return random_number(random, depth);
    case Type::text:
      return random_text(random, depth);
    case Type::moment:
      return random.percent(10) ? Tree{"now"} : field(random, type);
    case Type::day:
      return call(random, "date", {Type::moment}, depth);
    case Type::time:
      return call(random, "time", {Type::moment}, depth);
  }
  return leaf("literal", "null");
}

int strength_of(const std::string& op) {
  static const std::map<std::string, int> kStrengths{
      {"or", 1},    {"and", 2}, {"eq", 3},  {"ne", 3},     {"gt", 4},  {"ge", 4},
      {"lt", 4},    {"le", 4},  {"add", 5}, {"sub", 5},    {"mul", 6}, {"div", 6},
      {"divby", 6}, {"mod", 6}, {"not", 7}, {"negate", 7}, {"in", 7}};
  const auto it = kStrengths.find(op);
  return it == kStrengths.end() ? 8 : it->second;
}

std::string some_case(const std::string& word, Random& random) {
  std::string text = word;
  for (char& c : text) {
    if (c >= 'a' && c <= 'z' && random.percent(10)) c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string blank(Random& random) { return random.percent(10) ? " \t " : " "; }

std::string write_at(const Tree& tree, int least, Random& random);

std::string write_bare(const Tree& tree, Random& random) {
  const int strength = strength_of(tree.op);
  if (tree.op == "field") return some_case(tree.text, random);
  if (tree.op == "literal") return tree.text;
  if (tree.op == "not") {
    return some_case("not", random) + blank(random) + write_at(tree.operands[0], 7, random);
  }
  if (tree.op == "negate") return "-" + write_at(tree.operands[0], 7, random);
  if (tree.op == "in") {
    std::string text = write_at(tree.operands[0], 8, random) + blank(random) +
                       some_case("in", random) + blank(random) + "(";
    for (std::size_t i = 1; i < tree.operands.size(); ++i) {
      if (i > 1) text += random.percent(50) ? "," : " , ";
      text += tree.operands[i].text;
    }
    return text + ")";
  }
  if (strength == 8) {
    std::string text = some_case(tree.op, random) + "(";
    for (std::size_t i = 0; i < tree.operands.size(); ++i) {
      if (i > 0) text += random.percent(50) ? "," : " , ";
      text += write_at(tree.operands[i], 0, random);
    }
    return text + ")";
  }
  // Left associative: what stands to the right has to bind more strongly.
  std::string text = write_at(tree.operands[0], strength, random);
  for (std::size_t i = 1; i < tree.operands.size(); ++i) {
    text += blank(random) + some_case(tree.op, random) + blank(random);
    text += write_at(tree.operands[i], strength + 1, random);
  }
  return text;
}

std::string write_at(const Tree& tree, int least, Random& random) {
  const bool needs = strength_of(tree.op) < least;
  const std::string bare = write_bare(tree, random);
  return needs || random.percent(4) ? "(" + bare + ")" : bare;
}

// ---- meaning

struct Fault {};

/// An instant in picoseconds since 1970 is too large for 64 bits: seconds and the rest.
struct Instant {
  std::int64_t seconds = 0;
  std::int64_t picoseconds = 0;
  std::int64_t offset = 0;  // minutes
};
struct TimeOfDay {
  std::int64_t picoseconds = 0;
};
using Meaning =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Instant, TimeOfDay>;

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> all;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) {
      all.back() += c;
    } else {
      all.emplace_back(1, c);
    }
  }
  return all;
}

std::string joined(const std::vector<std::string>& parts, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end && i < parts.size(); ++i) text += parts[i];
  return text;
}

/// The letters that the words have.
std::string with_case(const std::string& text, bool upper) {
  static const std::vector<std::pair<std::string, std::string>> kOthers{{"\u00E4", "\u00C4"},
                                                                        {"\u00E9", "\u00C9"}};
  std::string changed;
  for (const std::string& one : characters(text)) {
    std::string other = one;
    for (const auto& [low, high] : kOthers) {
      if (one == low && upper) other = high;
      if (one == high && !upper) other = low;
    }
    const char c = one[0];
    if (one.size() == 1 && upper && c >= 'a' && c <= 'z') other = static_cast<char>(c - 'a' + 'A');
    if (one.size() == 1 && !upper && c >= 'A' && c <= 'Z') other = static_cast<char>(c - 'A' + 'a');
    changed += other;
  }
  return changed;
}

/// ".25" as picoseconds.
std::int64_t fraction_of(const std::string& text, std::size_t& at) {
  std::int64_t picoseconds = 0;
  std::int64_t unit = 1'000'000'000'000;
  if (at >= text.size() || text[at] != '.') return 0;
  for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    unit /= 10;
    picoseconds += unit * (text[at] - '0');
  }
  return picoseconds;
}

std::int64_t two(const std::string& text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

Meaning instant_of(const std::string& text) {
  using namespace std::chrono;
  const year_month_day ymd{year{static_cast<int>(two(text, 0) * 100 + two(text, 2))},
                           month{static_cast<unsigned>(two(text, 5))},
                           std::chrono::day{static_cast<unsigned>(two(text, 8))}};
  Instant instant{sys_days{ymd}.time_since_epoch().count() * std::int64_t{86'400}};
  if (text.size() == 10) return instant;
  instant.seconds += two(text, 11) * 3600 + two(text, 14) * 60 + two(text, 17);
  std::size_t at = 19;
  instant.picoseconds = fraction_of(text, at);
  if (text[at] != 'Z') {
    instant.offset = two(text, at + 1) * 60 + two(text, at + 4);
    if (text[at] == '-') instant.offset = -instant.offset;
  }
  instant.seconds -= instant.offset * 60;
  return instant;
}

Meaning literal_of(const std::string& text) {
  if (text == "null") return std::monostate{};
  if (text == "true" || text == "false") return text == "true";
  if (text == "INF") return std::numeric_limits<double>::infinity();
  if (text[0] == '\'') {
    std::string plain;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
      plain += text[i];
      if (text[i] == '\'') ++i;
    }
    return plain;
  }
  if (text.size() > 4 && text[4] == '-') return instant_of(text);
  if (text.size() > 2 && text[2] == ':') {
    TimeOfDay time{two(text, 0) * 3600 + two(text, 3) * 60};
    std::size_t at = 5;
    if (text.size() > 5) time.picoseconds += two(text, 6);
    if (text.size() > 5) at = 8;
    time.picoseconds *= 1'000'000'000'000;
    time.picoseconds += fraction_of(text, at);
    return time;
  }
  if (text.find_first_of(".e") != std::string::npos) return std::stod(text);
  return std::int64_t{std::stoll(text)};
}

Meaning cell_meaning(const Json& cell, const std::string& key) {
  if (cell.is_null()) return std::monostate{};
  if (const auto* flag = cell.get_ptr<const bool*>()) return *flag;
  if (cell.is_number_float()) return *to_double(cell);
  if (cell.is_number()) return *to_int64(cell);
  const auto text = cell.get<std::string>();
  if (key == "at" || key == "on") return instant_of(text);
  return text;
}

bool is_null(const Meaning& meaning) { return meaning.index() == 0; }
bool is_number(const Meaning& meaning) { return meaning.index() == 2 || meaning.index() == 3; }

double as_double(const Meaning& meaning) {
  if (const auto* whole = std::get_if<std::int64_t>(&meaning)) return static_cast<double>(*whole);
  return std::get<double>(meaning);
}

/// The integers here are so small that long double holds every result exactly.
Meaning narrowed(long double wide) {
  if (wide >= 0x1p63L || wide < -0x1p63L) return static_cast<double>(wide);
  return static_cast<std::int64_t>(wide);
}

Meaning arithmetic(const std::string& op, const Meaning& a, const Meaning& b) {
  if (is_null(a) || is_null(b)) return std::monostate{};
  const bool whole = a.index() == 2 && b.index() == 2;
  const double x = as_double(a);
  const double y = as_double(b);
  if (op == "divby") return x / y;
  if (!whole) {
    if (op == "add") return x + y;
    if (op == "sub") return x - y;
    if (op == "mul") return x * y;
    return op == "div" ? x / y : std::fmod(x, y);
  }
  const long double i = static_cast<long double>(std::get<std::int64_t>(a));
  const long double j = static_cast<long double>(std::get<std::int64_t>(b));
  if (op == "add") return narrowed(i + j);
  if (op == "sub") return narrowed(i - j);
  if (op == "mul") return narrowed(i * j);
  if (j == 0) throw Fault{};
  return narrowed(op == "div" ? std::trunc(i / j) : std::fmod(i, j));
}

/// -1, 0, 1, or nothing where neither is less and they are not equal.
std::optional<int> order_of(const Meaning& a, const Meaning& b, bool folded) {
  const auto sign = [](auto x, auto y) { return x < y ? -1 : y < x ? 1 : 0; };
  if (is_number(a) && is_number(b)) {
    if (std::isnan(as_double(a)) || std::isnan(as_double(b))) return std::nullopt;
    if (a.index() == 2 && b.index() == 2) {
      return sign(std::get<std::int64_t>(a), std::get<std::int64_t>(b));
    }
    return sign(as_double(a), as_double(b));
  }
  if (const auto* text = std::get_if<std::string>(&a)) {
    const auto& other = std::get<std::string>(b);
    return folded ? sign(with_case(*text, false), with_case(other, false)) : sign(*text, other);
  }
  if (const auto* flag = std::get_if<bool>(&a)) return sign(*flag, std::get<bool>(b));
  if (const auto* time = std::get_if<TimeOfDay>(&a)) {
    return sign(time->picoseconds, std::get<TimeOfDay>(b).picoseconds);
  }
  const auto& left = std::get<Instant>(a);
  const auto& right = std::get<Instant>(b);
  if (left.seconds != right.seconds) return sign(left.seconds, right.seconds);
  return sign(left.picoseconds, right.picoseconds);
}

bool equals(const Meaning& a, const Meaning& b, bool folded) {
  if (is_null(a) || is_null(b)) return is_null(a) && is_null(b);
  return order_of(a, b, folded) == 0;
}

Meaning compare(const std::string& op, const Meaning& a, const Meaning& b, bool folded) {
  if (op == "eq") return equals(a, b, folded);
  if (op == "ne") return !equals(a, b, folded);
  if (is_null(a) || is_null(b)) return false;
  const auto order = order_of(a, b, folded);
  if (!order) return false;
  if (op == "gt") return *order > 0;
  if (op == "ge") return *order >= 0;
  return op == "lt" ? *order < 0 : *order <= 0;
}

std::int64_t floored(std::int64_t a, std::int64_t b) {
  std::int64_t rest = a % b;
  if (rest < 0) rest += b;
  return (a - rest) / b;
}

Meaning date_part(const std::string& op, const Meaning& of) {
  using namespace std::chrono;
  std::int64_t picoseconds = 0;
  if (const auto* time = std::get_if<TimeOfDay>(&of)) picoseconds = time->picoseconds;
  if (const auto* at = std::get_if<Instant>(&of)) {
    const std::int64_t local = at->seconds + at->offset * 60;
    const std::int64_t day_count = floored(local, 86'400);
    const year_month_day ymd{sys_days{days{static_cast<int>(day_count)}}};
    if (op == "year") return std::int64_t{static_cast<int>(ymd.year())};
    if (op == "month") return std::int64_t{static_cast<unsigned>(ymd.month())};
    if (op == "day") return std::int64_t{static_cast<unsigned>(ymd.day())};
    if (op == "totaloffsetminutes") return at->offset;
    if (op == "date") return Instant{day_count * 86'400};
    picoseconds = (local - day_count * 86'400) * 1'000'000'000'000 + at->picoseconds;
  }
  if (op == "time") return TimeOfDay{picoseconds};
  const std::int64_t seconds = picoseconds / 1'000'000'000'000;
  if (op == "hour") return seconds / 3600;
  if (op == "minute") return seconds / 60 % 60;
  if (op == "second") return seconds % 60;
  return static_cast<double>(picoseconds % 1'000'000'000'000) / 1e12;
}

Meaning cut(const std::string& text, const std::vector<Meaning>& operands) {
  const auto all = characters(text);
  const auto whole = [&](std::size_t i) {
    return operands[i].index() == 2 ? std::get<std::int64_t>(operands[i])
                                    : static_cast<std::int64_t>(as_double(operands[i]));
  };
  const auto size = static_cast<std::int64_t>(all.size());
  std::int64_t begin = whole(1);
  if (begin < 0) begin = std::max<std::int64_t>(0, size + begin);
  if (operands.size() == 2) return joined(all, static_cast<std::size_t>(begin), all.size());
  if (whole(2) < 0) throw Fault{};
  return joined(all, static_cast<std::size_t>(begin), static_cast<std::size_t>(begin + whole(2)));
}

Meaning text_function(const std::string& op, const std::vector<Meaning>& operands, bool folded) {
  std::string text = std::get<std::string>(operands[0]);
  if (op == "tolower") return with_case(text, false);
  if (op == "toupper") return with_case(text, true);
  if (op == "length") return static_cast<std::int64_t>(characters(text).size());
  if (op == "substring") return cut(text, operands);
  if (op == "trim") {
    while (!text.empty() && text.front() == ' ') text.erase(0, 1);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
  }
  std::string other = std::get<std::string>(operands[1]);
  if (op == "concat") return text + other;
  if (folded) text = with_case(text, false);
  if (folded) other = with_case(other, false);
  const auto all = characters(text);
  const auto part = characters(other);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i + part.size() <= all.size(); ++i) {
    if (joined(all, i, i + part.size()) == other) places.push_back(i);
  }
  if (op == "contains") return !places.empty();
  if (op == "startswith") return !places.empty() && places.front() == 0;
  if (op == "endswith") return !places.empty() && places.back() + part.size() == all.size();
  return places.empty() ? std::int64_t{-1} : static_cast<std::int64_t>(places.front());
}

Meaning meaning_of(const Tree& tree, const Json& row, bool folded);

/// `and`, `or` from left to right: what decides ends it.
Meaning logic(const Tree& tree, const Json& row, bool folded) {
  const bool decisive = tree.op == "or";
  bool unknown = false;
  for (const Tree& operand : tree.operands) {
    const Meaning said = meaning_of(operand, row, folded);
    if (is_null(said)) unknown = true;
    if (!is_null(said) && std::get<bool>(said) == decisive) return decisive;
  }
  if (unknown) return std::monostate{};
  return !decisive;
}

Meaning meaning_of(const Tree& tree, const Json& row, bool folded) {
  const std::string& op = tree.op;
  if (op == "field") return cell_meaning(row.at(tree.text), tree.text);
  if (op == "literal") return literal_of(tree.text);
  if (op == "now") return Instant{1'704'067'200};
  if (op == "and" || op == "or") return logic(tree, row, folded);
  std::vector<Meaning> operands;
  for (const Tree& operand : tree.operands) operands.push_back(meaning_of(operand, row, folded));
  if (op == "eq" || op == "ne" || op == "gt" || op == "ge" || op == "lt" || op == "le") {
    return compare(op, operands[0], operands[1], folded);
  }
  if (op == "in") {
    return std::any_of(operands.begin() + 1, operands.end(),
                       [&](const Meaning& item) { return equals(operands[0], item, folded); });
  }
  // A negative length is a fault even where the text is null.
  if (op == "substring" && operands.size() == 3 && !is_null(operands[2]) &&
      as_double(operands[2]) < 0) {
    throw Fault{};
  }
  if (std::any_of(operands.begin(), operands.end(), is_null)) return std::monostate{};
  if (op == "not") return !std::get<bool>(operands[0]);
  if (op == "negate") return arithmetic("sub", std::int64_t{0}, operands[0]);
  if (op == "round" || op == "floor" || op == "ceiling") {
    if (operands[0].index() == 2) return operands[0];
    const double x = as_double(operands[0]);
    if (op == "floor") return std::floor(x);
    return op == "round" ? std::round(x) : std::ceil(x);
  }
  if (operands[0].index() == 4) return text_function(op, operands, folded);
  if (operands[0].index() >= 5) return date_part(op, operands[0]);
  return arithmetic(op, operands[0], operands[1]);
}

}  // namespace

Tree random_condition(Random& random, int depth) {
  static const Words kComparisons{"eq", "ne", "gt", "ge", "lt", "le"};
  static const Words kTests{"contains", "startswith", "endswith"};
  const std::uint32_t choice = random.source.below(10);
  if (depth <= 0)
    return random.percent(80) ? field(random, Type::condition) : leaf("literal", "true");
  if (choice < 4) {
    const Type type =
        random.pick(std::vector<Type>{Type::number, Type::number, Type::text, Type::moment,
                                      Type::day, Type::time, Type::condition});
    return call(random, random.pick(kComparisons).c_str(), {type, type}, depth);
  }
  if (choice < 7) {
    Tree tree{random.percent(50) ? "and" : "or"};
    const std::uint32_t parts = 2 + random.source.below(2);
    for (std::uint32_t i = 0; i < parts; ++i) {
      tree.operands.push_back(random_tree(random, Type::condition, depth - 1));
    }
    return tree;
  }
  if (choice == 7) return call(random, "not", {Type::condition}, depth);
  if (choice == 8)
    return call(random, random.pick(kTests).c_str(), {Type::text, Type::text}, depth);
  return random_list(random, depth);
}

std::string write(const Tree& tree, Random& random) { return write_at(tree, 0, random); }

std::optional<std::vector<std::size_t>> odata_rows(const Tree& tree, const Json& rows,
                                                   bool folded) {
  std::vector<std::size_t> kept;
  try {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Meaning said = meaning_of(tree, rows[i], folded);
      if (!is_null(said) && std::get<bool>(said)) kept.push_back(i + 1);
    }
  } catch (const Fault&) {
    return std::nullopt;
  }
  return kept;
}

}  // namespace understudy::mock::testing
