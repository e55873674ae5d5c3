/** HTML that the reader's own code made, as nodes: scripts do not run when they are put in so, and none stays to be run later. */
import { make } from "../dom";

const ADDRESSES = new Set(["href", "xlink:href", "src", "action", "formaction"]);

export function safe(html: string): DocumentFragment {
  const template = make("template");
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll("*")) {
    if (element.localName === "script") element.remove();
    for (const { name, value } of [...element.attributes]) {
      if (/^on/i.test(name) || (ADDRESSES.has(name.toLowerCase()) && /^\s*javascript:/i.test(value))) element.removeAttribute(name);
    }
  }
  return template.content;
}
