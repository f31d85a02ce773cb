// SPDX-License-Identifier: MIT
#include "transport/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

#include "understudy/base/http.hpp"

namespace understudy::client {

namespace {

constexpr int kEitherFormat = 15 + 32;  // the largest window; zlib or gzip by its first bytes
constexpr std::size_t kStep = 16'384;

Failure<Error> refuse(Errc code, const char* what) {
  return Failure{Error{code, what, "body", ""}};
}

}  // namespace

struct Inflater::Impl {
  explicit Impl(std::size_t bound) : most(bound) {
    is_ready = inflateInit2(&stream, kEitherFormat) == Z_OK;
  }
  ~Impl() {
    if (is_ready) inflateEnd(&stream);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] bool grows_too_much(std::size_t produced) const {
    return produced > kFreeOfGrowth && produced / kMostGrowth >= taken;
  }
  Result<Done> step(std::string& out);

  std::size_t most;
  z_stream stream{};
  bool is_ready = false;
  bool is_complete = false;
  std::size_t taken = 0;
  std::size_t given = 0;
};

Result<Done> Inflater::Impl::step(std::string& out) {
  std::array<unsigned char, kStep> buffer;
  stream.next_out = buffer.data();
  stream.avail_out = static_cast<uInt>(buffer.size());
  const uInt before = stream.avail_in;
  const int status = inflate(&stream, Z_NO_FLUSH);
  const std::size_t produced = buffer.size() - stream.avail_out;
  taken += before - stream.avail_in;
  given += produced;
  if (given > most) return refuse(Errc::limit_exceeded, "expected less when decompressed");
  if (grows_too_much(given)) {
    return refuse(Errc::limit_exceeded, "expected a body that grows to at most 100 times its size");
  }
  out.append(reinterpret_cast<const char*>(buffer.data()), produced);
  is_complete = status == Z_STREAM_END;
  if (status == Z_OK || status == Z_STREAM_END) return Done{};
  if (status == Z_BUF_ERROR && stream.avail_in == 0) return Done{};  // more has to come
  if (status == Z_MEM_ERROR) return refuse(Errc::limit_exceeded, "no memory to decompress with");
  return refuse(Errc::bad_answer, "expected compressed data, got something else");
}

bool is_inflatable(std::string_view coding) {
  return equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip") ||
         equal_ignoring_case(coding, "deflate");
}

Inflater::Inflater(std::size_t most) : impl_(std::make_unique<Impl>(most)) {}
Inflater::~Inflater() = default;
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;

Result<Done> Inflater::feed(std::string_view bytes, std::string& out) {
  Impl& impl = *impl_;
  if (!impl.is_ready) return refuse(Errc::limit_exceeded, "no memory to decompress with");
  constexpr std::size_t kLargest = std::numeric_limits<uInt>::max();
  while (!bytes.empty()) {
    const auto size = static_cast<uInt>(std::min(bytes.size(), kLargest));
    // The library does not write there, but its type has no const.
    impl.stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    impl.stream.avail_in = size;
    bytes.remove_prefix(size);
    bool has_more = true;
    while (has_more) {
      // A member of gzip may follow another; whatever else follows is refused as broken.
      if (impl.is_complete && impl.stream.avail_in > 0) inflateReset(&impl.stream);
      auto taken = impl.step(out);
      if (!taken) return taken;
      has_more = impl.stream.avail_in > 0 || impl.stream.avail_out == 0;
    }
  }
  return Done{};
}

bool Inflater::is_complete() const { return impl_->is_complete; }

}  // namespace understudy::client
