// SPDX-License-Identifier: MIT
// The APIs that this server plays.

import {askServer} from "./api.js";
import {el, fill} from "./dom.js";

export async function showApis(box) {
  const info = await askServer("info");
  fill(box,
    el("p", {class: "lead"}, "Each answers below its paths on this server, as its documents say."),
    el("ul", {class: "cards"}, info.apis.map((api) => el("li", {},
      el("h2", {}, el("a", {href: `#/api/${encodeURIComponent(api.id)}`}, api.title)),
      el("p", {}, el("code", {}, api.id), api.keeps_records ? " - keeps what requests change" : ""),
      el("ul", {class: "plain"}, [...new Set(api.prefixes)].map((prefix) => el("li", {}, el("code", {}, prefix))))))));
}
