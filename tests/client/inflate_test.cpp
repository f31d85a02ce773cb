// SPDX-License-Identifier: MIT
/// Compressed bodies: read in any split, and no further than allowed.
#include "transport/inflate.hpp"

#include <zlib.h>

#include "support/catch.hpp"

namespace understudy::client {

namespace {

std::string deflated(const std::string& text, int window = 15 + 16) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string in = text;
  std::string out(text.size() + 1'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

/// A text that shrinks to about a third.
std::string numbers(std::size_t size) {
  std::string text;
  for (unsigned i = 1; text.size() < size; ++i) text += std::to_string(i * 2'654'435'761U) + ",";
  text.resize(size);
  return text;
}

constexpr std::size_t kMost = 16'777'216;

std::string code_of(const std::string& bytes, std::size_t most = kMost) {
  Inflater inflater{most};
  std::string out;
  const auto fed = inflater.feed(bytes, out);
  return fed ? "done" : std::string{name_of(fed.error().code)};
}

}  // namespace

TEST_CASE("the codings that are read", "[client][inflate]") {
  CHECK(is_inflatable("gzip"));
  CHECK(is_inflatable("GZip"));
  CHECK(is_inflatable("x-gzip"));
  CHECK(is_inflatable("deflate"));
  CHECK_FALSE(is_inflatable("br"));
  CHECK_FALSE(is_inflatable("gzip, gzip"));
  CHECK_FALSE(is_inflatable(""));
}

TEST_CASE("gzip and zlib are read in any split", "[client][inflate]") {
  const std::string text = numbers(100'000);
  for (const int window : {15 + 16, 15}) {
    const std::string bytes = deflated(text, window);
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1'000}, kMost}) {
      INFO(window << " " << step);
      Inflater inflater{text.size()};
      std::string out;
      bool is_fine = true;
      for (std::size_t at = 0; at < bytes.size(); at += step) {
        is_fine = is_fine && !inflater.is_complete() &&
                  inflater.feed(std::string_view{bytes}.substr(at, step), out);
      }
      CHECK(is_fine);
      CHECK(inflater.is_complete());
      CHECK(out == text);
    }
  }
}

TEST_CASE("one byte more than allowed is refused", "[client][inflate][limit]") {
  const std::string bytes = deflated(numbers(100'000));
  CHECK(code_of(bytes, 100'000) == "done");
  CHECK(code_of(bytes, 99'999) == "limit_exceeded");
}

TEST_CASE("growth past a hundred times is refused early, in small texts it is not looked at",
          "[client][inflate][limit][K01]") {
  CHECK(code_of(deflated(std::string(60'000, 'a'))) == "done");
  Inflater inflater{kMost};
  std::string out;
  const auto fed = inflater.feed(deflated(std::string(10'000'000, 'a')), out);
  REQUIRE_FALSE(fed);
  CHECK(fed.error().code == Errc::limit_exceeded);
  CHECK(out.size() <= 100'000);
}

TEST_CASE("members of gzip stand one behind the other", "[client][inflate]") {
  Inflater inflater{kMost};
  std::string out;
  REQUIRE(inflater.feed(deflated("abc") + deflated("") + deflated("def"), out));
  CHECK(out == "abcdef");
  CHECK(inflater.is_complete());
}

TEST_CASE("what is broken is no answer", "[client][inflate]") {
  const std::string bytes = deflated(numbers(1'000));
  CHECK(code_of("no gzip") == "bad_answer");
  CHECK(code_of(bytes + "x") == "done");  // may be the beginning of a member
  CHECK(code_of(bytes + "xy") == "bad_answer");
  for (std::size_t at = bytes.size() - 8; at < bytes.size(); ++at) {
    INFO(at);
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK(code_of(changed) == "bad_answer");
  }
  Inflater cut{kMost};
  std::string out;
  REQUIRE(cut.feed(std::string_view{bytes}.substr(0, bytes.size() - 1), out));
  CHECK_FALSE(cut.is_complete());
}

}  // namespace understudy::client
