// Starting Python on good hosts and bad ones: stages, messages, Try again; never an endless spinner.
import assert from "node:assert/strict";
import { press, ready, until } from "../driver.mjs";

const EXPLORER = "landscape-explorer";
const failing = (page) => until(page, EXPLORER, (_s, e) => e.getAttribute("status") === "error", 90_000);

/** A start that fails for a reason that names the file; the picture and the numbers stay. */
const broken = (wrong, hosted, onDisk = hosted) => async (visit) => {
  const said = visit.onDisk ? onDisk : hosted;
  visit.allow(/./);
  const page = await visit.open("explorer/", { wrong });
  await failing(page);
  const text = await page.$eval(EXPLORER, (e) => e.innerText);
  assert.match(text, said);
  assert.ok(text.includes("Try again"));
  assert.match(text, /indefinite/i, "the numbers made at build time are still there");
};

/** The same, once: *Try again* must succeed. */
const healed = (wrong) => async (visit) => {
  visit.allow(/./);
  const page = await visit.open("explorer/", { wrong });
  await failing(page);
  await visit.heal();
  await press(page, "Newton step", EXPLORER);
  await press(page, "Try again", EXPLORER);
  await ready(page);
  await until(page, EXPLORER, (s) => s.value !== null && s.point[0] === 0 && s.point[1] === 0, 20_000);
};

export default {
  "stages are shown with the bytes done of the bytes due": async (visit) => {
    const page = await visit.open("explorer/", {
      before: () => {
        globalThis.stages = new Set();
        addEventListener("DOMContentLoaded", () =>
          new MutationObserver(() => globalThis.stages.add(document.querySelector("landscape-explorer")?.innerText ?? "")).observe(document.body, {
            subtree: true, childList: true, characterData: true, attributes: true,
          }),
        );
      },
    });
    await ready(page);
    const seen = await page.evaluate(() => [...globalThis.stages].join("\n"));
    assert.match(seen, /\d+(\.\d+)?\s*(MB)?\s*of\s*\d+(\.\d+)?\s*MB/);
  },

  "both workers start from one download": async (visit) => {
    const page = await visit.open("explorer/");
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await ready(page);
    await page.$eval("python-cell", (cell) => cell.scrollIntoView({ block: "center", behavior: "instant" }));
    await press(page, "Run", "python-cell");
    await until(page, "python-cell", (_s, cell) => cell.getAttribute("status") === "done");
    // A server's worker script is each worker's own; browsers differ in what they tell of that.
    const assets = asked.filter((url) => /live\/.*(\.bin|\.whl|\.[0-9a-f]{12}\.js|\.whl\.js)$/.test(url) && !/\/worker\.[0-9a-f]{12}\.js$/.test(url));
    assert.equal(new Set(assets).size, assets.length, "no runtime file was asked for twice");
  },

  "wasm missing": broken("missing~pyodide.asm.wasm", /pyodide\.asm\.wasm.*404/s, /pyodide\.asm\.wasm.*missing/s),
  "wasm with the type and content of a web page": broken("html~pyodide.asm.wasm", /pyodide\.asm\.wasm.*web page/s, /pyodide\.asm\.wasm.*damaged/s),
  "wasm truncated": broken("truncated~pyodide.asm.wasm", /pyodide\.asm\.wasm.*damaged/s),
  "wasm cut off in the middle": broken("cut~pyodide.asm.wasm", /pyodide\.asm\.wasm.*(did not arrive|damaged)/s),
  "a corrupted NumPy wheel": broken("corrupted~numpy", /numpy.*damaged/s),
  "a corrupted wheel of the package": broken("corrupted~landscape-0", /landscape-0.*damaged/s),
  "the worker's script missing": broken("missing~worker.", /worker\..*could not be run/s, /worker\..*missing/s),
  "Try again after a file was missing once": healed("missing-once~python_stdlib"),
  "Try again after a file was damaged once": healed("corrupted-once~numpy"),
  "Try again after the worker was missing once": healed("missing-once~worker."),

  "the page's own script missing, or cut off: a message names it, and the page is whole": async (visit) => {
    visit.allow(/./);
    for (const fault of ["missing", "truncated"]) {
      const page = await visit.open("explorer/", { wrong: `${fault}~landscape.js` });
      await page.waitForSelector(".ls-missing", { timeout: 20_000 });
      assert.match(await page.$eval(".ls-missing", (box) => box.innerText), /live\/landscape\.js is missing or damaged/);
      assert.match(await page.$eval(EXPLORER, (e) => e.innerText), /indefinite/i);
      await page.close();
    }
  },

  "the editor missing: the cell says so, and runs": async (visit) => {
    visit.allow(/./);
    const page = await visit.open("explorer/", { wrong: "missing~editor." });
    await page.$eval("python-cell", (cell) => cell.scrollIntoView({ block: "center", behavior: "instant" }));
    await page.waitForFunction(() => /editor is not there.*editor\./s.test(document.querySelector("python-cell").innerText), { timeout: 20_000 });
    await press(page, "Run", "python-cell");
    await until(page, "python-cell", (_s, cell) => cell.getAttribute("status") === "done");
  },

  "a wrong content type alone does no harm": async (visit) => {
    const page = await visit.open("explorer/", { wrong: "text~pyodide.asm.wasm" });
    await ready(page);
  },

  "the cells say it too": async (visit) => {
    visit.allow(/./);
    const page = await visit.open("explorer/", { wrong: "missing~numpy" });
    await press(page, "Run", "python-cell");
    await page.waitForFunction(() => /numpy.*(404|missing)/s.test(document.querySelector("python-cell").innerText), { timeout: 60_000 });
    assert.ok((await page.$eval("python-cell", (cell) => cell.innerText)).includes("Try again"));
  },
};

export const only = { "a wrong content type alone does no harm": ["hosted", "flat"] };
