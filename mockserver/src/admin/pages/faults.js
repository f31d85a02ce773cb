// SPDX-License-Identifier: MIT
// Trouble on purpose: what is armed, and a form for more.

import {ask} from "./api.js";
import {el, fill, labelled, say, table} from "./dom.js";

const kExamples = [
  "latency,ms=200..800",
  "status,code=503,p=0.1",
  "throttled,nth=10,times=5",
  "reset,nth=3",
  "truncated,bytes=16",
  "dribble,bytes=16,pause_ms=50",
  "empty", "garbage", "stale", "wrong_length",
];

export async function showFaults(box) {
  const list = el("div", {});
  const spec = el("input", {type: "text", required: true, list: "fault-examples", autocomplete: "off", spellcheck: "false"});

  const attempt = async (text, work) => {
    try {
      await work();
      await draw();
      say(text);
    } catch (error) {
      say(error.message, true);
    }
  };
  const draw = async () => {
    const {faults, most} = await ask("GET", "faults");
    fill(list, faults.length === 0 ? el("p", {}, `Nothing is armed. At most ${most} faults may be.`)
      : [table("Armed faults", ["Number", "Fault", "Matched", "Fired", ""], faults.map((fault) => [
        String(fault.number),
        el("code", {}, fault.spec),
        String(fault.matched),
        String(fault.fired),
        el("button", {type: "button", "aria-label": `Remove fault ${fault.number}`,
          onclick: () => attempt("Removed", () => ask("DELETE", `faults/${fault.number}`))}, "Remove"),
      ])),
      el("p", {class: "row"},
        el("button", {type: "button", onclick: () => attempt("Counts are read again", async () => {})}, "Read counts again"),
        el("button", {type: "button", onclick: () => attempt("All faults were removed", () => ask("DELETE", "faults"))},
          "Remove all"))]);
  };

  fill(box,
    el("p", {class: "lead"}, "What goes wrong, where and when: drawn from the server's seed, so the same requests meet the same trouble."),
    el("form", {class: "panel", onsubmit: (event) => {
      event.preventDefault();
      attempt("Armed", () => ask("POST", "faults", {spec: spec.value}));
    }},
    labelled("Fault", spec, "a kind, then NAME=VALUE: api, operation, nth, p, times and what the kind takes"),
    el("datalist", {id: "fault-examples"}, kExamples.map((value) => el("option", {value}))),
    el("button", {}, "Arm")),
    list);
  await draw();
}
