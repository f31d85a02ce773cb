// SPDX-License-Identifier: MIT
// A schema as a list that opens: nothing below is drawn before somebody looks, so that schemas may
// hold themselves.

import {nameOf, resolved} from "./contract.js";
import {el, opening} from "./dom.js";
import {prose} from "./prose.js";

const kGrades = {
  SEED: "stated in the source document",
  DOC: "stated in another text of the vendor",
  OBS: "seen in a client that runs, or in a recorded response",
  FW: "follows from the source of the framework",
  INF: "inferred",
  GUESS: "a choice had to be made",
  own: "how the mock does it; claims nothing about the host",
};

/** Where a fact stands and how sure it is; the place is a row of the API's SOURCES.md. */
export function cite(node) {
  const {"x-source": source, "x-grade": grade} = node ?? {};
  if (!source && !grade) return null;
  return el("span", {class: "cite"}, source ? `${source} ` : "",
    grade ? el("abbr", {title: kGrades[grade] ?? grade}, grade) : null);
}

export function grades() {
  return opening("What the grades mean", () => el("dl", {class: "pairs"},
    Object.entries(kGrades).map(([grade, meaning]) => [el("dt", {}, grade), el("dd", {}, meaning)])));
}

const kBounds = {
  minimum: "at least", maximum: "at most", exclusiveMinimum: "above", exclusiveMaximum: "below",
  minLength: "characters, at least", maxLength: "characters, at most", minItems: "elements, at least",
  maxItems: "elements, at most", minProperties: "members, at least", maxProperties: "members, at most",
  multipleOf: "a multiple of", pattern: "pattern", default: "default", const: "always",
};

/** "string, date-time; at most 40". */
export function typeOf(document, node) {
  if (typeof node === "boolean") return node ? "anything" : "nothing";
  const schema = resolved(document, node);
  const types = [schema.type ?? []].flat();
  if (types.length === 0 && schema.properties) types.push("object");
  const parts = [types.join(" or "), nameOf(node), schema.format].filter(Boolean);
  const bounds = Object.entries(kBounds).filter(([name]) => schema[name] !== undefined)
    .map(([name, words]) => `${words} ${written(schema[name])}`);
  const values = schema.enum ? [`one of ${schema.enum.map(written).join(", ")}`] : [];
  return [parts.join(", "), ...values, ...bounds].filter(Boolean).join("; ") || "anything";
}

function written(value) {
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}

/** What there is to open below the line that typeOf() writes; empty: nothing. */
function insideOf(schema) {
  if (schema.properties || typeof schema.additionalProperties === "object") return "members";
  if (schema.items) return "elements";
  return schema.allOf || schema.anyOf || schema.oneOf ? "parts" : "";
}

function reading(node) {
  const other = node?.["x-reading"];
  return other ? el("p", {class: "hint"}, `Another reading: ${other.switch}=${written(other.value)}`) : null;
}

function line(document, name, node, isRequired) {
  const schema = resolved(document, node);
  const head = [name ? el("code", {class: "name"}, name) : null, isRequired ? el("span", {class: "required"}, "required") : null,
    el("span", {class: "type"}, typeOf(document, node)), cite(schema)];
  return el("li", {},
    el("p", {}, head), prose(schema.description), reading(schema),
    insideOf(schema) ? opening(name ? [insideOf(schema), " of ", el("code", {}, name)] : insideOf(schema),
      () => inside(document, schema)) : null);
}

function inside(document, schema) {
  const lines = [];
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    lines.push(line(document, name, one, (schema.required ?? []).includes(name)));
  }
  if (typeof schema.additionalProperties === "object") {
    lines.push(line(document, "any other", schema.additionalProperties, false));
  }
  if (schema.items) lines.push(line(document, "each element", schema.items, false));
  for (const [word, text] of [["allOf", "all of"], ["anyOf", "any of"], ["oneOf", "one of"]]) {
    if (schema[word]) {
      lines.push(el("li", {}, el("p", {}, text),
        el("ul", {class: "schema"}, schema[word].map((one) => line(document, "", one, false)))));
    }
  }
  return el("ul", {class: "schema"}, lines);
}

/** The whole of it, its first level drawn. */
export function schemaView(document, node) {
  const schema = resolved(document, node);
  return el("div", {},
    el("p", {}, el("span", {class: "type"}, typeOf(document, node)), cite(schema)),
    prose(schema.description),
    reading(schema),
    insideOf(schema) ? inside(document, schema) : null);
}
