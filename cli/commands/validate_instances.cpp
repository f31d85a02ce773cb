// SPDX-License-Identifier: MIT
/// `understudy validate --schema`: files and lines, one after the other, none kept.
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "commands/judgement_printer.hpp"
#include "commands/schema_source.hpp"
#include "commands/validate.hpp"
#include "files.hpp"
#include "json_input.hpp"
#include "line_reader.hpp"
#include "output.hpp"
#include "stopwatch.hpp"
#include "understudy/schema/validate.hpp"

namespace understudy::cli {

namespace {

/// Bytes of all files together, or 0 when one of them cannot say.
std::uint64_t size_of(const std::vector<std::string>& files) {
  std::uint64_t sum = 0;
  for (const std::string& file : files) {
    std::error_code error;
    if (file == kStandardInput || !std::filesystem::is_regular_file(file, error)) return 0;
    sum += std::filesystem::file_size(file, error);
    if (error) return 0;
  }
  return sum;
}

class InstanceRun {
 public:
  InstanceRun(const ValidateArguments& arguments, const SchemaSource& source)
      : arguments_(arguments),
        schema_(source.schema),
        progress_(clock_, "instances", size_of(arguments.instances)),
        printer_(arguments.format, source.name, {{"schema", arguments.schema}}, progress_) {}

  ExitCode run() {
    for (const std::string& file : arguments_.instances) {
      if (!printer_.is_open()) break;
      if (is_lines(file)) {
        judge_lines(file);
      } else {
        judge_file(file);
      }
    }
    return printer_.finish();
  }

 private:
  [[nodiscard]] bool is_lines(const std::string& file) const {
    return arguments_.json_lines || file.ends_with(".jsonl") || file.ends_with(".ndjson");
  }

  void judge_file(const std::string& file) {
    Judgement judgement{.file = file};
    printer_.flush();
    if (auto json = read_json(file)) {
      judge((*json)->root(), judgement);
    } else {
      make_unreadable(std::move(json.error()), judgement);
    }
    printer_.print(judgement);
    std::error_code ignored;
    const auto size = std::filesystem::file_size(file, ignored);
    passed_ += ignored ? 0 : size;
    progress_.update(passed_, ++count_);
  }

  void judge_lines(const std::string& file) {
    Counts counts;
    auto input = InputFile::open(file);
    if (!input) return print_unreadable(std::move(input.error()), file);
    LineReader lines{*std::move(input), kLargestInput};
    while (printer_.is_open()) {
      if (!lines.is_ready()) printer_.flush();
      const auto line = lines.next();
      if (!line) return print_unreadable(line.error(), file);
      if (!*line) break;
      if ((*line)->find_first_not_of(" \t\r") == std::string_view::npos) continue;
      const Judgement judgement = judge_line(file, lines.number(), **line);
      counts.add(judgement);
      printer_.print(judgement);
      progress_.update(passed_ + lines.passed(), ++count_);
    }
    passed_ += lines.passed();
    printer_.print_lines(file, counts);
  }

  Judgement judge_line(const std::string& file, std::size_t number, std::string_view text) {
    Judgement judgement{.file = file, .line = number};
    const auto json = JsonDocument::parse(text, kInputLimits);
    if (json) {
      judge(json->root(), judgement);
    } else {
      make_unreadable(locate(json.error(), file, text, number), judgement);
    }
    return judgement;
  }

  void judge(JsonElement instance, Judgement& judgement) {
    const bool is_valid = schema::is_valid(schema_, instance);
    judgement.outcome = is_valid ? Judgement::Outcome::valid : Judgement::Outcome::invalid;
    if (arguments_.format == "basic" || arguments_.format == "detailed") {
      judgement.output =
          schema::write_output(schema_, instance,
                               arguments_.format == "basic" ? schema::OutputFormat::basic
                                                            : schema::OutputFormat::detailed);
      return;
    }
    if (!is_valid) {
      schema::Verdict verdict = schema::validate(schema_, instance);
      judgement.capped = verdict.capped;
      judgement.violations = std::move(verdict.violations);
    }
    if (arguments_.loop > 0) judgement.timing = time_of(instance);
  }

  Timing time_of(JsonElement instance) {
    progress_.hide();
    Progress progress{clock_, "validations", arguments_.loop,
                      std::numeric_limits<std::uint64_t>::max()};
    const double mean =
        mean_time(clock_, arguments_.loop, progress, [&] { schema::is_valid(schema_, instance); });
    return {arguments_.loop, mean};
  }

  static void make_unreadable(Error error, Judgement& judgement) {
    judgement.outcome = Judgement::Outcome::unreadable;
    judgement.error = std::move(error);
  }

  void print_unreadable(Error error, const std::string& file) {
    Judgement judgement{.file = file};
    make_unreadable(std::move(error), judgement);
    printer_.print(judgement);
  }

  const ValidateArguments& arguments_;
  const schema::Schema& schema_;
  SystemClock clock_;
  Progress progress_;
  JudgementPrinter printer_;
  std::uint64_t passed_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace

ExitCode validate_instances(const ValidateArguments& arguments) {
  const auto formats =
      arguments.assert_format ? schema::Formats::asserted : schema::Formats::annotated;
  const auto source = load_schema(arguments.schema, arguments.resolve, formats);
  if (!source) {
    complain(source.error());
    return ExitCode::bad_input;
  }
  return InstanceRun{arguments, *source}.run();
}

}  // namespace understudy::cli
