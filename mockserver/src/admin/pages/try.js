// SPDX-License-Identifier: MIT
// A form that sends one request to this same server, in the namespace that was chosen, or asks what
// it would be answered.

import {ask, currentSpace} from "./api.js";
import {examplesOf, resolved, sampleOf, schemesOf} from "./contract.js";
import {code, el, fill, labelled} from "./dom.js";
import {explanationView} from "./explain.js";

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

/** Whether a scheme takes what the server issues: a token or key, behind its scheme or bare. */
function takesTokens(scheme) {
  if (scheme.type === "apiKey") return scheme.in === "header" && scheme.name.toLowerCase() === "authorization";
  return scheme.type === "oauth2" || (scheme.type === "http" && scheme.scheme !== "basic");
}

/** Puts a new token of the server into an input. */
function tokenButton(api, name, input, fail) {
  return el("button", {type: "button", "aria-label": `New token for ${name}`, onclick: async () => {
    try {
      input.value = (await ask("POST", "tokens", {api})).token;
    } catch (error) {
      fail(error);
    }
  }}, "New token");
}

/** One input per scheme; `put` adds what was typed to a request. */
function credentialInputs(api, document, operation, fail) {
  return schemesOf(document, operation).map(({name, scheme}) => {
    const input = el("input", {type: "text", autocomplete: "off", spellcheck: "false"});
    const place = scheme.type === "apiKey" ? `${scheme.name}, ${scheme.in}` : `Authorization: ${scheme.scheme ?? "bearer"}`;
    const field = labelled(name, input, place);
    if (takesTokens(scheme)) field.append(tokenButton(api, name, input, fail));
    return {input, field, put: (headers, query) => {
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

/** What was typed, as a request; `headers` has no namespace yet. */
function requestOf(operation, {fields, credentials, body, more}) {
  const headers = new Headers();
  const query = new URLSearchParams();
  for (const {parameter, input} of fields) {
    if (parameter.in === "header" && input.value !== "") headers.set(parameter.name, input.value);
  }
  for (const one of credentials) one.put(headers, query);
  if (body) headers.set("Content-Type", body.type);
  return {method: operation.method, target: targetOf(operation, fields, query, more.value), headers, body: body?.text.value};
}

async function send({method, target, headers, body}) {
  if (currentSpace() !== "") headers.set("Understudy-Namespace", currentSpace());
  const began = performance.now();
  const answer = await fetch(target, {method, headers, body, cache: "no-store", credentials: "omit", redirect: "manual"});
  return answerView(answer, await answer.text(), performance.now() - began);
}

/** Nothing is sent to the API: no record changes, and no limit counts it. */
async function explain({method, target, headers, body}) {
  const tried = {method, target, fields: Object.fromEntries(headers)};
  return explanationView(await ask("POST", "explain", body === undefined ? tried : {...tried, body}));
}

export function tryForm(api, document, operation) {
  const result = el("div", {class: "answer"});
  const fail = (error) =>
    fill(result, el("p", {class: "bad", role: "alert"}, `It could not be sent, or no answer came: ${error.message}`));
  const parts = {
    fields: inputs(document, operation),
    credentials: credentialInputs(api, document, operation, fail),
    body: bodyInput(document, operation),
    more: el("input", {type: "text", autocomplete: "off", spellcheck: "false"}),
  };
  const show = async (how) => {
    try {
      fill(result, await how(requestOf(operation, parts)));
    } catch (error) {
      fail(error);
    }
  };
  return el("form", {class: "panel", onsubmit: (event) => {
    event.preventDefault();
    return show(send);
  }},
  el("div", {class: "fields"}, parts.credentials.map((one) => one.field), parts.fields.map((one) => one.field),
    labelled("More of the query", parts.more, "as it is sent: name=value&name=value")),
  parts.body?.fields, el("button", {}, "Send"),
  el("button", {type: "button", onclick: () => show(explain)}, "Explain, and do not send"), result);
}
