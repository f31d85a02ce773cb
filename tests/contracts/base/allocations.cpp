// SPDX-License-Identifier: MIT
/// Replaces the global operator new of this test program by one that counts.
#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace understudy {

namespace {

thread_local Allocations counted;

}  // namespace

Allocations allocations_so_far() { return counted; }

namespace {

void* allocate(std::size_t size) {
  ++counted.calls;
  counted.bytes += size;
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc{};
}

}  // namespace

}  // namespace understudy

void* operator new(std::size_t size) { return understudy::allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
