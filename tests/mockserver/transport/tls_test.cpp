// SPDX-License-Identifier: MIT
/// The listener with TLS: the same front, and what only TLS can do wrong.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/time.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "raw_socket.hpp"
#include "support/catch.hpp"

namespace understudy::mock {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoon{30};

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, FreeWith<SSL_free>>;

Key make_key() { return Key{EVP_EC_gen("P-256")}; }

Certificate make_certificate(EVP_PKEY* key) {
  Certificate certificate{X509_new()};
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3'600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3'600);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const auto* common_name = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

// A folder of its own with a certificate, its key and another key, gone with the object.
class Files {
 public:
  Files() {
    std::string pattern = (std::filesystem::temp_directory_path() / "understudy-tls-XXXXXX");
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    const Key key = make_key();
    const Key other = make_key();
    const Certificate certificate = make_certificate(key.get());
    write("certificate.pem", [&](FILE* file) { PEM_write_X509(file, certificate.get()); });
    write("key.pem", [&](FILE* file) { write_key(file, key.get(), nullptr); });
    write("other.pem", [&](FILE* file) { write_key(file, other.get(), nullptr); });
    write("secret.pem", [&](FILE* file) { write_key(file, key.get(), "a password"); });
    write("text.pem", [](FILE* file) { std::fputs("no PEM at all\n", file); });
  }
  ~Files() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] TlsFiles tls(const std::string& key = "key.pem") const {
    return {path("certificate.pem"), path(key)};
  }

 private:
  static void write_key(FILE* file, EVP_PKEY* key, const char* password) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(password);
    const int size = password == nullptr ? 0 : static_cast<int>(std::string{password}.size());
    PEM_write_PrivateKey(file, key, password == nullptr ? nullptr : EVP_aes_128_cbc(), bytes, size,
                         nullptr, nullptr);
  }

  template <class Content>
  void write(const std::string& name, Content content) const {
    FILE* file = std::fopen(path(name).c_str(), "w");
    REQUIRE(file != nullptr);
    content(file);
    std::fclose(file);
  }

  std::filesystem::path folder_;
};

// A TLS client that blocks, with a deadline on every read and write.
class TlsClient {
 public:
  explicit TlsClient(Port port) : socket_(port), context_(SSL_CTX_new(TLS_client_method())) {
    const int flags = ::fcntl(socket_.descriptor(), F_GETFL);
    ::fcntl(socket_.descriptor(), F_SETFL, flags & ~O_NONBLOCK);
    const timeval patience{kPatience.count(), 0};
    ::setsockopt(socket_.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    session_.reset(SSL_new(context_.get()));
    SSL_set_fd(session_.get(), socket_.descriptor());
  }

  bool shake_hands() { return SSL_connect(session_.get()) == 1; }

  bool send(std::string_view bytes) {
    std::size_t written = 0;
    return SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &written) == 1 &&
           written == bytes.size();
  }

  // Up to and with the next `count` bodies that end in `mark`; shorter when the connection ends.
  std::string read_until(std::string_view mark, int count) {
    std::string text;
    std::size_t from = 0;
    while (count > 0) {
      const std::size_t at = text.find(mark, from);
      if (at != std::string::npos) {
        from = at + mark.size();
        --count;
        continue;
      }
      if (!read_more(text)) break;
    }
    return text;
  }

  // True when the other side said goodbye, false when the connection just broke.
  bool is_closed_properly() {
    std::string rest;
    while (read_more(rest)) {
    }
    return SSL_get_error(session_.get(), last_) == SSL_ERROR_ZERO_RETURN;
  }

 private:
  bool read_more(std::string& text) {
    std::array<char, 16'384> buffer;
    ERR_clear_error();
    last_ = SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (last_ <= 0) return false;
    text.append(buffer.data(), static_cast<std::size_t>(last_));
    return true;
  }

  RawSocket socket_;
  Context context_;
  Session session_;
  int last_ = 0;
};

int count_of(std::string_view needle, std::string_view text) {
  int count = 0;
  for (std::size_t at = text.find(needle); at != std::string_view::npos;
       at = text.find(needle, at + needle.size())) {
    ++count;
  }
  return count;
}

// Bodies end with a mark, so that a reader needs no framing.
Response answer_with_mark(const Request& request) {
  Response response;
  if (request.target == "/large") response.body.assign(5'000'000, 'a');
  response.body += "[" + std::to_string(request.body.size()) + "]";
  return response;
}

Listener open(const Files& files, ListenLimits limits = {}) {
  return Listener::open(answer_with_mark, {.tls = files.tls(), .limits = limits}).value();
}

}  // namespace

TEST_CASE("requests are served through TLS, several on one connection", "[mock][transport][tls]") {
  const Files files;
  Listener listener = open(files);
  TlsClient client{listener.port()};

  REQUIRE(client.shake_hands());
  client.send(kGet);
  const std::string first = client.read_until("]", 1);
  client.send(kGet);
  const std::string second = client.read_until("]", 1);

  CHECK(listener.url() == "https://127.0.0.1:" + std::to_string(static_cast<int>(listener.port())));
  CHECK(first.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(first.ends_with("\r\n\r\n[0]"));
  CHECK(second.ends_with("\r\n\r\n[0]"));
  CHECK(listener.stats().requests == 2);
}

TEST_CASE("pipelined requests in one TLS record are all answered", "[mock][transport][tls][H28]") {
  const Files files;
  Listener listener = open(files);
  TlsClient client{listener.port()};
  std::string requests;
  for (int i = 0; i < 300; ++i) requests += kGet;

  REQUIRE(client.shake_hands());
  CHECK(client.send(requests));

  CHECK(count_of("HTTP/1.1 200 OK", client.read_until("]", 300)) == 300);
}

TEST_CASE("large bodies go both ways through TLS", "[mock][transport][tls]") {
  const Files files;
  Listener listener = open(files);
  TlsClient client{listener.port()};
  const std::string body(1'000'000, 'b');

  REQUIRE(client.shake_hands());
  CHECK(client.send("POST /large HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1000000\r\n\r\n" +
                    body));
  const std::string answer = client.read_until("]", 1);
  CHECK(client.send(kGet));

  CHECK(answer.ends_with("a[1000000]"));
  CHECK(count_of("a", answer) >= 5'000'000);
  CHECK(client.read_until("]", 1).ends_with("[0]"));
}

TEST_CASE("a refusal arrives through TLS and the connection ends properly",
          "[mock][transport][tls][H01]") {
  const Files files;
  Listener listener = open(files);
  TlsClient client{listener.port()};

  REQUIRE(client.shake_hands());
  client.send("nonsense\r\n\r\n");

  CHECK(client.read_until("}", 1).starts_with("HTTP/1.1 400 Bad Request\r\n"));
  CHECK(client.is_closed_properly());
}

TEST_CASE("a handshake that does not end is cut off at its deadline",
          "[mock][transport][tls][R20]") {
  const Files files;
  ListenLimits limits;
  limits.handshake_deadline = kSoon;
  Listener listener = open(files, limits);
  RawSocket silent{listener.port()};
  RawSocket dribbling{listener.port()};

  dribbling.send(std::string_view{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11});

  CHECK(silent.read_to_end().first.empty());
  CHECK(dribbling.read_to_end().first.empty());
  CHECK(listener.stats().requests == 0);
}

TEST_CASE("half a TLS record keeps no worker busy", "[mock][transport][tls][R20]") {
  const Files files;
  ListenLimits limits;
  limits.workers = 1;
  limits.handshake_deadline = kNever;
  Listener listener = open(files, limits);
  RawSocket half{listener.port()};
  half.send(std::string_view{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11});

  TlsClient client{listener.port()};
  REQUIRE(client.shake_hands());
  client.send(kGet);

  CHECK(client.read_until("]", 1).ends_with("[0]"));
}

TEST_CASE("plain HTTP on a TLS port is cut off", "[mock][transport][tls][R20]") {
  const Files files;
  Listener listener = open(files);
  RawSocket client{listener.port()};

  client.send(kGet);
  const auto [bytes, ending] = client.read_to_end();

  CHECK(bytes.find("HTTP/1.1 200") == std::string::npos);
  CHECK(listener.stats().requests == 0);
}

TEST_CASE("past the cap a TLS client is only closed", "[mock][transport][tls][limit][R11]") {
  const Files files;
  ListenLimits limits;
  limits.connections = 1;
  Listener listener = open(files, limits);
  TlsClient client{listener.port()};
  REQUIRE(client.shake_hands());

  RawSocket one_more{listener.port()};

  CHECK(one_more.read_to_end().first.empty());
  CHECK(listener.stats().refused_connections == 1);
}

TEST_CASE("an idle TLS connection ends properly when the listener stops",
          "[mock][transport][tls][X02]") {
  const Files files;
  ListenLimits limits;
  limits.idle_deadline = kNever;
  limits.drain_deadline = kNever;
  Listener listener = open(files, limits);
  TlsClient client{listener.port()};
  REQUIRE(client.shake_hands());
  client.send(kGet);
  client.read_until("]", 1);

  listener.stop();

  CHECK(client.is_closed_properly());
}

TEST_CASE("a TLS client may vanish at any moment", "[mock][transport][tls][R12]") {
  const Files files;
  Listener listener = open(files);
  for (int i = 0; i < 50; ++i) {
    TlsClient client{listener.port()};
    if (i % 3 == 0) continue;
    REQUIRE(client.shake_hands());
    if (i % 3 == 1) client.send("POST /a HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9\r\n\r\n");
    if (i % 3 == 2) client.send("GET /large HTTP/1.1\r\nHost: a.example\r\n\r\n");
  }

  wait_until_all_closed(listener);
  TlsClient client{listener.port()};
  CHECK(client.shake_hands());
}

TEST_CASE("TLS files that cannot be used are named", "[mock][transport][tls]") {
  const Files files;
  const auto error_of = [](TlsFiles tls) {
    auto opened = Listener::open(answer_with_mark, {.tls = std::move(tls)});
    return opened ? Error{} : opened.error();
  };

  const Error other_key = error_of(files.tls("other.pem"));
  const Error no_key = error_of(files.tls("absent.pem"));
  const Error locked_key = error_of(files.tls("secret.pem"));
  const Error no_certificate = error_of({files.path("absent.pem"), files.path("key.pem")});
  const Error no_pem = error_of({files.path("text.pem"), files.path("key.pem")});

  CHECK(other_key.code == Errc::bad_input);
  CHECK(other_key.where == files.path("other.pem"));
  CHECK(other_key.what.find("key values mismatch") != std::string::npos);
  CHECK(no_key.code == Errc::bad_input);
  CHECK(no_key.where == files.path("absent.pem"));
  CHECK(no_key.what.find("the file cannot be opened") != std::string::npos);
  CHECK(locked_key.code == Errc::bad_input);
  CHECK(locked_key.where == files.path("secret.pem"));
  CHECK(no_certificate.code == Errc::bad_input);
  CHECK(no_certificate.where == files.path("absent.pem"));
  CHECK(no_pem.code == Errc::bad_input);
  CHECK(no_pem.where == files.path("text.pem"));
  CHECK(no_pem.what.find("no start line") != std::string::npos);
}

}  // namespace understudy::mock
