// SPDX-License-Identifier: MIT
/// The life of one connection: handshake, requests in turn, answers, the end. Never waits; says
/// what it waits for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "transport/delivery.hpp"
#include "transport/hold.hpp"
#include "transport/service.hpp"
#include "transport/stream.hpp"
#include "understudy/base/clock.hpp"
#include "understudy/base/http1.hpp"

namespace understudy::mock::transport {

/// What a connection needs before it can go on.
enum class Next : std::uint8_t {
  wait_readable,
  wait_writable,  ///< also taken to let others have their turn: it comes back at once
  wait_hang_up,   ///< for its deadline, or the end of the peer
  close,
  reset,  ///< close, and let the peer know that its answer is incomplete
};

/// Not thread-safe: its slot's lock says who may touch it.
class Connection {
 public:
  Connection(Service& service, std::uint32_t slot, Stream stream);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] int descriptor() const { return stream_.descriptor(); }
  /// Of a held answer: as its clock goes this moment.
  [[nodiscard]] SteadyTime deadline() const;
  /// Whether an answer waits for its time.
  [[nodiscard]] bool is_held() const { return hold_.has_value(); }
  /// Whether on_deadline() has something to do.
  [[nodiscard]] bool is_due(SteadyTime now) const;

  /// Its socket is ready. May come in vain.
  Next on_ready(Scratch& scratch);
  /// Its deadline has passed.
  Next on_deadline(Scratch& scratch);
  /// The listener stops. True: there is nothing to wait for, it may be closed at once.
  bool on_drain(SteadyTime until);
  /// To be called before the socket of a connection is closed.
  void before_close(Next how);

 private:
  /// What the deadline is about.
  enum class Stage : std::uint8_t { handshake, idle, head, body, held, write, linger };
  /// What the socket is used for.
  enum class Phase : std::uint8_t { handshake, reading, held, writing, lingering };

  Next step(Scratch& scratch);
  Next shake_hands();
  Next read(Scratch& scratch);
  Next linger(Scratch& scratch);
  Next await_request() const;

  // These return nothing when the connection can go on reading.
  std::optional<Next> consume(std::string_view bytes, Scratch& scratch);
  std::optional<Next> respond(Scratch& scratch);
  std::optional<Next> send(Outgoing bytes, After after);
  std::optional<Next> depart(const Delivery& delivery, Outgoing bytes, After after);
  std::optional<Next> flush();

  Next hold(std::shared_ptr<VirtualClock> clock, SteadyTime due);
  Next let_go();

  IoResult write_rest();
  Next refuse(const http1::Refusal& refusal, Scratch& scratch);
  Next settle(Next next, Scratch& scratch);
  Next give_up_buffers(Scratch& scratch);
  [[nodiscard]] bool fits_budget();
  [[nodiscard]] Reply answer(const Request& request, Scratch& scratch);

  [[nodiscard]] Stage stage_now() const;
  [[nodiscard]] SteadyTime deadline_of(Stage stage, SteadyTime now) const;

  Service& service_;
  Stream stream_;
  http1::RequestReader reader_;
  std::string leftover_;    // pipelined bytes that wait for their turn
  Outgoing out_;            // the answer under way
  std::size_t out_at_ = 0;  // how much of it has left
  std::size_t piece_ = 0;   // at most so many bytes of it at once; 0: all
  Duration pause_{0};       // between two pieces
  std::optional<Hold> hold_;
  std::size_t served_ = 0;
  std::size_t lingered_ = 0;  // bytes thrown away after the last answer
  std::size_t held_ = 0;      // of the budget
  std::size_t stage_served_ =
      0;  // served_ when stage_ began: the next request has stages of its own
  SteadyTime deadline_;
  std::uint32_t slot_;
  Phase phase_;
  Stage stage_;
  After after_ = After::go_on;
};

}  // namespace understudy::mock::transport
