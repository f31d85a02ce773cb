// SPDX-License-Identifier: MIT
/// HTTP/1.1 on the wire: bytes to messages and back, strict and bounded, without a socket.
///
/// Source: RFC 9112 (framing), RFC 9110 (fields); where a receiver may choose, the strict reading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "understudy/base/clock.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/result.hpp"

namespace understudy::http1 {

/// Past a limit a request is refused with the status named beside it.
struct Limits {
  std::size_t request_line = 8'190;   // 414
  std::size_t field_line = 8'190;     // 431
  std::size_t head = 32'768;          // 431
  std::size_t fields = 100;           // 431
  std::size_t body = 1'048'576;       // 413, counted after chunk decoding
  std::size_t chunk_size_digits = 8;  // 400
  std::size_t chunk_line = 256;       // 400, extensions included
  std::size_t trailers = 8'190;       // 431
};

/// Why bytes are no acceptable request, and what to answer before closing.
struct Refusal {
  int status = 400;
  std::string_view what;  ///< a constant sentence; never quotes input

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// Reads requests off one connection, in any split.
///
/// A reader holds one request at a time. feed() takes bytes until that request is complete or
/// refused and says how many it took; what it did not take belongs to the next request. The caller
/// keeps the buffer, so pipelined bytes are never lost, and bytes behind a refusal are never read.
class RequestReader {
 public:
  enum class State : std::uint8_t {
    idle,      ///< no byte of a request seen yet (an empty line before it does not count)
    head,      ///< inside request line or fields
    body,      ///< head complete, body bytes due
    complete,  ///< take() gives the request
    refused,   ///< refusal() says why; the connection is to be closed
  };

  explicit RequestReader(const Limits& limits = {});
  ~RequestReader();
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;

  /// Takes bytes; returns how many. Takes none when complete or refused. A line is refused when it
  /// is complete; a control byte, a bare CR or LF and a passed limit at the very byte.
  std::size_t feed(std::string_view bytes);

  [[nodiscard]] State state() const;
  /// Only when refused.
  [[nodiscard]] const Refusal& refusal() const;
  /// Head read: whether the client waits for "100 Continue" (1.1 only, a body due, none of it
  /// here).
  [[nodiscard]] bool awaits_continue() const;
  /// To be called when the interim answer is on its way; awaits_continue() is false from then on.
  void continue_sent();
  /// Complete: whether the connection may carry another request (Connection field and version).
  [[nodiscard]] bool keeps_alive() const;
  /// Complete: whether the request came as HTTP/1.0, so that keep-alive has to be echoed.
  [[nodiscard]] bool is_http10() const;
  /// Bytes this reader holds: what counts against a server's buffer budget.
  [[nodiscard]] std::size_t buffered() const;

  /// The complete request; the reader is idle again and ready for the next one.
  Request take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// What a response is sent with, besides itself.
struct WriteContext {
  bool to_head = false;          ///< answer to HEAD: fields as for GET, no body
  bool close = false;            ///< "Connection: close"
  bool echo_keep_alive = false;  ///< "Connection: keep-alive", for HTTP/1.0 clients
  std::string_view date = {};    ///< IMF-fixdate; empty: no Date field
};

/// The bytes of a response; adds Date, Content-Length and Connection by RFC 9110 section 6.4 (none
/// and no body on 1xx and 204; no body on 304, and a length only when the response has a body to
/// tell it). Connection, Content-Length, Date and Transfer-Encoding fields of the response itself
/// are checked and left out.
///
/// Errors:   bad_input when a field name is no token or a value has CR, LF, NUL or a control
///           (`where` is "field N", counted from 0), and for a status outside 100..599;
///           limit_exceeded past 64 KB of head or `max_body`
Result<std::string> write_response(const Response& response, const WriteContext& context,
                                   std::size_t max_body = 16'777'216);

/// The bytes of a request to `host` ("example.com:8080"): adds Host and Content-Length, the latter
/// on POST, PUT and PATCH also without a body; such fields and Transfer-Encoding of the request
/// itself are left out. Errors as above, and bad_input for a target outside origin-form bytes ("*"
/// with OPTIONS aside) or a host that no Host field may have.
Result<std::string> write_request(const Request& request, std::string_view host);

struct ResponseLimits {
  std::size_t status_line = 8'190;
  std::size_t head = 65'536;
  std::size_t fields = 100;
  std::size_t body = 16'777'216;
  std::size_t interim = 16;  ///< 1xx answers before the final one
};

/// Reads the answers to our own requests. Same contract as RequestReader; a response without
/// framing ends with the connection, which the caller reports through finish().
class ResponseReader {
 public:
  enum class State : std::uint8_t { head, body, complete, refused };

  /// `method` is the one of the request: HEAD has no body, whatever its fields say.
  explicit ResponseReader(Method method, const ResponseLimits& limits = {});
  ~ResponseReader();
  ResponseReader(ResponseReader&&) noexcept;
  ResponseReader& operator=(ResponseReader&&) noexcept;

  std::size_t feed(std::string_view bytes);
  /// The peer has closed: completes a body that ends so, refuses one that is short.
  void finish();

  [[nodiscard]] State state() const;
  /// Only when refused: kind, what and byte place.
  [[nodiscard]] const Error& error() const;
  [[nodiscard]] bool keeps_alive() const;
  Response take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace understudy::http1
