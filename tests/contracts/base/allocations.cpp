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

void* allocate(std::size_t size) noexcept {
  ++counted.calls;
  counted.bytes += size;
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

}  // namespace understudy

void* operator new(std::size_t size) {
  if (void* const memory = understudy::allocate(size)) return memory;
  throw std::bad_alloc{};
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return understudy::allocate(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
