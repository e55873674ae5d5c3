// The Landscape Explorer: by mouse, by keyboard, by touch, before Python and after.
import assert from "node:assert/strict";
import { choose, clickMap, named, near, press, ready, state, until } from "../driver.mjs";
import { mortal } from "../mortal.mjs";

const EXPLORER = "landscape-explorer";
const at = (page, point, tolerance = 1e-9) =>
  until(page, EXPLORER, (s, _e, [p, t]) => s.value !== null && Math.hypot(s.point[0] - p[0], s.point[1] - p[1]) <= t, 20_000, [point, tolerance]);

/** Brings a control into focus by the Tab key alone. */
async function tabTo(page, name) {
  for (let k = 0; k < 80; k += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate((n) => {
      const e = document.activeElement;
      const label = e?.getAttribute("aria-label") ?? e?.labels?.[0]?.textContent ?? e?.textContent ?? "";
      return label.trim() === n && e.closest("landscape-explorer") !== null;
    }, name);
    if (found) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

const expectStep = {
  Bowl: { gradient: ([x, y], r) => [x - 2 * r * x, y - 2 * r * y], kind: "minimum" },
  Saddle: { gradient: ([x, y], r) => [x - 2 * r * x, y + 2 * r * y], kind: "saddle" },
  Hill: { gradient: ([x, y], r) => [x + 2 * r * x, y + 2 * r * y], kind: "maximum" },
};

const tests = {
  "a labelled group with exactly the promised names": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    for (const name of ["Landscape", "Gradient step", "Newton step", "Reset", "Learning rate"]) await named(page, name, EXPLORER);
    const group = await page.$eval(EXPLORER, (e) => {
      const g = e.matches('[role="group"]') ? e : e.querySelector('[role="group"]');
      return g?.getAttribute("aria-label") ?? g?.getAttribute("aria-labelledby");
    });
    assert.ok(group, "the group has a label");
    const options = await page.$eval(`${EXPLORER} select`, (select) => [...select.options].map((o) => o.textContent.trim()));
    assert.deepEqual(options.slice(0, 3), ["Bowl", "Saddle", "Hill"]);
    assert.equal(options.length, 15);
  },

  "Newton on the saddle lands on the centre, and the page says it is no minimum": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await clickMap(page, [1.2, 0.7]);
    await at(page, [1.2, 0.7], 0.05);
    await press(page, "Newton step", EXPLORER);
    await at(page, [0, 0]);
    const s = await state(page);
    assert.equal(s.kind, "saddle");
    assert.match(s.message, /saddle/i);
    assert.match(s.message, /not a minimum/i);
    assert.equal(s.runs.at(-1).method, "Newton");
    near(s.runs.at(-1).points.at(-1), [0, 0]);
    const shown = await page.$eval(EXPLORER, (e) => e.innerText);
    assert.ok(shown.includes(s.message), "the message is shown");
  },

  "gradient descent leaves the saddle and runs off the hill": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await clickMap(page, [0.5, 0.4]);
    await at(page, [0.5, 0.4], 0.05);
    const before = await state(page);
    for (let k = 0; k < 8; k += 1) await press(page, "Gradient step", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.at(-1)?.points.length === 9 && s.value !== null, 20_000);
    const after = await state(page);
    assert.ok(Math.abs(after.point[1]) > 4 * Math.abs(before.point[1]) && Math.abs(after.point[0]) < Math.abs(before.point[0]));
    await choose(page, "Hill");
    for (let k = 0; k < 15; k += 1) await press(page, "Gradient step", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.at(-1)?.points.length === 16 && s.value !== null, 20_000);
    const gone = await state(page);
    assert.ok(gone.value < -50, `ran off: ${gone.value}`);
  },

  "on the hill Newton climbs to the maximum": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await choose(page, "Hill");
    await press(page, "Newton step", EXPLORER);
    await at(page, [0, 0]);
    const s = await state(page);
    assert.equal(s.kind, "maximum");
    assert.match(s.message, /maximum/i);
  },

  "every landscape answers both buttons, and Reset brings the start back": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    const names = await page.$eval(`${EXPLORER} select`, (select) => [...select.options].map((o) => o.value));
    for (const name of names) {
      await choose(page, name);
      await press(page, "Reset", EXPLORER);
      await until(page, EXPLORER, (s) => s.runs.length === 0 && s.value !== null, 20_000);
      const start = await state(page);
      await press(page, "Gradient step", EXPLORER);
      await until(page, EXPLORER, (s) => s.runs.length === 1 && s.value !== null, 20_000);
      await press(page, "Newton step", EXPLORER);
      await until(page, EXPLORER, (s) => s.runs.length === 2 && s.value !== null, 20_000);
      assert.deepEqual((await state(page)).runs.map((r) => r.method), ["GradientDescent", "Newton"]);
      await press(page, "Reset", EXPLORER);
      await until(page, EXPLORER, (s) => s.runs.length === 0 && s.value !== null, 20_000);
      near((await state(page)).point, start.point);
    }
  },

  "by keyboard alone: the map, both steps, the landscape, the learning rate": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    const start = await state(page);
    await page.focus(`${EXPLORER} canvas`);
    await page.keyboard.press("ArrowRight");
    await until(page, EXPLORER, (s, _e, x) => s.point[0] > x && s.value !== null, 20_000, start.point[0]);
    await page.keyboard.press("ArrowUp");
    await until(page, EXPLORER, (s, _e, y) => s.point[1] > y && s.value !== null, 20_000, start.point[1]);
    const moved = await state(page);
    await tabTo(page, "Gradient step");
    await page.keyboard.press("Enter");
    await at(page, expectStep.Saddle.gradient(moved.point, 0.1));
    await tabTo(page, "Newton step");
    await page.keyboard.press(" ");
    await at(page, [0, 0]);
    await page.focus(`${EXPLORER} select`);
    await page.keyboard.type("Hill");
    await until(page, EXPLORER, (s) => s.landscape === "Hill" && s.value !== null, 20_000);
  },

  "Undo and Reset by keyboard": async (visit) => {
    const page = await visit.open("explorer/");
    const { point } = await ready(page);
    await page.focus(`${EXPLORER} canvas`);
    await page.keyboard.press("n");
    await at(page, [0, 0]);
    await page.keyboard.press("g");
    await until(page, EXPLORER, (s) => s.runs.length === 2 && s.value !== null, 20_000);
    await tabTo(page, "Undo");
    await page.keyboard.press("Enter");
    await until(page, EXPLORER, (s) => s.runs.length === 1, 20_000);
    await tabTo(page, "Reset");
    await page.keyboard.press(" ");
    await at(page, point);
    assert.equal((await state(page)).runs.length, 0);
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    await at(page, [0, 0]);
    assert.equal((await state(page)).runs.length, 1, "Reset can be undone too");
  },

  "the canvas has a pixel for each of the screen's, at any ratio": async (visit) => {
    for (const scale of [1, 1.5, 3]) {
      const page = await visit.open("explorer/", { scale });
      await ready(page);
      await until(page, EXPLORER, (_s, e) => e.querySelector("canvas").width > 300, 20_000);
      const seen = await page.$eval(`${EXPLORER} canvas`, (c) => [c.width / c.clientWidth, c.height / c.clientHeight, devicePixelRatio]);
      assert.ok(Math.abs(seen[0] - scale) < 0.01 && Math.abs(seen[1] - scale) < 0.01 && seen[2] === scale, `${seen}`);
      await page.close();
    }
  },

  "both axes have one scale": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    const [o, x, y] = await page.$eval(EXPLORER, (e) => [[0, 0], [1, 0], [0, 1]].map((p) => e.locate(p)));
    near(x[0] - o[0], o[1] - y[1]);
    near([x[1], y[0]], [o[1], o[0]]);
  },

  "the learning rate is what the next step uses": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    const slider = await named(page, "Learning rate", EXPLORER);
    await slider.focus();
    for (let k = 0; k < 5; k += 1) await page.keyboard.press("ArrowRight");
    await until(page, EXPLORER, (s) => s.value !== null, 20_000);
    const before = await state(page);
    await press(page, "Gradient step", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.length === 1 && s.value !== null, 20_000);
    const after = await state(page);
    const rate = (1 - after.point[0] / before.point[0]) / 2;
    assert.ok(rate > 0.1 && rate < 1, `the rate grew from 0.1 to ${rate}`);
    near(after.point, expectStep.Saddle.gradient(before.point, rate), 1e-9);
  },

  "what the reader does before Python is ready happens when it is": async (visit) => {
    const page = await visit.open("explorer/");
    await page.waitForSelector(`${EXPLORER} canvas`);
    assert.notEqual(await page.$eval(EXPLORER, (e) => e.getAttribute("status")), "ready");
    await clickMap(page, [-1.5, 1]);
    await until(page, EXPLORER, (s) => Math.abs(s.point[0] + 1.5) < 0.05 && Math.abs(s.point[1] - 1) < 0.05, 2_000);
    assert.notEqual(await page.$eval(EXPLORER, (e) => e.getAttribute("status")), "ready", "the probe moved before Python came");
    const { point } = await state(page);
    await press(page, "Gradient step", EXPLORER);
    await press(page, "Newton step", EXPLORER);
    await ready(page);
    await until(page, EXPLORER, (s) => s.runs.length === 2 && s.value !== null, 20_000);
    const { runs } = await state(page);
    near(runs[0].points[0], point);
    near(runs[0].points[1], expectStep.Saddle.gradient(point, 0.1));
    near(runs[1].points[1], [0, 0], 1e-12);
  },

  "after Python has died, Try again brings every number, and the focus goes on to the map": async (visit) => {
    const page = await visit.open("explorer/", { before: mortal });
    await ready(page);
    await press(page, "Cut along the step", EXPLORER);
    const cut = `${EXPLORER} .ls-panel-cut`;
    await page.waitForFunction((s) => /Armijo/.test(document.querySelector(s).innerText), { timeout: 20_000 }, cut);
    // What is asked in the moment of its death is lost.
    await page.$eval(EXPLORER, (e) => {
      const list = e.querySelector("select");
      list.value = "Hill";
      list.dispatchEvent(new Event("change", { bubbles: true }));
      globalThis.die();
    });
    await until(page, EXPLORER, (s, e) => s.value === null && e.getAttribute("status") === "error");
    await page.evaluate(() => globalThis.hold());
    await (await named(page, "Try again", EXPLORER)).focus();
    await page.keyboard.press("Enter");
    await until(page, EXPLORER, (_s, e) => e.getAttribute("status") === "loading");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".ls-map > .ls-life")), "the focus waits in its place");
    await page.evaluate(() => globalThis.release());
    await until(page, EXPLORER, (s, e) => s.value !== null && e.querySelector(".ls-live") !== null && !/memory/.test(s.message));
    assert.ok(await page.evaluate(() => document.activeElement.matches(".ls-map > canvas")));
    await page.keyboard.press("n");
    await at(page, [0, 0]);
    assert.equal((await state(page)).landscape, "Hill");
  },

  "an explorer that was left stays closed, whatever Python answers, and opens where it is put again": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await press(page, "Chart", EXPLORER);
    await page.$eval(EXPLORER, (e) => {
      globalThis.left = e;
      globalThis.place = e.parentElement;
      e.querySelector("canvas").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
      e.remove();
    });
    await page.waitForFunction(() => globalThis.left.state.value !== null, { timeout: 20_000 });
    const panels = () => page.evaluate(() => globalThis.left.querySelectorAll(".ls-panel").length);
    assert.equal(await panels(), 0);
    await page.evaluate(() => globalThis.place.append(globalThis.left));
    assert.equal(await panels(), 1);
  },

  "by touch": async (visit) => {
    const page = await visit.open("explorer/", { width: 390, height: 844, touch: true });
    await ready(page);
    const spot = await page.$eval(`${EXPLORER} canvas`, (canvas) => {
      canvas.scrollIntoView({ block: "center", behavior: "instant" });
      const [x, y] = canvas.closest("landscape-explorer").locate([1, -1]);
      const box = canvas.getBoundingClientRect();
      return { x: box.left + x, y: box.top + y };
    });
    await page.touchscreen.tap(spot.x, spot.y);
    await at(page, [1, -1], 0.05);
  },

  "state is plain, frozen data and every change is announced": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    const keys = await page.$eval(EXPLORER, (e) => Object.keys(e.state).sort());
    assert.deepEqual(keys, [
      "definiteness", "eigenvalues", "gradient", "hessian", "iterate", "kind", "landscape", "lead", "length", "message", "methods",
      "overlays", "panels", "playing", "point", "runs", "speed", "stage", "value",
    ]);
    await page.$eval(EXPLORER, (e) => {
      globalThis.heard = [];
      document.addEventListener("landscape-change", (event) => globalThis.heard.push(event.target.state.point.slice()));
      try {
        e.state.point[0] = 99;
      } catch {}
      try {
        e.state = {};
      } catch {}
    });
    assert.notEqual((await state(page)).point[0], 99);
    await press(page, "Newton step", EXPLORER);
    await at(page, [0, 0]);
    assert.ok((await page.evaluate(() => globalThis.heard)).some(([x, y]) => x === 0 && y === 0));
  },

  "Undo takes back the last press": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    const start = await state(page);
    await press(page, "Newton step", EXPLORER);
    await at(page, [0, 0]);
    await press(page, "Undo", EXPLORER);
    await at(page, start.point);
    assert.equal((await state(page)).runs.length, 0);
  },

  "without JavaScript it is a picture with its numbers": async (visit) => {
    const page = await visit.open("explorer/", { javascript: false });
    const html = await page.content();
    assert.match(html, /<landscape-explorer[^>]*status="static"/);
    const body = html.slice(html.indexOf("<landscape-explorer"), html.indexOf("</landscape-explorer>"));
    for (const part of ["<svg", "<table", "Gradient", "Hessian", "indefinite"]) assert.ok(body.includes(part), `has ${part}`);
    await page.screenshot();
  },
};

for (const [name, { gradient, kind }] of Object.entries(expectStep)) {
  tests[`${name}: click, Gradient step, Newton step`] = async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await choose(page, name);
    await clickMap(page, [-1, 0.5]);
    await at(page, [-1, 0.5], 0.05);
    const { point } = await state(page);
    await press(page, "Gradient step", EXPLORER);
    await at(page, gradient(point, 0.1), 1e-12);
    await press(page, "Newton step", EXPLORER);
    await at(page, [0, 0], 1e-12);
    assert.equal((await state(page)).kind, kind);
  };
}

export default tests;

/** Firefox has no switch for scripts that a driver could reach. */
export const only = { "without JavaScript it is a picture with its numbers": ["chromium"] };
