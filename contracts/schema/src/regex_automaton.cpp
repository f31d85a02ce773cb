// SPDX-License-Identifier: MIT
/// From tokens to instructions (Thompson), from instructions to a table (subset construction).
///
/// A state of the table is a set of instructions and what the character before it was. "^" is
/// settled when a state is made; "$", "\b" and "\B" wait in the state until the next character, or
/// the end of the text, is known. The pattern may begin anywhere, so every state has its beginning.
#include "regex_automaton.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "code_point.hpp"
#include "understudy/base/unicode.hpp"

namespace understudy::schema {

namespace {

using Kind = RegexToken::Kind;

constexpr std::size_t kMaxProgram = 16'384;  // ours: instructions
constexpr std::size_t kMaxEntries = 65'536;  // ours: 256 KB of table
constexpr std::size_t kMaxSteps = 200'000;   // ours: about 2 ms of building
constexpr std::size_t kMaxClasses = 254;     // one byte, less the mark below
constexpr std::uint8_t kNotAscii = 255;
constexpr std::uint32_t kMaxCodePoint = 0x10FFFF;

// Rows of the table that are never left.
constexpr std::uint32_t kRefused = 0;
constexpr std::uint32_t kFound = 1;

struct Instruction {
  enum class Op : std::uint8_t { begin, end, found, fork, jump, no_word_edge, take, word_edge };
  Op op = Op::found;
  std::uint32_t set = 0;  ///< of `take`
  std::int32_t to = 0;    ///< of `jump` and `fork`, from here; a fork also goes on
};

using Program = std::vector<Instruction>;
using Op = Instruction::Op;

std::int32_t distance(std::size_t size) { return static_cast<std::int32_t>(size); }

void append(Program& program, const Program& part) {
  program.insert(program.end(), part.begin(), part.end());
}

/// A group that is being compiled: its finished alternatives and the one at work.
struct Group {
  std::vector<Program> finished;
  Program current;
  std::size_t atom = 0;  ///< where in `current` the last atom begins
};

// alternative *( "|" alternative ), each but the last as: fork to the next, itself, jump to the end
Program join(std::vector<Program> alternatives) {
  if (alternatives.size() == 1) return std::move(alternatives.front());
  std::size_t size = alternatives.back().size();
  for (std::size_t i = 0; i + 1 < alternatives.size(); ++i) size += alternatives[i].size() + 2;
  Program program;
  program.reserve(size);
  for (std::size_t i = 0; i + 1 < alternatives.size(); ++i) {
    program.push_back({.op = Op::fork, .to = distance(alternatives[i].size() + 2)});
    append(program, alternatives[i]);
    program.push_back({.op = Op::jump, .to = distance(size - program.size())});
  }
  append(program, alternatives.back());
  return program;
}

Program close(Group group) {
  group.finished.push_back(std::move(group.current));
  return join(std::move(group.finished));
}

/// Repeats the last atom. False when that takes too many instructions.
bool repeat(Group& group, const RegexToken& token) {
  Program& program = group.current;
  const Program atom(program.begin() + distance(group.atom), program.end());
  const bool is_bounded = token.max != kUnbounded;
  const std::uint64_t copies = is_bounded ? token.max : std::uint64_t{token.min} + 1;
  if ((atom.size() + 2) * copies > kMaxProgram) return false;

  program.resize(group.atom);
  for (std::uint32_t i = 0; i < token.min; ++i) append(program, atom);
  if (!is_bounded) {
    program.push_back({.op = Op::fork, .to = distance(atom.size() + 2)});
    append(program, atom);
    program.push_back({.op = Op::jump, .to = -distance(atom.size() + 1)});
    return true;
  }
  std::size_t rest = (atom.size() + 1) * (token.max - token.min);
  for (; rest > 0; rest -= atom.size() + 1) {
    program.push_back({.op = Op::fork, .to = distance(rest)});
    append(program, atom);
  }
  return true;
}

Op assertion_of(Kind kind) {
  if (kind == Kind::begin) return Op::begin;
  if (kind == Kind::end) return Op::end;
  return kind == Kind::word_edge ? Op::word_edge : Op::no_word_edge;
}

std::optional<Program> compile(const RegexSyntax& syntax) {
  std::vector<Group> groups(1);
  for (const RegexToken& token : syntax.tokens) {
    Group& group = groups.back();
    switch (token.kind) {
      case Kind::alternative:
        group.finished.push_back(std::exchange(group.current, {}));
        break;
      case Kind::back_reference:
        return std::nullopt;
      case Kind::begin:
      case Kind::end:
      case Kind::no_word_edge:
      case Kind::word_edge:
        group.current.push_back({.op = assertion_of(token.kind)});
        break;
      case Kind::character:
        group.atom = group.current.size();
        group.current.push_back({.op = Op::take, .set = token.number});
        break;
      case Kind::close: {
        const Program atom = close(std::move(group));
        groups.pop_back();
        groups.back().atom = groups.back().current.size();
        append(groups.back().current, atom);
        break;
      }
      case Kind::open:
        groups.emplace_back();
        break;
      case Kind::quantifier:
        if (!repeat(group, token)) return std::nullopt;
        break;
    }
    if (groups.back().current.size() > kMaxProgram) return std::nullopt;
  }
  Program program = close(std::move(groups.back()));
  program.push_back({.op = Op::found});
  if (program.size() > kMaxProgram) return std::nullopt;
  return program;
}

/// The characters, divided into the fewest classes that no set tells apart.
struct Classes {
  std::vector<std::uint32_t> firsts;  ///< where blocks begin, in order; the first is 0
  std::vector<std::uint32_t> ids;     ///< the class of each block
  std::uint32_t count = 1;
};

/// Splits every class that has members inside and outside of `set`.
void refine(Classes& classes, const PlainSet& set) {
  std::map<std::uint32_t, std::uint32_t> inside;
  for (const CodeRange& range : set) {
    const auto from = std::lower_bound(classes.firsts.begin(), classes.firsts.end(), range.first);
    for (auto i = static_cast<std::size_t>(from - classes.firsts.begin());
         i < classes.firsts.size() && classes.firsts[i] <= range.last; ++i) {
      const auto [it, is_new] = inside.emplace(classes.ids[i], classes.count);
      if (is_new) ++classes.count;
      classes.ids[i] = it->second;
    }
  }
}

/// Numbers the classes that are left from 0.
void renumber(Classes& classes) {
  std::map<std::uint32_t, std::uint32_t> numbers;
  for (std::uint32_t& id : classes.ids) {
    id = numbers.emplace(id, static_cast<std::uint32_t>(numbers.size())).first->second;
  }
  classes.count = static_cast<std::uint32_t>(numbers.size());
}

constexpr std::array kWordRanges{CodeRange{'0', '9'}, CodeRange{'A', 'Z'}, CodeRange{'_', '_'},
                                 CodeRange{'a', 'z'}};

Classes divide(const std::vector<PlainSet>& sets) {
  Classes classes{.firsts = {0}, .ids = {}};
  const auto add_borders = [&](const PlainSet& set) {
    for (const CodeRange& range : set) {
      classes.firsts.push_back(range.first);
      if (range.last < kMaxCodePoint) classes.firsts.push_back(range.last + 1);
    }
  };
  for (const PlainSet& set : sets) add_borders(set);
  std::sort(classes.firsts.begin(), classes.firsts.end());
  classes.firsts.erase(std::unique(classes.firsts.begin(), classes.firsts.end()),
                       classes.firsts.end());
  classes.ids.assign(classes.firsts.size(), 0);
  for (const PlainSet& set : sets) refine(classes, set);
  renumber(classes);
  return classes;
}

bool contains(const PlainSet& set, std::uint32_t code) {
  const auto it =
      std::upper_bound(set.begin(), set.end(), code,
                       [](std::uint32_t c, const CodeRange& range) { return c < range.first; });
  return it != set.begin() && code <= (it - 1)->last;
}

enum class Neighbour : std::uint8_t { border, other, word };

/// Instructions in order that wait for a character, and what came before it.
struct State {
  std::vector<std::uint32_t> waiting;
  Neighbour before = Neighbour::border;

  friend auto operator<=>(const State&, const State&) = default;
};

}  // namespace

/// Builds the table row by row, from the states that are reached.
class AutomatonBuilder {
 public:
  AutomatonBuilder(Program program, std::span<const PlainSet> sets)
      : program_(std::move(program)), sets_(sets.begin(), sets.end()) {}

  std::optional<Automaton> build();

 private:
  void describe_classes();
  void follow(std::vector<std::uint32_t>& pending, Neighbour before);
  std::uint32_t enter(std::vector<std::uint32_t> pending, Neighbour before);
  void settle(const State& state, Neighbour next);
  std::uint32_t step(const State& state, std::uint32_t character_class);
  void fill_blocks();
  void drop_hopeless();

  Program program_;
  std::vector<PlainSet> sets_;
  Classes classes_;
  std::vector<std::vector<bool>> members_;  // by class, by set
  std::vector<Neighbour> neighbours_;       // by class; the last is the end
  std::map<State, std::uint32_t> rows_;
  std::vector<State> states_;
  std::vector<std::uint32_t> seen_;  // by instruction: the round it was last followed in
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> waiting_;
  bool is_found_ = false;
  bool has_word_edges_ = false;
  std::size_t steps_ = 0;
  Automaton automaton_;
};

/// Which sets a class is in, and whether it is of word characters, by one character of it.
void AutomatonBuilder::describe_classes() {
  members_.resize(classes_.count);
  neighbours_.assign(classes_.count + 1, Neighbour::border);
  const PlainSet word(kWordRanges.begin(), kWordRanges.end());
  for (std::size_t i = 0; i < classes_.firsts.size(); ++i) {
    const std::uint32_t id = classes_.ids[i];
    if (neighbours_[id] != Neighbour::border) continue;
    const std::uint32_t code = classes_.firsts[i];
    neighbours_[id] = has_word_edges_ && contains(word, code) ? Neighbour::word : Neighbour::other;
    for (const PlainSet& set : sets_) members_[id].push_back(contains(set, code));
  }
}

/// Goes from the pending instructions to those that wait for a character, or to the end.
void AutomatonBuilder::follow(std::vector<std::uint32_t>& pending, Neighbour before) {
  while (!pending.empty()) {
    const std::uint32_t at = pending.back();
    pending.pop_back();
    if (seen_[at] == round_) continue;
    seen_[at] = round_;
    ++steps_;
    const Instruction& instruction = program_[at];
    switch (instruction.op) {
      case Op::begin:
        if (before == Neighbour::border) pending.push_back(at + 1);
        break;
      case Op::found:
        is_found_ = true;
        break;
      case Op::fork:
        pending.push_back(at + 1);
        pending.push_back(
            static_cast<std::uint32_t>(static_cast<std::int32_t>(at) + instruction.to));
        break;
      case Op::jump:
        pending.push_back(
            static_cast<std::uint32_t>(static_cast<std::int32_t>(at) + instruction.to));
        break;
      case Op::end:
      case Op::no_word_edge:
      case Op::take:
      case Op::word_edge:
        waiting_.push_back(at);
        break;
    }
  }
}

/// The row of the state that those instructions lead to.
std::uint32_t AutomatonBuilder::enter(std::vector<std::uint32_t> pending, Neighbour before) {
  ++round_;
  waiting_.clear();
  is_found_ = false;
  pending.push_back(0);
  follow(pending, before);
  if (is_found_) return kFound;
  if (waiting_.empty()) return kRefused;
  std::sort(waiting_.begin(), waiting_.end());
  State state{waiting_, before};
  const auto [it, is_new] = rows_.emplace(state, static_cast<std::uint32_t>(states_.size()));
  if (is_new) states_.push_back(std::move(state));
  return it->second;
}

/// Follows the assertions of a state that hold, now that its next neighbour is known; leaves what
/// waits in `waiting_`.
void AutomatonBuilder::settle(const State& state, Neighbour next) {
  ++round_;
  is_found_ = false;
  waiting_ = state.waiting;
  for (const std::uint32_t at : waiting_) seen_[at] = round_;
  const bool is_edge = (state.before == Neighbour::word) != (next == Neighbour::word);
  std::vector<std::uint32_t> pending;
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const std::uint32_t at = waiting_[i];
    const Op op = program_[at].op;
    const bool holds = (op == Op::end && next == Neighbour::border) ||
                       (op == Op::word_edge && is_edge) || (op == Op::no_word_edge && !is_edge);
    ++steps_;
    if (!holds) continue;
    pending.push_back(at + 1);
    follow(pending, state.before);
  }
}

std::uint32_t AutomatonBuilder::step(const State& state, std::uint32_t character_class) {
  settle(state, neighbours_[character_class]);
  if (is_found_) return kFound;
  if (character_class == classes_.count) return kRefused;
  std::vector<std::uint32_t> pending;
  for (const std::uint32_t at : waiting_) {
    const Instruction& instruction = program_[at];
    if (instruction.op == Op::take && members_[character_class][instruction.set]) {
      pending.push_back(at + 1);
    }
  }
  return enter(std::move(pending), neighbours_[character_class]);
}

void AutomatonBuilder::fill_blocks() {
  std::size_t block = 0;
  for (std::uint32_t byte = 0; byte < 128; ++byte) {
    if (block + 1 < classes_.firsts.size() && classes_.firsts[block + 1] == byte) ++block;
    automaton_.byte_classes_[byte] = static_cast<std::uint8_t>(classes_.ids[block]);
  }
  std::fill(automaton_.byte_classes_.begin() + 128, automaton_.byte_classes_.end(), kNotAscii);
  for (std::size_t i = 0; i < classes_.firsts.size(); ++i) {
    automaton_.blocks_.push_back({classes_.firsts[i], static_cast<std::uint8_t>(classes_.ids[i])});
  }
}

/// Points every entry that cannot lead to kFound any more at kRefused.
void AutomatonBuilder::drop_hopeless() {
  std::vector<std::vector<std::uint32_t>> from(states_.size());
  const std::uint32_t row = automaton_.row_;
  for (std::size_t i = 0; i < automaton_.table_.size(); ++i) {
    from[automaton_.table_[i]].push_back(static_cast<std::uint32_t>(i / row));
  }
  std::vector<bool> is_hopeful(states_.size());
  is_hopeful[kFound] = true;
  std::vector<std::uint32_t> pending{kFound};
  while (!pending.empty()) {
    const std::uint32_t reached = pending.back();
    pending.pop_back();
    for (const std::uint32_t state : from[reached]) {
      if (is_hopeful[state]) continue;
      is_hopeful[state] = true;
      pending.push_back(state);
    }
  }
  for (std::uint32_t& entry : automaton_.table_) {
    entry = is_hopeful[entry] ? entry * row : kRefused;
  }
}

std::optional<Automaton> AutomatonBuilder::build() {
  has_word_edges_ = std::any_of(program_.begin(), program_.end(), [](const Instruction& i) {
    return i.op == Op::word_edge || i.op == Op::no_word_edge;
  });
  if (has_word_edges_) sets_.emplace_back(kWordRanges.begin(), kWordRanges.end());
  classes_ = divide(sets_);
  if (classes_.count > kMaxClasses) return std::nullopt;
  describe_classes();
  fill_blocks();
  seen_.assign(program_.size(), 0);
  states_.resize(2);
  const std::uint32_t row = classes_.count + 1;
  automaton_.row_ = row;
  automaton_.start_ = enter({}, Neighbour::border) * row;
  automaton_.table_.assign(std::size_t{2} * row, kRefused);
  std::fill_n(automaton_.table_.begin() + row, row, kFound);
  for (std::size_t i = 2; i < states_.size(); ++i) {
    if (states_.size() * row > kMaxEntries || steps_ > kMaxSteps) return std::nullopt;
    const State state = states_[i];
    for (std::uint32_t next = 0; next < row; ++next) {
      automaton_.table_.push_back(step(state, next));
    }
  }
  drop_hopeless();
  return std::move(automaton_);
}

std::optional<Automaton> Automaton::make(const RegexSyntax& syntax,
                                         std::span<const PlainSet> sets) {
  if (syntax.has_lookaround || syntax.has_back_references) return std::nullopt;
  auto program = compile(syntax);
  if (!program) return std::nullopt;
  return AutomatonBuilder{*std::move(program), sets}.build();
}

std::uint8_t Automaton::class_of(std::uint32_t code) const {
  const auto it =
      std::upper_bound(blocks_.begin(), blocks_.end(), code,
                       [](std::uint32_t c, const Block& block) { return c < block.first; });
  return (it - 1)->character_class;
}

std::optional<bool> Automaton::search(std::string_view text) const {
  const std::uint32_t found = kFound * row_;
  std::uint32_t state = start_;
  bool is_checked = false;
  while (!text.empty()) {
    if (state <= found) return state == found;
    std::uint8_t character_class = byte_classes_[static_cast<unsigned char>(text.front())];
    if (character_class != kNotAscii) {
      text.remove_prefix(1);
    } else {
      if (!is_checked && !is_utf8(text)) return std::nullopt;
      is_checked = true;
      character_class = class_of(take_code_point(text));
    }
    state = table_[state + character_class];
  }
  return table_[state + row_ - 1] == found;
}

}  // namespace understudy::schema
