// SPDX-License-Identifier: MIT
// The journal as it grows: the newest on top, each exchange opens into what was said and why.

import {ask} from "./api.js";
import {code, el, every, fill, labelled, opening, say} from "./dom.js";
import {explanation} from "./explain.js";

const kMostShown = 500;

function fieldsText(fields) {
  return fields.map(({name, value}) => `${name}: ${value}`).join("\n");
}

function message(title, firstLine, part) {
  return [el("h3", {}, title), el("pre", {tabindex: "0", "aria-label": `${title}: fields`}, `${firstLine}\n${fieldsText(part.fields)}`),
    part.body === "" ? null : code(part.body, `${title}: body`)];
}

function why(entry) {
  const pairs = [["API", entry.api], ["Operation", entry.operation], ["Stage", entry.stage], ["Rule", entry.rule],
    ["Source", entry.source && `${entry.source} in contracts/apis/${entry.api}/SOURCES.md`],
    ["Caller", entry.subject], ["Request id", entry.request_id], ["Nearest route", entry.nearest]];
  return el("dl", {class: "pairs"}, pairs.filter(([, value]) => value)
    .map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function entryView(entry, isOpen) {
  const {request, response} = entry;
  const details = opening(
    [el("span", {class: "number"}, String(entry.number)), el("span", {class: `status s${String(response.status)[0]}`}, String(response.status)),
      el("span", {class: "method"}, request.method), el("code", {class: "path"}, request.target),
      el("span", {class: "summary"}, entry.rule || entry.stage), el("time", {datetime: entry.at}, entry.at)],
    () => [why(entry), explanation(entry.number),
      message("Request", `${request.method} ${request.target}`, request),
      message("Answer", String(response.status), response)],
    {class: "entry", "data-number": entry.number});
  details.open = isOpen;
  return details;
}

/** Whether this is still the journal that was read so far: clearing it begins its numbers anew. */
function isSame(entry, last) {
  return entry !== undefined && entry.number === last.number && entry.at === last.at &&
    entry.request.target === last.request.target;
}

/** "#/journal/7" opens the exchange of that number. */
export async function showJournal(box, heading, wanted) {
  const list = el("div", {class: "entries"});
  const heard = el("p", {role: "status", class: "unseen"});
  const count = el("p", {class: "hint"});
  const filter = el("input", {type: "search", autocomplete: "off", spellcheck: "false", oninput: () => sift()});
  let last = null;
  let isPaused = false;

  const sift = () => {
    const words = filter.value.toLowerCase();
    for (const entry of list.children) {
      entry.hidden = !entry.querySelector("summary").textContent.toLowerCase().includes(words);
    }
  };
  const begin = () => {
    last = null;
    fill(list);
  };
  const add = (entries) => {
    for (const entry of entries) list.prepend(entryView(entry, String(entry.number) === wanted));
    while (list.children.length > kMostShown) list.lastChild.remove();
    last = entries.at(-1);
    sift();
    heard.textContent = entries.length === 1 ? `New: ${last.request.method} ${last.request.target}, ${last.response.status}`
      : `${entries.length} new exchanges`;
  };
  const read = async () => {
    // The last one is asked for again: whether it is still there tells whether the journal is.
    const page = await ask("GET", `journal?after=${last ? last.number - 1 : 0}&limit=100`);
    let entries = page.entries;
    if (last) {
      if (isSame(entries[0], last)) entries = entries.slice(1);
      else if (entries.length === 0 || entries[0].number <= last.number) return begin();
    }
    if (entries.length > 0) add(entries);
    count.textContent = `${list.children.length} shown` + (page.dropped > 0 ? `; ${page.dropped} older ones made room` : "");
  };

  const pause = el("button", {type: "button", "aria-pressed": "false", onclick: () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", String(isPaused));
  }}, "Pause");
  fill(box,
    el("div", {class: "row"}, labelled("Find in these lines", filter), pause,
      el("button", {type: "button", onclick: async () => {
        await ask("DELETE", "journal");
        begin();
        say("The journal was cleared");
      }}, "Clear")),
    count, heard, list);
  return every(1000, async () => {
    if (isPaused) return;
    try {
      await read();
    } catch (error) {
      say(error.message, true);
    }
  });
}
