// Every page: quiet, whole, on its own origin, at every width, under instant navigation.
import assert from "node:assert/strict";
import { press, ready, until } from "../driver.mjs";

const PAGES = ["", "jacobian-and-hessian/", "explorer/"];
const tests = {
  "window survives a page change, and so does Python": async (visit) => {
    const page = await visit.open("");
    await ready(page);
    await page.evaluate(() => (globalThis.survivor = Math.PI));
    await page.evaluate(() => [...document.querySelectorAll(".md-tabs a, .md-nav a, .md-content a")].find((a) => /explorer(\/|\.html)$/.test(a.href)).click());
    await page.waitForFunction(() => /\/explorer(\/|\.html)$/.test(location.pathname) && document.querySelector("h1")?.textContent.includes("Explorer"), { timeout: 20_000 });
    assert.equal(await page.evaluate(() => globalThis.survivor), Math.PI, "the page was swapped, not reloaded");
    await until(page, "landscape-explorer", (_s, e) => e.getAttribute("status") === "ready", 5_000);
    await press(page, "Newton step", "landscape-explorer");
    await until(page, "landscape-explorer", (s) => s.runs.length === 1 && s.value !== null, 10_000);
    await page.goBack();
    await page.waitForFunction(() => !/\/explorer(\/|\.html)$/.test(location.pathname));
    await until(page, "landscape-explorer", (_s, e) => e.getAttribute("status") === "ready", 5_000);
  },

  "a way within the page leaves what the reader made, and Back leads back": async (visit) => {
    const page = await visit.open("jacobian-and-hessian/");
    await ready(page);
    await press(page, "Newton step", "landscape-explorer");
    await until(page, "landscape-explorer", (s) => s.runs.length === 1 && s.value !== null, 10_000);
    await page.evaluate(() => {
      const element = document.querySelector("landscape-explorer");
      globalThis.kept = element;
      document.querySelector(".md-nav--secondary a[href*='the-hessian']").click();
    });
    const top = (id) => page.evaluate((name) => document.getElementById(name).getBoundingClientRect().top, id);
    await page.waitForFunction(() => location.hash === "#3-the-hessian", { timeout: 5_000 });
    await page.waitForFunction(() => Math.abs(document.getElementById("3-the-hessian").getBoundingClientRect().top) < 200, { timeout: 5_000 });
    assert.ok((await top("6-summary")) > 800);
    await page.evaluate(() => document.querySelector("[id='5-automatic-differentiation'] .headerlink").click());
    await page.waitForFunction(() => location.hash === "#5-automatic-differentiation", { timeout: 5_000 });
    await page.goBack();
    await page.waitForFunction(() => location.hash === "#3-the-hessian", { timeout: 5_000 });
    // Long enough for a page to be fetched and put in its place.
    await page.waitForNetworkIdle({ idleTime: 700 });
    assert.ok(await page.evaluate(() => globalThis.kept === document.querySelector("landscape-explorer")), "the page was not swapped");
    assert.equal(await page.$eval("landscape-explorer", (e) => e.state.runs.length), 1);
  },

  "two workers serve all pages": async (visit) => {
    const page = await visit.open("explorer/", {
      before: () => {
        globalThis.workers = [];
        const Native = globalThis.Worker;
        globalThis.Worker = class extends Native {
          constructor(url, options) {
            super(url, options);
            globalThis.workers.push(String(url).split("/").pop());
          }
        };
      },
    });
    const run = async () => {
      await page.$eval("python-cell", (cell) => cell.scrollIntoView({ block: "center", behavior: "instant" }));
      await press(page, "Run", "python-cell");
      await until(page, "python-cell", (_s, cell) => cell.getAttribute("status") === "done");
    };
    await run();
    await page.evaluate(() => [...document.querySelectorAll(".md-tabs a")].find((a) => /jacobian/.test(a.href)).click());
    await page.waitForFunction(() => location.pathname.includes("jacobian") && document.querySelector("h1")?.textContent.includes("Jacobian"), { timeout: 20_000 });
    await run();
    const workers = await page.evaluate(() => globalThis.workers.filter((name) => name.startsWith("worker.")));
    assert.equal(workers.length, 2, `${workers}`);
  },

  "search finds a word and needs no other host": async (visit) => {
    const page = await visit.open("");
    await page.waitForSelector(".md-search__input");
    await page.focus(".md-search__input");
    await page.keyboard.type("Hessian");
    await page.waitForSelector(".md-search-result__item a", { timeout: 20_000 });
  },

  "maths is typeset in the HTML, with fonts of our own": async (visit) => {
    const page = await visit.open("jacobian-and-hessian/");
    assert.ok((await page.$$(".katex")).length > 10);
    assert.equal((await page.$$(".katex-error")).length, 0);
    const fonts = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family.replaceAll('"', ""));
    });
    assert.ok(fonts.some((family) => family.startsWith("KaTeX")), `loaded: ${fonts}`);
  },
};

for (const path of PAGES) {
  tests[`/${path} without JavaScript is whole: words, maths, code with its output, pictures, ways on`] = async (visit) => {
    const page = await visit.open(path, { javascript: false });
    const html = await page.content();
    const count = (pattern) => (html.match(pattern) ?? []).length;
    assert.equal(count(/<python-cell /g), count(/<pre class="cell-output/g), "each cell has its output");
    assert.equal(count(/<landscape-explorer /g), count(/class="ls-map"><svg/g), "each explorer has its picture");
    assert.equal(count(/class="arithmatex"/g), count(/class="arithmatex"><span class="katex/g), "each formula is typeset");
    await page.screenshot();
    const name = path === "explorer/" ? "jacobian-and-hessian" : "explorer";
    const next = html.match(new RegExp(`href="([^"]*${name}(?:\\.html|/))"`))[1];
    const other = await visit.open(path, { javascript: false });
    await other.goto(new URL(next, other.url()).href);
    assert.match(await other.content(), /<h1[^>]*>/);
  };

  for (const [width, height] of [[1280, 800], [390, 844]]) {
    tests[`/${path} at ${width}: no sideways scroll, no layout shift when Python arrives, no complaint`] = async (visit) => {
      const page = await visit.open(path, {
        width, height,
        before: () => {
          globalThis.shift = 0;
          globalThis.shifted = [];
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries().filter((e) => !e.hadRecentInput)) {
              globalThis.shift += entry.value;
              for (const { node, previousRect: from, currentRect: to } of entry.sources) {
                globalThis.shifted.push(`${node?.nodeName}.${node?.className}: ${from.y} px to ${to.y} px`);
              }
            }
          }).observe({ type: "layout-shift", buffered: true });
        },
      });
      if (await page.$("landscape-explorer")) {
        await page.$eval("landscape-explorer", (e) => e.scrollIntoView({ block: "center", behavior: "instant" }));
        await ready(page);
      }
      const { inner, scroll, shift, shifted } = await page.evaluate(() => ({
        inner: document.documentElement.clientWidth,
        scroll: document.documentElement.scrollWidth,
        shift: globalThis.shift,
        shifted: globalThis.shifted,
      }));
      assert.ok(scroll <= inner, `${scroll} px of content in ${inner} px`);
      visit.measured.shift = shift;
      assert.ok(shift < 0.02, `layout shift ${shift}: ${shifted.join("; ")}`);
    };
  }
}

export default tests;

/** Instant navigation wants a server that lists its pages. Firefox has no switch for scripts that a driver could reach. */
export const only = {
  "window survives a page change, and so does Python": ["hosted", "flat"],
  "two workers serve all pages": ["hosted", "flat"],
  ...Object.fromEntries(Object.keys(tests).filter((name) => name.includes("without JavaScript")).map((name) => [name, ["chromium"]])),
};
