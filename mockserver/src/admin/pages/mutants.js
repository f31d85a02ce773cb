// SPDX-License-Identifier: MIT
// Rules broken on purpose, each behind a switch.

import {ask} from "./api.js";
import {el, fill, labelled, say} from "./dom.js";

export async function showMutants(box) {
  let mutants = (await ask("GET", "mutants")).mutants;
  const list = el("div", {});
  const count = el("p", {role: "status"});
  const filter = el("input", {type: "search", autocomplete: "off", spellcheck: "false", oninput: () => draw()});
  const onlyOn = el("input", {type: "checkbox", onchange: () => draw()});

  const set = async (names) => {
    try {
      mutants = (await ask("PUT", "mutants", {on: names})).mutants;
    } catch (error) {
      say(error.message, true);
    }
    tell();
  };
  // Whatever is asked of the server comes one after the other: each sends the whole set.
  let last = Promise.resolve();
  const toggle = (name, isOn) => {
    last = last.then(async () => {
      const names = mutants.filter((one) => one.on && one.name !== name).map((one) => one.name);
      await set(isOn ? [...names, name] : names);
      for (const input of list.querySelectorAll("input")) {
        input.checked = mutants.some((one) => one.on && one.name === input.value);
      }
    });
  };
  const tell = () => {
    const on = mutants.filter((one) => one.on).length;
    count.textContent = on === 0 ? "No rule is broken." : `${on} of ${mutants.length} rules broken.`;
  };
  const item = (mutant) => {
    const box = el("input", {type: "checkbox", role: "switch", value: mutant.name, checked: mutant.on,
      onchange: () => toggle(mutant.name, box.checked)});
    return el("li", {}, el("label", {class: "switch"}, box, el("span", {},
      el("code", {}, mutant.name.slice(mutant.api.length + 1)),
      el("span", {class: "rule"}, `Breaks: ${mutant.rule}`),
      el("span", {class: "cite"}, `${mutant.area} - ${mutant.source}`))));
  };
  const draw = () => {
    const words = filter.value.toLowerCase();
    const some = mutants.filter((one) => (!onlyOn.checked || one.on) &&
      `${one.name} ${one.area} ${one.rule} ${one.source}`.toLowerCase().includes(words));
    const apis = [...new Set(some.map((one) => one.api))];
    fill(list, apis.map((api) => el("section", {}, el("h2", {}, api),
      el("ul", {class: "switches"}, some.filter((one) => one.api === api).map(item)))),
    some.length === 0 ? el("p", {}, "None matches.") : null);
    tell();
  };

  fill(box,
    el("p", {class: "lead"}, "A test is worth something if it fails on a server that breaks the rule it is about."),
    el("div", {class: "row"}, labelled("Find", filter), labelled("Only those that are on", onlyOn),
      el("button", {type: "button", onclick: async () => {
        await set([]);
        draw();
      }}, "Switch all off")),
    count, list);
  draw();
}
