// SPDX-License-Identifier: MIT
/// Decimals: the cases file, and random numbers against arithmetic as it is taught in school.
#include "decimal.hpp"

#include <algorithm>
#include <string>

#include "contracts/schema/function_cases.hpp"
#include "support/catch.hpp"
#include "understudy/base/random.hpp"

namespace understudy::schema {

namespace {

std::string name_of(std::strong_ordering order) {
  if (order < 0) return "less";
  return order > 0 ? "greater" : "equal";
}

std::string name_of(Multiple multiple) {
  if (multiple == Multiple::undecided) return "undecided";
  return multiple == Multiple::yes ? "yes" : "no";
}

std::string text_at(const Json& pair, std::size_t index) {
  return pair.at(index).get<std::string>();
}

// --- arithmetic on decimal digits, one at a time
// --------------------------------------------------

/// A whole number with its sign: digits with the greatest first, without leading zeros; "" is 0.
struct Whole {
  std::string digits;
  bool is_negative = false;
};

std::string without_leading_zeros(const std::string& digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// number * 10^kScale, which has to be whole.
Whole scale(const std::string& number) {
  constexpr std::int64_t kScale = 160;
  Whole whole;
  std::int64_t exponent = kScale;
  const std::size_t letter = number.find('e');
  if (letter != std::string::npos) exponent += std::stoll(number.substr(letter + 1));
  bool is_fraction = false;
  for (const char c : number.substr(0, letter)) {
    if (c == '-') {
      whole.is_negative = true;
    } else if (c == '.') {
      is_fraction = true;
    } else {
      whole.digits += c;
      if (is_fraction) --exponent;
    }
  }
  REQUIRE(exponent >= 0);
  whole.digits = without_leading_zeros(whole.digits + std::string(std::size_t(exponent), '0'));
  if (whole.digits.empty()) whole.is_negative = false;
  return whole;
}

std::strong_ordering compare_digits(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

std::strong_ordering compare_slowly(const std::string& a, const std::string& b) {
  const Whole left = scale(a);
  const Whole right = scale(b);
  if (left.is_negative != right.is_negative) {
    return left.is_negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return left.is_negative ? compare_digits(right.digits, left.digits)
                          : compare_digits(left.digits, right.digits);
}

/// a - b, where a is not less.
std::string subtract(std::string a, const std::string& b) {
  int borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    char& digit = a[a.size() - 1 - i];
    const int take = (i < b.size() ? b[b.size() - 1 - i] - '0' : 0) + borrow;
    const int rest = digit - '0' - take;
    borrow = rest < 0 ? 1 : 0;
    digit = static_cast<char>('0' + rest + borrow * 10);
  }
  return without_leading_zeros(a);
}

bool divides_slowly(const std::string& divisor, const std::string& number) {
  const std::string by = scale(divisor).digits;
  std::string rest;
  for (const char digit : scale(number).digits) {
    rest = without_leading_zeros(rest + digit);
    while (compare_digits(rest, by) >= 0) rest = subtract(rest, by);
  }
  return rest.empty();
}

/// Numbers of all shapes, with fewer than 160 places behind the point, and often near each other.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(Seed{seed}) {}

  std::string number(bool is_positive) {
    std::string text = !is_positive && random_.below(3) == 0 ? "-" : "";
    text += random_.below(4) == 0 ? "0" : digits(1 + random_.below(random_.below(4) == 0 ? 40 : 5));
    if (random_.below(2) == 0) {
      text += '.';
      for (std::uint32_t left = random_.below(3); left > 0; --left) text += '0';
      text += digits(1 + random_.below(random_.below(4) == 0 ? 30 : 4));
      if (random_.below(3) == 0) text += "00";
    }
    if (random_.below(4) == 0) text += "e" + std::to_string(random_.between(-40, 40));
    return text;
  }

  /// The same number written in another way.
  std::string rewrite(const std::string& number) {
    const std::size_t letter = std::min(number.find('e'), number.size());
    std::string text = number.substr(0, letter);
    const std::string zeros(1 + random_.below(25), '0');
    text += text.find('.') == std::string::npos ? "." + zeros : zeros;
    return text + number.substr(letter);
  }

 private:
  std::string digits(std::uint32_t count) {
    std::string text(1, static_cast<char>('1' + random_.below(random_.below(2) == 0 ? 2 : 9)));
    for (; count > 1; --count) text += static_cast<char>('0' + random_.below(10));
    return text;
  }

  Pcg32 random_;
};

}  // namespace

TEST_CASE("decimals agree with every case in their file", "[schema][decimal][S06]") {
  const int count = for_each_function_case("decimal.cases.json", [](const Json& group,
                                                                    const Json& item) {
    const std::string& what = text_of(group, "description");
    const Json& input = item.at("input");
    if (what == "is_integer") {
      CHECK(is_integer(text_of(item, "input")) == item.at("want").get<bool>());
    } else if (what == "Divisor") {
      const auto divisor = Divisor::make(text_at(input, 1)).value();
      CHECK(name_of(divisor.divides(text_at(input, 0))) == text_of(item, "want"));
    } else {
      const auto order = compare_numbers(text_at(input, 0), text_at(input, 1));
      CHECK(name_of(order) == text_of(item, "want"));
      CHECK(name_of(compare_numbers(text_at(input, 1), text_at(input, 0))) == name_of(0 <=> order));
      if (order == 0) CHECK(hash_number(text_at(input, 0)) == hash_number(text_at(input, 1)));
    }
  });

  CHECK(count == 132);
}

TEST_CASE("comparing random numbers agrees with comparing their digits", "[schema][decimal]") {
  Dice dice{20261121};
  int equal = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string a = dice.number(/*is_positive=*/false);
    const std::string b = round % 4 == 0 ? dice.rewrite(a) : dice.number(/*is_positive=*/false);
    INFO(a << " and " << b);
    const auto wanted = compare_slowly(a, b);
    CHECK(name_of(compare_numbers(a, b)) == name_of(wanted));
    CHECK((hash_number(a) == hash_number(b)) == (wanted == 0));
    equal += wanted == 0 ? 1 : 0;
  }
  CHECK(equal >= 5000);
}

TEST_CASE("dividing random numbers agrees with dividing by hand", "[schema][decimal][S06]") {
  Dice dice{20261122};
  int multiples = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string by = dice.number(/*is_positive=*/true);
    const std::string number = dice.number(/*is_positive=*/false);
    const auto divisor = Divisor::make(by);
    INFO(number << " by " << by);
    REQUIRE(divisor.has_value() == (compare_slowly(by, "0") > 0));
    if (!divisor) continue;
    const bool wanted = divides_slowly(by, number);
    CHECK(name_of(divisor->divides(number)) == (wanted ? "yes" : "no"));
    CHECK(is_integer(number) == divides_slowly("1", number));
    multiples += wanted ? 1 : 0;
  }
  CHECK(multiples > 400);
}

TEST_CASE("a divisor is greater than 0 and not endless", "[schema][decimal]") {
  CHECK(Divisor::make("0").error().code == Errc::bad_input);
  CHECK(Divisor::make("-0.0").error().code == Errc::bad_input);
  CHECK(Divisor::make("-1").error().code == Errc::bad_input);
  CHECK(Divisor::make(std::string(1001, '7')).error().code == Errc::limit_exceeded);
  CHECK(Divisor::make(std::string(1000, '7')));
  CHECK(Divisor::make("1" + std::string(5000, '0')));
}

TEST_CASE("numbers beyond all bounds are answered at once", "[schema][decimal]") {
  const std::string long_digits(100'000, '7');
  const auto large = Divisor::make(std::string(1000, '7')).value();

  CHECK(large.divides(std::string(2000, '7')) == Multiple::yes);
  CHECK(large.divides(std::string(2001, '7')) == Multiple::no);
  CHECK(large.divides(long_digits) == Multiple::yes);
  CHECK(large.divides(std::string(1'000'000, '7')) == Multiple::undecided);
  CHECK(Divisor::make("7").value().divides(long_digits) == Multiple::yes);
  CHECK(Divisor::make("11").value().divides(long_digits + "7") == Multiple::no);
  CHECK(name_of(compare_numbers(long_digits, long_digits + "e0")) == "equal");
  CHECK(name_of(compare_numbers(long_digits, long_digits + ".1")) == "less");
  CHECK(hash_number(long_digits) == hash_number(long_digits + ".000"));
  CHECK(hash_number("1" + std::string(70, '0') + "1") !=
        hash_number("2" + std::string(70, '0') + "1"));
  CHECK(name_of(compare_numbers("1e99999999999999999999999999", "1e1000000000000000000")) ==
        "greater");
  CHECK(is_integer("1e99999999999999999999999999"));
}

}  // namespace understudy::schema
