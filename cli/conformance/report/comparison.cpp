// SPDX-License-Identifier: MIT
/// Comparisons as text, JSON and Markdown: the rules that differ in full, the others as a count.
#include <array>

#include "markdown_text.hpp"
#include "text.hpp"
#include "understudy/base/json.hpp"
#include "understudy/conformance/compare.hpp"

namespace understudy::conformance {

namespace {

using report::counted;
using report::markdown_code;
using report::markdown_words;
using report::one_line;
using report::pretty_json;

constexpr std::array<std::string_view, 3> kFormats{"json", "markdown", "text"};
constexpr std::size_t kLongestText = 400;  // ours: five lines of a terminal

std::string verdict_of(const ComparedSide& side) {
  return side.verdict ? std::string{name_of(*side.verdict)} : "not checked";
}

std::string source_of(const ComparedCheck& check) {
  return check.citation.empty() ? check.source : check.source + " (" + check.citation + ")";
}

std::string conclusion_of(const Comparison& comparison) {
  std::size_t additive = 0;
  for (const ComparedShape& shape : comparison.shapes) additive += shape.changes.size();
  additive -= comparison.breaking();
  return std::to_string(comparison.differences()) + " of " +
         counted(comparison.checks.size(), "rule") +
         " differ; shapes: " + std::to_string(comparison.breaking()) + " breaking, " +
         std::to_string(additive) + " additive";
}

std::string side_text(std::string_view name, const ComparedSide& side) {
  std::string text =
      "     " + std::string{name} + std::string(9 - name.size(), ' ') + verdict_of(side);
  if (!side.message.empty()) text += ": " + one_line(side.message, kLongestText);
  if (!side.got.empty()) text += "; got " + one_line(side.got, kLongestText);
  return text + "\n";
}

std::string change_text(const ShapeChange& change) {
  return std::string{change.is_breaking ? "breaking" : "additive"} + "  " +
         std::string{name_of(change.kind)} + "  " + one_line(change.path) + ": " + change.left +
         " -> " + change.right;
}

std::string render_text(const Comparison& comparison) {
  std::string text =
      "left:  " + one_line(comparison.left) + "\nright: " + one_line(comparison.right) + "\n";
  for (const ComparedCheck& check : comparison.checks) {
    if (!check.differs) continue;
    text += "\nDIFFERS " + one_line(check.id) + "  (" + std::string{name_of(check.level)} + ", " +
            std::string{name_of(check.grade)} + ")\n     document " + one_line(check.title) + "; " +
            one_line(source_of(check)) + "\n" + side_text("left", check.left) +
            side_text("right", check.right);
  }
  for (const ComparedShape& shape : comparison.shapes) {
    text += "\nSHAPE " + one_line(shape.operation) + "\n";
    for (const ShapeChange& change : shape.changes) text += "     " + change_text(change) + "\n";
  }
  return text + "\n" + conclusion_of(comparison) + "\n";
}

Json json_of(const ComparedSide& side) {
  return {{"verdict", side.verdict ? Json(name_of(*side.verdict)) : Json()},
          {"message", side.message},
          {"got", side.got}};
}

std::string render_json(const Comparison& comparison) {
  Json checks = Json::array();
  for (const ComparedCheck& check : comparison.checks) {
    checks.push_back({{"id", check.id},
                      {"title", check.title},
                      {"level", name_of(check.level)},
                      {"grade", name_of(check.grade)},
                      {"source", check.source},
                      {"citation", check.citation},
                      {"left", json_of(check.left)},
                      {"right", json_of(check.right)},
                      {"differs", check.differs}});
  }
  Json shapes = Json::array();
  for (const ComparedShape& shape : comparison.shapes) {
    Json changes = Json::array();
    for (const ShapeChange& change : shape.changes) {
      changes.push_back({{"path", change.path},
                         {"change", name_of(change.kind)},
                         {"left", change.left},
                         {"right", change.right},
                         {"breaking", change.is_breaking}});
    }
    shapes.push_back({{"operation", shape.operation}, {"changes", std::move(changes)}});
  }
  return pretty_json({{"schema_version", 1},
                      {"left", comparison.left},
                      {"right", comparison.right},
                      {"differences", comparison.differences()},
                      {"breaking", comparison.breaking()},
                      {"checks", std::move(checks)},
                      {"shapes", std::move(shapes)}});
}

std::string side_markdown(std::string_view name, const ComparedSide& side) {
  std::string text = "* " + std::string{name} + ": " + verdict_of(side);
  if (!side.message.empty()) text += ": " + markdown_code(side.message);
  if (!side.got.empty()) text += "; got " + markdown_code(side.got);
  return text + "\n";
}

std::string render_markdown(const Comparison& comparison) {
  std::string text = "## understudy compare: " + conclusion_of(comparison) +
                     "\n\n* left: " + markdown_code(comparison.left) +
                     "\n* right: " + markdown_code(comparison.right) + "\n";
  for (const ComparedCheck& check : comparison.checks) {
    if (!check.differs) continue;
    text += "\n#### " + markdown_words(check.id) + "\n\n" + markdown_words(check.title) + " (" +
            std::string{name_of(check.level)} + ", " + std::string{name_of(check.grade)} + "; " +
            markdown_words(source_of(check)) + ")\n\n" + side_markdown("left", check.left) +
            side_markdown("right", check.right);
  }
  for (const ComparedShape& shape : comparison.shapes) {
    text += "\n#### Shape of " + markdown_words(shape.operation) + "\n\n";
    for (const ShapeChange& change : shape.changes) {
      text += "* " + markdown_code(change_text(change)) + "\n";
    }
  }
  return text;
}

}  // namespace

std::string_view name_of(ComparisonFormat format) {
  return kFormats.at(static_cast<std::size_t>(format));
}

std::optional<ComparisonFormat> find_comparison_format(std::string_view name) {
  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    if (kFormats.at(i) == name) return static_cast<ComparisonFormat>(i);
  }
  return std::nullopt;
}

std::string render(ComparisonFormat format, const Comparison& comparison) {
  switch (format) {
    case ComparisonFormat::json:
      return render_json(comparison);
    case ComparisonFormat::markdown:
      return render_markdown(comparison);
    case ComparisonFormat::text:
      return render_text(comparison);
  }
  return "";
}

}  // namespace understudy::conformance
