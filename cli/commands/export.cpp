// SPDX-License-Identifier: MIT
#include "commands/export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "files.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "rows.hpp"
#include "suggest.hpp"
#include "understudy/client/apis/partnertap/export.hpp"

namespace understudy::cli {

namespace {

namespace partnertap = client::partnertap;

constexpr std::size_t kMostNames = 10;  // ours: enough to choose from

ExitCode refuse_file(const Error& error) {
  complain(error);
  return ExitCode::could_not_run;
}

Result<partnertap::Client, Refusal> make_client(const Host& host) {
  auto credentials = partnertap::make_credentials(host.credentials);
  if (!credentials) return Failure{Refusal{std::move(credentials.error()), ExitCode::usage}};
  auto client = partnertap::Client::make(host.transport, *std::move(credentials), host.options);
  if (!client) return Failure{Refusal{std::move(client.error()), ExitCode::usage}};
  return *std::move(client);
}

/// Whom somebody may have meant: the nearest name, then the first ones as the host has them.
void tell_names(const partnertap::Client& client, const std::string& wanted,
                const std::stop_token& stop) {
  std::vector<std::string> names;
  auto orgs = client.partner_org_items({.page = {.size = client::kMostSpringRows}}, {.stop = stop});
  for (const auto& org : orgs) {
    if (!org) return;
    if (const std::string* name = org->name()) names.push_back(excerpt(*name, 60));
  }
  if (names.empty()) return;
  const std::string nearest = suggestion(wanted, names);
  const std::size_t shown = std::min(names.size(), kMostNames);
  const std::vector<std::string> first(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(shown));
  complain(fmt::format("partner orgs that are there: {}{}{}", fmt::join(first, ", "),
                       shown < names.size() ? ", ..." : "", nearest));
}

/// A line of keys, then a line for each account.
ExitCode write_accounts(partnertap::AccountExport& accounts, OutputFile& file) {
  std::vector<partnertap::AccountField> fields;
  std::vector<std::string> cells;
  for (const partnertap::Column& column : accounts.columns) {
    fields.push_back(partnertap::AccountField::of(column));
    cells.push_back(column.key);
  }
  std::string text;
  append_csv_line(text, cells);
  const SystemClock clock;
  std::unique_ptr<Progress> progress;
  std::uint64_t count = 0;
  while (true) {
    const auto written = file.write(text);
    if (!written) return refuse_file(written.error());
    text.clear();
    const auto moved = accounts.pages.next();
    if (!moved) {
      progress.reset();
      return fail(moved.error());
    }
    if (!*moved) break;
    const auto& page = *accounts.pages.current();
    for (const partnertap::MatchedAccount& account : page.content) {
      for (std::size_t i = 0; i < fields.size(); ++i) {
        cells[i].clear();
        fields[i].append_to(cells[i], account);
      }
      append_csv_line(text, cells);
    }
    if (progress == nullptr) {
      const auto total = static_cast<std::uint64_t>(std::max<std::int64_t>(page.total_elements, 0));
      progress = std::make_unique<Progress>(clock, "accounts", total);
    }
    count += page.content.size();
    progress->update(count, count);
  }
  progress.reset();
  const auto committed = file.commit();
  if (!committed) return refuse_file(committed.error());
  complain(
      fmt::format("{} accounts in common with {}", grouped(count),
                  excerpt(accounts.partner.name() == nullptr ? "" : *accounts.partner.name())));
  return ExitCode::ok;
}

}  // namespace

CLI::App* add_export(CLI::App& app, ExportArguments& arguments, Choices& choices) {
  CLI::App* command =
      app.add_subcommand("export", "Write the accounts in common with a partner as CSV");
  CLI::Option* api =
      command->add_option("api", arguments.api, "The API")->type_name("partnertap")->required();
  restrict(*api, {"partnertap"}, choices);
  command->add_option("--partner", arguments.partner, "Name of the partner org, letter case aside")
      ->type_name("NAME")
      ->required();
  command->add_option("--out", arguments.out, "The file, written whole or not at all")
      ->type_name(kFileType)
      ->required();
  add_host_flags(*command, arguments.host, choices);
  command->footer(
      "One column for each of the report, by its key; RFC 4180 with LF, null as an empty field.\n"
      "Example:\n"
      "  understudy export partnertap --partner \"Example Pharma Inc.\" --out accounts.csv");
  return command;
}

ExitCode run_export(const ExportArguments& arguments) {
  const auto host = open_host(arguments.api, arguments.host);
  if (!host) return fail(host.error());
  const auto client = make_client(*host);
  if (!client) return fail(client.error());
  const auto interrupt = Interrupt::install();
  if (!interrupt) return fail(interrupt.error());
  auto file = OutputFile::open(arguments.out);
  if (!file) return refuse_file(file.error());
  const std::stop_token stop = (*interrupt)->token();
  auto accounts = partnertap::export_accounts(
      *client, {.partner_name = arguments.partner, .walk = {.stop = stop}});
  if (accounts) return write_accounts(*accounts, *file);
  const ExitCode code = fail(accounts.error());
  if (accounts.error().cause.code == Errc::not_found) {
    tell_names(*client, arguments.partner, stop);
  }
  return code;
}

}  // namespace understudy::cli
