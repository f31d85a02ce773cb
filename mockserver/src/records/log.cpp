// SPDX-License-Identifier: MIT
#include "records/log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "records/crc32c.hpp"
#include "understudy/base/json.hpp"

namespace understudy::mock::records {

namespace {

constexpr std::string_view kFormat = "understudy-log";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kLength = kHexDigits;  // where a line has its parts
constexpr std::size_t kChecksum = kLength + 1;
constexpr std::size_t kPayload = kChecksum + kHexDigits + 1;
constexpr std::size_t kBuffer = 262'144;  // ours: bytes per write of a new file

std::string line_of(std::string_view payload) {
  std::string line;
  line.reserve(kPayload + payload.size() + 1);
  append_hex(line, static_cast<std::uint32_t>(payload.size()));
  line += ' ';
  append_hex(line, crc32c(payload));
  line += ' ';
  line += payload;
  line += '\n';
  return line;
}

std::string write_head(std::string_view api, std::uint32_t base) {
  std::string digits;
  append_hex(digits, base);
  return R"({"format":")" + std::string{kFormat} + R"(","version":)" + std::to_string(kVersion) +
         R"(,"api":")" + std::string{api} + R"(","base":")" + digits + "\"}";
}

std::optional<std::uint32_t> parse_hex(std::string_view digits) {
  std::uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, code] = std::from_chars(digits.data(), end, value, 16);
  std::string again;
  append_hex(again, value);
  if (code != std::errc{} || stop != end || again != digits) return std::nullopt;
  return value;
}

/// The payload of a line without its end; nothing when the line is not as it was written.
std::optional<std::string_view> payload_of(std::string_view line) {
  if (line.size() < kPayload || line[kLength] != ' ' || line[kPayload - 1] != ' ') {
    return std::nullopt;
  }
  const std::string_view payload = line.substr(kPayload);
  const auto length = parse_hex(line.substr(0, kHexDigits));
  const auto checksum = parse_hex(line.substr(kChecksum, kHexDigits));
  if (length != payload.size() || checksum != crc32c(payload)) return std::nullopt;
  return payload;
}

/// Says why a first payload is not the one that we would write.
Result<Done> check_head(std::string_view payload, std::string_view want, const std::string& path) {
  if (payload == want) return Done{};
  const auto head = parse_json(payload);
  if (!head || !head->is_object() || head->value("format", Json{}) != kFormat) {
    return Failure{Error{Errc::unsupported, "expected a log of understudy", path,
                         "move the file away, or give another folder"}};
  }
  if (head->value("version", Json{}) != kVersion) {
    return Failure{Error{Errc::unsupported,
                         "expected version " + std::to_string(kVersion) + " of the format", path,
                         "use the version of understudy that has written it"}};
  }
  return Failure{Error{Errc::unsupported, "the log belongs to other data than this server has",
                       path,
                       "start with the --seed, --rows and --data of before, or move the file away "
                       "to start from the seed"}};
}

/// Whether what stands behind the last line end is a line that was never finished: shorter than it
/// says. Zeros are what some disks leave of bytes that were on their way.
bool is_unfinished(std::string_view tail) {
  while (tail.ends_with('\0')) tail.remove_suffix(1);
  if (tail.size() < kPayload) return true;
  const auto length = parse_hex(tail.substr(0, kHexDigits));
  return length && tail.size() - kPayload <= *length;
}

/// Calls until no signal interrupts it.
template <typename Call>
auto retried(const Call& call) {
  auto outcome = call();
  while (outcome < 0 && errno == EINTR) outcome = call();
  return outcome;
}

Result<Done, DiskError> write_all(const Disk& disk, int file, std::string_view bytes,
                                  std::size_t at) {
  while (!bytes.empty()) {
    const ssize_t written = retried(
        [&] { return disk.write(file, bytes.data(), bytes.size(), static_cast<off_t>(at)); });
    if (written <= 0) return Failure{DiskError{written < 0 ? errno : ENOSPC, "write"}};
    bytes.remove_prefix(static_cast<std::size_t>(written));
    at += static_cast<std::size_t>(written);
  }
  return Done{};
}

Result<Done, DiskError> sync(const Disk& disk, int file, std::string_view call) {
  if (retried([&] { return disk.sync(file); }) == 0) return Done{};
  return Failure{DiskError{errno, call}};
}

/// A file under another name, removed unless it was renamed.
class FreshFile {
 public:
  FreshFile(const Folder& folder, std::string name) : folder_(folder), name_(std::move(name)) {
    ::unlinkat(folder_.descriptor(), name_.c_str(), 0);
    file_ = File{retried([&] {
      return folder_.disk().open(folder_.descriptor(), name_.c_str(), O_RDWR | O_CREAT | O_EXCL);
    })};
    if (!file_.is_open()) error_ = DiskError{errno, "create"};
  }
  ~FreshFile() {
    if (file_.is_open()) ::unlinkat(folder_.descriptor(), name_.c_str(), 0);
  }
  FreshFile(const FreshFile&) = delete;
  FreshFile& operator=(const FreshFile&) = delete;

  void append(std::string_view line) {
    buffer_ += line;
    if (buffer_.size() >= kBuffer) flush();
  }

  /// On the disk, under its new name.
  Result<Done, DiskError> finish_as(const std::string& name) {
    flush();
    if (!error_) take(sync(folder_.disk(), file_.descriptor(), "fdatasync"));
    if (!error_ && retried([&] {
                     return folder_.disk().rename(folder_.descriptor(), name_.c_str(),
                                                  name.c_str());
                   }) != 0) {
      error_ = DiskError{errno, "rename"};
    }
    if (error_) return Failure{*error_};
    return Done{};
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  File release() { return std::move(file_); }

 private:
  void take(const Result<Done, DiskError>& outcome) {
    if (!outcome) error_ = outcome.error();
  }
  void flush() {
    if (!error_) take(write_all(folder_.disk(), file_.descriptor(), buffer_, size_));
    size_ += buffer_.size();
    buffer_.clear();
  }

  const Folder& folder_;
  std::string name_;
  File file_;
  std::string buffer_;
  std::size_t size_ = 0;
  std::optional<DiskError> error_;
};

Result<std::string, DiskError> read_all(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return Failure{DiskError{errno, "stat"}};
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t have = 0;
  while (have < text.size()) {
    const ssize_t got = retried([&] {
      return ::pread(file, text.data() + have, text.size() - have, static_cast<off_t>(have));
    });
    if (got < 0) return Failure{DiskError{errno, "read"}};
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  text.resize(have);
  return text;
}

bool is_regular(int file) {
  struct stat status {};
  return ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

Log::Log(std::shared_ptr<const Folder> folder, std::string_view api, std::uint32_t base)
    : folder_(std::move(folder)), name_(std::string{api} + ".log"), head_(write_head(api, base)) {}

Error Log::damaged(std::size_t at, const std::string& what) const {
  return {Errc::io, what, path() + ", byte " + std::to_string(at),
          "put a copy of the file in its place, or move it away to start from the seed"};
}

Error Log::unusable(int code) const {
  const bool is_link = code == ELOOP;
  const std::string what = is_link
                               ? "expected a file, and this is a symbolic link"
                               : "cannot use the file: " + std::generic_category().message(code);
  return {Errc::io, what, path(), is_link ? "move it away" : "check its permissions"};
}

Result<Log> Log::open(std::shared_ptr<const Folder> folder, std::string_view api,
                      std::uint32_t base, const ReadPayload& read) {
  Log log{std::move(folder), api, base};
  const Disk& disk = log.folder_->disk();
  log.file_ = File{
      retried([&] { return disk.open(log.folder_->descriptor(), log.name_.c_str(), O_RDWR); })};
  if (!log.file_.is_open() && errno != ENOENT) return Failure{log.unusable(errno)};
  if (log.file_.is_open()) {
    if (!is_regular(log.file_.descriptor())) return Failure{log.unusable(EISDIR)};
    if (auto recovered = log.recover(read); !recovered) return Failure{recovered.error()};
  }
  if (log.end_ == 0) {  // no file, or one whose first line was never finished
    if (auto fresh = log.rewrite([](const TakePayload&) {}); !fresh) {
      return Failure{error_of(fresh.error(), log.path())};
    }
  }
  return log;
}

Result<Done> Log::recover(const ReadPayload& read) {
  const auto text = read_all(file_.descriptor());
  if (!text) return Failure{error_of(text.error(), path())};
  const std::string_view all = *text;
  while (true) {
    const std::size_t stop = all.find('\n', end_);
    if (stop == all.npos) break;
    const auto payload = payload_of(all.substr(end_, stop - end_));
    if (!payload) return Failure{damaged(end_, "a line is not as it was written")};
    auto taken = end_ == 0 ? check_head(*payload, head_, path()) : read(*payload);
    if (!taken && end_ == 0) return taken;
    if (!taken) return Failure{damaged(end_, taken.error().what)};
    end_ = stop + 1;
  }
  const std::string_view tail = all.substr(end_);
  const bool is_ours = end_ > 0 ? is_unfinished(tail) : line_of(head_).starts_with(tail);
  if (!is_ours) return Failure{damaged(end_, "the last line is not as it was written")};
  if (end_ == 0) return Done{};
  const Disk& disk = folder_->disk();
  const auto cut = [&] { return disk.truncate(file_.descriptor(), static_cast<off_t>(end_)); };
  if (!tail.empty() && retried(cut) != 0) {
    return Failure{error_of({errno, "truncate"}, path())};
  }
  // A process that was killed may have left a line that no disk has seen.
  const auto synced = sync(disk, file_.descriptor(), "fdatasync");
  if (!synced) return Failure{error_of(synced.error(), path())};
  return Done{};
}

Result<Done, DiskError> Log::append(std::string_view payload) {
  const Disk& disk = folder_->disk();
  const std::string line = line_of(payload);
  auto kept = write_all(disk, file_.descriptor(), line, end_);
  const bool was_written = kept.has_value();
  if (was_written) kept = sync(disk, file_.descriptor(), "fdatasync");
  if (kept) {
    end_ += line.size();
    return kept;
  }
  const bool is_cut =
      retried([&] { return disk.truncate(file_.descriptor(), static_cast<off_t>(end_)); }) == 0;
  // What a failed sync has left on the disk nobody knows, and a second one would not say.
  doubtful_ = was_written || !is_cut;
  return kept;
}

Result<Done, DiskError> Log::rewrite(const WritePayloads& write) {
  FreshFile fresh{*folder_, name_ + ".new"};
  fresh.append(line_of(head_));
  write([&](std::string_view payload) { fresh.append(line_of(payload)); });
  if (auto finished = fresh.finish_as(name_); !finished) return finished;
  end_ = fresh.size();
  file_ = fresh.release();
  // Until the folder is on the disk too, a crash may bring the old file back.
  auto synced = sync(folder_->disk(), folder_->descriptor(), "fsync of the folder");
  doubtful_ = !synced.has_value();
  return synced;
}

}  // namespace understudy::mock::records
