// SPDX-License-Identifier: MIT
#include "apis/impartner/projection.hpp"

#include <algorithm>

#include "apis/impartner/failures.hpp"
#include "blanks.hpp"
#include "closest.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::impartner {

namespace {

constexpr std::string_view kId = "Id";

}  // namespace

Projection Projection::all(const Object& object) {
  Projection projection{object};
  for (std::size_t i = 0; i < object.fields.size(); ++i) projection.add(object.paths[i]);
  return projection;
}

Projection Projection::id_only(const Object& object) {
  Projection projection{object};
  projection.add(*object.find_path(kId));
  return projection;
}

Result<Projection, Refusal> Projection::of(const Object& object,
                                           const std::vector<std::string_view>& names,
                                           std::string_view option) {
  Projection projection = id_only(object);
  for (const std::string_view name : names) {
    if (const Path* path = object.find_path(name)) {
      projection.add(*path);
      continue;
    }
    std::string message = std::string{option} + ": ";
    if (name.empty()) {
      message += "an item is empty";
    } else {
      message += "there is no field '" + excerpt(name, 60) + "'";
      const auto meant =
          find_closest(object.schema.keys(), name, std::max<std::size_t>(1, name.size() / 3));
      if (!meant.empty()) message += "; did you mean '" + std::string{meant} + "'?";
    }
    return refuse({kUnknownField, std::move(message), "fields.unknown", "S8.4"});
  }
  return projection;
}

void Projection::add(const Path& path) {
  std::vector<Node>* level = &nodes_;
  for (std::size_t i = 0; i < path.keys.size(); ++i) {
    const bool is_last = i + 1 == path.keys.size();
    auto node = std::find_if(level->begin(), level->end(),
                             [&](const Node& one) { return one.key == path.keys[i]; });
    if (node == level->end()) {
      std::string start;
      append_json_string(start, path.keys[i]);
      level->push_back({path.keys[i], start + ':', is_last ? &path : nullptr});
      node = level->end() - 1;
    }
    if (!is_last) node->path = nullptr;
    level = &node->members;
  }
}

void Projection::append_members(std::string& out, const std::vector<Node>& nodes, const Row& row,
                                const RowSource& source) const {
  out += '{';
  bool is_first = true;
  for (const Node& node : nodes) {
    if (!is_first) out += ',';
    is_first = false;
    out += node.start;
    if (node.path == nullptr) {
      append_members(out, node.members, row, source);
    } else if (node.path->is_stored_here()) {
      append_value(out, row[node.path->field]);
    } else {
      append_value(out, value_at(object_, row, *node.path, source));
    }
  }
  out += '}';
}

void Projection::append(std::string& out, const Row& row, const RowSource& source) const {
  append_members(out, nodes_, row, source);
}

std::vector<std::string_view> split_names(std::string_view list) {
  std::vector<std::string_view> names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    names.push_back(trim(list.substr(begin, end - begin), kFieldBlanks));
    begin = end + 1;
  }
  return names;
}

}  // namespace understudy::mock::impartner
