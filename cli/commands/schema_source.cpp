// SPDX-License-Identifier: MIT
#include "commands/schema_source.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "files.hpp"
#include "json_input.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/schema/registry.hpp"

namespace understudy::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 10'000;  // ours: of one folder

/// A path with what a URI cannot have escaped, "/" apart.
std::string encoded_path(const fs::path& path) {
  std::string encoded;
  std::string_view rest;
  const std::string text = path.generic_string();
  rest = text;
  while (true) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    encoded += encode_component(rest.substr(0, slash));
    if (slash == rest.size()) return encoded;
    encoded += '/';
    rest.remove_prefix(slash + 1);
  }
}

Result<Done> add_file(const std::string& uri, const std::string& file, schema::Registry& registry) {
  auto json = read_json(file);
  if (!json) return Failure{std::move(json.error())};
  return registry.add(uri, *std::move(json));
}

Failure<Error> refuse_folder(const fs::path& folder, std::string what, std::string advice) {
  return Failure{Error{Errc::io, std::move(what), folder.string(), std::move(advice)}};
}

/// Every .json below a folder, sorted, so that what is wrong first is the same everywhere.
Result<std::vector<fs::path>> files_below(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  fs::recursive_directory_iterator it{folder, error};
  for (; !error && it != fs::recursive_directory_iterator{}; it.increment(error)) {
    std::error_code ignored;
    if (it->path().extension() != ".json" || !it->is_regular_file(ignored)) continue;
    files.push_back(it->path());
    if (files.size() > kMostFiles) {
      return refuse_folder(folder, "expected a folder of at most 10,000 .json files",
                           "name a folder further down");
    }
  }
  if (error) {
    return refuse_folder(folder, "cannot read the folder: " + error.message(),
                         "check the path and its permissions");
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<Done> add_resolved(const std::string& text, schema::Registry& registry) {
  const std::size_t equals = text.find('=');
  std::string uri = text.substr(0, equals);
  const std::string path = text.substr(equals + 1);
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return add_file(uri, path, registry);
  auto files = files_below(path);
  if (!files) return Failure{std::move(files.error())};
  if (!uri.ends_with('/')) uri += '/';
  for (const fs::path& file : *files) {
    auto added =
        add_file(uri + encoded_path(file.lexically_relative(path)), file.string(), registry);
    if (!added) return added;
  }
  return Done{};
}

/// The URI of a file that does not give itself one.
std::string file_uri(const std::string& file) {
  if (file == kStandardInput) return "understudy:schema";
  std::error_code error;
  const fs::path path = fs::absolute(file, error).lexically_normal();
  return "file://" + encoded_path(path);
}

/// Adds the schema under its own name, or that of its file.
Result<SchemaName> add_schema(const std::string& file, schema::Registry& registry) {
  auto json = read_json(file);
  if (!json) return Failure{std::move(json.error())};
  const auto id = (*json)->root().find("$id");
  if (id && id->is_string()) {
    const std::string own{id->text().substr(0, id->text().find('#'))};
    if (registry.add(own, *json)) return SchemaName{own, own};
  }
  const std::string uri = file_uri(file);
  auto added = registry.add(uri, *std::move(json));
  if (!added) return Failure{std::move(added.error())};
  return SchemaName{uri, file};
}

}  // namespace

Result<SchemaSource> load_schema(const std::string& file, const std::vector<std::string>& resolve,
                                 schema::Formats formats) {
  schema::Registry registry;
  for (const std::string& text : resolve) {
    if (auto added = add_resolved(text, registry); !added) return Failure{std::move(added.error())};
  }
  SchemaName name{file, file};
  if (registry.find(file.substr(0, file.find('#'))) == nullptr) {
    auto added = add_schema(file, registry);
    if (!added) return Failure{std::move(added.error())};
    name = *std::move(added);
  }
  auto schema = schema::compile(name.uri, registry, {.formats = formats});
  if (!schema) {
    Error error = std::move(schema.error());
    error.where = shorten(std::move(error.where), name);
    // Callers of the library have a registry, those of the program an option.
    if (error.code == Errc::not_found && error.advice.find("registry") != std::string::npos) {
      error.advice = "add it with --resolve URI=FILE_OR_DIR; nothing is fetched";
    }
    return Failure{std::move(error)};
  }
  return SchemaSource{std::move(name), *std::move(schema)};
}

}  // namespace understudy::cli
