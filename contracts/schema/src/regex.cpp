// SPDX-License-Identifier: MIT
/// The choice of a machine for a pattern, and the one that backtracks: PCRE2, which is used in no
/// other file.
///
/// PCRE2's own match limit counts from each place where a match may begin and does not count the
/// characters that loops and back-references run over: `(\w+)\1[bd]` needs minutes for 20 KB within
/// a limit of 100,000. So the pattern is written with callouts at its beginning, behind each
/// quantifier and in front of each back-reference, and those count the work.
#include "regex.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "regex_automaton.hpp"
#include "regex_references.hpp"
#include "regex_syntax.hpp"
#include "understudy/base/unicode.hpp"
#include "understudy/base/utf8.hpp"

namespace understudy::schema {

namespace {

using Kind = RegexToken::Kind;
using Group = RegexToken::Group;

// A unit of work is a character that is run over, about a nanosecond.
constexpr std::uint64_t kFreeWork = 20'000'000;    // ours: S02, far below 50 ms
constexpr std::uint64_t kWorkPerByte = 64;         // ours: a large text that is looked at once
constexpr std::uint64_t kCalloutWork = 16;         // ours: measured, a callout takes about 10 ns
constexpr std::uint32_t kMatchLimit = 10'000'000;  // PCRE2's default, behind our own budget
constexpr std::uint32_t kHeapLimit = 20'480;       // KB; where there is no JIT
constexpr std::size_t kFirstStack = 32'768;        // PCRE2's own, on the machine stack
constexpr std::size_t kLastStack = 524'288;        // ours: by thread, and only where needed
constexpr std::size_t kMaxRanges = 10'000;         // ours: they are looked at one by one
constexpr std::uint32_t kMaxCodePoint = 0x10FFFF;

struct FreeCode {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeCompileContext {
  void operator()(pcre2_compile_context* context) const { pcre2_compile_context_free(context); }
};
struct FreeMatchContext {
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};
struct FreeMatchData {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeStack {
  void operator()(pcre2_jit_stack* stack) const { pcre2_jit_stack_free(stack); }
};
using Code = std::unique_ptr<pcre2_code, FreeCode>;
using MatchContext = std::unique_ptr<pcre2_match_context, FreeMatchContext>;
using MatchData = std::unique_ptr<pcre2_match_data, FreeMatchData>;
using Stack = std::unique_ptr<pcre2_jit_stack, FreeStack>;

PCRE2_SPTR bytes_of(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());  // PCRE2 wants unsigned characters
}

Failure<Error> refuse(Errc code, std::size_t offset, std::string what) {
  return Failure{Error{code, std::move(what), "offset " + std::to_string(offset), ""}};
}

Failure<Error> out_of_memory() {
  return Failure{Error{Errc::internal, "PCRE2 got no memory", "", ""}};
}

Result<Code> compile_pcre(const std::string& pattern) {
  // Our own parser has bounded the nesting of groups; the one round all of them is one more.
  const std::unique_ptr<pcre2_compile_context, FreeCompileContext> context{
      pcre2_compile_context_create(nullptr)};
  if (!context) return out_of_memory();
  static_cast<void>(pcre2_set_parens_nest_limit(context.get(), 255));
  // Without start optimizations: with them PCRE2 10.42 does not find `(?=a)a?a` in "ac".
  constexpr std::uint32_t kOptions = PCRE2_UTF | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY |
                                     PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C |
                                     PCRE2_NEVER_UCP | PCRE2_NO_START_OPTIMIZE;
  int error = 0;
  std::size_t offset = 0;
  Code code{
      pcre2_compile(bytes_of(pattern), pattern.size(), kOptions, &error, &offset, context.get())};
  if (code) {
    // Without JIT the interpreter answers: slower, within the same budget.
    static_cast<void>(pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE));
    return code;
  }
  std::array<PCRE2_UCHAR, 256> text{};
  static_cast<void>(pcre2_get_error_message(error, text.data(), text.size()));
  std::string what = "PCRE2 cannot honour this pattern: ";
  for (const PCRE2_UCHAR c : text) {
    if (c == 0) break;
    what += static_cast<char>(c);
  }
  return Failure{Error{Errc::unsupported, std::move(what), "", ""}};
}

// --- character sets ------------------------------------------------------------------------------

/// In order, without overlap.
PlainSet normalize(PlainSet ranges) {
  std::sort(ranges.begin(), ranges.end());
  PlainSet merged;
  for (const CodeRange& range : ranges) {
    if (!merged.empty() && range.first <= merged.back().last + 1) {
      merged.back().last = std::max(merged.back().last, range.last);
      continue;
    }
    merged.push_back(range);
  }
  return merged;
}

/// All other code points, of ranges in order; surrogates may be among them, no text has any.
PlainSet complement(const PlainSet& ranges) {
  PlainSet others;
  std::uint32_t next = 0;
  for (const CodeRange& range : ranges) {
    if (next < range.first) others.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kMaxCodePoint) others.push_back({next, kMaxCodePoint});
  return others;
}

/// A plane of Unicode as text: 64 K characters but for the surrogates.
struct Plane {
  std::string text;
  std::uint32_t first = 0;

  /// The code point that byte `offset` begins.
  [[nodiscard]] std::uint32_t code_at(std::size_t offset) const {
    constexpr std::size_t kThreeBytes = 0x80 + 0x780 * 2;  // where those of three bytes begin
    if (first > 0) return first + static_cast<std::uint32_t>(offset / 4);
    if (offset < 0x80) return static_cast<std::uint32_t>(offset);
    if (offset < kThreeBytes) return static_cast<std::uint32_t>(0x80 + (offset - 0x80) / 2);
    const auto code = static_cast<std::uint32_t>(0x800 + (offset - kThreeBytes) / 3);
    return code < 0xD800 ? code : code + 0x800;
  }
};

Plane make_plane(std::uint32_t number) {
  Plane plane{.text = {}, .first = number * 0x10000};
  for (std::uint32_t code = plane.first; code < plane.first + 0x10000; ++code) {
    if (code < 0xD800 || code > 0xDFFF) append_character(plane.text, code);
  }
  return plane;
}

/// The characters of a property, asked from PCRE2 one plane after the other.
Result<PlainSet> read_property(const std::string& name) {
  auto code = compile_pcre("\\p{" + name + "}+");
  if (!code) return Failure{std::move(code.error())};
  const MatchData data{pcre2_match_data_create(1, nullptr)};
  if (!data) return out_of_memory();
  PlainSet set;
  for (std::uint32_t number = 0; number <= kMaxCodePoint >> 16U; ++number) {
    const Plane plane = make_plane(number);
    std::size_t at = 0;
    while (at < plane.text.size() &&
           pcre2_match(code->get(), bytes_of(plane.text), plane.text.size(), at, PCRE2_NO_UTF_CHECK,
                       data.get(), nullptr) > 0) {
      const std::size_t* place = pcre2_get_ovector_pointer(data.get());
      const std::uint32_t last =
          place[1] < plane.text.size() ? plane.code_at(place[1]) - 1 : plane.first + 0xFFFF;
      set.push_back({plane.code_at(place[0]), last});
      at = place[1];
    }
  }
  return normalize(std::move(set));
}

/// Kept for the life of the process: a few milliseconds and kilobytes for each property in use.
Result<PlainSet> property_of(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, PlainSet> known;
  const std::lock_guard lock{mutex};
  const auto it = known.find(name);
  if (it != known.end()) return it->second;
  auto set = read_property(name);
  if (set) known.emplace(name, *set);
  return set;
}

Result<PlainSet> resolve(const CharacterSet& set) {
  PlainSet ranges = set.ranges;
  for (const UnicodeProperty& property : set.properties) {
    auto members = property_of(property.name);
    if (!members) return members;
    const PlainSet part = property.is_negated ? complement(*members) : *std::move(members);
    ranges.insert(ranges.end(), part.begin(), part.end());
  }
  ranges = normalize(std::move(ranges));
  return set.is_negated ? complement(ranges) : ranges;
}

/// The sets of a pattern; not all of them when they have too many ranges for an automaton.
Result<std::vector<PlainSet>> resolve_sets(const RegexSyntax& syntax) {
  std::vector<PlainSet> sets;
  std::size_t ranges = 0;
  for (const RegexToken& token : syntax.tokens) {
    if (token.kind != Kind::character || token.number < sets.size()) continue;
    auto set = resolve(syntax.sets[token.number]);
    if (!set) return refuse(set.error().code, token.offset, std::move(set.error().what));
    ranges += set->size();
    if (ranges > kMaxRanges) break;
    sets.push_back(*std::move(set));
  }
  return sets;
}

// --- the pattern, for PCRE2 ----------------------------------------------------------------------

void append_code(std::string& out, std::uint32_t code) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  out += "\\x{";
  for (std::uint32_t shift = 24; shift > 0; shift -= 4) {
    out += kHexDigits[code >> (shift - 4) & 15U];
  }
  out += '}';
}

void append_set(std::string& out, const CharacterSet& set) {
  if (set.ranges.empty() && set.properties.empty()) {
    out += set.is_negated ? "." : "(?:(?!))";
    return;
  }
  out += set.is_negated ? "[^" : "[";
  for (const CodeRange& range : set.ranges) {
    append_code(out, range.first);
    if (range.last == range.first) continue;
    out += '-';
    append_code(out, range.last);
  }
  for (const UnicodeProperty& property : set.properties) {
    out += property.is_negated ? "\\P{" : "\\p{";
    out += property.name + "}";
  }
  out += ']';
}

std::string_view head_of(Group group, bool keeps_captures) {
  switch (group) {
    case Group::ahead:
      return "(?=";
    case Group::behind:
      return "(?<=";
    case Group::capture:
      return keeps_captures ? "(" : "(?:";
    case Group::not_ahead:
      return "(?!";
    case Group::not_behind:
      return "(?<!";
    case Group::plain:
      return "(?:";
  }
  return "";
}

/// `atom` is where in `out` the repeated atom begins.
void append_quantifier(std::string& out, const RegexToken& token, std::size_t atom) {
  if (token.max == 0) {
    // Not "{0}": PCRE2 10.42 takes what stands in there for a condition of the whole pattern.
    out.insert(atom, "(?:(?!)");
    out += ")?";
    return;
  }
  out += "{" + std::to_string(token.min) + ",";
  if (token.max != kUnbounded) out += std::to_string(token.max);
  out += token.is_lazy ? "}?(?C0)" : "}(?C0)";
}

/// Callouts: 0 counts the way since the last one, N the length of group N as well.
std::string write_pcre(const RegexSyntax& syntax) {
  std::string out = "(?C0)(?:";
  std::vector<std::size_t> open;
  std::size_t atom = out.size();  // where the last one begins
  for (const RegexToken& token : syntax.tokens) {
    if (token.kind == Kind::back_reference || token.kind == Kind::character) atom = out.size();
    if (token.kind == Kind::open) open.push_back(out.size());
    if (token.kind == Kind::close) {
      atom = open.back();
      open.pop_back();
    }
    switch (token.kind) {
      case Kind::alternative:
        out += '|';
        break;
      case Kind::back_reference: {
        if (token.number == 0) {
          out += "(?:)";
          break;
        }
        // In a group of its own: PCRE2 10.42 lets `\1{2}` fail when group 1 is unset.
        const std::string number = std::to_string(token.number);
        out += "(?:(?C";
        out += number;
        out += ")\\g{";
        out += number;
        out += "})";
        break;
      }
      case Kind::begin:
        out += '^';
        break;
      case Kind::character:
        append_set(out, syntax.sets[token.number]);
        break;
      case Kind::close:
        out += ')';
        break;
      case Kind::end:
        out += "\\z";
        break;
      case Kind::no_word_edge:
        out += "\\B";
        break;
      case Kind::open:
        out += head_of(token.group, syntax.has_back_references);
        break;
      case Kind::quantifier:
        append_quantifier(out, token, atom);
        break;
      case Kind::word_edge:
        out += "\\b";
        break;
    }
  }
  out += ')';
  return out;
}

// --- matching with a budget ----------------------------------------------------------------------

struct Budget {
  std::uint64_t left = 0;
  std::uint64_t callout = 0;  ///< what one callout costs
  std::size_t place = 0;
};

int count_work(pcre2_callout_block* block, void* data) {
  auto& budget = *static_cast<Budget*>(data);
  std::uint64_t work = budget.callout;
  if (block->current_position > budget.place) work += block->current_position - budget.place;
  budget.place = block->current_position;
  if (block->callout_number > 0) {
    const std::size_t slot = std::size_t{block->callout_number} * 2;
    const bool is_known =
        block->callout_number < block->capture_top && block->offset_vector[slot] != PCRE2_UNSET;
    if (is_known) work += block->offset_vector[slot + 1] - block->offset_vector[slot];
  }
  if (work > budget.left) return PCRE2_ERROR_CALLOUT;
  budget.left -= work;
  return 0;
}

/// What a thread needs to match; made when it first does.
struct Workplace {
  MatchContext context{pcre2_match_context_create(nullptr)};
  MatchData data{pcre2_match_data_create(1, nullptr)};
  Stack stack{pcre2_jit_stack_create(kFirstStack, kLastStack, nullptr)};

  Workplace() {
    if (!is_complete()) return;
    static_cast<void>(pcre2_set_match_limit(context.get(), kMatchLimit));
    static_cast<void>(pcre2_set_heap_limit(context.get(), kHeapLimit));
    pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
  }
  [[nodiscard]] bool is_complete() const { return context && data && stack; }
};

Regex::Found match(const pcre2_code* code, std::uint64_t callout_work, std::string_view text) {
  thread_local const Workplace workplace;
  if (!workplace.is_complete() || !is_utf8(text)) return Regex::Found::undecided;
  Budget budget{.left = kFreeWork + kWorkPerByte * text.size(), .callout = callout_work};
  static_cast<void>(pcre2_set_callout(workplace.context.get(), &count_work, &budget));
  const int answer = pcre2_match(code, bytes_of(text), text.size(), 0, PCRE2_NO_UTF_CHECK,
                                 workplace.data.get(), workplace.context.get());
  if (answer >= 0) return Regex::Found::yes;
  return answer == PCRE2_ERROR_NOMATCH ? Regex::Found::no : Regex::Found::undecided;
}

}  // namespace

/// One of the two.
struct Regex::Machine {
  std::optional<Automaton> automaton;
  Code code;
  std::uint64_t callout_work = 0;
};

Regex::Regex(std::unique_ptr<const Machine> machine) : machine_(std::move(machine)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::compile(std::string_view ecma, Engine engine) {
  auto syntax = parse_regex(ecma);
  if (!syntax) return Failure{std::move(syntax.error())};
  auto machine = std::make_unique<Machine>();
  if (engine == Engine::any && !syntax->has_back_references && !syntax->has_lookaround) {
    const auto sets = resolve_sets(*syntax);
    if (!sets) return Failure{sets.error()};
    const bool has_all = sets->size() == syntax->sets.size();
    if (has_all) machine->automaton = Automaton::make(*syntax, *sets);
    if (machine->automaton) return Regex{std::move(machine)};
  }
  auto settled = settle_references(*syntax);
  if (!settled) return Failure{std::move(settled.error())};
  auto code = compile_pcre(write_pcre(*syntax));
  if (!code) return refuse(code.error().code, 0, std::move(code.error().what));
  machine->code = *std::move(code);
  // A long sequence of characters may be tried at every place and reach no callout.
  machine->callout_work = kCalloutWork + syntax->shortest / 8;
  return Regex{std::move(machine)};
}

Regex::Found Regex::search(std::string_view text) const {
  if (!machine_->automaton) return match(machine_->code.get(), machine_->callout_work, text);
  const std::optional<bool> found = machine_->automaton->search(text);
  if (!found) return Found::undecided;
  return *found ? Found::yes : Found::no;
}

bool Regex::is_automaton() const { return machine_->automaton.has_value(); }

}  // namespace understudy::schema
