// SPDX-License-Identifier: MIT
// The reference of one API, drawn from its contract: operations, what they take, what they answer,
// and where each fact stands.

import {askServer} from "./api.js";
import {examplesOf, operationsOf, resolved, schemesOf} from "./contract.js";
import {code, el, fill, opening, table} from "./dom.js";
import {prose, words} from "./prose.js";
import {cite, grades, schemaView, typeOf} from "./schema.js";
import {tryForm} from "./try.js";

function parameters(document, operation) {
  if (operation.parameters.length === 0) return null;
  return [el("h3", {}, "Parameters"), table(`Parameters of ${operation.operationId}`,
    ["Name", "In", "Type", "Meaning", "Source"],
    operation.parameters.map((one) => [
      [el("code", {class: "name"}, one.name), one.required ? el("span", {class: "required"}, "required") : null],
      one.in,
      el("span", {class: "type"}, typeOf(document, one.schema)),
      prose(one.description ?? resolved(document, one.schema).description) ?? "",
      cite(one) ?? cite(resolved(document, one.schema)) ?? "",
    ]))];
}

function examples(document, media) {
  return examplesOf(document, media).map((example) =>
    opening(["Example: ", example.summary], () => code(JSON.stringify(example.value), example.summary)));
}

function content(document, node) {
  return Object.entries(node.content ?? {}).map(([type, media]) => [
    el("p", {}, el("code", {}, type)),
    media.schema ? schemaView(document, media.schema) : null,
    examples(document, media),
  ]);
}

function body(document, operation) {
  const own = resolved(document, operation.requestBody);
  if (!own.content) return null;
  return [el("h3", {}, "Body"),
    el("p", {}, own.required ? el("span", {class: "required"}, "required ") : null, words(own.description), " ", cite(own)),
    content(document, own)];
}

function fieldsOf(document, response) {
  const fields = Object.entries(response.headers ?? {});
  if (fields.length === 0) return null;
  return el("ul", {class: "schema"}, fields.map(([name, node]) => {
    const field = resolved(document, node);
    return el("li", {}, el("p", {}, el("code", {class: "name"}, name),
      el("span", {class: "type"}, typeOf(document, field.schema ?? {})), cite(field)),
    prose(field.description));
  }));
}

function responses(document, operation) {
  return [el("h3", {}, "Answers"), Object.entries(operation.responses ?? {}).map(([status, node]) => {
    const response = resolved(document, node);
    return opening([el("span", {class: `status s${status[0]}`}, status), " ", words(response.description), " ", cite(response)],
      () => {
        const parts = [fieldsOf(document, response), ...content(document, response)].filter((part) => part !== null);
        return parts.length > 0 ? parts : el("p", {}, "Without fields of its own and without a body.");
      });
  })];
}

function credentials(document, operation) {
  const schemes = schemesOf(document, operation);
  if (schemes.length === 0) return null;
  return [el("h3", {}, "Credentials"), el("ul", {class: "schema"}, schemes.map(({name, scheme}) =>
    el("li", {}, el("p", {}, el("code", {class: "name"}, name), el("span", {class: "type"}, schemeText(scheme)), cite(scheme)),
      prose(scheme.description))))];
}

function schemeText(scheme) {
  if (scheme.type === "apiKey") return `${scheme.name} in the ${scheme.in}`;
  return scheme.type === "http" ? `Authorization: ${scheme.scheme}` : scheme.type;
}

function operationView(api, document, operation, isOpen) {
  const details = opening(
    [el("span", {class: "method"}, operation.method), el("code", {class: "path"}, operation.path),
      el("span", {class: "summary"}, operation.summary ?? "")],
    () => [
      el("p", {}, el("code", {}, operation.operationId), " ", cite(operation)),
      prose(operation.description),
      credentials(document, operation), parameters(document, operation), body(document, operation),
      responses(document, operation),
      el("h3", {}, "Try it"), tryForm(api, document, operation),
    ], {class: "operation", "data-operation": operation.operationId});
  details.open = isOpen;
  return details;
}

/** "#/api/partnertap" shows all, "#/api/partnertap/getRecords" opens one. */
export async function showReference(box, heading, api, wanted) {
  const document = await askServer(`contracts/${encodeURIComponent(api ?? "")}`);
  const operations = operationsOf(document);
  heading.textContent = document.info?.title ?? api;
  fill(box,
    el("p", {class: "lead"}, words(document.info?.summary)),
    opening("About this API", () => prose(document.info?.description) ?? "Nothing more is said."),
    grades(),
    el("div", {class: "operations"},
      operations.map((one) => operationView(api, document, one, one.operationId === wanted))));
  box.querySelector("details.operation[open]")?.scrollIntoView();
}
