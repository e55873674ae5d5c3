/** What a reader may take along: the address of the view, and the map as a picture. */
import { button, make, save } from "../dom";
import { fits, write } from "./address";
import type { LandscapeMap } from "./map";
import type { Model } from "./model";

export class Keep {
  readonly #link = make("a", { class: "ls-button ls-quiet", href: "#", title: "Puts the address of this view, with its steps, into the address bar and the clipboard" }, "Copy link");
  readonly #picture = button("Save picture", "ls-quiet", () => void this.#save());
  readonly #words = make("span", { class: "ls-muted", role: "status" });

  constructor(
    readonly model: Model,
    readonly map: LandscapeMap,
    /** Which explorer of the page this is, from one. */
    readonly number: () => number,
    /** The fragment that is about to be in the address bar: nothing to follow, the reader is there. */
    readonly settled: (fragment: string) => void,
  ) {
    this.#link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      void this.#copy();
    });
  }

  parts(): Node[] {
    return [this.#words, this.#link, this.#picture];
  }

  update(): void {
    const { model } = this;
    if (model.address === null) return;
    const address = write(this.number(), model.address);
    if (address === this.#link.getAttribute("href")) return;
    this.#link.setAttribute("href", address);
    this.#words.textContent = "";
  }

  async #copy(): Promise<void> {
    const fragment = this.#link.getAttribute("href") as string;
    if (this.model.address === null || !fits(this.model.address, fragment)) {
      this.#words.textContent = "Too many steps for a link: Reset, or undo some";
      return;
    }
    this.settled(fragment);
    // Silently: a change of place that is heard makes Material swap the page for itself.
    history.replaceState(history.state, "", fragment);
    const onDisk = location.protocol === "file:";
    // A folder's path means nothing on another computer: the file's name goes along, not the way to it.
    const text = onDisk ? `${location.pathname.split("/").pop()}${fragment}` : location.href;
    try {
      await navigator.clipboard.writeText(text);
      this.#words.textContent = onDisk ? "Copied; it holds in every copy of this folder" : "Copied";
    } catch {
      this.#words.textContent = "It is in the address bar";
    }
  }

  async #save(): Promise<void> {
    const { map, model } = this;
    try {
      save(`landscape-${model.scene?.card.name.toLowerCase() ?? "map"}.png`, await map.picture());
      this.#words.textContent = "Saved";
    } catch (error) {
      this.#words.textContent = `Not saved: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}
