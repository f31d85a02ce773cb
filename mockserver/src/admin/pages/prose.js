// SPDX-License-Identifier: MIT
// Descriptions out of contracts: paragraphs, lists, tables and words of code, and nothing else of
// Markdown.

import {el} from "./dom.js";

/** One line: what stands between backticks is code. */
export function words(text) {
  return (text ?? "").split(/`([^`]+)`/).map((part, at) => at % 2 === 1 ? el("code", {}, part) : part);
}

function cellsOf(line) {
  return line.replace(/^\||\|$/g, "").split("|").map((cell) => words(cell.trim()));
}

function tableView([head, , ...rows]) {
  return el("div", {class: "scroll"}, el("table", {},
    el("thead", {}, el("tr", {}, cellsOf(head).map((cell) => el("th", {scope: "col"}, cell)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, cellsOf(row).map((cell) => el("td", {}, cell)))))));
}

function block(text) {
  const lines = text.split("\n");
  if (lines.length > 2 && lines.every((line) => line.startsWith("|"))) return tableView(lines);
  if (lines.every((line) => /^[-*] /.test(line))) {
    return el("ul", {}, lines.map((line) => el("li", {}, words(line.slice(2)))));
  }
  return el("p", {}, words(text));
}

/** The whole text; null where there is none. */
export function prose(text) {
  if (!text) return null;
  return el("div", {class: "about"}, text.trim().split(/\n{2,}/).map(block));
}
