// SPDX-License-Identifier: MIT
/// A map of numbers that shares what two versions of it have in common.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace understudy::mock {

/// Who may still change a node in place; every change in progress has a number of its own.
enum class Edit : std::uint64_t {};
/// A number that no other change of this process has. Thread-safe.
Edit new_edit();

/// Keys of 64 bits, ascending. A copy is one pointer; what is changed later in one of two copies is
/// not seen in the other.
///
/// Shape:     a trie of five bits a level, without levels that would have one child
/// Units:     a change copies at most 13 nodes of 32 slots; about 4 for a million keys
/// Rationale: a copied vector or hash map costs milliseconds for a million keys at every write, and
///            readers that share a tree with a writer would need a lock
///
/// Reading one object from several threads is safe; changing it needs an Edit that nobody else has,
/// and the object must not be copied until that change is over.
template <typename Value>
class PersistentMap {
 public:
  using Key = std::uint64_t;
  struct Entry {
    Key key = 0;
    Value value = {};
  };

  [[nodiscard]] std::size_t size() const { return size_; }

  /// Whether both are copies of one map, unchanged since; false says nothing.
  [[nodiscard]] bool is_same(const PersistentMap& other) const { return root_ == other.root_; }

  /// The value of that key, or null.
  [[nodiscard]] const Value* find(Key key) const {
    for (const Node* node = root_.get(); node != nullptr;) {
      if (above(key, node->shift) != node->prefix || !node->has(key)) return nullptr;
      const Slot& slot = node->slots[node->place(key)];
      if (const Entry* entry = std::get_if<Entry>(&slot)) {
        return entry->key == key ? &entry->value : nullptr;
      }
      node = std::get_if<NodePtr>(&slot)->get();
    }
    return nullptr;
  }

  /// The entry with the smallest key that is not below `from`, or null.
  [[nodiscard]] const Entry* next(Key from) const {
    return root_ == nullptr ? nullptr : next_in(*root_, from);
  }

  /// Calls `visit(key, before, now)` for every key that only one of both has or that has different
  /// values, ascending, with null where there is none; stops and returns false when `visit` does.
  /// What both share is not looked at.
  template <typename Visit>
  bool for_each_difference(const PersistentMap& before, const Visit& visit) const {
    return visit_differences(Part{before.root_.get()}, Part{root_.get()}, visit);
  }

  /// Adds the entry, or gives the key another value.
  void set(Key key, Value value, Edit edit) {
    Entry entry{key, std::move(value)};
    if (root_ != nullptr) {
      root_ = with(root_, std::move(entry), edit);
      return;
    }
    root_ = alone(std::move(entry), edit);
    size_ = 1;
  }

  /// False when there is no such key.
  bool erase(Key key, Edit edit) {
    if (find(key) == nullptr) return false;
    std::optional<Slot> rest = without(root_, key, edit);
    if (!rest) {
      root_ = nullptr;
    } else if (NodePtr* node = std::get_if<NodePtr>(&*rest)) {
      root_ = std::move(*node);
    } else {
      root_ = alone(std::move(std::get<Entry>(*rest)), edit);
    }
    --size_;
    return true;
  }

 private:
  struct Node;
  using NodePtr = std::shared_ptr<Node>;
  using Slot = std::variant<Entry, NodePtr>;

  static constexpr unsigned kBits = 5;
  static Key above(Key key, unsigned shift) { return (key >> shift) >> kBits; }
  static std::uint32_t bit_of(Key key, unsigned shift) {
    return std::uint32_t{1} << ((key >> shift) & ((1U << kBits) - 1));
  }

  /// The keys that agree above `shift`. All have two slots at least, but a root of one entry.
  struct Node {
    Edit edit{};
    unsigned shift = 0;
    Key prefix = 0;          ///< what is above the bits of this level
    std::uint32_t used = 0;  ///< which of the 32 slots are there
    std::vector<Slot> slots;

    [[nodiscard]] bool has(Key key) const { return (used & bit_of(key, shift)) != 0; }
    [[nodiscard]] std::size_t place(Key key) const {
      return static_cast<std::size_t>(std::popcount(used & (bit_of(key, shift) - 1)));
    }
    void insert(Key key, Slot slot) {
      slots.insert(slots.begin() + static_cast<std::ptrdiff_t>(place(key)), std::move(slot));
      used |= bit_of(key, shift);
    }
    void erase(Key key) {
      slots.erase(slots.begin() + static_cast<std::ptrdiff_t>(place(key)));
      used &= ~bit_of(key, shift);
    }
  };

  static const Entry* next_in(const Node& node, Key from) {
    const Key prefix = above(from, node.shift);
    if (prefix > node.prefix) return nullptr;
    for (std::size_t at = prefix < node.prefix ? 0 : node.place(from); at < node.slots.size();
         ++at) {
      const Slot& slot = node.slots[at];
      const NodePtr* child = std::get_if<NodePtr>(&slot);
      const Entry* entry = child == nullptr ? std::get_if<Entry>(&slot) : next_in(**child, from);
      if (entry != nullptr && entry->key >= from) return entry;
    }
    return nullptr;
  }

  /// A node with all below it, one entry, or nothing.
  struct Part {
    const Node* node = nullptr;
    const Entry* entry = nullptr;

    [[nodiscard]] bool empty() const { return node == nullptr && entry == nullptr; }
    [[nodiscard]] Key lowest() const {
      return node == nullptr ? entry->key : (node->prefix << kBits) << node->shift;
    }
    [[nodiscard]] bool lies_in(const Node& top) const {
      return empty() || above(lowest(), top.shift) == top.prefix;
    }
    /// What of it lies in that slot of a node that it lies in.
    [[nodiscard]] Part in(const Node& top, std::uint32_t bit) const {
      if (empty()) return {};
      if (node == nullptr || node->shift != top.shift) {
        return bit_of(lowest(), top.shift) == bit ? *this : Part{};
      }
      if ((node->used & bit) == 0) return {};
      const Slot& slot =
          node->slots[static_cast<std::size_t>(std::popcount(node->used & (bit - 1)))];
      const NodePtr* child = std::get_if<NodePtr>(&slot);
      return child == nullptr ? Part{nullptr, std::get_if<Entry>(&slot)} : Part{child->get()};
    }
    friend bool operator==(const Part&, const Part&) = default;
  };

  template <typename Visit>
  static bool visit_entries(const Entry* before, const Entry* now, const Visit& visit) {
    if (before != nullptr && now != nullptr && before->key == now->key) {
      return before->value == now->value || visit(now->key, &before->value, &now->value);
    }
    constexpr const Value* kNone = nullptr;
    const auto visit_before = [&] {
      return before == nullptr || visit(before->key, &before->value, kNone);
    };
    const auto visit_now = [&] { return now == nullptr || visit(now->key, kNone, &now->value); };
    const bool swapped = before != nullptr && now != nullptr && now->key < before->key;
    return swapped ? visit_now() && visit_before() : visit_before() && visit_now();
  }

  template <typename Visit>
  static bool visit_differences(Part before, Part now, const Visit& visit) {
    if (before == now) return true;
    if (before.node == nullptr && now.node == nullptr) {
      return visit_entries(before.entry, now.entry, visit);
    }
    const bool now_is_wider =
        before.node == nullptr || (now.node != nullptr && now.node->shift > before.node->shift);
    const Node& top = now_is_wider ? *now.node : *before.node;
    if (!before.lies_in(top) || !now.lies_in(top)) {
      if (now.lowest() < before.lowest()) {
        return visit_differences({}, now, visit) && visit_differences(before, {}, visit);
      }
      return visit_differences(before, {}, visit) && visit_differences({}, now, visit);
    }
    for (std::uint32_t bit = 1; bit != 0; bit <<= 1) {
      if (!visit_differences(before.in(top, bit), now.in(top, bit), visit)) return false;
    }
    return true;
  }

  static NodePtr own(const NodePtr& node, Edit edit) {
    if (node->edit == edit) return node;
    auto copy = std::make_shared<Node>(*node);
    copy->edit = edit;
    return copy;
  }

  static NodePtr alone(Entry entry, Edit edit) {
    auto node = std::make_shared<Node>(Node{edit, 0, above(entry.key, 0), 0, {}});
    const Key key = entry.key;
    node->insert(key, std::move(entry));
    return node;
  }

  /// A node for two things whose keys part at some level.
  NodePtr joined(Key there, Slot slot, Entry entry, Edit edit) {
    const auto highest = static_cast<unsigned>(std::bit_width(there ^ entry.key)) - 1;
    const unsigned shift = highest / kBits * kBits;
    auto node = std::make_shared<Node>(Node{edit, shift, above(entry.key, shift), 0, {}});
    node->slots.reserve(2);
    node->insert(there, std::move(slot));
    const Key key = entry.key;
    node->insert(key, std::move(entry));
    ++size_;
    return node;
  }

  NodePtr with(const NodePtr& node, Entry entry, Edit edit) {
    if (above(entry.key, node->shift) != node->prefix) {
      if (node->slots.size() > 1) {
        return joined((node->prefix << kBits) << node->shift, node, std::move(entry), edit);
      }
      const Slot& only = node->slots.front();  // of a root: an entry
      return joined(std::get<Entry>(only).key, only, std::move(entry), edit);
    }
    NodePtr changed = own(node, edit);
    const Key key = entry.key;
    if (!changed->has(key)) {
      changed->insert(key, std::move(entry));
      ++size_;
      return changed;
    }
    Slot& slot = changed->slots[changed->place(key)];
    if (NodePtr* child = std::get_if<NodePtr>(&slot)) {
      *child = with(*child, std::move(entry), edit);
    } else if (Entry& there = std::get<Entry>(slot); there.key == key) {
      there.value = std::move(entry.value);
    } else {
      slot = joined(there.key, std::move(slot), std::move(entry), edit);
    }
    return changed;
  }

  /// What is left of a node that has the key; nothing when that was all.
  static std::optional<Slot> without(const NodePtr& node, Key key, Edit edit) {
    NodePtr changed = own(node, edit);
    Slot& slot = changed->slots[changed->place(key)];
    if (NodePtr* child = std::get_if<NodePtr>(&slot)) {
      slot = *without(*child, key, edit);
      return changed;
    }
    changed->erase(key);
    if (changed->slots.empty()) return std::nullopt;
    if (changed->slots.size() == 1) return std::move(changed->slots.front());
    return changed;
  }

  NodePtr root_;
  std::size_t size_ = 0;
};

}  // namespace understudy::mock
