/** HTML that the reader's own code made, as nodes of which none runs anything: not when they are put in, and not later. */
import { make } from "../dom";

/** Elements that run something, bring in another document, or bend the page's own addresses. */
const GONE = new Set(["script", "iframe", "frame", "object", "embed", "base", "meta", "link", "template"]);
const ADDRESSES = new Set(["href", "xlink:href", "src", "action", "formaction"]);

export function safe(html: string): DocumentFragment {
  const template = make("template");
  template.innerHTML = html;
  for (const element of template.content.querySelectorAll("*")) {
    if (GONE.has(element.localName) || changesAddress(element.localName, element.getAttribute("attributeName"))) element.remove();
    for (const { name, value } of [...element.attributes]) if (runs(name, value)) element.removeAttribute(name);
  }
  return template.content;
}

/** Whether an attribute runs something. Browsers skip control characters and blanks in an address, and so they do not count. */
export function runs(name: string, value: string): boolean {
  if (/^(on.*|srcdoc)$/i.test(name)) return true;
  return ADDRESSES.has(name.toLowerCase()) && /^javascript:/i.test(value.replace(/[\s\0-\x1f\x7f-\x9f]/g, ""));
}

/** Whether an element of an SVG puts an address into another one in time. */
export function changesAddress(tag: string, attribute: string | null): boolean {
  return /^(set|animate)/i.test(tag) && ADDRESSES.has((attribute ?? "").trim().toLowerCase());
}
