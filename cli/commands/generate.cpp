// SPDX-License-Identifier: MIT
#include "commands/generate.hpp"

#include <cstdio>
#include <memory>
#include <utility>

#include "files.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "understudy/fixtures/rows.hpp"
#include "understudy/mock/server.hpp"

namespace understudy::cli {

namespace {

using fixtures::CollectionInfo;
using fixtures::Plan;

constexpr std::size_t kLargestPlan = 16'777'216;  // ours: bytes
constexpr std::size_t kBatch = 1'048'576;         // ours: bytes that are written at once
constexpr std::uint64_t kMostRows = 1'000'000'000;

constexpr const char* kFooter =
    "Examples:\n"
    "  understudy generate --api partnertap --rows 100000 > rows.jsonl\n"
    "  understudy serve --api partnertap --data rows.jsonl";

struct CloseFile {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

/// Rows on their way to a file or to stdout.
class Sheet {
 public:
  Sheet(const GenerateArguments& arguments, const Plan& plan, Progress& progress)
      : arguments_(arguments), plan_(plan), progress_(progress) {}

  ExitCode write() {
    if (!open()) return ExitCode::could_not_run;
    for (const CollectionInfo& collection : plan_.collections()) {
      const bool is_wanted =
          arguments_.collection.empty() || arguments_.collection == collection.name;
      if (is_wanted && !write(collection)) return give_up();
    }
    return flush() ? ExitCode::ok : give_up();
  }

  /// How many rows there will be.
  [[nodiscard]] std::uint64_t total() const {
    std::uint64_t sum = 0;
    for (const CollectionInfo& collection : plan_.collections()) {
      const bool is_wanted =
          arguments_.collection.empty() || arguments_.collection == collection.name;
      for (std::size_t parent = 0; is_wanted && parent < parents_of(collection); ++parent) {
        sum += count_of(collection, parent);
      }
    }
    return sum;
  }

 private:
  [[nodiscard]] fixtures::DataSet data() const {
    return arguments_.data == "example" ? fixtures::DataSet::example : fixtures::DataSet::generated;
  }
  [[nodiscard]] std::size_t count_of(const CollectionInfo& collection, std::size_t parent) const {
    return plan_.count(collection.name, data(), arguments_.rows, parent);
  }
  [[nodiscard]] std::size_t parents_of(const CollectionInfo& collection) const {
    if (collection.parent.empty()) return 1;
    return plan_.count(collection.parent, data(), arguments_.rows);
  }

  bool open() {
    if (arguments_.out.empty() || arguments_.out == kStandardInput) return true;
    file_.reset(std::fopen(arguments_.out.c_str(), "wb"));
    if (file_ != nullptr) return true;
    complain(Error{Errc::io, "cannot write the rows", arguments_.out, "choose another file"});
    return false;
  }

  bool write(const CollectionInfo& collection) {
    const bool is_child = !collection.parent.empty();
    bool is_well = true;
    for (std::size_t parent = 0; parent < parents_of(collection) && is_well; ++parent) {
      const auto below = is_child ? std::optional{parent} : std::nullopt;
      const std::size_t count = count_of(collection, parent);
      constexpr std::size_t kStep = 1'000;  // rows between looks at the disk
      for (std::size_t first = 0; first < count && is_well; first += kStep) {
        plan_.generate(
            collection.name, data(), Seed{arguments_.seed}, first, std::min(kStep, count - first),
            [&](std::span<const fixtures::Cell> row) {
              fixtures::append_row(text_, arguments_.api, collection, below, row);
            },
            parent);
        done_ += std::min(kStep, count - first);
        progress_.update(done_, done_);
        is_well = text_.size() < kBatch || flush();
      }
    }
    return is_well;
  }

  bool flush() {
    const bool is_written = file_ == nullptr ? write_out(text_)
                                             : std::fwrite(text_.data(), 1, text_.size(),
                                                           file_.get()) == text_.size() &&
                                                   std::fflush(file_.get()) == 0;
    text_.clear();
    return is_written;
  }

  ExitCode give_up() {
    progress_.hide();
    complain(Error{Errc::io, "the rows could not be written",
                   file_ == nullptr ? "stdout" : arguments_.out, "is it full, or closed?"});
    return ExitCode::could_not_run;
  }

  const GenerateArguments& arguments_;
  const Plan& plan_;
  Progress& progress_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  std::string text_;
  std::uint64_t done_ = 0;
};

Result<Plan> read_plan(const GenerateArguments& arguments) {
  if (arguments.plan.empty()) return Plan::compile(fixtures::embedded_plan(arguments.api));
  const auto text = read_file(arguments.plan, kLargestPlan);
  if (!text) return Failure{text.error()};
  auto plan = Plan::compile(*text);
  if (!plan) plan.error().where = arguments.plan + ", " + plan.error().where;
  return plan;
}

}  // namespace

CLI::App* add_generate(CLI::App& app, GenerateArguments& arguments, Choices& choices) {
  CLI::App* generate = app.add_subcommand("generate", "Write the rows of a mock as lines of JSON");
  CLI::Option* api = generate->add_option("--api", arguments.api, "The API whose rows to write")
                         ->type_name("ID")
                         ->required();
  restrict(*api, mock::available_apis(), choices);
  generate->add_option("--collection", arguments.collection, "Of this collection only")
      ->type_name("NAME");
  add_number(*generate, {"--rows", "N", "Rows of the scaled collections (default: as planned)"}, 0,
             kMostRows, [&arguments](std::uint64_t rows) { arguments.rows = rows; });
  add_number(*generate, {"--seed", "N", "Seed of the rows (default: 1)"}, 0, UINT64_MAX,
             [&arguments](std::uint64_t seed) { arguments.seed = seed; });
  add_choice(*generate, "--data", arguments.data, {"generated", "example"},
             "Generated rows, or the examples of the documents (default: generated)", choices);
  generate->add_option("--plan", arguments.plan, "A plan of your own (default: the embedded one)")
      ->type_name(kFileType);
  generate->add_option("--out", arguments.out, "Write to this file (default: stdout)")
      ->type_name(kFileType);
  generate->footer(kFooter);
  return generate;
}

ExitCode run_generate(const GenerateArguments& arguments) {
  const auto plan = read_plan(arguments);
  if (!plan) {
    complain(plan.error());
    return ExitCode::bad_input;
  }
  if (!arguments.collection.empty() && plan->find_collection(arguments.collection) == nullptr) {
    std::string names;
    for (const CollectionInfo& one : plan->collections()) {
      names += (names.empty() ? "" : ", ") + one.name;
    }
    complain(Error{Errc::bad_input,
                   "there is no collection '" + excerpt(arguments.collection, 60) + "'", "",
                   "choose from: " + names});
    return ExitCode::usage;
  }
  SystemClock clock;
  Progress idle{clock, "rows", 0};
  const std::uint64_t total = Sheet{arguments, *plan, idle}.total();
  Progress progress{clock, "rows", total};
  return Sheet{arguments, *plan, progress}.write();
}

}  // namespace understudy::cli
