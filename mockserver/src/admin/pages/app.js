// SPDX-License-Identifier: MIT
// Which page is shown: the address behind "#" decides, the namespace is chosen above all pages.

import {ask, askServer, currentSpace, isThere, onTokenNeeded, spaces, useSpace} from "./api.js";
import {showApis} from "./apis.js";
import {showClock} from "./clock.js";
import {el, fill, say} from "./dom.js";
import {askForToken} from "./door.js";
import {showFaults} from "./faults.js";
import {showJournal} from "./journal.js";
import {showLimits} from "./limits.js";
import {showMutants} from "./mutants.js";
import {showReference} from "./reference.js";

const kPages = {
  "": {title: "APIs", show: showApis, needsSpace: false},
  api: {title: "Reference", show: showReference, needsSpace: false},
  clock: {title: "Clock", show: showClock, needsSpace: true},
  faults: {title: "Faults", show: showFaults, needsSpace: true},
  journal: {title: "Journal", show: showJournal, needsSpace: true},
  limits: {title: "Limits", show: showLimits, needsSpace: true},
  mutants: {title: "Mutants", show: showMutants, needsSpace: true},
};

const main = document.getElementById("main");
let stop = null;
let turn = 0;

/** A page stands in a box of its own, so that one that comes too late changes nothing. */
async function show(isStep) {
  const mine = ++turn;
  stop?.();
  stop = null;
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decoded);
  const page = Object.hasOwn(kPages, name) ? kPages[name] : kPages[""];
  const heading = el("h1", {tabindex: "-1"}, page.title);
  const box = el("div", {});
  fill(main, heading, box);
  document.title = `${page.title} - understudy`;
  mark(Object.hasOwn(kPages, name) && name !== "api" ? name : "");
  if (isStep) heading.focus();
  try {
    if (page.needsSpace && !(await isThere())) {
      if (mine === turn) fill(box, noSpace());
      return;
    }
    const stopThis = await page.show(box, heading, ...rest);
    if (mine === turn) stop = stopThis ?? null;
    else stopThis?.();
  } catch (error) {
    if (mine === turn) fill(box, el("p", {class: "bad", role: "alert"}, error.message));
  }
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function mark(name) {
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#/${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function noSpace() {
  const name = currentSpace();
  return el("p", {}, `There is no namespace '${name}' yet. The first request or change that names it makes it. `,
    el("button", {type: "button", onclick: async () => {
      await ask("POST", "reset", {});
      show(false);
    }}, "Make it now"));
}

async function listSpaces() {
  const names = await spaces();
  fill(document.getElementById("spaces"), names.map((name) => el("option", {value: name})));
}

function choose(event) {
  event.preventDefault();
  const input = document.getElementById("space");
  useSpace(input.value);
  say(input.value === "" ? "Showing requests that name no namespace" : `Showing namespace ${input.value}`);
  show(false);
}

async function start() {
  onTokenNeeded(askForToken);
  addEventListener("hashchange", () => show(true));
  document.getElementById("space-form").addEventListener("submit", choose);
  document.getElementById("space").addEventListener("focus", () => listSpaces().catch((error) => say(error.message, true)));
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  await show(false);
  const info = await askServer("info");
  document.getElementById("version").textContent = info.version;
}

start().catch((error) => say(error.message, true));
