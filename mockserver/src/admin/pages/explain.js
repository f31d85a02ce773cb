// SPDX-License-Identifier: MIT
// Why an exchange ended as it did, from whatever the server has to say about it: members are shown
// by their own names, so that new ones need no change here.

import {ask, offers} from "./api.js";
import {el, fill, table} from "./dom.js";

function words(name) {
  return name.replaceAll("_", " ");
}

function isPlain(value) {
  return value === null || typeof value !== "object";
}

/** A table where every element is an object; a list where they are plain; else one after the other. */
function listView(name, values) {
  if (values.every((one) => one !== null && typeof one === "object" && !Array.isArray(one))) {
    const heads = [...new Set(values.flatMap((one) => Object.keys(one)))];
    return table(words(name), heads.map(words), values.map((one) => heads.map((head) =>
      one[head] === undefined ? "" : view(head, one[head]))));
  }
  if (values.every(isPlain)) {
    const isNumbers = name === "requests";  // exchanges, which can be looked at
    return values.map((one, at) => [at > 0 ? ", " : "", isNumbers ? el("a", {href: `#/journal/${one}`}, String(one)) : String(one)]);
  }
  return el("ul", {}, values.map((one) => el("li", {}, view(name, one))));
}

function view(name, value) {
  if (value === true || value === false) return value ? "yes" : "no";
  if (isPlain(value)) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "none" : listView(name, value);
  return el("dl", {class: "pairs"}, Object.entries(value).map(([member, inner]) =>
    [el("dt", {}, words(member)), el("dd", {}, view(member, inner))]));
}

/** What the server says of an exchange, or of a request that was only tried. */
export function explanationView(said) {
  return [el("h3", {}, "Explain"), view("explanation", said)];
}

/** A panel that fills itself; it stays empty where the server has nothing to say. */
export function explanation(number) {
  const panel = el("section", {class: "explain", hidden: true, "aria-label": "Explanation"});
  const load = async () => {
    if (!(await offers("get", "journal/{number}/explain"))) return;
    const said = await ask("GET", `journal/${number}/explain`);
    if (!said || Object.keys(said).length === 0) return;
    fill(panel, explanationView(said));
    panel.hidden = false;
  };
  load().catch((error) => {
    if (error.status === 404) return;
    fill(panel, el("p", {class: "bad"}, error.message));
    panel.hidden = false;
  });
  return panel;
}
