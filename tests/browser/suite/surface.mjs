// The 3-D view: loaded when it is opened, linked to the map, at rest when nothing happens.
import assert from "node:assert/strict";
import { named, press, ready, state, until } from "../driver.mjs";

const EXPLORER = "landscape-explorer";
const SURFACE = `${EXPLORER} .ls-surface`;
const CANVAS = `${SURFACE} canvas`;
const NO_WEBGL = /WebGL is missing or switched off/;

const drawn = (page) => page.$eval(CANVAS, (canvas) => Number(canvas.dataset.drawn));
const moreThan = (page, count) => until(page, CANVAS, (_s, canvas, n) => Number(canvas.dataset.drawn) > n, 20_000, count);
/** The view shows what the explorer's state says. */
const agrees = (page, point) =>
  until(page, EXPLORER, (s, e, p) => {
    const shown = e.querySelector(".ls-surface")?.dataset.probe;
    return s.value !== null && shown === s.point.join(",") && (p === null || Math.hypot(s.point[0] - p[0], s.point[1] - p[1]) < 1e-9);
  }, 20_000, point);

async function open(visit, options = {}) {
  // Without a graphics card the browser reads the picture back, and says that this is slow.
  visit.allow(/GPU stall due to ReadPixels/);
  const page = await visit.open("explorer/", options);
  await ready(page);
  assert.equal(await page.evaluate(() => typeof globalThis.__landscapeSurface), "undefined", "nothing of it is loaded before");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await press(page, "3-D surface", EXPLORER);
  await page.$eval(SURFACE, (element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  return { page, asked };
}

async function opened(visit, options) {
  const { page, asked } = await open(visit, options);
  await moreThan(page, 0);
  await agrees(page, null);
  return { page, asked };
}

/** Where the ground is seen, a little in front of the middle. */
async function spot(page) {
  return page.$eval(CANVAS, (canvas) => {
    canvas.scrollIntoView({ block: "center", behavior: "instant" });
    const box = canvas.getBoundingClientRect();
    return { x: box.left + 0.52 * box.width, y: box.top + 0.62 * box.height };
  });
}

const tests = {
  "its script comes with the panel, and then it draws": async (visit) => {
    const { page, asked } = await opened(visit);
    assert.equal(asked.filter((url) => /\/surface\.[^/]*\.js$/.test(url)).length, visit.kind === "single" ? 0 : 1);
    assert.equal(await page.$eval(SURFACE, (e) => e.dataset.walks), "");
    const seen = await page.$eval(CANVAS, (c) => [c.getAttribute("role"), c.getAttribute("aria-label"), document.getElementById(c.getAttribute("aria-describedby"))?.textContent]);
    assert.equal(seen[0], "application");
    assert.match(seen[1], /^Surface of ./);
    assert.match(seen[2], /arrows turn/);
    assert.match(await page.$eval(SURFACE, (e) => e.innerText), /Height is drawn/);
  },

  "a Newton step moves the probe in both views": async (visit) => {
    const { page } = await opened(visit);
    await press(page, "Newton step", EXPLORER);
    await page.$eval(CANVAS, (c) => c.scrollIntoView({ block: "center", behavior: "instant" }));
    await agrees(page, [0, 0]);
    assert.equal(await page.$eval(SURFACE, (e) => e.dataset.walks), "Newton 2");
    await press(page, "Undo", EXPLORER);
    await page.$eval(CANVAS, (c) => c.scrollIntoView({ block: "center", behavior: "instant" }));
    await until(page, SURFACE, (_s, e) => e.dataset.walks === "", 20_000);
    await agrees(page, null);
  },

  "a click on the surface places the probe, a drag turns it": async (visit) => {
    const { page } = await opened(visit);
    const before = await state(page);
    const { x, y } = await spot(page);
    await page.mouse.click(x, y);
    await until(page, EXPLORER, (s, _e, p) => s.value !== null && (s.point[0] !== p[0] || s.point[1] !== p[1]), 20_000, before.point);
    await agrees(page, null);
    const placed = (await state(page)).point;
    const count = await drawn(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 90, y + 10, { steps: 6 });
    await page.mouse.up();
    await moreThan(page, count);
    assert.deepEqual((await state(page)).point, placed, "a drag leaves the probe where it is");
  },

  "keys turn it and Home brings it back": async (visit) => {
    const { page } = await opened(visit);
    const picture = async () => Buffer.from(await (await page.$(CANVAS)).screenshot()).toString("base64");
    const after = async (key) => {
      const count = await drawn(page);
      await page.keyboard.press(key);
      await moreThan(page, count);
      return picture();
    };
    await page.focus(CANVAS);
    // At home already; but the ring of the focus is there from the first key on.
    await page.keyboard.press("Home");
    const home = await picture();
    const turned = await after("ArrowLeft");
    const raised = await after("ArrowUp");
    const nearer = await after("+");
    assert.equal(new Set([home, turned, raised, nearer]).size, 4, "every key shows another picture");
    assert.ok((await after("Home")) === home, "the same picture as before");
  },

  "it rests: nothing is drawn unless something has changed, and the page's wheel is the page's": async (visit) => {
    const { page } = await opened(visit);
    const { x, y } = await spot(page);
    await page.mouse.move(x, y);
    const [count, top] = [await drawn(page), await page.evaluate(() => scrollY)];
    // Many frames of the page, none of the view.
    await page.evaluate(() => new Promise((resolve) => {
      let left = 20;
      const tick = () => (left-- > 0 ? requestAnimationFrame(tick) : resolve());
      tick();
    }));
    assert.equal(await drawn(page), count);
    await page.mouse.wheel({ deltaY: -40 });
    await page.waitForFunction((before) => scrollY < before, { timeout: 10_000 }, top);
    assert.equal(await drawn(page), count);
  },

  "it follows the colour scheme and the landscape, and fits a phone": async (visit) => {
    const { page } = await opened(visit, { width: 390, height: 844, touch: true });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scroll");
    const count = await drawn(page);
    await page.$eval("body", (body) => body.setAttribute("data-md-color-scheme", "slate"));
    await moreThan(page, count);
    await page.$eval(EXPLORER, (e) => {
      const list = e.querySelector("select");
      list.value = "Rosenbrock";
      for (const type of ["input", "change"]) list.dispatchEvent(new Event(type, { bubbles: true }));
    });
    await until(page, EXPLORER, (s) => s.landscape === "Rosenbrock" && s.value !== null, 20_000);
    await until(page, SURFACE, (_s, e) => /cube root/.test(e.innerText), 20_000);
    await agrees(page, null);
  },

  "a lost context and a script that does not come are told, with a way back": async (visit) => {
    visit.allow(/./);
    const lost = visit.onDisk ? { wrong: "missing-once~surface." } : {};
    const page = await visit.open("explorer/", lost);
    await ready(page);
    if (!visit.onDisk) await page.setOfflineMode(true);
    await press(page, "3-D surface", EXPLORER);
    await until(page, `${SURFACE} [role="status"]`, (_s, e) => /could not be loaded/.test(e.textContent), 20_000);
    if (visit.onDisk) await visit.heal();
    else await page.setOfflineMode(false);
    await press(page, "Try again", SURFACE);
    await moreThan(page, 0);
    await page.$eval(CANVAS, (canvas) => canvas.getContext("webgl2").getExtension("WEBGL_lose_context").loseContext());
    await until(page, `${SURFACE} [role="status"]`, (_s, e) => /has dropped the 3-D view/.test(e.textContent), 20_000);
    await press(page, "Try again", SURFACE);
    await moreThan(page, 0);
    await agrees(page, null);
  },

  "without WebGL it says so, and the map goes on": async (visit) => {
    const { page } = await open(visit, {
      before: () => {
        const native = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
          return kind.startsWith("webgl") ? null : native.call(this, kind, ...more);
        };
      },
    });
    await until(page, `${SURFACE} [role="status"]`, (_s, e) => /WebGL is missing/.test(e.textContent), 20_000);
    assert.match(await page.$eval(SURFACE, (e) => e.innerText), NO_WEBGL);
    await named(page, "Try again", SURFACE);
    await press(page, "Newton step", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.length === 1 && s.value !== null, 20_000);
  },

  "whatever the browser can, it opens quietly": async (visit) => {
    const { page } = await open(visit);
    await until(page, SURFACE, (_s, e) => Number(e.querySelector("canvas")?.dataset.drawn) > 0 || /WebGL is missing/.test(e.textContent), 20_000);
  },
};

export default tests;

/** Headless Firefox has no WebGL without a graphics card. */
export const only = Object.fromEntries(
  Object.keys(tests).filter((name) => !/^without|^whatever/.test(name)).map((name) => [name, ["chromium"]]),
);
