/** One step from the inside: its stages one after the other, each with its numbers, its picture and its line of source. */
import { button, make } from "../../dom";
import { styleOf } from "../methods";
import type { Model } from "../model";
import { short } from "../numbers";
import type { Scene } from "../scene";
import { specOf } from "../specs";
import type { InsideReply, Stage } from "../replies";
import type { Panel, View } from "./panel";
import { light, listing } from "./source";
import { stagePicture } from "./stages";
import { MEANING, values } from "./values";

let panels = 0;

function mount(host: HTMLElement, model: Model): View {
  const id = `ls-inside-${++panels}`;
  const select = make("select", { class: "ls-select", id });
  const back = button("Previous stage", "ls-secondary", () => go(at() - 1));
  const on = button("Next stage", "ls-secondary", () => go(at() + 1));
  const take = button("Take the step", "ls-secondary ls-take", () => {
    if (take.getAttribute("aria-disabled") !== "true" && model.scene !== null) model.press(model.scene.lead);
  });
  const bar = make("div", { class: "ls-inside-bar" }, make("label", { for: id }, "Method"), select, back, on, take);
  const list = make("ol", { class: "ls-stages", "aria-label": "Stages of the step" });
  const frame = make("div", { class: "ls-stage-frame" });
  const scaleWords = make("figcaption", { class: "ls-quiet-words" });
  const title = make("p", { class: "ls-stage-title", role: "status" });
  const meaning = make("p", { class: "ls-stage-meaning" });
  const named = make("dl", { class: "ls-nameds" });
  const reason = make("p", { class: "ls-reason" });
  const told = make("div", { class: "ls-stage-told" }, title, meaning, named, reason);
  const show = make("div", { class: "ls-stage-show" }, make("figure", { class: "ls-stage-figure" }, frame, scaleWords), told);
  const caption = make("figcaption", { class: "ls-file" });
  const path = make("code", {});
  const code = make("code", {});
  const pre = make("pre", { class: "ls-source-lines", tabindex: 0, role: "region", "aria-label": "Source of the step" }, code);
  const source = make("figure", { class: "ls-inside-source" }, caption, pre);
  const empty = make("p", { class: "ls-hint" });
  const body = make("div", { class: "ls-inside-body" }, list, show, source);
  const all = make("div", { class: "ls-inside" }, bar, empty, body);
  host.append(all);

  let reply: InsideReply | null = null;
  let stages: readonly Stage[] = [];
  let rows: readonly HTMLElement[] = [];
  let [options, shownStages, shownLines, shownAll] = ["", "", "", ""];
  const at = (): number => Math.min(model.scene?.stage ?? 0, stages.length);
  const go = (stage: number): void => {
    if (stage >= 0 && stage <= stages.length && stage !== at()) model.setStage(stage);
  };

  select.addEventListener("change", () => model.setLead(select.value));
  all.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrows = list.contains(event.target as Node);
    const way = event.key === "]" || (arrows && event.key === "ArrowRight") ? 1 : event.key === "[" || (arrows && event.key === "ArrowLeft") ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    event.stopPropagation();
    go(at() + way);
    if (arrows) list.querySelectorAll("button")[Math.max(0, at() - 1)]?.focus();
  });

  const choice = (scene: Scene): void => {
    const now = scene.chosen.join();
    if (now !== options) {
      options = now;
      select.replaceChildren(...scene.chosen.map((name) => make("option", { value: name }, model.card(name)?.title ?? name)));
    }
    select.value = scene.lead;
    all.style.setProperty("--hue", `var(--ls-${styleOf(scene.lead).hue})`);
  };

  const stageList = (): void => {
    const now = stages.map(({ name }) => name).join();
    if (now === shownStages) return;
    shownStages = now;
    stages.forEach(({ name }, k) => {
      const known = list.children[k]?.querySelector("button") ?? null;
      const words = [make("span", { class: "ls-stage-number" }, String(k + 1)), " ", make("span", {}, name)];
      if (known !== null) known.replaceChildren(...words);
      else {
        const made = make("button", { type: "button", class: "ls-stage" }, ...words);
        made.addEventListener("click", () => go(k + 1));
        list.append(make("li", {}, made));
      }
    });
    while (list.children.length > stages.length) list.lastElementChild?.remove();
  };

  const lines = ({ file, first, lines: text }: InsideReply, lit: number): void => {
    const now = JSON.stringify([file, first, text]);
    if (now !== shownLines) {
      shownLines = now;
      rows = listing(text, first);
      code.replaceChildren(...rows);
      pre.hidden = text.length === 0;
      path.textContent = file.startsWith("steppers/") ? `landscape/${file}` : file;
    }
    light(rows, text, lit);
    if (text.length === 0) caption.replaceChildren("The source of this method cannot be shown here.");
    else caption.replaceChildren(path, `, line ${first + Math.max(0, lit)}`);
  };

  const picture = (scene: Scene, stage: number): void => {
    const { probe } = scene;
    if (reply === null || probe === null) return;
    const step = probe.steps.find(({ method }) => method === scene.lead) ?? null;
    const { field } = model;
    const spread = field === null ? 1 : Math.max(1e-300, (field.maximum ?? 0) - (field.minimum ?? 0));
    const [[x0, x1]] = scene.card.window;
    const drawn = stagePicture(reply, stage, probe, step, (x1 - x0) / 12);
    frame.replaceChildren(drawn.picture);
    scaleWords.textContent = `To scale: the side is ${short(Number(drawn.side.toPrecision(2)), 0)} long`;
    const now = stages[stage - 1] ?? null;
    title.textContent = now === null ? "Before the first stage" : `Stage ${stage} of ${stages.length}: ${now.name}`;
    meaning.textContent = now === null ? "The probe stands still. Each stage adds what the method computes next." : (MEANING[now.name] ?? "");
    named.replaceChildren(...values(now, reply.reason, scene, spread));
    // Why there is no step is said where it shows first: at the first number that is none, or at the end.
    const seen = stage === stages.length || stages.slice(0, stage).some(({ names }) => names.some(({ value }) => JSON.stringify(value).includes("null")));
    const none = step !== null && step.point === null && seen ? step.message : "";
    reason.textContent = stages.length === 0 && none === "" && reply.reason !== "moved" ? `There is no step to take apart: ${reply.reason}.` : none;
    reason.hidden = reason.textContent === "";
  };

  const buttons = (stage: number): void => {
    const able = (which: HTMLElement, can: boolean, why: string): void => {
      which.setAttribute("aria-disabled", String(!can));
      which.title = can ? "" : why;
    };
    able(back, stage > 0, "This is before the first stage");
    able(on, stage < stages.length, "This is the last stage: take the step");
    able(take, stages.length > 0 && stage === stages.length, "After the last stage");
    Array.from(list.querySelectorAll("button")).forEach((item, k) => {
      if (k + 1 === stage) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      item.classList.toggle("ls-done", k + 1 < stage);
    });
  };

  return {
    update() {
      const { scene } = model;
      if (scene === null) return;
      choice(scene);
      const { card, point, lead, probe } = scene;
      const wanted = model.want<InsideReply>("inside", { query: "inside", landscape: specOf(card), method: model.spec(lead), point });
      empty.hidden = wanted !== null;
      body.hidden = wanted === null;
      empty.textContent = "The stages come when Python is ready.";
      // An answer to an earlier question never stands beside the numbers of a new one.
      const fits = wanted !== null && wanted.fresh && probe !== null && wanted.answer.method === lead;
      all.setAttribute("aria-busy", String(!fits));
      if (!fits) {
        if (wanted === null) buttons(0);
        return;
      }
      const stage = Math.min(scene.stage, wanted.answer.stages.length);
      const now = JSON.stringify([lead, stage, probe.point, wanted.answer, probe.steps]);
      if (now === shownAll) return;
      shownAll = now;
      reply = wanted.answer;
      stages = reply.stages;
      stageList();
      lines(reply, stages[stage - 1]?.line ?? -1);
      picture(scene, stage);
      buttons(stage);
    },
  };
}

export const insidePanel: Panel = {
  name: "inside",
  title: "Inside one step",
  about: "What a method computes, stage by stage, with the numbers of this step and the lines that made them.",
  mount,
};
