// SPDX-License-Identifier: MIT
/// One answer as it comes in, held against every limit of docs/transports.md while it does.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "transport/inflate.hpp"
#include "understudy/base/http.hpp"
#include "understudy/base/http1.hpp"
#include "understudy/base/result.hpp"

namespace understudy::client {

/// Fed by a library that has taken the framing away: lines of heads, then bytes of a body.
class AnswerReader {
 public:
  struct Bounds {
    std::size_t body = 0;     ///< decompressed
    bool decompress = false;  ///< gzip and deflate; otherwise a coded body stays as it is
    bool is_of_head = false;  ///< to HEAD: the length is that of a body which does not come
  };

  explicit AnswerReader(Bounds bounds);

  /// One line of a head, its end included; a 1xx answer before the final one has its lines here
  /// too. Behind the final head it is a line of trailers, which are bounded and dropped.
  ///
  /// Errors:   bad_answer, limit_exceeded; also from then on
  Result<Done> take_line(std::string_view line);
  /// The same for a head whose fields have been taken apart: values with a control are refused.
  Result<Done> take_head(int status, const std::string& reason, const Fields& fields);
  /// Errors:   limit_exceeded; bad_answer for a coding that is broken or unknown
  Result<Done> take_body(std::string_view bytes);

  /// Whether a byte of an answer has come.
  [[nodiscard]] bool has_begun() const { return has_begun_; }
  /// Whether the final head is complete.
  [[nodiscard]] bool has_head() const { return has_head_; }
  /// Why a byte was refused; nothing while none was.
  [[nodiscard]] const std::optional<Error>& refusal() const { return refusal_; }

  /// The whole answer, when the library says that there is no more.
  ///
  /// Errors:   the refusal; connection_lost without a head; truncated inside of a coded body
  Result<Response> take();

 private:
  Result<Done> refuse(Error error);
  Result<Done> end_head();

  Bounds bounds_;
  http1::ResponseReader reader_;  // reads heads alone, as for an answer to HEAD
  std::optional<Inflater> inflater_;
  Response response_;
  std::optional<Error> refusal_;
  std::size_t trailer_bytes_ = 0;
  bool has_begun_ = false;
  bool has_head_ = false;
};

}  // namespace understudy::client
