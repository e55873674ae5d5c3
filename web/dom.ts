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
  if (press !== undefined) made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && press());
  return made;
}

/** A button that cannot act now keeps the focus it has, which `disabled` would take away; its title says why. */
export function able(control: HTMLButtonElement, can: boolean, title = control.title): void {
  control.setAttribute("aria-disabled", String(!can));
  control.title = title;
}

/** Gives the reader a file, on `file://` too. */
export function save(name: string, content: Blob): void {
  const link = make("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  // The browser reads it a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The page's own name, for the files that it gives. */
export function pageName(): string {
  const last = location.pathname.replace(/(index)?(\.html)?\/?$/, "").split("/").pop() || "home";
  return decodeURIComponent(last);
}
