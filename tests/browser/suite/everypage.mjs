// What every page of the site owes its readers, whatever is on it.
import assert from "node:assert/strict";
import { SOURCES } from "../sources.mjs";

const tests = {};
export const only = {};

/** Brings each part that lives before the reader once, as one who reads on does. */
async function readOn(page) {
  const count = await page.$$eval("[status]", (all) => all.length);
  for (let k = 0; k < count; k += 1) {
    await page.evaluate((n) => document.querySelectorAll("[status]")[n]?.scrollIntoView({ block: "center", behavior: "instant" }), k);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30))));
  }
}

for (const path of SOURCES) {
  const whole = `/${path} without JavaScript is whole`;
  only[whole] = ["chromium hosted"];
  tests[whole] = async (visit) => {
    const page = await visit.open(path, { javascript: false });
    const html = await page.content();
    const count = (pattern) => (html.match(pattern) ?? []).length;
    assert.equal(count(/<python-cell |class="cell-still"/g), count(/<pre class="cell-output/g), "each cell has its output");
    assert.equal(count(/<landscape-explorer /g), count(/class="ls-map"><svg/g), "each explorer has its picture");
    assert.equal(count(/<jacobian-explorer /g), count(/<jacobian-explorer [^>]*>(?:(?!<\/jacobian-explorer>).)*<svg/gs), "each map has its picture");
    assert.equal(count(/class="arithmatex"/g), count(/class="arithmatex"><span class="katex/g), "each formula is typeset");
    assert.ok(!/\$\$|\\\(|\\\[/.test(await page.$eval("article", (a) => [...a.querySelectorAll("p, li, td, figcaption")].map((e) => e.innerText).join(" "))), "no formula is left as it was written");
  };

  for (const width of [1280, 390]) {
    const name = `/${path} at ${width}: no sideways scroll, no layout shift, no complaint`;
    only[name] = width === 390 ? ["chromium hosted", "firefox hosted"] : ["chromium hosted"];
    tests[name] = async (visit) => {
      const page = await visit.open(path, {
        width,
        height: 844,
        before: () => {
          globalThis.shifts = [];
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              if (!entry.hadRecentInput) globalThis.shifts.push([entry.value, entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? "")]);
            }
          }).observe({ type: "layout-shift", buffered: true });
        },
      });
      await readOn(page);
      const { inner, scroll, shifts } = await page.evaluate(() => ({
        inner: document.documentElement.clientWidth,
        scroll: document.documentElement.scrollWidth,
        shifts: globalThis.shifts,
      }));
      assert.ok(scroll <= inner, `${scroll} px of content in ${inner} px`);
      // A formula that is wider than a phone hides its end.
      const wide = await page.$$eval("div.arithmatex", (all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.querySelector("annotation")?.textContent));
      if (!path.startsWith("reference/")) assert.deepEqual(wide, [], "formulas wider than their column");
      const shift = Math.max(0, ...shifts.map(([value]) => value));
      assert.ok(shift < 0.05, JSON.stringify(shifts));
    };
  }

  const order = `/${path} by keyboard: Tab goes down the page in reading order`;
  only[order] = ["chromium hosted"];
  tests[order] = async (visit) => {
    const page = await visit.open(path);
    assert.equal(await page.$$eval("article [tabindex]", (all) => all.filter((e) => e.tabIndex > 0).length), 0, "an order of its own");
    await page.evaluate(() => {
      const first = document.querySelector("article h1");
      first.tabIndex = -1;
      first.focus();
    });
    let steps = 0;
    for (; steps < 60; steps += 1) {
      await page.evaluate(() => (globalThis.before = document.activeElement));
      await page.keyboard.press("Tab");
      const { inside, onward, trapped } = await page.evaluate(() => ({
        inside: document.activeElement.closest("article") !== null,
        onward: (globalThis.before.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
        trapped: document.activeElement === globalThis.before,
      }));
      if (!inside) break;
      // An editor keeps Tab for itself until Escape is pressed.
      if (trapped && (await page.evaluate(() => document.activeElement.closest(".cm-editor") !== null))) {
        await page.keyboard.press("Escape");
        continue;
      }
      assert.ok(onward && !trapped, await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200)));
    }
    assert.ok(steps > 0, "there is something to reach");
  };
}

export default tests;
