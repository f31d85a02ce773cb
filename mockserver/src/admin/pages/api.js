// SPDX-License-Identifier: MIT
// Questions to the admin API of the server that sent this page, in the namespace that was chosen.
// The token lives in this module and goes when the page goes.

let token = "";
let space = "";
let askForToken = async () => "";
let asking = null;

/** What the server said no to. */
export class Refused extends Error {
  constructor(status, said) {
    const place = said.where ? ` (at ${said.where})` : "";
    const advice = said.advice ? `: ${said.advice}` : "";
    super(`${said.error ?? `status ${status}`}${place}${advice}`);
    this.status = status;
  }
}

export function onTokenNeeded(ask) {
  askForToken = ask;
}

export function currentSpace() {
  return space;
}

export function useSpace(name) {
  space = name;
}

/** One form for all questions that are refused at the same time. */
async function newToken(refused) {
  asking ??= askForToken(refused !== "").finally(() => {
    asking = null;
  });
  return asking;
}

async function send(method, path, body, name) {
  const headers = {};
  if (token) headers["Understudy-Token"] = token;
  if (name) headers["Understudy-Namespace"] = name;
  if (method !== "GET") headers["Understudy-Admin"] = "pages";
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const text = body === undefined ? undefined : JSON.stringify(body);
  return fetch(new URL(path, document.baseURI),
    {method, headers, body: text, cache: "no-store", credentials: "omit", redirect: "error"});
}

/** The JSON of an answer; null where it has none. Throws Refused. */
export async function ask(method, path, body, name = space) {
  let answer = await send(method, path, body, name);
  while (answer.status === 401) {
    const used = token;
    const given = await newToken(used);
    if (token === used) token = given;
    answer = await send(method, path, body, name);
  }
  const text = await answer.text();
  const json = text === "" ? null : JSON.parse(text);
  if (!answer.ok) throw new Refused(answer.status, json ?? {});
  return json;
}

/** What is the same for all namespaces. */
export async function askServer(path) {
  return ask("GET", path, undefined, "");
}

let contract = null;

/** Whether the admin API of this server has an operation: pages show what there is. */
export async function offers(method, path) {
  contract ??= await askServer("openapi.json");
  return Boolean(contract.paths?.[`/__understudy/${path}`]?.[method]);
}

/** Names of the namespaces that there are. */
export async function spaces() {
  return (await askServer("namespaces")).namespaces;
}

/** Whether the chosen namespace is there; a question about another one would be refused. */
export async function isThere() {
  return space === "" || (await spaces()).includes(space);
}
