// The book's pages: explorers that are preset, what a cell or a claim hands over to them, exercises, and what cells show of themselves.
import assert from "node:assert/strict";
import { named, near, press, ready, state, until } from "../driver.mjs";
import { pagesWith } from "../pages.mjs";
import { SOURCES } from "../sources.mjs";

const EXPLORER = "landscape-explorer";
const PRESET = /data-preset=["']/;
const EXERCISE = /<python-cell[^>]* exercise/;
const OFFER = /<python-cell[^>]* data-element="/;
const RICH = /<div class="cell-rich">/;
/** Views as `Preset.plain()` writes them. */
const plain = (landscape, more = {}) => ({ landscape, point: null, methods: [], lead: null, steps: 0, overlays: [], panels: [], ...more });
const method = (name, parameters = {}) => ({ name, parameters });
const bowl = (kappa) => ({ name: "Bowl", parameters: { eigenvalues: [1, kappa], angle: 0 } });

const entries = (page, selector = EXPLORER) => page.$eval(`${selector} .ls-pick select`, (select) => [...select.options].map((o) => [o.value, o.textContent]));
const shown = (page, selector = EXPLORER) => page.$eval(`${selector} .ls-pick select`, (select) => select.selectedOptions[0]?.textContent);
const accept = (page, view, gesture = "", words = "") => page.$eval(EXPLORER, (e, ...given) => e.accept(...given), view, gesture, words);
const link = (page) => page.$eval(`${EXPLORER} .ls-keep a`, (a) => a.getAttribute("href"));

/** Marks the n-th match, so that it has a selector of its own, and brings it before the reader. */
async function mark(page, selector, n, id = "under-test") {
  await page.evaluate((s, k, name) => {
    document.getElementById(name)?.removeAttribute("id");
    const element = document.querySelectorAll(s)[k];
    element.id = name;
    element.scrollIntoView({ block: "center", behavior: "instant" });
  }, selector, n, id);
  return `#${id}`;
}

async function choose(page, value) {
  await page.$eval(`${EXPLORER} .ls-pick select`, (select, v) => {
    select.value = v;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }, value);
}

async function explorer(visit) {
  const page = await visit.open("explorer/");
  await ready(page);
  return page;
}

/** Presses a button of a cell and waits for its end. The tree of assistive technology is slow on a long page: found by class. */
async function run(page, cell, name) {
  await page.waitForSelector(`${cell} .cm-content`, { timeout: 60_000 });
  const button = await page.$(`${cell} .cell-run`);
  assert.equal(await button.evaluate((e) => e.textContent), name);
  await button.evaluate((e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
  await button.click();
  await until(page, cell, (_s, e) => ["done", "error"].includes(e.getAttribute("status")));
}

const tests = {
  "each explorer begins as its page presets it": async (visit) => {
    for (const path of await pagesWith(visit, PRESET)) {
      const page = await visit.open(path);
      const count = await page.$$eval(EXPLORER, (all) => all.length);
      for (let k = 0; k < count; k += 1) {
        const selector = await mark(page, EXPLORER, k);
        const preset = await page.$eval(selector, (e) => JSON.parse(e.querySelector(".ls-frame").dataset.preset ?? "null"));
        if (preset === null) continue;
        const where = `${path} explorer ${k + 1}`;
        await ready(page, selector);
        await until(page, selector, (s, _e, steps) => s.value !== null && s.iterate === steps, 30_000, preset.steps);
        const s = await state(page, selector);
        assert.deepEqual(s.landscape, preset.landscape, where);
        assert.deepEqual(s.overlays, preset.overlays, where);
        assert.deepEqual(s.panels, preset.panels, where);
        const names = preset.methods.map(({ name }) => name);
        if (names.length > 0) assert.deepEqual(s.methods.map((m) => m.method).sort(), [...names].sort(), where);
        for (const { name, parameters } of preset.methods) assert.deepEqual(s.methods.find((m) => m.method === name).parameters, parameters, `${where}, ${name}`);
        assert.equal(s.lead, preset.lead ?? names[0] ?? "GradientDescent", where);
        const start = preset.point ?? preset.card.start;
        if (preset.steps === 0) assert.deepEqual([s.point, s.runs], [start, []], where);
        else {
          assert.deepEqual(s.runs.map((r) => r.method), s.methods.map((m) => m.method), where);
          for (const { method: name, points } of s.runs) assert.deepEqual([points.length, points[0]], [preset.steps + 1, start], `${where}, ${name}`);
          assert.deepEqual(s.point, s.runs.find((r) => r.method === s.lead).points.at(-1), where);
        }
        const { title, python } = preset.card;
        assert.ok((await shown(page, selector)).startsWith(title === python ? "" : title), where);
        assert.equal(await page.$eval(`${selector} .ls-keep`, (e) => /As at first/.test(e.innerText)), false, `${where}: nothing was changed`);
      }
      await page.close();
    }
  },

  "Reset leads to the preset's start, As at first to all of it, Undo takes back both": async (visit) => {
    const page = await visit.open((await pagesWith(visit, PRESET))[0]);
    const selector = await mark(page, EXPLORER, 0);
    await ready(page, selector);
    const { steps, point, card } = await page.$eval(selector, (e) => JSON.parse(e.querySelector(".ls-frame").dataset.preset));
    await until(page, selector, (s, _e, n) => s.value !== null && s.iterate === n, 30_000, steps);
    const first = await state(page, selector);
    await press(page, "Step all", selector);
    await until(page, selector, (s, _e, n) => s.iterate === n + 1 && s.value !== null, 20_000, steps);
    await press(page, "Reset", selector);
    await until(page, selector, (s) => s.runs.length === 0 && s.value !== null, 20_000);
    const reset = await state(page, selector);
    assert.deepEqual([reset.point, reset.methods, reset.overlays], [point ?? card.start, first.methods, first.overlays]);
    await page.$eval(`${selector} .ls-pick select`, (select) => {
      select.value = "Hill";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await until(page, selector, (s) => s.landscape === "Hill" && s.value !== null, 20_000);
    await press(page, "As at first", selector);
    await until(page, selector, (s, _e, n) => s.landscape !== "Hill" && s.iterate === n && s.value !== null, 20_000, steps);
    assert.deepEqual(await state(page, selector), first);
    await press(page, "Undo", selector);
    await until(page, selector, (s) => s.landscape === "Hill" && s.value !== null, 20_000);
  },

  "a landscape that is handed over stands in the list, comes back, and goes into the link": async (visit) => {
    const page = await explorer(visit);
    const view = plain(bowl(100), { point: [1, 0.5], methods: [method("GradientDescent", { learning_rate: 0.015 })], steps: 5 });
    await accept(page, view, "", "Shown from Cell 3");
    await until(page, EXPLORER, (s) => s.iterate === 5 && s.value !== null, 20_000);
    const given = await state(page);
    assert.deepEqual(given.landscape, bowl(100));
    assert.match(given.message, /^Shown from Cell 3\. /);
    // Each component is multiplied by 1 - rate times curvature.
    near(given.point, [(1 - 0.015) ** 5, 0.5 * (1 - 1.5) ** 5], 1e-12);
    assert.equal(await shown(page), "Bowl: 0.5 x² + 50 y²");
    const [value] = (await entries(page)).find(([, text]) => text.startsWith("Bowl: "));
    await choose(page, "Saddle");
    await until(page, EXPLORER, (s) => s.landscape === "Saddle" && s.value !== null, 20_000);
    await choose(page, value);
    await until(page, EXPLORER, (s) => s.landscape.name === "Bowl" && s.value !== null && s.runs.length === 0, 20_000);
    near((await state(page)).hessian, [1, 0, 0, 100]);
    for (let k = 0; k < 2; k += 1) await press(page, "Undo", EXPLORER);
    await until(page, EXPLORER, (s) => s.iterate === 5 && s.value !== null, 20_000);
    const fragment = await link(page);
    await press(page, "Undo", EXPLORER);
    await until(page, EXPLORER, (s) => s.landscape === "Saddle" && s.runs.length === 0, 20_000);
    assert.match(fragment, /landscape=Bowl\(eigenvalues:1,100;angle:0\)&/);
    const other = await visit.open("explorer/", { fragment, moved: true });
    await ready(other);
    await until(other, EXPLORER, (s) => s.iterate === 5 && s.value !== null, 20_000);
    const followed = await state(other);
    assert.deepEqual([followed.landscape, followed.runs, followed.methods], [given.landscape, given.runs, given.methods]);
    assert.equal(await link(other), fragment);
  },

  "an expression goes into a link and is drawn from it": async (visit) => {
    const page = await explorer(visit);
    const expression = { expression: "sin(x)/2 + y**2*x - 1e-3", domain: [[-2, 2], [-1, 1.5]] };
    await accept(page, plain(expression, { point: [0.5, 1] }));
    await until(page, EXPLORER, (s) => s.landscape.expression !== undefined && s.value !== null, 20_000);
    near((await state(page)).gradient, [Math.cos(0.5) / 2 + 1, 1]);
    const fragment = await link(page);
    const other = await visit.open("explorer/", { fragment, moved: true });
    await ready(other);
    await until(other, EXPLORER, (s) => s.landscape.expression !== undefined && s.value !== null, 20_000);
    assert.deepEqual((await state(other)).landscape, expression);
    assert.match(await shown(other), /^sin\(x\)\/2/);
  },

  "a number that is dragged: the newest wins, nothing queues up, and one Undo takes it back": async (visit) => {
    const page = await visit.open("explorer/", {
      before: () => {
        globalThis.asked = [];
        const send = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message, ...rest) {
          if (message?.kind === "ask") globalThis.asked.push(JSON.parse(message.request).query);
          return send.call(this, message, ...rest);
        };
      },
    });
    const before = await ready(page);
    await page.evaluate(() => globalThis.asked.splice(0));
    const rates = Array.from({ length: 60 }, (_, k) => 0.01 + k * 0.001);
    await page.$eval(EXPLORER, async (e, all) => {
      for (const [k, rate] of all.entries()) {
        e.accept({ landscape: { name: "Bowl", parameters: { eigenvalues: [1, 10 + k], angle: 0 } }, point: [1, 1], methods: [{ name: "GradientDescent", parameters: { learning_rate: rate } }], steps: 20 }, "rate");
        if (k % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }, rates);
    const last = rates.at(-1);
    await until(page, EXPLORER, (s, _e, rate) => s.iterate === 20 && s.value !== null && s.methods[0].parameters.learning_rate === rate, 20_000, last);
    near((await state(page)).point, [(1 - last) ** 20, (1 - 69 * last) ** 20], 1e-12);
    const asked = await page.evaluate(() => globalThis.asked.filter((q) => q === "path").length);
    assert.ok(asked < 60, `${asked} walks were asked for`);
    assert.equal((await entries(page)).filter(([, text]) => text.startsWith("Bowl: ")).length, 1, "one guest for one gesture");
    await press(page, "Undo", EXPLORER);
    await until(page, EXPLORER, (s) => s.landscape === "Saddle" && s.value !== null, 20_000);
    assert.deepEqual((await state(page)).point, before.point);
    await press(page, "Redo", EXPLORER);
    await until(page, EXPLORER, (s) => s.landscape.name === "Bowl" && s.iterate === 20, 20_000);
  },

  "a setting beyond its slider is shown on it, and a link with it can be followed": async (visit) => {
    const page = await explorer(visit);
    await accept(page, plain("Saddle", { methods: [method("GradientDescent", { learning_rate: 3 }), method("HeavyBall", { learning_rate: 0.1, momentum: 0.995 })], panels: ["methods"] }));
    await until(page, EXPLORER, (s) => s.methods[0].parameters.learning_rate === 3 && s.value !== null, 20_000);
    const slider = await named(page, "Learning rate", EXPLORER);
    const seen = await slider.evaluate((e) => [e.value, e.max, e.getAttribute("aria-valuetext"), e.title]);
    assert.deepEqual(seen.slice(0, 3), [seen[1], seen[1], "3"]);
    assert.match(seen[3], /to 3$/);
    const other = await visit.open("explorer/", { fragment: await link(page), moved: true });
    await ready(other);
    await until(other, EXPLORER, (s) => s.methods[0].parameters.learning_rate === 3 && s.value !== null, 20_000);
    assert.equal((await state(other)).methods[1].parameters.momentum, 0.995);
  },

  "what is handed over before Python is there is shown when it is, and a bad one is named": async (visit) => {
    const page = await visit.open("explorer/");
    await until(page, EXPLORER, (s) => s !== null);
    await accept(page, plain("Hill", { point: [1, 0.5], methods: [method("Newton")], steps: 2 }), "", "Shown from Cell 1.");
    await ready(page);
    await until(page, EXPLORER, (s) => s.landscape === "Hill" && s.iterate === 2 && s.value !== null, 20_000);
    near((await state(page)).point, [0, 0]);
    await accept(page, plain({ expression: "x + q" }));
    await until(page, EXPLORER, (s) => /'q' at column/.test(s.message), 20_000);
    await accept(page, { nothing: true });
    await until(page, EXPLORER, (s) => /no view of a landscape/.test(s.message), 20_000);
    assert.equal((await state(page)).landscape, "Hill");
  },

  "a cell shows what it made in the explorer of its page, before any Run and after": async (visit) => {
    const page = await visit.open((await pagesWith(visit, OFFER))[0]);
    await ready(page);
    const cell = await mark(page, "python-cell[data-element]", 0);
    const { tag, label, view } = JSON.parse(await page.$eval(cell, (e) => e.getAttribute("data-element")));
    const target = await page.evaluate((s, t) => {
      const here = document.querySelector(s);
      const all = [...document.querySelectorAll(t)];
      const before = all.filter((e) => here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING);
      const chosen = before.at(-1) ?? all[0];
      chosen.id = "target";
      return all.indexOf(chosen);
    }, cell, tag);
    assert.ok(target >= 0, `${tag} is on the page`);
    const holds = async () => {
      await press(page, label, cell);
      await until(page, "#target", (s, _e, [steps, title]) => s.iterate === steps && s.value !== null && s.message.startsWith(`Shown from ${title}. `), 20_000, [view.steps, await page.$eval(cell, (e) => e.title)]);
      assert.deepEqual((await state(page, "#target")).landscape, view.landscape);
      assert.ok(await page.evaluate(() => document.activeElement?.closest("#target") !== null && document.activeElement.localName === "canvas"), "the map has the focus");
      await page.waitForFunction(() => {
        const { top, bottom } = document.querySelector("#target .ls-map").getBoundingClientRect();
        return top < innerHeight && bottom > 0;
      }, { timeout: 5_000 });
    };
    await holds();
    await press(page, "Undo", "#target");
    await until(page, "#target", (s) => !/^Shown from/.test(s.message) && s.value !== null, 10_000);
    await run(page, cell, "Run");
    await holds();
  },

  "what a cell shows of itself is built and live the same, carries no script, and Restore brings it back": async (visit) => {
    const [path] = await pagesWith(visit, RICH);
    const page = await visit.open(path);
    const count = await page.$$eval("python-cell", (cells) => cells.findIndex((c) => !c.hasAttribute("exercise") && c.querySelector(".cell-rich:not([hidden])") !== null));
    const cell = await mark(page, "python-cell", count);
    const built = await page.$eval(cell, (e) => [e.output, e.rich]);
    await run(page, cell, "Run");
    assert.deepEqual(await page.$eval(cell, (e) => [e.output, e.rich]), built);
    await page.$eval(cell, (e) => {
      e.code = 'class Bad:\n    def _repr_html_(self):\n        return "<p onclick=\'window.bad=1\'>mine<script>window.bad=2</script><img src=data:, onerror=\'window.bad=3\'><a href=\' javascript:1\'>a</a></p>"\nBad()';
    });
    await run(page, cell, "Run");
    const rich = await page.$eval(cell, (e) => e.rich);
    assert.equal(rich, '<p>mine<img src="data:,"><a>a</a></p>');
    await page.$eval(`${cell} .cell-rich p`, (p) => p.click());
    assert.equal(await page.evaluate(() => globalThis.bad), undefined);
    await page.$eval(cell, (e) => (e.code = "1 / 0"));
    await run(page, cell, "Run");
    assert.equal(await page.$eval(cell, (e) => e.rich), "", "an error takes the old picture with it");
    await press(page, "Restore", cell);
    assert.deepEqual(await page.$eval(cell, (e) => [e.output, e.rich]), built);
  },

  "an exercise by keyboard; undo takes the solution out of the editor again": async (visit) => {
    const page = await visit.open((await pagesWith(visit, EXERCISE))[0]);
    const cell = await mark(page, "python-cell[exercise]", 0);
    await page.waitForSelector(`${cell} .cm-content`, { timeout: 60_000 });
    const given = await page.$eval(cell, (e) => e.code);
    await page.focus(`${cell} .cell-solution summary`);
    await page.keyboard.press("Enter");
    await page.$eval(`${cell} .cell-put`, (e) => e.focus());
    await page.keyboard.press("Enter");
    await until(page, cell, (_s, e, code) => e.code !== code && document.activeElement.closest(".cm-editor") !== null, 10_000, given);
    const chord = async (key) => {
      await page.keyboard.down("Control");
      await page.keyboard.press(key);
      await page.keyboard.up("Control");
    };
    await chord("Enter");
    await until(page, cell, (_s, e) => e.passed === true);
    await chord("z");
    await until(page, cell, (_s, e, code) => e.code === code, 5_000, given);
    await page.$eval(cell, (e) => (e.code = "1 / 0"));
    await run(page, cell, "Check");
    assert.equal(await page.$eval(cell, (e) => e.getAttribute("status")), "error");
    assert.match(await page.$eval(cell, (e) => e.output), /Exercise 1.*line 1[\s\S]*ZeroDivisionError/);
    assert.equal(await page.$eval(`${cell} .cell-verdict`, (e) => e.textContent), "");
  },

  "cells below do not run an exercise, an exercise runs the cells above": async (visit) => {
    const page = await visit.open((await pagesWith(visit, EXERCISE))[0]);
    const cells = await page.$$eval("python-cell", (all) => all.map((c) => c.hasAttribute("exercise")));
    const at = cells.indexOf(true);
    const statuses = () => page.$$eval("python-cell", (all) => all.map((c) => c.getAttribute("status")));
    const above = cells.slice(0, at).filter((exercise) => !exercise).length;
    await run(page, await mark(page, "python-cell[exercise]", 0), "Check");
    const seen = (await statuses()).slice(0, at);
    assert.deepEqual([seen.length, new Set(seen)], [above, new Set(above > 0 ? ["done"] : [])]);
    const below = cells.findIndex((exercise, k) => !exercise && k > at);
    if (below < 0) return;
    await page.reload({ waitUntil: "load" });
    await run(page, await mark(page, "python-cell", below), "Run");
    assert.equal((await statuses())[at], "static");
  },

  "on paper an exercise is its code and its output": async (visit) => {
    const page = await visit.open((await pagesWith(visit, EXERCISE))[0]);
    await page.$$eval("python-cell[exercise] details", (all) => all.forEach((e) => (e.open = true)));
    await page.emulateMediaType("print");
    const seen = await page.$eval("python-cell[exercise]", (e) => [".cell-hint", ".cell-solution", ".cell-check", ".cell-bar", ".highlight"].map((s) => e.querySelector(s).getClientRects().length > 0));
    assert.deepEqual(seen, [false, false, false, false, true]);
  },

  "preset explorers and exercises fit, and nothing shifts when the script or Python comes": async (visit) => {
    const before = () => {
      globalThis.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
    };
    for (const [part, selector] of [[PRESET, ".ls-frame[data-preset]"], [EXERCISE, "python-cell[exercise]"], [OFFER, "python-cell[data-element]"]]) {
      const [path] = await pagesWith(visit, part);
      for (const [width, height] of [[1280, 800], [390, 844]]) {
        const page = await visit.open(path, { width, height, before });
        await page.$eval(selector, (e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
        if (await page.$(EXPLORER)) await ready(page);
        await page.waitForFunction((s) => document.querySelector(s).querySelector(".cm-content, .ls-live") !== null, { timeout: 20_000 }, selector);
        const { inner, scroll, shift } = await page.evaluate(() => ({ inner: innerWidth, scroll: document.documentElement.scrollWidth, shift: globalThis.shift }));
        assert.ok(scroll <= inner, `${path} at ${width}: ${scroll} px of content`);
        assert.ok(shift < 0.05, `${path}, ${selector} at ${width}: layout shift ${shift}`);
        await page.close();
      }
    }
  },

  "hints and solution open on a phone without a way sideways": async (visit) => {
    const page = await visit.open((await pagesWith(visit, EXERCISE))[0], { width: 390, height: 844, touch: true });
    await page.$$eval("python-cell details", (all) => all.forEach((e) => (e.open = true)));
    const [wide, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= inner, `${wide} of ${inner}`);
  },
};

/** Firefox has no switch for print that a driver could reach. */
export const only = {
  "on paper an exercise is its code and its output": ["chromium"],
};

for (const path of SOURCES.filter((source) => source.startsWith("chapters/"))) {
  const name = `/${path}: no exercise is solved as it is given, each is by its solution, and that is remembered`;
  only[name] = ["chromium hosted", "firefox hosted"];
  tests[name] = async (visit) => {
    const page = await visit.open(path);
    const count = await page.$$eval("python-cell[exercise]", (cells) => cells.length);
    assert.ok(count >= 2, `${count} exercises`);
    for (let k = 0; k < count; k += 1) {
      const cell = await mark(page, "python-cell[exercise]", k);
      const where = `exercise ${k + 1}`;
      const given = await page.$eval(cell, (e) => [e.code, e.output, e.rich]);
      const tick = () => page.$eval(`${cell} .cell-solved`, (e) => !e.hidden);
      const verdict = () => page.$eval(`${cell} .cell-verdict`, (e) => e.innerText.replace(/\s+/g, " ").trim());
      assert.deepEqual([await verdict(), await tick()], ["", false], where);
      await run(page, cell, "Check");
      assert.deepEqual(await page.$eval(cell, (e) => [e.code, e.output, e.rich]), given, `${where}: built and live`);
      assert.match(await verdict(), /^○ Not yet: \S/, where);
      assert.deepEqual([await page.$eval(cell, (e) => e.passed), await tick()], [false, false], where);
      await page.$eval(`${cell} .cell-solution`, (e) => (e.open = true));
      await page.$eval(`${cell} .cell-put`, (e) => e.click());
      await until(page, cell, (_s, e, code) => e.code !== code, 10_000, given[0]);
      await run(page, cell, "Check");
      assert.equal(await verdict(), "✓ Solved", where);
      assert.deepEqual([await page.$eval(cell, (e) => e.passed), await tick()], [true, true], where);
      await page.$$eval(`${cell} .cell-bar button`, (all) => all.find((e) => e.textContent === "Restore").click());
      await until(page, cell, (_s, e, code) => e.code === code, 5_000, given[0]);
      assert.deepEqual([await verdict(), await page.$eval(cell, (e) => e.output)], ["", given[1]], where);
    }
    await page.reload({ waitUntil: "load" });
    await page.waitForSelector("python-cell[exercise] .cell-run");
    assert.ok(await page.$$eval("python-cell[exercise] .cell-solved", (all) => all.every((e) => !e.hidden)), "solved once, and kept");
  };
}

export default tests;
