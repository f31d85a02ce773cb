// SPDX-License-Identifier: MIT
/// TLS on a non-blocking socket: our own sessions of the context that the listener's files gave.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "transport/socket.hpp"
#include "understudy/base/result.hpp"
#include "understudy/mock/listener.hpp"

struct ssl_ctx_st;  // SSL_CTX
struct ssl_st;      // SSL

namespace understudy::mock::transport {

struct FreeTlsSession {
  void operator()(ssl_st* session) const;
};
using TlsSession = std::unique_ptr<ssl_st, FreeTlsSession>;

/// Whether a server can be made of these files.
///
/// Errors:   bad_input at the file that cannot be read or is no PEM, at the key file when the key
/// is
///           not the one of the certificate
Result<Done> check_tls_files(const TlsFiles& files);

/// TLS 1.2 and up, no renegotiation, small idle sessions, writes that may be partial.
void configure_tls(ssl_ctx_st* context);

/// The server's side of a session; null when there is no memory for one.
TlsSession make_tls_session(ssl_ctx_st* context, int socket);

IoResult tls_handshake(ssl_st* session);
IoResult tls_read(ssl_st* session, std::span<char> buffer);
IoResult tls_write(ssl_st* session, std::string_view bytes);
/// Bytes that left the socket but were not given out yet: no poll will report them.
bool tls_has_pending(const ssl_st* session);
/// Tells the peer that nothing more comes; best effort.
void tls_close_notify(ssl_st* session);

}  // namespace understudy::mock::transport
