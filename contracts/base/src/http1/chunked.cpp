// SPDX-License-Identifier: MIT
/// The chunked transfer coding: chunk lines, data, trailers.
#include "http1/chunked.hpp"

#include <algorithm>
#include <optional>

#include "http1/head.hpp"

namespace understudy::http1 {

namespace {

constexpr std::size_t kMaxSizeDigits = 15;  // ours: whatever the limit says, 60 bits hold them
constexpr Refusal kBadSize{400, "a chunk size is not one to eight hex digits"};
constexpr Refusal kBadExtension{400, "a chunk extension is malformed"};
constexpr Refusal kBadDataEnd{400, "the data of a chunk does not end with CRLF"};
constexpr Refusal kChunkLineTooLong{400, "a chunk line is too long"};
constexpr Refusal kTrailersTooLarge{431, "the trailers are too large"};

// BWS = *( SP / HTAB )
void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

bool accept(std::string_view& text, char wanted) {
  const bool seen = !text.empty() && text.front() == wanted;
  if (seen) text.remove_prefix(1);
  return seen;
}

bool skip_token(std::string_view& text) {
  const std::size_t length = span_of(text, kTokenByte);
  text.remove_prefix(length);
  return length > 0;
}

// quoted-string = DQUOTE *( qdtext / "\" any ) DQUOTE; the opening quote has been read
bool skip_quoted(std::string_view& text) {
  for (;;) {
    text.remove_prefix(span_of(text, kQuotedByte));
    if (accept(text, '"')) return true;
    if (!accept(text, '\\') || text.empty() || is(text.front(), kControlByte)) return false;
    text.remove_prefix(1);
  }
}

// chunk-ext = *( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )
bool are_extensions(std::string_view text) {
  while (!text.empty()) {
    skip_blanks(text);
    if (!accept(text, ';')) return false;
    skip_blanks(text);
    if (!skip_token(text)) return false;

    std::string_view behind = text;
    skip_blanks(behind);
    if (!accept(behind, '=')) continue;
    skip_blanks(behind);
    text = behind;
    const bool is_value = accept(text, '"') ? skip_quoted(text) : skip_token(text);
    if (!is_value) return false;
  }
  return true;
}

// chunk-size = 1*HEXDIG
std::optional<std::uint64_t> read_size(std::string_view digits, std::size_t max_digits) {
  if (digits.empty() || digits.size() > std::min(max_digits, kMaxSizeDigits)) return std::nullopt;
  std::uint64_t size = 0;
  for (const char c : digits) {
    const int digit = is(c, kDigitByte) ? c - '0' : (c | 0x20) - 'a' + 10;
    size = size * 16 + static_cast<std::uint64_t>(digit);
  }
  return size;
}

}  // namespace

ChunkedReader::Status ChunkedReader::refuse(const Refusal& refusal) {
  refusal_ = refusal;
  return Status::fault;
}

ChunkedReader::Status ChunkedReader::refuse_line(const LineFault& fault, const Refusal& too_long) {
  offset_ += fault.at;
  switch (fault.kind) {
    case LineFault::Kind::control:
      return refuse(kControlInLine);
    case LineFault::Kind::section_full:
      return refuse(kTrailersTooLarge);
    case LineFault::Kind::too_long:
      return refuse(too_long);
  }
  return refuse(too_long);
}

// chunk-size [ chunk-ext ] CRLF
ChunkedReader::Status ChunkedReader::take_size_line(std::string_view& bytes) {
  const auto status = line_.take(bytes, {limits_.chunk_line});
  if (status == LineReader::Status::partial) return Status::partial;
  if (status == LineReader::Status::fault) return refuse_line(line_.fault(), kChunkLineTooLong);

  const std::string_view text = line_.content();
  const std::size_t digits = span_of(text, kHexByte);
  const auto size = read_size(text.substr(0, digits), limits_.chunk_size_digits);
  const std::string_view extensions = text.substr(digits);
  const bool is_well_formed = (extensions.empty() || extensions.front() == ';') && size;
  if (!is_well_formed || !are_extensions(extensions)) {
    if (const auto fault = line_.control_fault()) return refuse_line(*fault, kChunkLineTooLong);
    return refuse(is_well_formed ? kBadExtension : kBadSize);
  }
  if (*size > limits_.body - decoded_) return refuse(kBodyTooLarge);

  offset_ += line_.wire_size();
  chunk_left_ = *size;
  step_ = *size == 0 ? Step::trailers : Step::data;
  return Status::partial;
}

ChunkedReader::Status ChunkedReader::take_data(std::string_view& bytes, std::string* body) {
  const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, bytes.size()));
  if (body != nullptr) body->append(bytes.substr(0, length));
  bytes.remove_prefix(length);
  offset_ += length;
  decoded_ += length;
  chunk_left_ -= length;
  if (chunk_left_ == 0) step_ = Step::data_cr;
  return Status::partial;
}

ChunkedReader::Status ChunkedReader::take_data_end(std::string_view& bytes) {
  if (bytes.front() != (step_ == Step::data_cr ? '\r' : '\n')) return refuse(kBadDataEnd);
  bytes.remove_prefix(1);
  ++offset_;
  step_ = step_ == Step::data_cr ? Step::data_lf : Step::size;
  return Status::partial;
}

// trailer-section CRLF = *( field-line CRLF ) CRLF
ChunkedReader::Status ChunkedReader::take_trailer(std::string_view& bytes) {
  // The limit counts field lines; the empty line behind them is always allowed.
  const std::size_t left = limits_.trailers - trailer_bytes_;
  const auto status = line_.take(bytes, {limits_.field_line, std::max(left, left + 2)});
  if (status == LineReader::Status::partial) return Status::partial;
  if (status == LineReader::Status::fault) return refuse_line(line_.fault(), kLineTooLong);

  if (!line_.content().empty()) {
    if (const auto field = parse_field_line(line_.content()); !field) {
      if (const auto fault = line_.control_fault()) return refuse_line(*fault, kLineTooLong);
      return refuse(field.error());
    }
  }
  offset_ += line_.wire_size();
  trailer_bytes_ += line_.wire_size();
  return line_.content().empty() ? Status::complete : Status::partial;
}

ChunkedReader::Status ChunkedReader::take(std::string_view& bytes, std::string* body) {
  Status status = Status::partial;
  while (status == Status::partial && !bytes.empty()) {
    switch (step_) {
      case Step::size:
        status = take_size_line(bytes);
        break;
      case Step::data:
        status = take_data(bytes, body);
        break;
      case Step::data_cr:
      case Step::data_lf:
        status = take_data_end(bytes);
        break;
      case Step::trailers:
        status = take_trailer(bytes);
        break;
    }
  }
  return status;
}

}  // namespace understudy::http1
