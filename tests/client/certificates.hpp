// SPDX-License-Identifier: MIT
/// Certificates made for one test: an authority and a server certificate that it signed.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "support/catch.hpp"

namespace understudy::client {

/// PEM files in a folder of their own, removed at the end.
class Certificates {
 public:
  enum class Signer : std::uint8_t { authority, itself };

  /// `name` is a subject alternative name such as "IP:127.0.0.1"; the certificate ends `seconds`
  /// from now, or has ended when that is negative.
  Certificates(const std::string& name, long seconds, Signer signer = Signer::authority) {
    std::string pattern = (std::filesystem::temp_directory_path() / "tls-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    const Key authority_key = make_key();
    const Key server_key = make_key();
    const Certificate authority = make_certificate("test authority", "CA:TRUE", "", 3'600,
                                                   *authority_key, nullptr, *authority_key);
    const bool is_own = signer == Signer::itself;
    const Certificate server =
        make_certificate("test server", "CA:FALSE", name, seconds, *server_key,
                         is_own ? nullptr : authority.get(), is_own ? *server_key : *authority_key);
    write("ca.pem", [&](FILE* file) { return PEM_write_X509(file, authority.get()); });
    write("cert.pem", [&](FILE* file) { return PEM_write_X509(file, server.get()); });
    write("key.pem", [&](FILE* file) {
      return PEM_write_PrivateKey(file, server_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
  }
  ~Certificates() { std::filesystem::remove_all(folder_); }
  Certificates(const Certificates&) = delete;
  Certificates& operator=(const Certificates&) = delete;

  [[nodiscard]] std::string authority() const { return folder_ / "ca.pem"; }
  [[nodiscard]] std::string certificate() const { return folder_ / "cert.pem"; }
  [[nodiscard]] std::string key() const { return folder_ / "key.pem"; }

 private:
  template <auto free>
  struct Free {
    template <typename T>
    void operator()(T* object) const {
      free(object);
    }
  };
  using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
  using Certificate = std::unique_ptr<X509, Free<X509_free>>;

  static Key make_key() { return Key{EVP_EC_gen("P-256")}; }

  static void extend(X509& certificate, int kind, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    REQUIRE(extension != nullptr);
    X509_add_ext(&certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }

  static Certificate make_certificate(const std::string& subject, const std::string& constraints,
                                      const std::string& name, long seconds, EVP_PKEY& key,
                                      const X509* issuer, EVP_PKEY& issuer_key) {
    Certificate certificate{X509_new()};
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), issuer == nullptr ? 1 : 2);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -7'200);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), seconds);
    X509_NAME* text = X509_get_subject_name(certificate.get());
    const std::string common = subject;
    X509_NAME_add_entry_by_txt(text, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(common.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate.get(),
                         issuer == nullptr ? text : X509_get_subject_name(issuer));
    X509_set_pubkey(certificate.get(), &key);
    extend(*certificate, NID_basic_constraints, "critical," + constraints);
    if (!name.empty()) extend(*certificate, NID_subject_alt_name, name);
    REQUIRE(X509_sign(certificate.get(), &issuer_key, EVP_sha256()) > 0);
    return certificate;
  }

  template <typename Write>
  void write(const char* name, Write write_pem) const {
    FILE* file = std::fopen((folder_ / name).c_str(), "wb");
    REQUIRE(file != nullptr);
    REQUIRE(write_pem(file) == 1);
    REQUIRE(std::fclose(file) == 0);
  }

  std::filesystem::path folder_;
};

}  // namespace understudy::client
