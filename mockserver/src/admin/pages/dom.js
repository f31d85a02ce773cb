// SPDX-License-Identifier: MIT
// Elements out of names and texts. What is shown always goes in as text: no markup is ever read, so
// that a hostile value is only a strange word.

/**
 * el("p", {class: "note"}, "text", child). A property whose name begins with "on" is a listener;
 * null, undefined and false are left out.
 */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...listOf(children));
  return node;
}

function listOf(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Puts these children in the place of those that are there. */
export function fill(node, ...children) {
  node.replaceChildren(...listOf(children));
  return node;
}

let lastId = 0;

/** A label and its control, joined by an id. */
export function labelled(text, control, hint) {
  control.id ||= `field-${++lastId}`;
  const note = hint ? el("span", {class: "hint", id: `${control.id}-hint`}, hint) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  return el("p", {class: "field"}, el("label", {for: control.id}, text), control, note);
}

/** A table with a caption for readers that cannot see the heading above it. */
export function table(caption, heads, rows) {
  return el("div", {class: "scroll", role: "region", tabindex: "0", "aria-label": caption},
    el("table", {},
      el("caption", {class: "unseen"}, caption),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", {scope: "col"}, head)))),
      el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell) => el("td", {}, cell)))))));
}

const kMostShown = 20000;

/** A text as it was sent; JSON is indented. A long one is cut, with a button for the rest. */
export function code(text, label) {
  const pretty = indented(text);
  const pre = el("pre", {tabindex: "0", "aria-label": label}, pretty.slice(0, kMostShown));
  if (pretty.length <= kMostShown) return pre;
  const more = el("button", {type: "button", onclick: () => {
    pre.textContent = pretty;
    more.remove();
  }}, `Show all ${pretty.length} characters`);
  return el("div", {}, pre, more);
}

/** Space outside of strings is all that changes: numbers and repeated names stay as they were sent. */
function indented(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let result = "";
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (token === "{" || token === "[") {
      depth += 1;
      result += token + line();
    } else if (token === "}" || token === "]") {
      depth -= 1;
      result += line() + token;
    } else if (token === ",") {
      result += token + line();
    } else {
      result += token === ":" ? ": " : token;
    }
  }
  return result;
}

/** Opens into content that is made when it is first asked for. */
export function opening(summary, make, properties = {}) {
  const inside = el("div", {class: "inside"});
  const details = el("details", properties, el("summary", {}, summary), inside);
  details.addEventListener("toggle", () => {
    if (details.open && inside.childNodes.length === 0) fill(inside, make());
  });
  return details;
}

/** Calls `work` now and again every so many milliseconds while the page is seen; gives what stops it. */
export function every(milliseconds, work) {
  let timer = 0;
  let stopped = false;
  const run = async () => {
    if (!document.hidden) await work();
    if (!stopped) timer = setTimeout(run, milliseconds);
  };
  run();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

const kNoticeTime = 8000;
let silence = 0;

/** Says something to everybody, readers of screens included. */
export function say(text, isBad = false) {
  const notice = document.getElementById("notice");
  notice.textContent = text;
  notice.className = isBad ? "bad" : "";
  clearTimeout(silence);
  silence = setTimeout(() => {
    notice.textContent = "";
  }, kNoticeTime);
}
