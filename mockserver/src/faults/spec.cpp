// SPDX-License-Identifier: MIT
/// Faults as words of a command line and as JSON. One table says what may stand where; a text is
/// turned into JSON by it, and JSON is checked.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>
#include <variant>

#include "closest.hpp"
#include "dialect_list.hpp"
#include "understudy/mock/faults.hpp"

namespace understudy::mock {

namespace {

using Kind = Fault::Kind;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kMostEdits = 2;      // ours: the words are short
constexpr std::size_t kLongestName = 128;  // ours: far past any API's or operation's

constexpr double kMostMs = milliseconds{Delivery::kLongestDelay}.count();
constexpr double kMostPauseMs = milliseconds{Delivery::kLongestPause}.count();
constexpr double kMostBytes = 16'777'216;  // ListenLimits::response_body
constexpr double kMostSeconds = 86'400;    // ours: a day
constexpr double kMostRequests = std::numeric_limits<std::uint32_t>::max();

struct KindName {
  std::string_view name;
  Kind kind;
  std::string_view example;
};

constexpr std::array kKinds{
    KindName{"dribble", Kind::dribble, "dribble,bytes=16,pause_ms=50"},
    KindName{"empty", Kind::empty, "empty,p=0.1"},
    KindName{"garbage", Kind::garbage, "garbage,p=0.1"},
    KindName{"latency", Kind::latency, "latency,ms=200..800"},
    KindName{"reset", Kind::reset, "reset,nth=3"},
    KindName{"stale", Kind::stale, "stale,p=0.1"},
    KindName{"status", Kind::status, "status,code=503,p=0.1"},
    KindName{"throttled", Kind::throttled, "throttled,times=5"},
    KindName{"truncated", Kind::truncated, "truncated,bytes=100"},
    KindName{"wrong_length", Kind::wrong_length, "wrong_length,bytes=1"},
};
static_assert(is_sorted_by_name(kKinds));

using Member = std::variant<std::uint32_t Fault::*, milliseconds Fault::*, seconds Fault::*,
                            Fault::Range Fault::*, double Fault::*, std::string Fault::*>;

/// A name that may stand in a fault: in those of one kind, or in all.
struct Parameter {
  std::string_view name;
  std::optional<Kind> kind;  ///< nothing: every one
  Member member;
  double low;
  double high;
  std::string_view example;
};

// What, where, when: the order in which advice names them.
constexpr std::array kParameters{
    Parameter{"bytes", Kind::dribble, &Fault::bytes, 1, kMostBytes, "16"},
    Parameter{"bytes", Kind::truncated, &Fault::bytes, 0, kMostBytes, "100"},
    Parameter{"bytes", Kind::wrong_length, &Fault::bytes, 1, kMostBytes, "1"},
    Parameter{"code", Kind::status, &Fault::code, 400, 599, "503"},
    Parameter{"median_ms", Kind::latency, &Fault::median, 1, kMostMs, "120"},
    Parameter{"ms", Kind::latency, &Fault::ms, 0, kMostMs, "200..800"},
    Parameter{"pause_ms", Kind::dribble, &Fault::pause, 1, kMostPauseMs, "50"},
    Parameter{"retry_after_s", Kind::throttled, &Fault::retry_after, 1, kMostSeconds, "30"},
    Parameter{"sigma", Kind::latency, &Fault::sigma, 0, 5, "0.5"},
    Parameter{"api", {}, &Fault::api, 0, 0, "ecg"},
    Parameter{"operation", {}, &Fault::operation, 0, 0, "getRecords"},
    Parameter{"nth", {}, &Fault::nth, 0, kMostRequests, "3"},
    Parameter{"p", {}, &Fault::probability, 0, 1, "0.25"},
    Parameter{"times", {}, &Fault::times, 0, kMostRequests, "5"},
};

const KindName& row_of(Kind kind) {
  return *std::find_if(kKinds.begin(), kKinds.end(),
                       [&](const KindName& row) { return row.kind == kind; });
}

const Parameter* find_parameter(Kind kind, std::string_view name) {
  const auto* const it = std::find_if(kParameters.begin(), kParameters.end(), [&](const auto& row) {
    return row.name == name && (!row.kind || *row.kind == kind);
  });
  return it == kParameters.end() ? nullptr : it;
}

std::vector<std::string_view> names_of(Kind kind) {
  std::vector<std::string_view> names;
  for (const Parameter& row : kParameters) {
    if (!row.kind || *row.kind == kind) names.push_back(row.name);
  }
  return names;
}

bool is_text(const Parameter& row) {
  return std::holds_alternative<std::string Fault::*>(row.member);
}

bool is_real(const Parameter& row) { return std::holds_alternative<double Fault::*>(row.member); }

bool is_range(const Parameter& row) {
  return std::holds_alternative<Fault::Range Fault::*>(row.member);
}

Failure<Error> refuse(std::string what, std::string where, std::string advice) {
  return Failure{Error{Errc::bad_input, std::move(what), std::move(where), std::move(advice)}};
}

/// A whole number, a number with a point, or nothing when the text is neither.
std::optional<Json> read_number(std::string_view text) {
  const char* const end = text.data() + text.size();
  std::int64_t whole = 0;
  if (const auto read = std::from_chars(text.data(), end, whole);
      read.ec == std::errc{} && read.ptr == end) {
    return Json(whole);
  }
  double real = 0;
  const auto read = std::from_chars(text.data(), end, real, std::chars_format::fixed);
  if (read.ec == std::errc{} && read.ptr == end && std::isfinite(real)) return Json(real);
  return std::nullopt;
}

/// What a word says, as JSON; a text where no number is to be found.
Json to_value(const Parameter& row, std::string_view text) {
  if (is_text(row)) return std::string{text};
  if (const std::size_t dots = text.find(".."); is_range(row) && dots != text.npos) {
    const auto low = read_number(text.substr(0, dots));
    const auto high = read_number(text.substr(dots + 2));
    if (low && high) return Json::array({*low, *high});
  } else if (const auto number = read_number(text)) {
    return *number;
  }
  return std::string{text};
}

/// `name=value` of a command line, or a member of an object.
enum class Form : std::uint8_t { words, json };

Json to_json(const KindName& kind, std::span<const std::string_view> words);

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t comma = text.find(',');
    words.push_back(text.substr(0, comma));
    if (comma == text.npos) return words;
    text.remove_prefix(comma + 1);
  }
}

std::string example_of(const KindName& kind, Form form) {
  if (form == Form::words) return "write for example " + std::string{kind.example};
  const auto words = split(kind.example);
  return "write for example " + dump_json(to_json(kind, std::span{words}.subspan(1)));
}

std::string example_of(const Parameter& row, Form form) {
  if (form == Form::words) {
    return "write for example " + std::string{row.name} + "=" + std::string{row.example};
  }
  return "write for example \"" + std::string{row.name} +
         "\": " + dump_json(to_value(row, row.example));
}

/// Digits where the number is whole.
std::string text_of(double number) {
  return number == std::floor(number) ? std::to_string(static_cast<std::int64_t>(number))
                                      : dump_json(Json(number));
}

std::string wish_of(const Parameter& row) {
  if (is_text(row)) return "a text of 1 to " + std::to_string(kLongestName) + " bytes";
  const std::string bounds = text_of(row.low) + " to " + text_of(row.high);
  if (is_real(row)) return "a number of " + bounds;
  return "a whole number of " + bounds + (is_range(row) ? ", or two of them" : "");
}

/// The number, where it is one that may stand there.
std::optional<double> number_in(const Parameter& row, const Json& value) {
  const auto number = to_double(value);
  if (!number || !(*number >= row.low && *number <= row.high)) return std::nullopt;
  if (!is_real(row) && !to_int64(value)) return std::nullopt;
  return number;
}

milliseconds ms_of(double number) { return milliseconds{static_cast<std::int64_t>(number)}; }

bool store_range(const Parameter& row, const Json& value, Fault::Range& range) {
  const bool is_pair = value.is_array() && value.size() == 2;
  const auto low = number_in(row, is_pair ? value.at(0) : value);
  const auto high = number_in(row, is_pair ? value.at(1) : value);
  if (!low || !high) return false;
  range = {ms_of(*low), ms_of(*high)};
  return true;
}

bool store_text(const Json& value, std::string& text) {
  const auto* const found = value.get_ptr<const std::string*>();
  if (found == nullptr || found->empty() || found->size() > kLongestName) return false;
  text = *found;
  return true;
}

/// False when the value is none that may stand there.
bool store(const Parameter& row, const Json& value, Fault& fault) {
  if (const auto* text = std::get_if<std::string Fault::*>(&row.member)) {
    return store_text(value, fault.**text);
  }
  if (const auto* range = std::get_if<Fault::Range Fault::*>(&row.member)) {
    return store_range(row, value, fault.**range);
  }
  const auto number = number_in(row, value);
  if (!number) return false;
  if (const auto* real = std::get_if<double Fault::*>(&row.member)) fault.** real = *number;
  if (const auto* wait = std::get_if<milliseconds Fault::*>(&row.member)) {
    fault.** wait = ms_of(*number);
  }
  if (const auto* wait = std::get_if<seconds Fault::*>(&row.member)) {
    fault.** wait = seconds{static_cast<std::int64_t>(*number)};
  }
  if (const auto* whole = std::get_if<std::uint32_t Fault::*>(&row.member)) {
    fault.** whole = static_cast<std::uint32_t>(*number);
  }
  return true;
}

/// The other way round.
Json load(const Parameter& row, const Fault& fault) {
  if (const auto* text = std::get_if<std::string Fault::*>(&row.member)) return fault.**text;
  if (const auto* range = std::get_if<Fault::Range Fault::*>(&row.member)) {
    const auto& [low, high] = fault.**range;
    return low == high ? Json(low.count()) : Json::array({low.count(), high.count()});
  }
  if (const auto* real = std::get_if<double Fault::*>(&row.member)) return fault.**real;
  if (const auto* wait = std::get_if<milliseconds Fault::*>(&row.member)) {
    return (fault.**wait).count();
  }
  if (const auto* wait = std::get_if<seconds Fault::*>(&row.member)) return (fault.**wait).count();
  return fault.*std::get<std::uint32_t Fault::*>(row.member);
}

/// Both, as one sentence of advice.
std::string suggest_and_show(std::span<const std::string_view> names, std::string_view typo,
                             const std::string& example) {
  const std::string suggestion = suggest(names, typo, kMostEdits);
  return suggestion + (suggestion.ends_with('?') ? " " : "; ") + example;
}

Error unknown_kind(std::string_view name, std::string where, Form form) {
  std::vector<std::string_view> names;
  for (const KindName& row : kKinds) names.push_back(row.name);
  const std::string_view meant = find_closest(names, name, kMostEdits);
  const auto* const row = find_by_name(std::span<const KindName>{kKinds}, meant);
  return {Errc::bad_input, "there is no fault '" + excerpt(name, 60) + "'", std::move(where),
          suggest_and_show(names, name,
                           example_of(row == nullptr ? row_of(Kind::latency) : *row, form))};
}

Error unknown_name(const KindName& kind, std::string_view name, std::string where, Form form) {
  return {Errc::bad_input, std::string{kind.name} + " takes no '" + excerpt(name, 60) + "'",
          std::move(where), suggest_and_show(names_of(kind.kind), name, example_of(kind, form))};
}

/// A latency is told in one of two ways.
std::optional<Error> odd_latency(const Json& value, const Fault& fault, Form form) {
  if (fault.kind != Kind::latency) return std::nullopt;
  const std::string example = example_of(row_of(Kind::latency), form) + ", or median_ms and sigma";
  const auto odd = [&](const char* what, const char* where) {
    return Error{Errc::bad_input, what, where, example};
  };
  const bool has_median = value.contains("median_ms");
  if (value.contains("ms") == has_median) {
    return has_median ? odd("a latency takes ms or median_ms, not both", "/median_ms")
                      : odd("a latency needs ms or median_ms", "/kind");
  }
  if (!has_median && value.contains("sigma")) return odd("sigma goes with median_ms", "/sigma");
  if (fault.ms.low > fault.ms.high) return odd("the range of ms ends before it begins", "/ms");
  return std::nullopt;
}

Result<Fault> read(const Json& value, Form form) {
  if (!value.is_object()) {
    return refuse("a fault has to be an object, got " + excerpt(dump_json(value), 60), "",
                  example_of(row_of(Kind::latency), form));
  }
  const auto kind = value.find("kind");
  const auto* const name = kind == value.end() ? nullptr : kind->get_ptr<const std::string*>();
  if (name == nullptr) {
    return refuse("a fault needs its kind, a text", "/kind",
                  example_of(row_of(Kind::latency), form));
  }
  const auto* const row = find_by_name(std::span<const KindName>{kKinds}, *name);
  if (row == nullptr) return Failure{unknown_kind(*name, "/kind", form)};
  Fault fault;
  fault.kind = row->kind;
  for (const auto& [member, given] : value.items()) {
    if (member == "kind") continue;
    const std::string where = "/" + pointer_token(member);
    const Parameter* const parameter = find_parameter(fault.kind, member);
    if (parameter == nullptr) return Failure{unknown_name(*row, member, where, form)};
    if (store(*parameter, given, fault)) continue;
    const auto* const text = given.get_ptr<const std::string*>();
    const std::string got = text == nullptr ? dump_json(given) : "'" + *text + "'";
    return refuse(member + " has to be " + wish_of(*parameter) + ", got " + excerpt(got, 60), where,
                  example_of(*parameter, form));
  }
  if (auto odd = odd_latency(value, fault, form)) return Failure{*std::move(odd)};
  return fault;
}

/// Words that are known to be right.
Json to_json(const KindName& kind, std::span<const std::string_view> words) {
  Json value = {{"kind", kind.name}};
  for (const std::string_view word : words) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    value[std::string{name}] = to_value(*find_parameter(kind.kind, name), word.substr(equals + 1));
  }
  return value;
}

/// Whether each word is one NAME=VALUE, with a name that the kind takes.
Result<Done> check_words(const KindName& kind, std::span<const std::string_view> words) {
  std::vector<std::string_view> seen;
  for (const std::string_view word : words) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const std::string where = excerpt(word, 60);
    if (find_parameter(kind.kind, name) == nullptr) {
      return Failure{unknown_name(kind, name, where, Form::words)};
    }
    if (equals == word.npos) {
      return refuse("expected NAME=VALUE, got '" + where + "'", where,
                    example_of(*find_parameter(kind.kind, name), Form::words));
    }
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
      return refuse("'" + std::string{name} + "' stands twice", where, "leave one of them out");
    }
    seen.push_back(name);
  }
  return Done{};
}

}  // namespace

Result<Fault> parse_fault(std::string_view spec) {
  const auto words = split(spec);
  const auto* const kind = find_by_name(std::span<const KindName>{kKinds}, words.front());
  if (kind == nullptr) {
    return Failure{unknown_kind(words.front(), excerpt(words.front(), 60), Form::words)};
  }
  const auto parameters = std::span{words}.subspan(1);
  if (auto checked = check_words(*kind, parameters); !checked) return Failure{checked.error()};
  auto fault = read(to_json(*kind, parameters), Form::words);
  if (fault) return fault;
  // From the pointer to the word that it is about.
  std::string& where = fault.error().where;
  const std::string name = where.empty() ? "" : where.substr(1) + "=";
  const auto word = std::find_if(parameters.begin(), parameters.end(),
                                 [&](std::string_view one) { return one.starts_with(name); });
  where = excerpt(name == "kind=" || word == parameters.end() ? words.front() : *word, 60);
  return fault;
}

Result<Fault> read_fault(const Json& value) { return read(value, Form::json); }

Json write_fault(const Fault& fault) {
  static const Fault kDefault{};
  Json value = {{"kind", row_of(fault.kind).name}};
  const bool is_log_normal = fault.median != kDefault.median;
  for (const Parameter& row : kParameters) {
    if (row.kind && *row.kind != fault.kind) continue;
    Json own = load(row, fault);
    // Of the two ways to tell a latency, the one that is meant.
    const bool is_needed = row.name == "ms" && !is_log_normal;
    const bool is_other_way = (row.name == "ms" && is_log_normal && fault.ms == kDefault.ms) ||
                              (row.name == "sigma" && !is_log_normal);
    const bool is_default = own == load(row, kDefault);  // never true of what is no number
    if (!is_other_way && (is_needed || !is_default)) {
      value[std::string{row.name}] = std::move(own);
    }
  }
  return value;
}

}  // namespace understudy::mock
