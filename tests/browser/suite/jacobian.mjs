// The Jacobian explorer: by mouse, by keyboard, by touch, before Python and after. The expected numbers are worked out here.
import assert from "node:assert/strict";
import { named, near, press, ready, state, until } from "../driver.mjs";
import { pagesWith } from "../pages.mjs";

const EXPLORER = "jacobian-explorer";
const PLANE = `${EXPLORER} .jx-inputs > .jx-picture`;

const NUMBERS = `${EXPLORER} .jx-readout`;

/** The maps once more, by hand: outputs and J. */
const MAPS = {
  Polar: {
    value: ([r, t]) => [r * Math.cos(t), r * Math.sin(t)],
    jacobian: ([r, t]) => [[Math.cos(t), -r * Math.sin(t)], [Math.sin(t), r * Math.cos(t)]],
  },
  Product: {
    value: ([x, y]) => [x * y, x + y * y],
    jacobian: ([x, y]) => [[y, x], [1, 2 * y]],
  },
  Layer: {
    value: ([x, y]) => [Math.tanh(1.2 * x - 0.6 * y + 0.1), Math.tanh(0.5 * x + y - 0.2)],
    jacobian: ([x, y]) => {
      const slope = (s) => 1 - Math.tanh(s) ** 2;
      const [a, b] = [slope(1.2 * x - 0.6 * y + 0.1), slope(0.5 * x + y - 0.2)];
      return [[1.2 * a, -0.6 * a], [0.5 * b, b]];
    },
  },
};
const times = (j, [a, b]) => [j[0][0] * a + j[0][1] * b, j[1][0] * a + j[1][1] * b];
const fresh = (page) => until(page, EXPLORER, (s) => s.value !== null, 20_000);

/** What the element says agrees with the map worked out by hand. */
async function agrees(page) {
  await fresh(page);
  const s = await state(page, EXPLORER);
  const { value, jacobian } = MAPS[s.map];
  const [j, here] = [jacobian(s.point), value(s.point)];
  const minus = (a) => [a[0] - here[0], a[1] - here[1]];
  near(s.value, here, 1e-12, "outputs");
  near(s.jacobian, j, 1e-12, "J");
  near(s.determinant, j[0][0] * j[1][1] - j[0][1] * j[1][0], 1e-12, "det J");
  const [h, k] = s.wiggle;
  near(s.changes[0].predicted, times(j, [h, 0]), 1e-12, "J h, first");
  near(s.changes[1].predicted, times(j, [0, k]), 1e-12, "J h, second");
  near(s.changes[0].actual, minus(value([s.point[0] + h, s.point[1]])), 1e-12, "actual, first");
  near(s.changes[1].actual, minus(value([s.point[0], s.point[1] + k])), 1e-12, "actual, second");
  near(s.both.predicted, times(j, [h, k]), 1e-12, "J h");
  near(s.both.actual, minus(value([s.point[0] + h, s.point[1] + k])), 1e-12, "actual, both");
  near(s.vjp, [s.vector[0] * j[0][0] + s.vector[1] * j[1][0], s.vector[0] * j[0][1] + s.vector[1] * j[1][1]], 1e-12, "v^T J");
  return s;
}

async function open(visit, options = {}) {
  const [path] = await pagesWith(visit, /<jacobian-explorer/);
  const page = await visit.open(path, options);
  await ready(page, EXPLORER);
  await fresh(page);
  return page;
}

async function spot(page, point) {
  return page.$eval(
    PLANE,
    (plane, p) => {
      plane.scrollIntoView({ block: "center", behavior: "instant" });
      const box = plane.getBoundingClientRect();
      const [x, y] = plane.closest("jacobian-explorer").locate(p);
      return { x: box.left + x, y: box.top + y };
    },
    point,
  );
}

async function drag(page, from, to) {
  const [a, b] = [await spot(page, from), await spot(page, to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  for (let k = 1; k <= 5; k += 1) await page.mouse.move(a.x + ((b.x - a.x) * k) / 5, a.y + ((b.y - a.y) * k) / 5);
  await page.mouse.up();
}

async function choose(page, name) {
  await page.$eval(`${EXPLORER} .jx-pick select`, (list, value) => {
    list.value = value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }, name);
  await until(page, EXPLORER, (s, _e, n) => s.map === n && s.value !== null, 20_000, name);
}

const pointAt = (page, point, tolerance = 1e-9) => until(page, EXPLORER, (s, _e, [p, t]) => s.value !== null && Math.hypot(s.point[0] - p[0], s.point[1] - p[1]) <= t, 20_000, [point, tolerance]);

const tests = {
  "a labelled group with exactly the promised names": async (visit) => {
    const page = await open(visit);
    const s = await agrees(page);
    for (const name of ["Map", "Undo", "Redo", "Reset", "Wiggle r", "Wiggle t"]) await named(page, name, EXPLORER);
    assert.equal(s.map, "Polar");
    assert.match(await page.$eval(`${EXPLORER} [role="group"]`, (g) => g.getAttribute("aria-label")), /^Jacobian explorer: /);
    assert.match(await page.$eval(PLANE, (p) => p.getAttribute("aria-label")), /^Plane of the inputs r and t/);
    const described = await page.$eval(PLANE, (p) => document.getElementById(p.getAttribute("aria-describedby")).textContent);
    assert.match(described, /arrow keys/);
    const options = await page.$eval(`${EXPLORER} .jx-pick select`, (list) => [...list.options].map((o) => o.value));
    assert.deepEqual(options, ["Polar", "Product", "Layer"]);
  },

  "every map's numbers are right where it is clicked, and stand in the page": async (visit) => {
    const page = await open(visit);
    for (const name of Object.keys(MAPS)) {
      await choose(page, name);
      const target = await spot(page, [0.8, 1.1]);
      await page.mouse.click(target.x, target.y);
      await pointAt(page, [0.8, 1.1], 0.03);
      const s = await agrees(page);
      const shown = await page.$eval(NUMBERS, (e) => e.innerText);
      assert.ok(shown.includes("Jacobian J") && shown.includes("output 1:") && shown.includes("wiggle "), shown);
      const cells = await page.$eval(EXPLORER, (e) => [...e.querySelectorAll(".jx-matrix tbody td .ls-number")].map(({ title }) => Number(title.replace("−", "-"))));
      near(cells, s.jacobian.flat());
    }
  },

  "both planes have one scale, equal axes, and arrows as long as what they stand for": async (visit) => {
    const page = await open(visit);
    const places = await page.$eval(EXPLORER, (e) => ["inputs", "outputs"].map((plane) => [[0, 0], [1, 0], [0, 1]].map((p) => e.locate(p, plane))));
    const units = places.flatMap(([o, x, y]) => [x[0] - o[0], o[1] - y[1]]);
    near(units, Array(4).fill(units[0]), 1e-9);
    const s = await agrees(page);
    const seen = await page.$eval(EXPLORER, (e, { value, jacobian, wiggle }) => {
      const tip = (head) => {
        const svg = head.ownerSVGElement;
        const [x, y] = head.getAttribute("d").match(/-?[\d.]+/g).map(Number);
        return [(x / 400) * svg.clientWidth, (y / 320) * svg.clientHeight];
      };
      const heads = [...e.querySelectorAll(".jx-outputs .jx-over .jx-head")];
      const at = (j, times) => e.locate([value[0] + jacobian[0][j] * times, value[1] + jacobian[1][j] * times], "outputs");
      return heads.map((head) => {
        const j = head.classList.contains("jx-first") ? 0 : 1;
        return [tip(head), at(j, head.classList.contains("jx-column") ? 1 : wiggle[j])];
      });
    }, s);
    assert.equal(seen.length, 4);
    for (const [drawn, expected] of seen) assert.ok(Math.hypot(drawn[0] - expected[0], drawn[1] - expected[1]) < 0.3, JSON.stringify(seen));
  },

  "the handles drag the wiggles, and one Undo takes a drag back": async (visit) => {
    const page = await open(visit);
    const { point, wiggle } = await state(page, EXPLORER);
    await drag(page, [point[0] + wiggle[0], point[1]], [point[0] - 0.3, point[1] + 0.4]);
    await until(page, EXPLORER, (s) => Math.abs(s.wiggle[0] + 0.3) < 0.02 && s.value !== null, 20_000);
    let s = await agrees(page);
    assert.deepEqual([s.point, s.wiggle[1]], [point, wiggle[1]]);
    await drag(page, [point[0], point[1] + wiggle[1]], [point[0], point[1] + 1.2]);
    await until(page, EXPLORER, (t) => t.wiggle[1] === 0.5 && t.value !== null, 20_000);
    await agrees(page);
    await press(page, "Undo", EXPLORER);
    await press(page, "Undo", EXPLORER);
    await fresh(page);
    s = await agrees(page);
    assert.deepEqual(s.wiggle, wiggle);
    await press(page, "Redo", EXPLORER);
    await until(page, EXPLORER, (t) => t.wiggle[0] < 0 && t.value !== null, 20_000);
  },

  "by keyboard alone: point, wiggles, map, vector, Undo and Reset": async (visit) => {
    const page = await open(visit);
    const start = await state(page, EXPLORER);
    const reach = async (name) => {
      for (let k = 0; k < 60; k += 1) {
        await page.keyboard.press("Tab");
        const found = await page.evaluate((n) => {
          const e = document.activeElement;
          const label = e?.getAttribute("aria-label") ?? e?.labels?.[0]?.textContent ?? e?.textContent ?? "";
          return label.trim() === n && e.closest("jacobian-explorer") !== null;
        }, name);
        if (found) return;
      }
      throw new Error(`Tab never reached ${name}`);
    };
    await page.focus(`${EXPLORER} .jx-pick select`);
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement?.matches(".jx-picture")), "the plane is next");
    await page.keyboard.press("ArrowRight");
    await pointAt(page, [1.45, start.point[1]]);
    await page.keyboard.down("Shift");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.up("Shift");
    await pointAt(page, [1.45, 0.25]);
    await page.keyboard.down("Alt");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.up("Alt");
    await pointAt(page, [1.45, 0.255]);
    await agrees(page);
    await reach("Wiggle r");
    await page.keyboard.press("ArrowLeft");
    await until(page, EXPLORER, (s) => s.wiggle[0] === 0.39 && s.value !== null, 20_000);
    await reach("Wiggle t");
    await page.keyboard.press("Home");
    await until(page, EXPLORER, (s) => s.wiggle[1] === -0.5 && s.value !== null, 20_000);
    await agrees(page);
    await reach("Undo");
    await page.keyboard.press("Enter");
    await until(page, EXPLORER, (s) => s.wiggle[1] === 0.4 && s.value !== null, 20_000);
    await reach("Reset");
    await page.keyboard.press(" ");
    await pointAt(page, start.point);
    assert.deepEqual(await state(page, EXPLORER), start);
    await page.keyboard.down("Control");
    await page.keyboard.press("z");
    await page.keyboard.up("Control");
    await pointAt(page, [1.45, 0.255]);
    await reach("A vector from the left: vᵀJ");
    await page.keyboard.press("Enter");
    await reach("Weight of y");
    await page.keyboard.press("ArrowRight");
    await until(page, EXPLORER, (s) => s.opened && s.vector[1] > 0 && s.value !== null, 20_000);
    const s = await agrees(page);
    assert.match(await page.$eval(`${EXPLORER} .jx-product`, (e) => e.innerText), /so vᵀJ = \(/);
    assert.equal(await page.$eval(EXPLORER, (e) => e.querySelectorAll(".jx-vector.jx-head").length), 2);
    assert.deepEqual(s.wiggle, [0.39, 0.4]);
    await page.focus(`${EXPLORER} .jx-pick select`);
    await page.keyboard.type("Layer");
    await until(page, EXPLORER, (t) => t.map === "Layer" && t.value !== null, 20_000);
    await agrees(page);
  },

  "arrow keys meet the places where J is singular, and the page says so": async (visit) => {
    const page = await open(visit);
    await choose(page, "Product");
    const target = await spot(page, [0.52, 0.47]);
    await page.mouse.click(target.x, target.y);
    await pointAt(page, [0.52, 0.47], 0.02);
    await page.focus(PLANE);
    for (const key of ["ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
    for (let k = 0; k < 6; k += 1) {
      const { point } = await state(page, EXPLORER);
      if (point[0] < 0.5) await page.keyboard.press("ArrowRight");
      if (point[0] > 0.5) await page.keyboard.press("ArrowLeft");
      if (point[1] < 0.5) await page.keyboard.press("ArrowUp");
      if (point[1] > 0.5) await page.keyboard.press("ArrowDown");
    }
    await pointAt(page, [0.5, 0.5], 0);
    const s = await state(page, EXPLORER);
    assert.deepEqual([s.singular, s.determinant], [true, 0]);
    assert.match(s.message, /J is singular here/);
    assert.ok((await page.$eval(EXPLORER, (e) => e.innerText)).includes(s.message));
  },

  "what the reader does before Python is ready is answered when it is": async (visit) => {
    const [path] = await pagesWith(visit, /<jacobian-explorer/);
    const page = await visit.open(path);
    await page.waitForSelector(`${PLANE}[tabindex]`);
    assert.notEqual(await page.$eval(EXPLORER, (e) => e.getAttribute("status")), "ready");
    const first = await state(page, EXPLORER);
    assert.equal(first.value.length, 2, "the build's numbers are there at once");
    const target = await spot(page, [0.7, 1.6]);
    await page.mouse.click(target.x, target.y);
    await until(page, EXPLORER, (s) => Math.abs(s.point[1] - 1.6) < 0.05, 2_000);
    await ready(page, EXPLORER);
    await pointAt(page, [0.7, 1.6], 0.03);
    await agrees(page);
  },

  "without Python the build's numbers stay, and Try again answers what was done meanwhile": async (visit) => {
    visit.allow(/./);
    const [path] = await pagesWith(visit, /<jacobian-explorer/);
    const page = await visit.open(path, { wrong: "missing-once~python_stdlib" });
    await until(page, EXPLORER, (_s, e) => e.getAttribute("status") === "error", 90_000);
    assert.equal((await state(page, EXPLORER)).value.length, 2);
    await page.focus(PLANE);
    await page.keyboard.press("ArrowUp");
    const moved = await state(page, EXPLORER);
    assert.deepEqual([moved.value, moved.point[1] > 0.6], [null, true]);
    assert.match(moved.message, /Python is not running.*Try again/);
    await visit.heal();
    await press(page, "Try again", EXPLORER);
    await ready(page, EXPLORER);
    await agrees(page);
  },

  "by touch, on a phone, where nothing is too wide and both planes are in sight": async (visit) => {
    const page = await open(visit, { width: 390, height: 844, touch: true });
    const target = await spot(page, [0.6, 1.4]);
    await page.touchscreen.tap(target.x, target.y);
    await pointAt(page, [0.6, 1.4], 0.05);
    await agrees(page);
    await press(page, "A vector from the left: vᵀJ", EXPLORER);
    const [wide, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= inner, `${wide} of ${inner}`);
    const heights = await page.$eval(EXPLORER, (e) => [...e.querySelectorAll(".jx-picture")].map((box) => box.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));
    assert.ok(heights[1][1] - heights[0][0] < 700, JSON.stringify(heights));
  },

  "state is plain, frozen data and every change is announced": async (visit) => {
    const page = await open(visit);
    const keys = await page.$eval(EXPLORER, (e) => Object.keys(e.state).sort());
    assert.deepEqual(keys, ["both", "changes", "determinant", "jacobian", "map", "message", "opened", "point", "singular", "value", "vector", "vjp", "wiggle"]);
    await page.$eval(EXPLORER, (e) => {
      globalThis.heard = [];
      document.addEventListener("landscape-change", (event) => globalThis.heard.push(event.detail.map));
      for (const change of [() => (e.state.point[0] = 99), () => (e.state.jacobian[0][0] = 99), () => (e.state = {})]) {
        try {
          change();
        } catch {}
      }
    });
    await agrees(page);
    await choose(page, "Layer");
    assert.ok((await page.evaluate(() => globalThis.heard)).includes("Layer"));
  },

  "nothing moves when Python comes": async (visit) => {
    const [path] = await pagesWith(visit, /<jacobian-explorer/);
    for (const [width, height] of [[1280, 800], [390, 844]]) {
      const page = await visit.open(path, {
        width,
        height,
        before: () => {
          globalThis.heights = [];
          const look = () => {
            const boxes = [...document.querySelectorAll("jacobian-explorer")].map((e) => e.offsetHeight);
            if (document.readyState !== "loading" && boxes.length > 0 && document.fonts.status === "loaded") globalThis.heights.push(boxes.join());
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
      });
      await ready(page, EXPLORER);
      await fresh(page);
      const seen = await page.evaluate(() => [...new Set(globalThis.heights)]);
      const spans = seen.map((text) => text.split(",").map(Number));
      const most = Math.max(...spans[0].map((_, k) => Math.max(...spans.map((s) => s[k])) - Math.min(...spans.map((s) => s[k]))));
      assert.ok(most <= 2, `${width}: heights ${seen.join(" | ")}`);
      await page.close();
    }
  },

  "what was left is there again in the same tab": async (visit) => {
    const page = await open(visit);
    await choose(page, "Layer");
    await page.focus(PLANE);
    await page.keyboard.press("ArrowUp");
    await fresh(page);
    const left = await agrees(page);
    await page.reload({ waitUntil: "load" });
    await ready(page, EXPLORER);
    await until(page, EXPLORER, (s) => s.map === "Layer" && s.value !== null, 20_000);
    assert.deepEqual(await state(page, EXPLORER), left);
    await press(page, "Undo", EXPLORER);
    await until(page, EXPLORER, (s) => s.map === "Polar" && s.value !== null, 20_000);
  },

  "what was undone to the beginning is left no more": async (visit) => {
    const page = await open(visit);
    const { point } = await state(page, EXPLORER);
    await page.focus(PLANE);
    await page.keyboard.press("ArrowUp");
    const again = async () => {
      await page.reload({ waitUntil: "load" });
      await ready(page, EXPLORER);
      await fresh(page);
    };
    await again();
    assert.notDeepEqual((await state(page, EXPLORER)).point, point);
    await press(page, "Undo", EXPLORER);
    await again();
    assert.deepEqual((await state(page, EXPLORER)).point, point);
  },

  "without JavaScript it is two pictures with their numbers": async (visit) => {
    const [path] = await pagesWith(visit, /<jacobian-explorer/);
    const page = await visit.open(path, { javascript: false });
    const html = await page.content();
    const body = html.slice(html.indexOf("<jacobian-explorer"), html.indexOf("</jacobian-explorer>"));
    assert.match(body, /^<jacobian-explorer[^>]*status="static"/);
    assert.equal(body.match(/<svg xmlns/g).length, 2);
    for (const part of ["<table", "Jacobian J", "det J", "J predicts"]) assert.ok(body.includes(part), `has ${part}`);
  },

  "on paper: planes and numbers, no controls": async (visit) => {
    const page = await open(visit);
    await page.emulateMediaType("print");
    const seen = await page.$eval(EXPLORER, (e) => [".jx-pick", ".jx-controls", ".jx-more .ls-tabs", ".jx-inputs svg", ".jx-outputs svg", ".jx-matrix"].map((s) => e.querySelector(s).getClientRects().length > 0));
    assert.deepEqual(seen, [false, false, false, true, true, true]);
  },
};

export default tests;

/** Firefox has no switch for scripts or print that a driver could reach. */
export const only = {
  "without JavaScript it is two pictures with their numbers": ["chromium"],
  "on paper: planes and numbers, no controls": ["chromium"],
};
