/** A word for making elements; text is always text, never markup. */

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string | null)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function button(name: string, kind: string, press?: () => void): HTMLButtonElement {
  const made = make("button", { type: "button", class: `ls-button ${kind}` }, name);
  if (press !== undefined) made.addEventListener("click", press);
  return made;
}
