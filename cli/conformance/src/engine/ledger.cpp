// SPDX-License-Identifier: MIT
#include "understudy/conformance/ledger.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>

#include "understudy/base/json.hpp"

namespace understudy::conformance {

namespace {

constexpr std::size_t kMostBytes = 67'108'864;  // ours: some 300,000 creates

Failure<Error> failed(const std::string& what, const std::string& path) {
  return Failure{Error{Errc::io, what + ": " + std::generic_category().message(errno), path,
                       "name another file for the ledger"}};
}

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  const auto* text = found == object.end() ? nullptr : found->get_ptr<const std::string*>();
  return text == nullptr ? "" : *text;
}

std::optional<std::string> read_all(int file) {
  std::string text;
  char buffer[16'384];
  for (;;) {
    const ssize_t count = ::pread(file, buffer, sizeof buffer, static_cast<off_t>(text.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > kMostBytes) return text;
  }
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

struct Ledger::File {
  int descriptor = -1;
  std::string path;

  File(int opened, std::string where) : descriptor(opened), path(std::move(where)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

Ledger::Ledger() = default;
Ledger::~Ledger() = default;
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;

Result<Ledger> Ledger::open(const std::string& path) {
  // O_NONBLOCK: opening a pipe that somebody put there must not hang
  const int descriptor =
      ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
  if (descriptor < 0) return failed("the ledger cannot be opened", path);
  auto file = std::make_unique<File>(descriptor, path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return failed("the ledger cannot be looked at", path);
  if (!S_ISREG(status.st_mode)) {
    return Failure{Error{Errc::io, "the ledger is no regular file", path, "name another file"}};
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return failed("the ledger is in use by another run", path);
  }
  const auto text = read_all(descriptor);
  if (!text) return failed("the ledger cannot be read", path);
  if (text->size() > kMostBytes) {
    return Failure{Error{Errc::limit_exceeded, "the ledger is larger than 64 MB", path,
                         "clean up with it, then name another file"}};
  }
  Ledger ledger;
  ledger.file_ = std::move(file);
  ledger.read(*text);
  // The next line must not become part of a torn one.
  if (!text->empty() && text->back() != '\n' && !write_all(descriptor, "\n")) {
    return failed("the ledger cannot be written", path);
  }
  return ledger;
}

void Ledger::read(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (!line.empty() && !apply(line)) ++unreadable_;
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
}

bool Ledger::apply(std::string_view line) {
  const auto json = parse_json(line);
  if (!json || !json->is_object()) return false;
  const auto member = json->find("number");
  const auto number = member == json->end() ? std::nullopt : to_int64(*member);
  if (!number || *number < 1) return false;
  const auto index = static_cast<std::size_t>(*number);
  const std::string kind = text_of(*json, "entry");
  if (kind == "intend") {
    LedgerEntry entry;
    entry.intent = {text_of(*json, "api"), text_of(*json, "operation"), text_of(*json, "marker"),
                    text_of(*json, "at")};
    return entries_.emplace(index, std::move(entry)).second;
  }
  const auto found = entries_.find(index);
  if (found == entries_.end()) return false;
  LedgerEntry& entry = found->second;
  if (kind == "made") {
    const auto ids = json->find("ids");
    if (ids == json->end() || !ids->is_array()) return false;
    for (const Json& id : *ids) {
      const auto* text = id.get_ptr<const std::string*>();
      if (text == nullptr) return false;
      entry.ids.push_back(*text);
    }
    entry.is_answered = true;
    return true;
  }
  if (kind != "gone") return false;
  const std::string id = text_of(*json, "id");
  if (!id.empty()) std::erase(entry.ids, id);
  entry.is_settled = entry.ids.empty() && (id.empty() || entry.is_answered);
  return true;
}

Result<Done> Ledger::append(const std::string& line) {
  if (file_) {
    if (!write_all(file_->descriptor, line + "\n")) {
      return failed("the ledger cannot be written", file_->path);
    }
    if (::fsync(file_->descriptor) != 0) {
      return failed("the ledger cannot be written to the disk", file_->path);
    }
  }
  apply(line);
  return Done{};
}

Result<std::size_t> Ledger::intend(LedgerIntent intent) {
  const std::size_t number = entries_.empty() ? 1 : entries_.rbegin()->first + 1;
  const auto noted = append(dump_json({{"entry", "intend"},
                                       {"number", number},
                                       {"api", intent.api},
                                       {"operation", intent.operation},
                                       {"marker", intent.marker},
                                       {"at", intent.at}}));
  if (!noted) return Failure{noted.error()};
  return number;
}

Result<Done> Ledger::made(std::size_t number, const std::vector<std::string>& ids) {
  return append(dump_json({{"entry", "made"}, {"number", number}, {"ids", ids}}));
}

Result<Done> Ledger::gone(std::size_t number, std::string_view id) {
  Json line{{"entry", "gone"}, {"number", number}};
  if (!id.empty()) line["id"] = std::string{id};
  return append(dump_json(line));
}

std::vector<std::string> Ledger::open_apis() const {
  std::set<std::string> apis;
  for (const auto& [number, entry] : entries_) {
    if (!entry.is_settled) apis.insert(entry.intent.api);
  }
  return {apis.begin(), apis.end()};
}

}  // namespace understudy::conformance
