// SPDX-License-Identifier: MIT
/// epoll with EPOLLONESHOT, and an eventfd that nobody reads: it stays readable, so that one write
/// ends the wait of every worker.
#include "transport/poller.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

namespace understudy::mock::transport {

namespace {

constexpr std::uint64_t kWake = std::numeric_limits<std::uint64_t>::max();  // no slot is that high

std::uint64_t pack(Ticket ticket) {
  return (std::uint64_t{ticket.generation} << 32U) | ticket.slot;
}

Ticket unpack(std::uint64_t data) {
  return {static_cast<std::uint32_t>(data), static_cast<std::uint32_t>(data >> 32U)};
}

std::uint32_t events_of(Interest interest) {
  switch (interest) {
    case Interest::readable:
      return EPOLLIN;
    case Interest::writable:
      return EPOLLOUT;
    case Interest::hang_up:
      break;
  }
  return EPOLLRDHUP;
}

epoll_event once(Ticket ticket, Interest interest) {
  epoll_event event{};
  event.events = events_of(interest) | EPOLLONESHOT;
  event.data.u64 = pack(ticket);
  return event;
}

}  // namespace

Poller::Poller(Descriptor epoll, Descriptor wake)
    : epoll_(std::move(epoll)), wake_(std::move(wake)) {}

Result<Poller> Poller::make() {
  Descriptor epoll{::epoll_create1(EPOLL_CLOEXEC)};
  Descriptor wake{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = kWake;
  if (!epoll || !wake || ::epoll_ctl(epoll.number(), EPOLL_CTL_ADD, wake.number(), &event) != 0) {
    return Failure{Error{Errc::io,
                         "cannot watch sockets: " + std::generic_category().message(errno), "",
                         "raise the limit of open descriptors"}};
  }
  return Poller{std::move(epoll), std::move(wake)};
}

bool Poller::add(int descriptor, Ticket ticket, Interest interest) {
  epoll_event event = once(ticket, interest);
  return ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

bool Poller::rearm(int descriptor, Ticket ticket, Interest interest) {
  epoll_event event = once(ticket, interest);
  return ::epoll_ctl(epoll_.number(), EPOLL_CTL_MOD, descriptor, &event) == 0;
}

std::optional<Ticket> Poller::wait() {
  epoll_event event{};
  for (;;) {
    const int count = ::epoll_wait(epoll_.number(), &event, 1, -1);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 || event.data.u64 == kWake) return std::nullopt;
    return unpack(event.data.u64);
  }
}

void Poller::wake_all() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_.number(), &one, sizeof one);
}

}  // namespace understudy::mock::transport
