// SPDX-License-Identifier: MIT
#include "query/build.hpp"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>
#include <vector>

namespace understudy::mock::query {

namespace {

constexpr std::size_t kRowsWorthAThread = 5'000;  // ours: some ten milliseconds
constexpr std::size_t kMostThreads = 8;           // ours: joining the parts takes one thread

}  // namespace

Table build_table(const Schema& schema, RowTexts texts, std::size_t count, const FillRows& fill) {
  const std::size_t threads =
      std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostThreads);
  const std::size_t parts = std::clamp<std::size_t>(count / kRowsWorthAThread, 1, threads);
  std::vector<Table::Builder> builders;
  for (std::size_t part = 0; part < parts; ++part) builders.emplace_back(schema, texts);
  const auto fill_part = [&](std::size_t part) {
    fill(builders[part], count * part / parts, count * (part + 1) / parts);
  };
  {
    // Without a thread to spare a part is made by this one, at get().
    std::vector<std::future<void>> others;
    for (std::size_t part = 1; part < parts; ++part) {
      others.push_back(std::async(fill_part, part));
    }
    fill_part(0);
    for (auto& other : others) other.get();
  }
  for (std::size_t part = 1; part < parts; ++part) {
    builders.front().append(std::move(builders[part]));
  }
  return std::move(builders.front()).finish();
}

}  // namespace understudy::mock::query
