// SPDX-License-Identifier: MIT
/// The steps of a connection. On the usual path one event is one receive, one handler call and one
/// send: nothing is read just to learn that there is nothing.
#include "transport/connection.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace understudy::mock::transport {

namespace {

// ours: after so many pipelined requests, or full buffers of input, others get their turn
constexpr int kTurns = 16;

// ours: what a connection may hold without asking; a typical request fits
constexpr std::size_t kFreeBytes = 4'096;

std::size_t beyond_free(std::size_t bytes) { return bytes > kFreeBytes ? bytes - kFreeBytes : 0; }

// RFC 9110 section 6.4.1; write_response agrees about the length it states
bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

// What a connection does when its socket did not go on; nothing when it did.
std::optional<Next> held_up_by(const IoResult& result) {
  switch (result.kind) {
    case IoResult::Kind::want_read:
      return Next::wait_readable;
    case IoResult::Kind::want_write:
      return Next::wait_writable;
    case IoResult::Kind::closed:
    case IoResult::Kind::failed:
      return Next::close;
    case IoResult::Kind::done:
      break;
  }
  return std::nullopt;
}

// Not an assignment: that would keep the memory.
void release(std::string& text) { std::string{}.swap(text); }

}  // namespace

Connection::Connection(Service& service, std::uint32_t slot, Stream stream)
    : service_(service),
      stream_(std::move(stream)),
      reader_(service.options.limits.http),
      slot_(slot),
      phase_(stream_.is_tls() ? Phase::handshake : Phase::reading),
      stage_(stream_.is_tls() ? Stage::handshake : Stage::idle) {
  deadline_ = deadline_of(stage_, service_.now());
}

Connection::~Connection() { service_.budget.resize(held_, 0); }

Next Connection::on_ready(Scratch& scratch) { return settle(step(scratch), scratch); }

SteadyTime Connection::deadline() const {
  return hold_ ? std::min(hold_->look_at(), service_.drain_until.load()) : deadline_;
}

bool Connection::is_due(SteadyTime now) const {
  return hold_ ? hold_->is_over() || service_.drain_until.load() <= now : deadline_ <= now;
}

Next Connection::on_deadline(Scratch& scratch) {
  switch (stage_) {
    case Stage::held:
      return settle(let_go(), scratch);
    case Stage::handshake:
    case Stage::idle:
    case Stage::linger:
      return Next::close;
    case Stage::write:
      return Next::reset;
    case Stage::head:
    case Stage::body:
      break;
  }
  if (service_.is_draining()) return Next::close;
  return settle(refuse(stage_ == Stage::head ? kLateHead : kLateBody, scratch), scratch);
}

bool Connection::on_drain(SteadyTime until) {
  if (phase_ == Phase::handshake) return true;
  if (hold_ && hold_->look_at() > until) return true;
  const bool is_idle = phase_ == Phase::reading && stage_ == Stage::idle && leftover_.empty();
  if (is_idle && !stream_.has_unread()) return true;
  deadline_ = std::min(deadline_, until);
  return false;
}

void Connection::before_close(Next how) {
  if (how == Next::reset) return stream_.reset_on_close();
  if (phase_ != Phase::lingering && stream_.is_tls()) stream_.half_close();
}

Next Connection::step(Scratch& scratch) {
  switch (phase_) {
    case Phase::handshake:
      return shake_hands();
    case Phase::held:
      return stream_.has_hung_up() ? Next::close : Next::wait_hang_up;
    case Phase::writing:
      if (const auto next = flush()) return *next;
      return leftover_.empty() ? await_request() : read(scratch);
    case Phase::reading:
      return read(scratch);
    case Phase::lingering:
      break;
  }
  return linger(scratch);
}

Next Connection::shake_hands() {
  if (const auto next = held_up_by(stream_.handshake())) return *next;
  phase_ = Phase::reading;
  return await_request();
}

Next Connection::await_request() const {
  // What is in memory already makes no socket readable; a writable one comes back at once.
  const bool has_more = !leftover_.empty() || stream_.has_pending();
  return has_more ? Next::wait_writable : Next::wait_readable;
}

Next Connection::read(Scratch& scratch) {
  if (!leftover_.empty()) {
    const std::string bytes = std::exchange(leftover_, {});
    if (const auto next = consume(bytes, scratch)) return *next;
    return await_request();
  }
  for (int turn = 0; turn < kTurns; ++turn) {
    const IoResult got = stream_.read(scratch.buffer);
    if (const auto next = held_up_by(got)) return *next;
    if (const auto next = consume({scratch.buffer.data(), got.bytes}, scratch)) return *next;
    const bool has_more = got.bytes == scratch.buffer.size() || stream_.has_pending();
    if (!has_more || !fits_budget()) break;
  }
  return await_request();
}

std::optional<Next> Connection::consume(std::string_view bytes, Scratch& scratch) {
  for (int turn = 0; !bytes.empty(); ++turn) {
    if (turn == kTurns) {
      leftover_ = bytes;
      return await_request();
    }
    bytes.remove_prefix(reader_.feed(bytes));
    switch (reader_.state()) {
      case http1::RequestReader::State::refused:
        return refuse(reader_.refusal(), scratch);
      case http1::RequestReader::State::complete:
        if (const auto next = respond(scratch)) {
          if (after_ == After::go_on) leftover_ = bytes;
          return next;
        }
        break;
      case http1::RequestReader::State::idle:
      case http1::RequestReader::State::head:
      case http1::RequestReader::State::body:
        break;
    }
  }
  if (!reader_.awaits_continue()) return std::nullopt;
  reader_.continue_sent();
  return send({std::string{kContinue}}, After::go_on);
}

std::optional<Next> Connection::respond(Scratch& scratch) {
  const bool keeps_alive = reader_.keeps_alive();
  const bool is_http10 = reader_.is_http10();
  const Request request = reader_.take();
  ++served_;
  count(scratch.counters.requests);

  auto [response, delivery] = answer(request, scratch);
  const bool is_last = !keeps_alive || served_ >= service_.options.limits.requests_per_connection ||
                       service_.is_draining();
  const http1::WriteContext context{.to_head = true,  // the body is sent from where it is
                                    .close = is_last,
                                    .echo_keep_alive = is_http10 && !is_last,
                                    .date = scratch.date.at(service_.clock.wall_now())};
  auto head = http1::write_response(response, context, service_.options.limits.response_body);
  if (!head) {
    count(scratch.counters.handler_errors);
    service_.log("a response could not be written (" + render(head.error()) + "); answered 500");
    response = internal_error();
    head = http1::write_response(response, context);
  }
  if (!head) return Next::reset;
  if (request.method == Method::head || !may_have_body(response.status)) response.body.clear();
  Outgoing bytes{*std::move(head), std::move(response.body)};
  const After after = distort(delivery, bytes, is_last ? After::close : After::go_on);
  if (stream_.is_tls()) {  // one record instead of two
    bytes.head.append(bytes.body);
    bytes.body.clear();
  }
  if (delivery.is_plain()) return send(std::move(bytes), after);
  return depart(delivery, std::move(bytes), after);
}

Reply Connection::answer(const Request& request, Scratch& scratch) {
  // The handler may take its time. The lock it runs under would make the timer ask in vain.
  service_.deadlines.clear(slot_);
  scratch.counters.busy.store(true, std::memory_order_relaxed);
  Reply reply;
  try {
    reply = service_.handler(request);
  } catch (...) {
    // What was thrown may carry a secret: neither the client nor the log gets to see it.
    count(scratch.counters.handler_errors);
    service_.log("the handler threw while answering " + std::string{name_of(request.method)} + " " +
                 excerpt(request.path()) + "; answered 500");
    reply = internal_error();
  }
  scratch.counters.busy.store(false, std::memory_order_relaxed);
  return reply;
}

std::optional<Next> Connection::depart(const Delivery& delivery, Outgoing bytes, After after) {
  if (delivery.kind == Delivery::Kind::dribbled) {
    piece_ = std::max<std::size_t>(delivery.bytes, 1);
    pause_ = std::clamp<Duration>(delivery.pause, Duration{0}, Delivery::kLongestPause);
  }
  if (delivery.delay <= Duration{0}) return send(std::move(bytes), after);
  out_ = std::move(bytes);
  out_at_ = 0;
  after_ = after;
  const Duration delay = std::min<Duration>(delivery.delay, Delivery::kLongestDelay);
  return hold(delivery.clock, (delivery.clock ? delivery.since : service_.now()) + delay);
}

Next Connection::hold(std::shared_ptr<VirtualClock> clock, SteadyTime due) {
  hold_.emplace(service_.waits, slot_, std::move(clock), due);
  phase_ = Phase::held;
  // What cannot leave before the end would only hold that up.
  return hold_->look_at() > service_.drain_until.load() ? Next::close : Next::wait_hang_up;
}

Next Connection::let_go() {
  if (!hold_->is_over()) return Next::close;  // the end of the drain
  hold_.reset();
  if (service_.is_draining() && after_ == After::go_on) after_ = After::close;
  phase_ = Phase::writing;
  const auto next = flush();
  return next ? *next : await_request();
}

std::optional<Next> Connection::send(Outgoing bytes, After after) {
  out_ = std::move(bytes);
  out_at_ = 0;
  after_ = after;
  phase_ = Phase::writing;
  return flush();
}

IoResult Connection::write_rest() {
  // Of a dribble as far as the piece goes that is under way.
  const std::size_t left = piece_ == 0 ? out_.size() - out_at_ : piece_ - out_at_ % piece_;
  const std::size_t in_head = std::min(out_at_, out_.head.size());
  const auto head = std::string_view{out_.head}.substr(in_head, left);
  const auto body = std::string_view{out_.body}.substr(out_at_ - in_head, left - head.size());
  return stream_.write(head, body);
}

std::optional<Next> Connection::flush() {
  while (out_at_ < out_.size()) {
    const IoResult sent = write_rest();
    if (const auto next = held_up_by(sent)) return next;
    out_at_ += sent.bytes;
    const bool is_piece = piece_ > 0 && out_at_ % piece_ == 0 && out_at_ < out_.size();
    if (is_piece) return hold(nullptr, service_.now() + pause_);
  }
  release(out_.head);
  release(out_.body);
  out_at_ = 0;
  piece_ = 0;
  if (after_ == After::reset) return Next::reset;
  if (after_ == After::go_on) {
    phase_ = Phase::reading;
    return std::nullopt;
  }
  // Closing with bytes unread would make the system send a reset, which can overtake the answer.
  phase_ = Phase::lingering;
  stream_.half_close();
  return Next::wait_readable;
}

Next Connection::linger(Scratch& scratch) {
  for (int turn = 0; turn < kTurns; ++turn) {
    const IoResult got = stream_.discard(scratch.buffer);
    if (got.kind == IoResult::Kind::want_read) break;
    if (got.kind != IoResult::Kind::done) return Next::close;
    lingered_ += got.bytes;
    if (lingered_ > service_.options.limits.linger_bytes) return Next::close;
  }
  return Next::wait_readable;
}

Next Connection::refuse(const http1::Refusal& refusal, Scratch& scratch) {
  count(scratch.counters.refused_requests);
  std::string bytes = write_refusal(refusal, scratch.date.at(service_.clock.wall_now()));
  // Bytes behind an error are never read as a request, so nothing of this one is needed any more.
  reader_ = http1::RequestReader{service_.options.limits.http};
  release(leftover_);
  const auto next = send({std::move(bytes)}, After::close);
  return next ? *next : Next::close;
}

bool Connection::fits_budget() {
  const std::size_t in = reader_.buffered() + leftover_.size();
  const std::size_t wanted = beyond_free(in) + beyond_free(out_.size() - out_at_);
  return wanted == held_ || service_.budget.resize(held_, wanted);
}

Next Connection::give_up_buffers(Scratch& scratch) {
  if (phase_ == Phase::reading) return refuse(kNoBufferLeft, scratch);
  count(scratch.counters.refused_requests);
  service_.log("too many bytes wait for slow readers; one connection was reset");
  return Next::reset;
}

Next Connection::settle(Next next, Scratch& scratch) {
  if (next == Next::close || next == Next::reset) return next;
  if (!fits_budget()) next = give_up_buffers(scratch);
  if (next == Next::close || next == Next::reset) return next;
  const Stage stage = stage_now();
  if (stage != stage_ || served_ != stage_served_) {
    stage_ = stage;
    stage_served_ = served_;
    deadline_ = deadline_of(stage, service_.now());
  }
  return next;
}

Connection::Stage Connection::stage_now() const {
  switch (phase_) {
    case Phase::handshake:
      return Stage::handshake;
    case Phase::held:
      return Stage::held;
    case Phase::writing:
      return Stage::write;
    case Phase::lingering:
      return Stage::linger;
    case Phase::reading:
      break;
  }
  switch (reader_.state()) {
    case http1::RequestReader::State::head:
      return Stage::head;
    case http1::RequestReader::State::body:
      return Stage::body;
    case http1::RequestReader::State::idle:
    case http1::RequestReader::State::complete:
    case http1::RequestReader::State::refused:
      break;
  }
  return Stage::idle;
}

SteadyTime Connection::deadline_of(Stage stage, SteadyTime now) const {
  const ListenLimits& limits = service_.options.limits;
  const SteadyTime drain = service_.drain_until;
  switch (stage) {
    case Stage::handshake:
      return std::min(now + limits.handshake_deadline, drain);
    case Stage::idle:
      return std::min(now + limits.idle_deadline, drain);
    case Stage::head:
      return std::min(now + limits.head_deadline, drain);
    case Stage::body:
      return std::min(now + limits.body_deadline, drain);
    case Stage::held:
      return drain;  // deadline() knows better
    case Stage::write:
      if (piece_ > 0) return std::min(now + limits.write_deadline, drain);
      // A request in work when the listener stops is finished: it gets its own share of the drain.
      if (drain == SteadyTime::max()) return now + limits.write_deadline;
      return now + std::min(limits.write_deadline, limits.drain_deadline);
    case Stage::linger:
      break;
  }
  return now + limits.linger;
}

}  // namespace understudy::mock::transport
