// SPDX-License-Identifier: MIT
// A form that sends one request to this same server, in the namespace that was chosen.

import {currentSpace} from "./api.js";
import {examplesOf, resolved, sampleOf, schemesOf} from "./contract.js";
import {code, el, fill, labelled} from "./dom.js";

/** The first value that is known, as a text. */
function startOf(document, parameter) {
  const known = examplesOf(document, parameter)[0]?.value;
  const value = known ?? (parameter.required ? sampleOf(document, parameter.schema) : "");
  return typeof value === "object" && value !== null ? [value].flat().join(",") : String(value ?? "");
}

function inputs(document, operation) {
  return operation.parameters.filter((one) => one.in !== "cookie").map((one) => {
    const input = el("input", {type: "text", autocomplete: "off", spellcheck: "false",
      value: one.required ? startOf(document, one) : "", placeholder: one.required ? null : startOf(document, one),
      required: one.in === "path"});
    return {parameter: one, input, field: labelled(one.name, input, one.in)};
  });
}

/** One input per scheme; `put` adds what was typed to a request. */
function credentialInputs(document, operation) {
  return schemesOf(document, operation).map(({name, scheme}) => {
    const input = el("input", {type: "text", autocomplete: "off", spellcheck: "false"});
    const place = scheme.type === "apiKey" ? `${scheme.name}, ${scheme.in}` : `Authorization: ${scheme.scheme ?? "bearer"}`;
    return {input, field: labelled(name, input, place), put: (headers, query) => {
      if (input.value === "") return;
      if (scheme.type === "apiKey" && scheme.in === "query") query.append(scheme.name, input.value);
      else if (scheme.type === "apiKey") headers.set(scheme.name, input.value);
      else headers.set("Authorization", authorization(scheme, input.value));
    }};
  });
}

function authorization(scheme, value) {
  if (scheme.type !== "http") return `Bearer ${value}`;
  if (scheme.scheme === "basic") return `Basic ${btoa(value)}`;
  return scheme.scheme === "bearer" ? `Bearer ${value}` : `${scheme.scheme} ${value}`;
}

function bodyInput(document, operation) {
  const own = resolved(document, operation.requestBody);
  const [type, media] = Object.entries(own.content ?? {})[0] ?? [];
  if (!type) return null;
  const known = examplesOf(document, media);
  const isJson = type.includes("json");
  const write = (value) => isJson ? JSON.stringify(value, null, 2) : new URLSearchParams(value).toString();
  const text = el("textarea", {rows: "10", spellcheck: "false"});
  text.value = write(known[0]?.value ?? sampleOf(document, media.schema));
  const choice = known.length < 2 ? null : el("select", {onchange: () => {
    text.value = write(known[choice.selectedIndex].value);
  }}, known.map((one) => el("option", {}, one.summary)));
  return {type, text, fields: [choice ? labelled("Start from", choice) : null, labelled("Body", text, type)]};
}

function targetOf(operation, fields, query, more) {
  let path = operation.path;
  for (const {parameter, input} of fields) {
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    if (parameter.in === "query" && input.value !== "") query.append(parameter.name, input.value);
  }
  const all = [query.toString(), more].filter((one) => one !== "").join("&");
  return all === "" ? path : `${path}?${all}`;
}

function answerView(answer, text, took) {
  const fields = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return [
    el("p", {role: "status"}, el("span", {class: `status s${String(answer.status)[0]}`}, String(answer.status)),
      ` after ${Math.round(took)} ms; `, el("a", {href: "#/journal"}, "see it in the journal")),
    el("pre", {tabindex: "0", "aria-label": "Fields of the answer"}, fields),
    text === "" ? el("p", {}, "No body.") : code(text, "Body of the answer"),
  ];
}

export function tryForm(document, operation) {
  const fields = inputs(document, operation);
  const credentials = credentialInputs(document, operation);
  const body = bodyInput(document, operation);
  const more = el("input", {type: "text", autocomplete: "off", spellcheck: "false"});
  const result = el("div", {class: "answer"});

  const send = async () => {
    const headers = new Headers();
    const query = new URLSearchParams();
    for (const {parameter, input} of fields) {
      if (parameter.in === "header" && input.value !== "") headers.set(parameter.name, input.value);
    }
    for (const one of credentials) one.put(headers, query);
    if (body) headers.set("Content-Type", body.type);
    if (currentSpace() !== "") headers.set("Understudy-Namespace", currentSpace());
    const began = performance.now();
    const answer = await fetch(targetOf(operation, fields, query, more.value), {method: operation.method, headers,
      body: body?.text.value, cache: "no-store", credentials: "omit", redirect: "manual"});
    fill(result, answerView(answer, await answer.text(), performance.now() - began));
  };

  return el("form", {class: "panel", onsubmit: async (event) => {
    event.preventDefault();
    try {
      await send();
    } catch (error) {
      fill(result, el("p", {class: "bad", role: "alert"}, `It could not be sent, or no answer came: ${error.message}`));
    }
  }},
  el("div", {class: "fields"}, credentials.map((one) => one.field), fields.map((one) => one.field),
    labelled("More of the query", more, "as it is sent: name=value&name=value")),
  body?.fields, el("button", {}, "Send"), result);
}
