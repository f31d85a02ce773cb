// SPDX-License-Identifier: MIT
// Shows the checks that the four filters leave. Without a script all of them are shown.
"use strict";
const filters = document.getElementById("filters");
const checks = Array.from(document.querySelectorAll("details.check"));
const shown = document.getElementById("shown");

function choices(name) {
  return Array.from(new Set(checks.map((check) => check.dataset[name]))).sort();
}

for (const name of ["verdict", "api", "area"]) {
  for (const value of choices(name)) filters.elements[name].add(new Option(value, value));
}

function apply() {
  const text = filters.elements.text.value.toLowerCase();
  let count = 0;
  for (const check of checks) {
    const fits = ["verdict", "api", "area"].every((name) => {
      const wanted = filters.elements[name].value;
      return wanted === "" || wanted === check.dataset[name];
    });
    check.hidden = !fits || (text !== "" && !check.textContent.toLowerCase().includes(text));
    if (!check.hidden) count += 1;
  }
  shown.textContent = count + " of " + checks.length + " checks";
}

filters.addEventListener("input", apply);
filters.addEventListener("submit", (event) => event.preventDefault());
filters.hidden = false;
apply();
