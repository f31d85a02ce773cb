// SPDX-License-Identifier: MIT
// Who has used how much of a limit, and when it frees.

import {ask} from "./api.js";
import {el, every, fill, say, table} from "./dom.js";

const kMostLinks = 20;

function duration(milliseconds) {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.ceil(milliseconds / 1000)} s`;
}

function links(numbers) {
  const last = numbers.slice(-kMostLinks);
  const before = numbers.length - last.length;
  return [before > 0 ? `${before} more, ` : "",
    last.map((number, at) => [at > 0 ? ", " : "", el("a", {href: `#/journal/${number}`}, String(number))])];
}

function row(window) {
  const isFull = window.used >= window.limit;
  return [
    el("code", {}, window.api),
    window.caller,
    [el("meter", {min: "0", max: window.limit, value: window.used, "aria-label": "used"}), ` ${window.used} of ${window.limit}`],
    duration(window.window_ms),
    isFull ? `in ${duration(window.frees_in_ms)}` : "has room",
    links(window.requests),
  ];
}

export async function showLimits(box) {
  const list = el("div", {});
  let shown = "";
  fill(box,
    el("p", {class: "lead"}, "Callers that have sent requests to an API with a limit. A caller is a number that stands for the key."),
    list);
  return every(2000, async () => {
    try {
      const windows = (await ask("GET", "throttle")).windows;
      const seen = JSON.stringify(windows);
      if (seen === shown) return;  // what has the focus stays
      shown = seen;
      fill(list, windows.length === 0
        ? el("p", {}, "Nobody has used anything.")
        : table("Throttle windows", ["API", "Caller", "Used", "Window", "Frees", "Requests"], windows.map(row)));
    } catch (error) {
      say(error.message, true);
    }
  });
}
