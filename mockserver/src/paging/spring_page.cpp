// SPDX-License-Identifier: MIT
/// `spring-page`: `page=0&size=20`, answered by the page JSON of Spring Data.
///
/// Grammar:  number = [ "+" / "-" ] 1*DIGIT      ; nothing around it, within 32 bits
/// Shape:    {"totalElements", "totalPages", "sort", "first", "last", "number", "pageable",
///           "numberOfElements", "size", "empty", "content"}, in the order of the source's sample;
///           spring-2.0 lacks every "empty"; spring-1 has {"content", "last", "totalElements",
///           "totalPages", "size", "number", "first", "numberOfElements", "sort"}, where sort is
///           null or an array of {"direction", "property", "ignoreCase", "nullHandling",
///           "ascending", "descending"}
/// Units:    pages from 0; rows per page 1..2000
/// Errors:   none but a size past the maximum under page.over_max=reject; what is no number is
///           the default
/// Source:   partnertap S1 [SEED] default and maximum; S7, S16 [FW]
///           PageableHandlerMethodArgumentResolver; A5, A39 the two switches; partnertap-analytics
///           S7.2, A12 [FW] the page of Spring Data 1.x
#include <charconv>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <system_error>

#include "paging/dialect.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::paging {

namespace {

constexpr std::uint64_t kDefaultSize = 20;  // S1 [SEED]
constexpr std::uint64_t kMaxSize = 2000;    // S1 [SEED]

enum class OverMax : std::uint8_t { clamp, reject };
enum class Shape : std::uint8_t { spring_1, spring_2_0, spring_2_1 };

// number = [ "+" / "-" ] 1*DIGIT; "+-3" passes too, since no negative number differs from nonsense
std::optional<std::int32_t> parse_number(const std::string* text) {
  if (text == nullptr) return std::nullopt;
  std::string_view digits = *text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  std::int32_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

Result<Window, Refusal> read_window(const QueryParams& query, OverMax over_max) {
  const std::int32_t page = parse_number(query.find("page")).value_or(0);
  const std::int32_t asked = parse_number(query.find("size")).value_or(0);

  Window window;
  window.number = page < 0 ? 0 : page;
  window.count = asked < 1 ? kDefaultSize : static_cast<std::uint64_t>(asked);
  if (window.count > kMaxSize) {
    if (over_max == OverMax::reject) {
      return Failure{Refusal{.status = 400,
                             .message = "size: " + std::to_string(window.count) +
                                        " rows were asked for, a page has at most " +
                                        std::to_string(kMaxSize),
                             .rule = "page.over_max",
                             .source = "S16"}};
    }
    window.count = kMaxSize;
  }
  window.first = static_cast<std::uint64_t>(window.number) * window.count;
  return window;
}

/// Writes members one after another; the caller writes the braces.
struct Members {
  std::string& out;

  template <typename Integer>
  void number(std::string_view start, Integer value) {
    out += start;
    char digits[std::numeric_limits<Integer>::digits10 + 3];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  void flag(std::string_view start, bool value) {
    out += start;
    out += value ? "true" : "false";
  }
  void sort(std::string_view start, bool sorted, Shape shape) {
    out += start;
    flag(R"({"unsorted":)", !sorted);
    flag(R"(,"sorted":)", sorted);
    if (shape == Shape::spring_2_1) flag(R"(,"empty":)", !sorted);
    out += '}';
  }
};

std::uint64_t pages_of(const PageFacts& facts) {
  const std::uint64_t size = facts.window.count;
  return facts.total / size + (facts.total % size != 0);
}

void write_page(std::string& out, const PageFacts& facts,
                const std::function<void(std::string&)>& content, Shape shape) {
  const Window& window = facts.window;
  const std::uint64_t pages = pages_of(facts);
  const auto number = static_cast<std::uint64_t>(window.number);

  Members members{out};
  members.number(R"({"totalElements":)", facts.total);
  members.number(R"(,"totalPages":)", pages);
  members.sort(R"(,"sort":)", facts.sorted, shape);
  members.flag(R"(,"first":)", number == 0);
  members.flag(R"(,"last":)", number + 1 >= pages);
  members.number(R"(,"number":)", number);
  members.number(R"(,"pageable":{"pageNumber":)", number);
  members.number(R"(,"pageSize":)", window.count);
  members.sort(R"(,"sort":)", facts.sorted, shape);
  members.number(R"(,"offset":)", window.first);
  out += R"(,"unpaged":false,"paged":true})";
  members.number(R"(,"numberOfElements":)", facts.on_page);
  members.number(R"(,"size":)", window.count);
  if (shape == Shape::spring_2_1) members.flag(R"(,"empty":)", facts.on_page == 0);
  out += R"(,"content":)";
  content(out);
  out += '}';
}

/// S7.2: null, or what was asked for.
void write_criteria(std::string& out, std::span<const order::Criterion> criteria) {
  if (criteria.empty()) {
    out += "null";
    return;
  }
  Members members{out};
  for (const order::Criterion& criterion : criteria) {
    out += &criterion == criteria.data() ? '[' : ',';
    out += criterion.descending ? R"({"direction":"DESC","property":)"
                                : R"({"direction":"ASC","property":)";
    append_json_string(out, criterion.property);
    members.flag(R"(,"ignoreCase":)", criterion.letter_case == query::LetterCase::folded);
    out += R"(,"nullHandling":"NATIVE")";
    members.flag(R"(,"ascending":)", !criterion.descending);
    members.flag(R"(,"descending":)", criterion.descending);
    out += '}';
  }
  out += ']';
}

void write_page_of_1(std::string& out, const PageFacts& facts,
                     const std::function<void(std::string&)>& content) {
  const Window& window = facts.window;
  const std::uint64_t pages = pages_of(facts);
  const auto number = static_cast<std::uint64_t>(window.number);

  Members members{out};
  out += R"({"content":)";
  content(out);
  members.flag(R"(,"last":)", number + 1 >= pages);
  members.number(R"(,"totalElements":)", facts.total);
  members.number(R"(,"totalPages":)", pages);
  members.number(R"(,"size":)", window.count);
  members.number(R"(,"number":)", number);
  members.flag(R"(,"first":)", number == 0);
  members.number(R"(,"numberOfElements":)", facts.on_page);
  out += R"(,"sort":)";
  write_criteria(out, facts.criteria);
  out += '}';
}

Shape read_shape(const Switches& switches) {
  if (switches.is("page.shape", "spring-1")) return Shape::spring_1;
  return switches.is("page.shape", "spring-2.0") ? Shape::spring_2_0 : Shape::spring_2_1;
}

}  // namespace

Paging make_spring_page(const Switches& switches) {
  const auto over_max =
      switches.value_or("page.over_max", "clamp") == "reject" ? OverMax::reject : OverMax::clamp;
  const Shape shape = read_shape(switches);
  return {.read = [over_max](const QueryParams& query) { return read_window(query, over_max); },
          .write =
              [shape](std::string& out, const PageFacts& facts,
                      const std::function<void(std::string&)>& content) {
                if (shape == Shape::spring_1) return write_page_of_1(out, facts, content);
                write_page(out, facts, content, shape);
              }};
}

}  // namespace understudy::mock::paging
