// The instrument around the map: methods, overlays, cut, inside, race, run, links. Each control changes what it says and nothing else.
import assert from "node:assert/strict";
import { choose, clickMap, named, near, press, ready, state, until } from "../driver.mjs";

const EXPLORER = "landscape-explorer";
const NUMBERS = ["point", "value", "gradient", "hessian", "eigenvalues"];
/** These follow from the numbers, and may or may not change with them: what is said of two points can be the same. */
const WORDS = ["definiteness", "kind"];

const settled = (page) => until(page, EXPLORER, (s) => s !== null && s.value !== null, 20_000);
/** A panel off screen does nothing: brings it before the reader. */
const look = (page, name) => page.$eval(`${EXPLORER} .ls-panel-${name}`, (e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
/** A control by its class and name, without the tree of assistive technology: where there are dozens, that takes minutes. */
const find = (page, selector, name) =>
  page.evaluateHandle((s, n) => [...document.querySelectorAll(s)].find((e) => (e.getAttribute("aria-label") ?? e.textContent).trim() === n), `${EXPLORER} ${selector}`, name);
const click = async (page, selector, name) => (await find(page, selector, name)).evaluate((e) => e.click());
const link = (page) => page.$eval(`${EXPLORER} .ls-keep a`, (a) => a.getAttribute("href"));
const shown = (page, selector) => page.$eval(`${EXPLORER} ${selector}`, (e) => e.innerText);

/** Does something and holds that exactly these fields of the state have changed. */
async function changes(page, what, fields, act, done = null) {
  const before = await state(page);
  await act();
  const missing = (s, _e, [old, keys]) => s.value !== null && keys.every((key) => JSON.stringify(s[key]) !== JSON.stringify(old[key]));
  await until(page, EXPLORER, done ?? missing, 20_000, [before, fields]);
  await settled(page);
  const after = await state(page);
  const follows = [...WORDS, ...(fields.includes("point") && !fields.includes("message") ? ["message"] : [])];
  const changed = Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]) && !follows.includes(key));
  assert.deepEqual(changed.sort(), [...fields].sort(), what);
  return [before, after];
}

/** Sets a range input as a reader's hand does: focus, keys. */
async function slide(page, name, key = "ArrowRight", times = 3) {
  const input = await named(page, name, EXPLORER);
  await input.evaluate((e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
  await input.focus();
  for (let k = 0; k < times; k += 1) await page.keyboard.press(key);
}

async function open(visit, options = {}) {
  const page = await visit.open("explorer/", options);
  await ready(page);
  await until(page, EXPLORER, (_s, e) => e.querySelector(".ls-live") !== null, 20_000);
  return page;
}

/** The pixels of the map, as one short word. */
const pixels = (page) =>
  page.$eval(`${EXPLORER} .ls-map canvas`, async (canvas) => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let hash = 0;
    for (let k = 0; k < data.length; k += 1) hash = (hash * 31 + data[k]) | 0;
    return hash;
  });

/** Waits until the map shows another picture than before, and that one stays for a moment. */
async function repainted(page, before) {
  for (let k = 0; k < 100; k += 1) {
    const now = await pixels(page);
    if (now !== before && now === (await pixels(page))) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the map stayed as it was");
}

const METHODS = {
  "Armijo gradient": "ArmijoGradientDescent", "Heavy ball": "HeavyBall", Nesterov: "Nesterov", AdaGrad: "AdaGrad", RMSProp: "RMSProp", Adam: "Adam",
  "Coordinate descent": "CoordinateDescent", "Damped Newton": "DampedNewton", "Saddle-free Newton": "SaddleFreeNewton",
  "Line-search Newton": "LineSearchNewton", BFGS: "BFGS", "Trust region": "TrustRegion",
};
const OVERLAYS = {
  "Known stationary points": "pins", "Definiteness of H": "definiteness", "Local quadratic model": "model", "Eigen-cross": "cross",
  "Gradient field": "gradients", "Basins of attraction": "basins", "Trust region": "region",
};
const PANELS = {
  Methods: "methods", Overlays: "overlays", "Cut along the step": "cut", "Inside one step": "inside", Chart: "chart", Table: "table",
};

const tests = {
  "each button of the run changes exactly its fields of the state": async (visit) => {
    const page = await open(visit);
    await choose(page, "Himmelblau");
    const step = (name) => () => press(page, name, EXPLORER);
    const [start] = await changes(page, "Gradient step", [...NUMBERS, "runs", "iterate", "message"], step("Gradient step"));
    const [, newton] = await changes(page, "Newton step", [...NUMBERS, "runs", "lead", "message"], step("Newton step"));
    assert.deepEqual(newton.runs.map(({ points }) => points.length), [2, 2]);
    const [before, undone] = await changes(page, "Undo", [...NUMBERS, "runs", "lead", "message"], step("Undo"));
    const [, redone] = await changes(page, "Redo", [...NUMBERS, "runs", "lead", "message"], step("Redo"));
    assert.deepEqual(redone, before, "Redo brings back all of it");
    assert.equal(undone.runs.length, 1);
    const [, reset] = await changes(page, "Reset", [...NUMBERS, "runs", "iterate", "message"], step("Reset"));
    assert.deepEqual(reset.point, start.point);
    await changes(page, "Step all", [...NUMBERS, "runs", "iterate", "message"], step("Step all"));
    await changes(page, "Step all again", [...NUMBERS, "runs", "iterate", "message"], step("Step all"));
    const [two, one] = await changes(page, "Back", [...NUMBERS, "iterate"], step("Back"));
    assert.deepEqual([two.iterate, one.iterate], [2, 1]);
    assert.deepEqual(one.point, one.runs.find(({ method }) => method === one.lead).points[1], "the probe goes along");
    const [, replayed] = await changes(page, "Step all over a known iterate", [...NUMBERS, "iterate"], step("Step all"));
    assert.deepEqual(replayed.runs, two.runs);
    await changes(page, "the Iterate slider", [...NUMBERS, "iterate"], () => slide(page, "Iterate", "Home", 1));
    await changes(page, "Speed", ["speed"], () => page.select(`${EXPLORER} .ls-speed`, "10"));
    // Here gradient descent goes on and on; where all have arrived, play ends by itself.
    await choose(page, "Saddle");
    await press(page, "Play", EXPLORER);
    await until(page, EXPLORER, (s) => s.playing, 5_000);
    await until(page, EXPLORER, (s) => s.iterate >= 5, 20_000);
    await press(page, "Pause", EXPLORER);
    await until(page, EXPLORER, (s) => !s.playing, 5_000);
  },

  "each slider, chip and named button of the methods changes exactly its fields": async (visit) => {
    const page = await open(visit);
    await choose(page, "Himmelblau");
    await changes(page, "the panel", ["panels"], () => press(page, "Methods", EXPLORER));
    await changes(page, "Learning rate", ["methods"], () => slide(page, "Learning rate"));
    // What theory says of a setting is a button: on the bowl 2/L is 1.
    await choose(page, "Bowl");
    const [, marked] = await changes(page, "a mark", ["methods"], () => press(page, "Set η to 2/L", EXPLORER));
    assert.equal(marked.methods[0].parameters.learning_rate, 1);
    await choose(page, "Himmelblau");
    await look(page, "methods");
    for (const [title, name] of Object.entries(METHODS)) {
      const chip = () => click(page, ".ls-chip", title);
      const [, { methods }] = await changes(page, `chip ${title}`, ["methods"], chip);
      const hyper = (s) => s.methods.find(({ method }) => method === name).parameters;
      const fields = Object.keys(hyper({ methods }));
      const labels = await page.$$eval(`${EXPLORER} .ls-panel-methods input[type="range"]`, (all, t) => all.map((e) => e.getAttribute("aria-label")).filter((label) => label.startsWith(`${t}: `)), title);
      assert.equal(labels.length, fields.length, `${title} has a slider for each of ${fields}`);
      for (const [k, field] of fields.entries()) {
        const input = await find(page, 'input[type="range"]', labels[k]);
        const [was, now] = await changes(page, labels[k], ["methods"], async () => {
          await input.focus();
          await page.keyboard.press("ArrowLeft");
          await page.keyboard.press("ArrowLeft");
        });
        assert.deepEqual(fields.filter((key) => hyper(now)[key] !== hyper(was)[key]), [field], `${labels[k]} changes one hyperparameter`);
      }
      // At the start of Himmelblau H is negative definite: a line search along Newton's direction does not begin.
      const still = name === "LineSearchNewton" ? ["runs", "lead", "iterate", "message"] : [...NUMBERS, "runs", "lead", "iterate", "message"];
      const [, stepped] = await changes(page, `${title} step`, still, () => click(page, ".ls-step", `${title} step`));
      assert.deepEqual([stepped.lead, stepped.runs.length, stepped.runs[0].method], [name, 1, name]);
      await changes(page, `chip ${title}, off`, ["methods", "lead"], chip);
      await press(page, "Reset", EXPLORER);
      await settled(page);
    }
  },

  "the arrow of each method is its step: predicted and actual as foretold": async (visit) => {
    const page = await open(visit);
    await choose(page, "Rosenbrock");
    await press(page, "Methods", EXPLORER);
    for (const title of ["Adam", "Saddle-free Newton", "Trust region"]) await press(page, title, `${EXPLORER} .ls-chips`);
    await until(page, EXPLORER, (s) => s.methods.length === 5, 10_000);
    for (const title of ["Gradient", "Newton", "Adam", "Saddle-free Newton", "Trust region"]) {
      await page.waitForFunction((t) => [...document.querySelectorAll("landscape-explorer .ls-steps tbody tr")].some((r) => r.querySelector("th").innerText.trim() === t && r.querySelectorAll("td .ls-number").length === 2), { timeout: 20_000 }, title);
      const foretold = await page.$$eval(`${EXPLORER} .ls-steps tbody tr`, (rows, t) => {
        const row = rows.find((r) => r.querySelector("th").innerText.trim() === t);
        return Number(row.querySelectorAll("td .ls-number")[1].title.replace("−", "-"));
      }, title);
      const before = await state(page);
      await press(page, `${title} step`, EXPLORER);
      await until(page, EXPLORER, (s, _e, n) => s.value !== null && s.runs.length === n, 20_000, before.runs.length + 1);
      const after = await state(page);
      near(after.value - before.value, foretold, 1e-9, title);
      assert.deepEqual(after.runs.at(-1).points[0], before.point);
      await press(page, "Undo", EXPLORER);
      await settled(page);
    }
  },

  "a race: all from one start, each by its own rule": async (visit) => {
    const page = await open(visit);
    await press(page, "Methods", EXPLORER);
    for (const title of ["Saddle-free Newton", "Damped Newton"]) await press(page, title, `${EXPLORER} .ls-chips`);
    await until(page, EXPLORER, (s) => s.methods.length === 4, 10_000);
    const { point: [x, y] } = await state(page);
    for (let k = 1; k <= 3; k += 1) {
      await press(page, "Step all", EXPLORER);
      await until(page, EXPLORER, (s, _e, n) => s.iterate === n && s.value !== null, 20_000, k);
    }
    const { runs, iterate, point } = await state(page);
    const end = Object.fromEntries(runs.map(({ method, points }) => [method, points.at(-1)]));
    assert.deepEqual(runs.map(({ points }) => points[0]), [[x, y], [x, y], [x, y], [x, y]]);
    near(end.GradientDescent, [x * 0.8 ** 3, y * 1.2 ** 3], 1e-12, "gradient descent");
    near(end.Newton, [0, 0], 1e-12, "Newton");
    near(end.SaddleFreeNewton, [0, 8 * y], 1e-12, "saddle-free");
    near(end.DampedNewton, [x / 27, -y], 1e-12, "damping 1 on curvature -2 goes to and fro");
    assert.equal(iterate, 3);
    assert.deepEqual(point, end.GradientDescent, "the probe goes with the lead");
    // One who joins late catches up.
    await press(page, "Heavy ball", `${EXPLORER} .ls-chips`);
    await press(page, "Step all", EXPLORER);
    await until(page, EXPLORER, (s) => s.iterate === 4 && s.runs.length === 5 && s.value !== null, 20_000);
    assert.equal((await state(page)).runs.find(({ method }) => method === "HeavyBall").points.length, 5);
    await press(page, "Undo", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.length === 4, 5_000);
  },

  "play, pause, back, scrub and undo are one timeline": async (visit) => {
    const page = await open(visit);
    const start = await state(page);
    await page.select(`${EXPLORER} .ls-speed`, "30");
    await page.focus(`${EXPLORER} .ls-map canvas`);
    await page.keyboard.press("p");
    await until(page, EXPLORER, (s) => s.iterate >= 6, 20_000);
    await page.keyboard.press("p");
    await until(page, EXPLORER, (s) => !s.playing && s.value !== null, 5_000);
    const played = await state(page);
    await page.focus(`${EXPLORER} .ls-map canvas`);
    await page.keyboard.press("b");
    await until(page, EXPLORER, (s, _e, k) => s.iterate === k && s.value !== null, 10_000, played.iterate - 1);
    await slide(page, "Iterate", "ArrowLeft", 2);
    await until(page, EXPLORER, (s, _e, k) => s.iterate === k && s.value !== null, 10_000, played.iterate - 3);
    assert.deepEqual((await state(page)).runs, played.runs, "looking back loses nothing");
    // A step from here gives up what came after.
    await press(page, "Gradient step", EXPLORER);
    await until(page, EXPLORER, (s, _e, k) => s.iterate === k && s.value !== null, 10_000, played.iterate - 2);
    near((await state(page)).point, played.runs[0].points[played.iterate - 2], 1e-12, "the same step again");
    for (let k = 0; k < 8 && (await state(page)).runs.length > 0; k += 1) {
      await press(page, "Undo", EXPLORER);
      await settled(page);
    }
    const back = await state(page);
    assert.deepEqual([back.point, back.runs], [start.point, []], "everything is undone, the play at once");
    for (let k = 0; k < 8; k += 1) {
      await page.keyboard.down("Control");
      await page.keyboard.down("Shift");
      await page.keyboard.press("Z");
      await page.keyboard.up("Shift");
      await page.keyboard.up("Control");
    }
    await until(page, EXPLORER, (s, _e, k) => s.iterate === k, 10_000, played.iterate - 2);
  },

  "each overlay changes one field and the picture, and off it leaves no trace": async (visit) => {
    const page = await open(visit);
    await choose(page, "Himmelblau");
    await press(page, "Overlays", EXPLORER);
    await press(page, "Methods", EXPLORER);
    await press(page, "Trust region", `${EXPLORER} .ls-chips`);
    await press(page, "Methods", EXPLORER);
    await settled(page);
    await until(page, EXPLORER, (s) => s.methods.length === 3, 10_000);
    await page.waitForFunction(() => [...document.querySelectorAll("landscape-explorer .ls-steps th")].some((e) => e.innerText.includes("Trust region")), { timeout: 10_000 });
    const bare = await pixels(page);
    for (const [title, name] of Object.entries(OVERLAYS)) {
      const [, on] = await changes(page, title, ["overlays"], () => press(page, title, `${EXPLORER} .ls-panel-overlays`));
      assert.deepEqual(on.overlays, [name]);
      await repainted(page, bare);
      const [, off] = await changes(page, `${title} off`, ["overlays"], () => press(page, title, `${EXPLORER} .ls-panel-overlays`));
      assert.deepEqual(off.overlays, []);
      await repainted(page, -1);
      assert.equal(await pixels(page), bare, `${title} leaves no trace`);
    }
  },

  "basins appear at once, refine, and name the kinds of ends": async (visit) => {
    const page = await open(visit);
    await choose(page, "Harmonic");
    await press(page, "Overlays", EXPLORER);
    await press(page, "Newton step", EXPLORER);
    await settled(page);
    await press(page, "Reset", EXPLORER);
    const bare = await pixels(page);
    await press(page, "Basins of attraction", `${EXPLORER} .ls-panel-overlays`);
    await repainted(page, bare);
    await page.waitForFunction(() => /saddle/i.test(document.querySelector("landscape-explorer .ls-panel-overlays").innerText.replace(/.*Basins of attraction/s, "")), { timeout: 20_000 });
    // A probe overtakes the bands.
    await clickMap(page, [0.5, 0.5]);
    await until(page, EXPLORER, (s) => s.value !== null && Math.abs(s.point[0] - 0.5) < 0.05, 3_000);
    await look(page, "overlays");
    await page.waitForFunction(() => !/refining/i.test(document.querySelector("landscape-explorer .ls-panel-overlays").innerText), { timeout: 60_000 });
    const legend = (await shown(page, ".ls-panel-overlays")).replace(/[\s\S]*Basins of attraction/, "");
    assert.match(legend, /saddle/i);
    assert.doesNotMatch(legend.replace(/[\s\S]*nowhere\./, "").replace(/Trust region[\s\S]*/, ""), /minimum/i, "a harmonic landscape has none");
  },

  "the cut: length, method, and the way there": async (visit) => {
    const page = await open(visit);
    await choose(page, "Rosenbrock");
    await press(page, "Cut along the step", EXPLORER);
    const cut = `${EXPLORER} .ls-panel-cut`;
    await page.waitForFunction((s) => /predicted/.test(document.querySelector(s)?.innerText ?? ""), { timeout: 20_000 }, cut);
    await changes(page, "Method", ["lead"], () => page.select(`${cut} select`, "Newton"));
    await page.waitForFunction((s) => /accepted by Armijo/.test(document.querySelector(s).innerText), { timeout: 20_000 }, cut);
    await changes(page, "Step length", ["length"], () => slide(page, "Step length", "ArrowLeft", 10));
    const { length, point, value } = await state(page);
    assert.ok(length < 1 && length > 0, `${length}`);
    await page.waitForFunction((s, t) => document.querySelector(s).innerText.includes(`t = ${t}`), { timeout: 10_000 }, cut, length);
    const [, there] = await changes(page, "Go there", NUMBERS, () => press(page, "Go there", cut), (s, _e, [old]) => s.value !== null && s.point[0] !== old.point[0]);
    // Newton from (-1.2, 1) leads to (-1.1753, 1.3807): published.
    near(there.point, [point[0] + length * (-1.1752809 + 1.2), point[1] + length * (1.3806742 - 1)], 1e-6);
    assert.ok(there.value < value);
    await choose(page, "FlatValley");
    await look(page, "cut");
    await page.waitForFunction((s) => /singular/.test(document.querySelector(s).innerText), { timeout: 20_000 }, cut);
  },

  "inside one step: a stage a key press, its line lit, its numbers": async (visit) => {
    const page = await open(visit);
    await press(page, "Inside one step", EXPLORER);
    const inside = `${EXPLORER} .ls-panel-inside`;
    await page.waitForSelector(`${inside} select`);
    await changes(page, "Method", ["lead"], () => page.select(`${inside} select`, "Newton"));
    await page.waitForFunction((s) => /newton\.py/.test(document.querySelector(s).innerText), { timeout: 20_000 }, inside);
    const seen = [];
    for (let k = 1; k <= 5; k += 1) {
      await changes(page, `stage ${k}`, ["stage"], () => press(page, "Next stage", inside));
      const [stage, lit] = await page.$eval(inside, (e) => [
        e.querySelector('[aria-current="step"]').innerText.trim(),
        e.querySelector(".ls-source-lines").querySelector('[class*="lit"]')?.innerText ?? "",
      ]);
      seen.push([stage.replace(/[^A-Za-z]/g, ""), lit]);
    }
    assert.deepEqual(seen.map(([stage]) => stage), ["gradient", "Hessian", "model", "solve", "jump"]);
    assert.match(seen[0][1], /derivatives/);
    assert.match(seen[3][1], /model\.newton/);
    assert.match(seen[4][1], /move/);
    await changes(page, "Previous stage", ["stage"], () => press(page, "Previous stage", inside));
    await page.focus(`${inside} button`);
    await changes(page, "by key", ["stage"], () => page.keyboard.press("]"));
    await press(page, "Take the step", inside);
    await until(page, EXPLORER, (s) => s.point[0] === 0 && s.point[1] === 0 && s.stage === 0, 10_000);
  },

  "chart and table show the run, and lead to its iterates": async (visit) => {
    const page = await open(visit);
    await choose(page, "Rosenbrock");
    for (const title of ["Chart", "Table"]) await press(page, title, EXPLORER);
    await look(page, "chart");
    assert.match(await shown(page, ".ls-panel-chart"), /Take a step/);
    for (let k = 1; k <= 5; k += 1) {
      await press(page, "Newton step", EXPLORER);
      await until(page, EXPLORER, (s, _e, n) => s.iterate === n && s.value !== null, 20_000, k);
    }
    const { runs: [{ points }] } = await state(page);
    await look(page, "table");
    await page.waitForFunction(() => document.querySelectorAll("landscape-explorer .ls-panel-table tbody tr").length === 6, { timeout: 10_000 });
    await page.waitForSelector(`${EXPLORER} .ls-panel-chart svg`);
    assert.match(await page.$eval(`${EXPLORER} .ls-panel-chart svg`, (e) => e.getAttribute("aria-label")), /Newton falls from/);
    await changes(page, "All digits", [], () => press(page, "All digits", `${EXPLORER} .ls-panel-table`), () => true);
    const text = await shown(page, ".ls-panel-table");
    for (const point of points) for (const x of point) assert.ok(text.includes(String(x).replace("-", "−")), `${x} in the table`);
    const [, two] = await changes(page, "Go to iterate 2", [...NUMBERS, "iterate"], () => press(page, "Go to iterate 2", EXPLORER));
    assert.deepEqual(two.point, points[2]);
    await changes(page, "|g|", [], async () => (await named(page, "|g|", `${EXPLORER} .ls-panel-chart`)).click(), () => true);
  },

  "a link brings back methods, overlays, panels and a race half way": async (visit) => {
    const page = await open(visit);
    await choose(page, "McCormick");
    for (const title of ["Methods", "Overlays", "Table"]) await press(page, title, EXPLORER);
    await press(page, "Adam", `${EXPLORER} .ls-chips`);
    await slide(page, "Adam: learning rate", "ArrowLeft", 4);
    await press(page, "Eigen-cross", `${EXPLORER} .ls-panel-overlays`);
    await settled(page);
    for (let k = 1; k <= 4; k += 1) {
      await press(page, "Step all", EXPLORER);
      await until(page, EXPLORER, (s, _e, n) => s.iterate === n && s.value !== null, 20_000, k);
    }
    await press(page, "Back", EXPLORER);
    await until(page, EXPLORER, (s) => s.iterate === 3 && s.value !== null, 10_000);
    const [seen, fragment] = [await state(page), await link(page)];
    const other = await visit.open("explorer/", { fragment, moved: true });
    await ready(other);
    await until(other, EXPLORER, (s, _e, m) => s.value !== null && s.iterate === 3 && s.message === m, 20_000, seen.message);
    assert.deepEqual(await state(other), seen);
    assert.equal(await link(other), fragment);
    await look(other, "table");
    await other.waitForSelector(`${EXPLORER} .ls-panel-table tbody tr`);
  },

  "a link to a race says what was said, with the leader": async (visit) => {
    const race = ["GradientDescent:1:1.4,0.6:0.1x3", "Newton:1:1.4,0.6:x3"].map((run) => `&run=${run}`).join("");
    const page = await visit.open("explorer/", { fragment: `#explorer=1&landscape=Saddle&methods=GradientDescent_0.1,Newton&lead=GradientDescent${race}` });
    await ready(page);
    await until(page, EXPLORER, (s) => s.iterate === 3 && s.runs.length === 2 && /^Downhill/.test(s.message), 20_000);
    near((await state(page)).point, [1.4 * 0.8 ** 3, 0.6 * 1.2 ** 3], 1e-12);
  },

  "what was left on a page is there again, in the same tab": async (visit) => {
    const page = await open(visit);
    await choose(page, "Beale");
    await press(page, "Newton step", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.length === 1 && s.value !== null, 20_000);
    const left = await state(page);
    for (const way of ["", "explorer/"]) {
      await page.goto(visit.address(way), { waitUntil: "load" });
      await ready(page);
    }
    await until(page, EXPLORER, (s, _e, m) => s.runs.length === 1 && s.value !== null && s.message === m, 20_000, left.message);
    assert.deepEqual(await state(page), left);
    await press(page, "Reset", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.length === 0, 10_000);
  },

  "an axis is met exactly, keys do not mind capitals, and no focus is lost": async (visit) => {
    const page = await open(visit);
    await page.focus(`${EXPLORER} .ls-map canvas`);
    for (let k = 0; k < 6; k += 1) await page.keyboard.press("ArrowDown");
    await until(page, EXPLORER, (s) => s.point[1] === 0 && s.value !== null, 10_000);
    await page.keyboard.press("G");
    await until(page, EXPLORER, (s) => s.runs.length === 1 && s.value !== null, 10_000);
    assert.equal((await state(page)).point[1], 0, "on the axis gradient descent stays on it");
    const digits = await find(page, ".ls-readout button", "All digits");
    await digits.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "All digits");
    for (let k = 0; k < 3; k += 1) await press(page, "Undo", EXPLORER);
    assert.notEqual(await page.evaluate(() => document.activeElement.textContent), "", "a resting button keeps the focus");
    // Of two washes over the ground neither could be read.
    await press(page, "Overlays", EXPLORER);
    for (const title of ["Definiteness of H", "Eigen-cross", "Basins of attraction"]) await press(page, title, `${EXPLORER} .ls-panel-overlays`);
    await until(page, EXPLORER, (s) => s.overlays.join() === "cross,basins", 10_000);
  },

  "the verdict leads to the paragraph that explains it": async (visit) => {
    const page = await open(visit);
    await press(page, "Newton step", EXPLORER);
    await until(page, EXPLORER, (s) => s.kind === "saddle", 10_000);
    const { runs } = await state(page);
    await press(page, "Why: saddle", EXPLORER);
    await page.waitForFunction(() => location.hash === "#saddle", { timeout: 5_000 });
    assert.match(await page.$eval("#saddle", (e) => e.innerText), /Saddle/);
    assert.deepEqual((await state(page)).runs, runs, "the page stayed as it was");
  },

  "no question is asked for what is not on screen": async (visit) => {
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
    await ready(page);
    const asked = () => page.evaluate(() => [...new Set(globalThis.asked.splice(0))].sort());
    await press(page, "Gradient step", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.length === 1 && s.value !== null, 20_000);
    assert.deepEqual((await asked()).filter((q) => !["field", "probe", "path"].includes(q)), []);
    for (const title of ["Cut along the step", "Inside one step"]) await press(page, title, EXPLORER);
    await press(page, "Inside one step", EXPLORER);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await asked();
    await page.evaluate(() => {
      const canvas = document.querySelector("landscape-explorer .ls-map canvas");
      canvas.focus({ preventScroll: true });
    });
    await page.keyboard.press("g");
    await until(page, EXPLORER, (s) => s.iterate === 2 && s.value !== null, 20_000);
    assert.deepEqual((await asked()).filter((q) => !["path", "probe"].includes(q)), [], "the closed panel and the one off screen are silent");
  },

  "on a phone every panel fits": async (visit) => {
    const page = await visit.open("explorer/", { width: 390, height: 844, touch: true });
    await ready(page);
    for (const title of Object.keys(PANELS)) await press(page, title, EXPLORER);
    for (let k = 0; k < 3; k += 1) await press(page, "Step all", EXPLORER);
    await until(page, EXPLORER, (s) => s.iterate === 3 && s.value !== null, 20_000);
    await page.evaluate(async () => {
      for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    });
    const wide = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide[0] <= wide[1], `${wide}`);
    const small = await page.$$eval(`${EXPLORER} :is(button, select, input)`, (all) =>
      all.filter((e) => e.offsetParent !== null && e.getBoundingClientRect().height < 15).map((e) => e.getAttribute("aria-label") ?? e.textContent),
    );
    assert.deepEqual(small, [], "nothing is too small for a finger");
  },
};

export default tests;
