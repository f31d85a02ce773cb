// SPDX-License-Identifier: MIT
/// OpenSSL behind IoResult. The only file of the mock's transport that calls it.
#include "transport/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <string>
#include <utility>

namespace understudy::mock::transport {

namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

// The first entry of the queue is the cause; what lies above it only repeats where it surfaced.
std::string openssl_reason() {
  const unsigned long code = ERR_peek_error();
  const char* reason = nullptr;
  if (ERR_SYSTEM_ERROR(code)) return "the file cannot be opened";
  if (code != 0) reason = ERR_reason_error_string(code);
  ERR_clear_error();
  return reason == nullptr ? "unknown reason" : reason;
}

Failure<Error> refuse(std::string what, const std::string& file, std::string advice) {
  return Failure{Error{Errc::bad_input, std::move(what), file, std::move(advice)}};
}

IoResult result_of(SSL* session, int returned, std::size_t bytes) {
  if (returned > 0) return {IoResult::Kind::done, bytes};
  switch (SSL_get_error(session, returned)) {
    case SSL_ERROR_WANT_READ:
      return {IoResult::Kind::want_read};
    case SSL_ERROR_WANT_WRITE:
      return {IoResult::Kind::want_write};
    case SSL_ERROR_ZERO_RETURN:
      return {IoResult::Kind::closed};
    default:  // an integer of OpenSSL's, not an enumeration of ours
      return {IoResult::Kind::failed};
  }
}

}  // namespace

void FreeTlsSession::operator()(ssl_st* session) const { SSL_free(session); }

Result<Done> check_tls_files(const TlsFiles& files) {
  ERR_clear_error();
  const std::unique_ptr<SSL_CTX, FreeContext> context{SSL_CTX_new(TLS_server_method())};
  if (!context) return Failure{Error{Errc::internal, "OpenSSL gave no context", "", ""}};
  if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1) {
    return refuse("expected a PEM certificate chain: " + openssl_reason(), files.certificate,
                  "name a readable file that starts with the server's certificate");
  }
  // Without a callback OpenSSL would ask the terminal for the password of an encrypted key.
  SSL_CTX_set_default_passwd_cb(context.get(), [](char*, int, int, void*) { return 0; });
  if (SSL_CTX_use_PrivateKey_file(context.get(), files.private_key.c_str(), SSL_FILETYPE_PEM) !=
      1) {
    return refuse("expected the unencrypted PEM key of the certificate: " + openssl_reason(),
                  files.private_key, "name the key the certificate was made with");
  }
  return Done{};
}

void configure_tls(ssl_ctx_st* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
}

TlsSession make_tls_session(ssl_ctx_st* context, int socket) {
  ERR_clear_error();
  TlsSession session{SSL_new(context)};
  if (!session || SSL_set_fd(session.get(), socket) != 1) return nullptr;
  SSL_set_accept_state(session.get());
  return session;
}

IoResult tls_handshake(ssl_st* session) {
  ERR_clear_error();
  return result_of(session, SSL_do_handshake(session), 0);
}

IoResult tls_read(ssl_st* session, std::span<char> buffer) {
  std::size_t bytes = 0;
  ERR_clear_error();
  const int returned = SSL_read_ex(session, buffer.data(), buffer.size(), &bytes);
  return result_of(session, returned, bytes);
}

IoResult tls_write(ssl_st* session, std::string_view bytes) {
  std::size_t written = 0;
  ERR_clear_error();
  const int returned = SSL_write_ex(session, bytes.data(), bytes.size(), &written);
  return result_of(session, returned, written);
}

// Not SSL_has_pending: it counts half a record too, and waiting for the rest would become spinning.
bool tls_has_pending(const ssl_st* session) { return SSL_pending(session) > 0; }

void tls_close_notify(ssl_st* session) {
  ERR_clear_error();
  // After a fatal error or before the end of the handshake OpenSSL must not be asked to.
  if (SSL_is_init_finished(session) == 1) SSL_shutdown(session);
}

}  // namespace understudy::mock::transport
