// SPDX-License-Identifier: MIT
// The clock of a namespace: stopped, set and moved by hand.

import {ask} from "./api.js";
import {el, every, fill, labelled, say} from "./dom.js";

const kUnits = {"milliseconds": 1, "seconds": 1000, "minutes": 60000, "hours": 3600000, "days": 86400000};

export async function showClock(box) {
  const now = el("p", {class: "time"});
  const state = el("p", {});
  const pause = el("button", {type: "button", onclick: () => change({frozen: !isFrozen})});
  let isFrozen = false;

  const draw = (clock) => {
    isFrozen = clock.frozen;
    fill(now, el("time", {datetime: clock.now}, clock.now));
    state.textContent = isFrozen ? "The clock stands still." : "The clock runs.";
    pause.textContent = isFrozen ? "Let it run" : "Freeze";
  };
  const change = async (body) => {
    try {
      draw(await ask("PATCH", "clock", body));
      say("The clock was changed");
    } catch (error) {
      say(error.message, true);
    }
  };

  const amount = el("input", {type: "number", min: "0", step: "1", value: "1", required: true});
  const unit = el("select", {}, Object.keys(kUnits).map((name) => el("option", {selected: name === "minutes"}, name)));
  const time = el("input", {type: "text", required: true, placeholder: "2026-03-04T12:00:00Z", autocomplete: "off"});
  fill(box,
    el("p", {class: "lead"}, "Throttle windows, token lifetimes, dates and latencies follow it at once."),
    now, state,
    el("p", {class: "row"}, pause,
      el("button", {type: "button", onclick: async () => {
        draw(await ask("DELETE", "clock"));
        say("The clock follows the system again");
      }}, "Follow the system again")),
    el("form", {class: "panel", onsubmit: (event) => {
      event.preventDefault();
      change({advance_ms: Math.round(Number(amount.value) * kUnits[unit.value])});
    }}, el("h2", {}, "Advance"),
      el("div", {class: "row"}, labelled("By", amount), labelled("Unit", unit), el("button", {}, "Advance"))),
    el("form", {class: "panel", onsubmit: (event) => {
      event.preventDefault();
      change({now: time.value});
    }}, el("h2", {}, "Set"), labelled("To", time, "with a zone; forward lets time pass, back changes dates alone"),
      el("button", {}, "Set")));
  return every(1000, async () => {
    try {
      draw(await ask("GET", "clock"));
    } catch (error) {
      say(error.message, true);
    }
  });
}
