/** The switches of what may be drawn on the map, each with a sentence that explains it. */
import { make } from "../../dom";
import type { Model } from "../model";
import { OVERLAYS, WASHES } from "../overlays/index";
import type { Panel, View } from "./panel";

let rows = 0;

function mount(host: HTMLElement, model: Model): View {
  const list = make("ul", { class: "ls-switches", "aria-label": "Overlays" });
  const all = OVERLAYS.map((overlay) => {
    const id = `ls-overlay-${++rows}`;
    const toggle = make("button", { type: "button", class: "ls-switch", role: "switch", "aria-checked": "false", "aria-describedby": id });
    toggle.append(make("span", { class: "ls-switch-way", "aria-hidden": "true" }), make("span", {}, overlay.title));
    const instead = overlay.wash ? WASHES.filter((name) => name !== overlay.name) : [];
    toggle.addEventListener("click", () => model.toggleOverlay(overlay.name, instead));
    const legend = make("div", { class: "ls-switch-legend" });
    legend.hidden = true;
    const row = make("li", { class: "ls-switch-row" }, toggle, make("p", { class: "ls-switch-about", id }, overlay.about), legend);
    list.append(row);
    return { overlay, toggle, legend };
  });
  host.append(list);

  return {
    update() {
      const { scene } = model;
      if (scene === null) return;
      for (const { overlay, toggle, legend } of all) {
        const on = scene.overlays.includes(overlay.name);
        toggle.setAttribute("aria-checked", String(on));
        const words = on ? (overlay.legend?.(model) ?? null) : null;
        legend.hidden = words === null;
        if (words === null) legend.replaceChildren();
        else if (!(legend.childNodes.length === 1 && legend.firstChild?.isEqualNode(words))) legend.replaceChildren(words);
      }
    },
  };
}

export const overlaysPanel: Panel = {
  name: "overlays",
  title: "Overlays",
  about: "What else the map can show, one layer at a time.",
  mount,
};
