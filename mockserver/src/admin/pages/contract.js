// SPDX-License-Identifier: MIT
// Reading an OpenAPI document: operations, references, examples. No elements are made here.

const kMethods = ["get", "put", "post", "delete", "options", "head", "patch"];
const kMostSteps = 32;

/** What a node says, with its reference followed; members beside the reference win. */
export function resolved(document, node) {
  let own = node;
  for (let step = 0; step < kMostSteps && typeof own?.$ref === "string"; ++step) {
    const {$ref, ...beside} = own;
    own = {...at(document, $ref), ...beside};
  }
  return own ?? {};
}

function at(document, reference) {
  return reference.replace(/^#\/?/, "").split("/").reduce(
    (node, token) => node?.[token.replaceAll("~1", "/").replaceAll("~0", "~")], document) ?? {};
}

/** The last word of a reference: how a schema is called. */
export function nameOf(node) {
  return typeof node?.$ref === "string" ? node.$ref.slice(node.$ref.lastIndexOf("/") + 1) : "";
}

/** Each with its method, path and resolved parameters, as they stand in the document. */
export function operationsOf(document) {
  const all = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of kMethods.filter((one) => Object.hasOwn(item, one))) {
      const operation = item[method];
      const own = (operation.parameters ?? []).map((one) => resolved(document, one));
      const common = (item.parameters ?? []).map((one) => resolved(document, one))
        .filter((one) => !own.some((other) => other.name === one.name && other.in === one.in));
      all.push({...operation, method: method.toUpperCase(), path, parameters: [...common, ...own]});
    }
  }
  return all;
}

/** The examples of a body or a parameter: [{name, summary, value}]. */
export function examplesOf(document, node) {
  const named = Object.entries(node.examples ?? {}).map(([name, one]) => {
    const example = resolved(document, one);
    return {name, summary: example.summary ?? name, value: example.value};
  });
  if (named.length > 0) return named;
  if (node.example !== undefined) return [{name: "example", summary: "example", value: node.example}];
  const schema = resolved(document, node.schema);
  return (schema.examples ?? []).map((value, number) =>
    ({name: String(number), summary: `example ${number + 1}`, value}));
}

/** Some value that a schema might take, for a form to start with. */
export function sampleOf(document, node, depth = 0) {
  const schema = resolved(document, node);
  if (schema.examples?.length > 0) return schema.examples[0];
  for (const known of ["const", "default"]) if (schema[known] !== undefined) return schema[known];
  if (schema.enum?.length > 0) return schema.enum[0];
  const part = schema.allOf?.[0] ?? schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (part && !schema.properties) return sampleOf(document, part, depth + 1);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;
  if (type === "object" || schema.properties) return objectOf(document, schema, depth);
  if (type === "array") return depth > 4 ? [] : [sampleOf(document, schema.items, depth + 1)];
  return {boolean: false, integer: schema.minimum ?? 0, number: schema.minimum ?? 0}[type] ?? "";
}

function objectOf(document, schema, depth) {
  const value = {};
  if (depth > 4) return value;
  for (const name of schema.required ?? []) {
    value[name] = sampleOf(document, schema.properties?.[name], depth + 1);
  }
  return value;
}

/** The schemes that an operation takes: [{name, scheme}], those of each way in turn. */
export function schemesOf(document, operation) {
  const names = (operation.security ?? document.security ?? []).flatMap((way) => Object.keys(way));
  return [...new Set(names)].map((name) =>
    ({name, scheme: resolved(document, document.components?.securitySchemes?.[name])}));
}
