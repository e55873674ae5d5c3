// Sentences whose numbers can be dragged: by mouse, keys and touch, before Python and after, and the explorer that follows.
// The expected numbers are worked out here.
import assert from "node:assert/strict";
import { press, ready, state, until } from "../driver.mjs";
import { late, mortal } from "../mortal.mjs";
import { pagesWith } from "../pages.mjs";

const CLAIM = "live-claim[data-test]";
const TARGET = "landscape-explorer[data-test]";
const named = (name) => new RegExp(`data-claim="\\{&quot;name&quot;:&quot;${name}&quot;`);
const number = (key) => `${CLAIM} .ls-claim-number[data-key="${key}"]`;
const said = (page) => page.$eval(`${CLAIM} .ls-claim-words`, (e) => e.textContent.replaceAll("\u00a0", " "));
const steps = (eps, eta = 0.1) => Math.ceil(Math.log(1 / eps) / Math.log(1 + 2 * eta) - 1e-9);

/** Marks a claim and the explorer after it, and brings the claim before the reader. */
async function mark(page, name) {
  await page.waitForFunction(() => customElements.get("live-claim") !== undefined);
  await page.evaluate((n) => {
    for (const old of document.querySelectorAll("[data-test]")) old.removeAttribute("data-test");
    const claim = [...document.querySelectorAll("live-claim")].find((e) => e.state.name === n);
    claim.dataset.test = "";
    claim.scrollIntoView({ block: "center", behavior: "instant" });
    const explorers = [...document.querySelectorAll("landscape-explorer")];
    const next = explorers.find((e) => claim.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (next) next.dataset.test = "";
  }, name);
}

async function open(visit, name, options = {}) {
  const [path] = await pagesWith(visit, named(name));
  const page = await visit.open(path, options);
  await mark(page, name);
  return page;
}

async function centre(page, selector) {
  const { x, y, width, height } = await (await page.$(selector)).boundingBox();
  return [x + width / 2, y + height / 2];
}

/** Drags a number sideways by pixels, in small moves; `held` is called before the hand lets go. */
async function drag(page, selector, dx, held = async () => {}) {
  const [x, y] = await centre(page, selector);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let k = 1; k <= 8; k += 1) await page.mouse.move(x + (dx * k) / 8, y + k);
  await held();
  await page.mouse.up();
}

const settled = (page, values) => until(page, CLAIM, (s, _e, v) => !s.waiting && Object.entries(v).every(([key, value]) => s.values[key] === value), 60_000, values);

/** The explorer has walked from (1, eps) until |y| >= 1. */
async function walked(page, eps, count) {
  await until(page, TARGET, (s, _e, [e, n]) => s.value !== null && s.iterate === n && s.runs.length === 1 && s.runs[0].points[0][1] === e, 20_000, [eps, count]);
  const { runs: [{ points }] } = await state(page, TARGET);
  assert.ok(Math.abs(points.at(-1)[1]) >= 1 && Math.abs(points.at(-2)[1]) < 1, JSON.stringify(points.slice(-2)));
}

/** Both ends of every number of every claim: an answer, no error, and the same height throughout. */
async function everywhere(visit, width) {
  for (const path of await pagesWith(visit, /<live-claim/)) {
    const page = await visit.open(path, { width, height: 844 });
    await page.waitForFunction(() => [...document.querySelectorAll("live-claim")].every((e) => e.state != null));
    // Other letters, other lines.
    await page.evaluate(() => document.fonts.ready.then(() => null));
    for (const name of await page.$$eval("live-claim", (all) => all.map((e) => e.state.name))) {
      await mark(page, name);
      const place = () => page.$eval(CLAIM, (e) => e.getBoundingClientRect().height);
      const heights = [await place()];
      for (const key of await page.$$eval(`${CLAIM} [role="slider"]`, (all) => all.map((e) => e.dataset.key))) {
        for (const stroke of ["Home", "PageUp", "End", "PageDown"]) {
          await page.$eval(number(key), (e) => e.focus());
          await page.keyboard.press(stroke);
          await until(page, CLAIM, (s) => !s.waiting, 60_000);
          const words = await said(page);
          assert.ok(!/…|NaN|undefined|not finite/.test(words), `${path} ${name}: ${words}`);
          heights.push(await place());
        }
      }
      assert.equal(await page.$eval(`${CLAIM} .ls-life`, (e) => e.innerText.trim()), "", `${path} ${name}`);
      assert.ok(Math.max(...heights) - Math.min(...heights) < 1, `${path} ${name} at ${width}: ${heights}`);
    }
    await page.close();
  }
}

const tests = {
  "without JavaScript a claim is a whole sentence, with no dead controls": async (visit) => {
    const [path] = await pagesWith(visit, named("escape"));
    const page = await visit.open(path, { javascript: false });
    const html = await page.content();
    const claim = html.slice(html.search(named("escape")));
    const words = claim.slice(claim.indexOf("<p"), claim.indexOf("</p>")).replace(/<[^>]*>/g, "").replace(/&nbsp;|\u00a0/g, " ");
    assert.match(words, /^From \(1, 10⁻¹²\), with a learning rate of η = 0\.1, .* = 1\.2, and the saddle is left after 152 steps\.$/);
    assert.ok(!/role="slider"|tabindex/.test(claim.slice(0, claim.indexOf("</live-claim>"))));
  },

  "a drag changes number, sentence and explorer, and one Undo takes the explorer back": async (visit) => {
    const page = await open(visit, "escape");
    await ready(page, TARGET);
    // The page presets what the sentence says.
    await walked(page, 1e-12, 152);
    const before = await state(page, TARGET);
    const { stops, at } = await page.$eval(CLAIM, (e) => {
      const { stops, home } = JSON.parse(e.querySelector(".ls-claim").dataset.claim).numbers.find(({ key }) => key === "eps");
      return { stops, at: home };
    });
    const width = Math.min(16, 420 / stops.length);
    await drag(page, number("eps"), 6 * width, async () => {
      await until(page, CLAIM, (s) => s.values.eps === 1e-6, 5_000);
      await page.$eval(number("eps"), (e) => e.hasAttribute("data-dragged") || Promise.reject(new Error("not held")));
    });
    assert.equal(stops[at + 6], 1e-6);
    await settled(page, { eps: 1e-6, eta: 0.1 });
    assert.equal(await said(page), `From (1, 10⁻⁶), with a learning rate of η = 0.1, each step multiplies the distance from the axis by 1 + 2η = 1.2, and the saddle is left after ${steps(1e-6)} steps.`);
    assert.equal(steps(1e-6), 76);
    await walked(page, 1e-6, 76);
    assert.match((await state(page, TARGET)).message, /^ε = 10⁻⁶, η = 0\.1\. /);
    // Another drag is another thing to undo.
    await drag(page, number("eta"), 10 * Math.min(16, Math.max(5, 420 / 41)));
    await settled(page, { eps: 1e-6, eta: 0.2 });
    await walked(page, 1e-6, steps(1e-6, 0.2));
    await press(page, "Undo", TARGET);
    await walked(page, 1e-6, 76);
    await press(page, "Undo", TARGET);
    await until(page, TARGET, (s, _e, b) => s.value !== null && s.iterate === b.iterate && s.point[1] === b.point[1], 20_000, before);
  },

  "by keyboard alone: arrows, pages, ends, and the way back": async (visit) => {
    const page = await open(visit, "escape");
    await ready(page, TARGET);
    await page.$eval(number("eps"), (e) => e.focus());
    const seen = async (eps, text, spoken, left) => {
      await settled(page, { eps });
      const [value, valueText, shown] = await page.$eval(number("eps"), (e) => [e.getAttribute("aria-valuenow"), e.getAttribute("aria-valuetext"), e.textContent]);
      assert.deepEqual([Number(value), valueText, shown], [eps, spoken, text]);
      assert.ok((await said(page)).endsWith(`the saddle ${left}.`), await said(page));
    };
    await page.keyboard.press("ArrowRight");
    await seen(1e-11, "10⁻¹¹", "10 to the minus 11", `is left after ${steps(1e-11)} steps`);
    await page.keyboard.press("ArrowDown");
    await seen(1e-12, "10⁻¹²", "10 to the minus 12", "is left after 152 steps");
    await page.keyboard.press("PageUp");
    await seen(1e-10, "10⁻¹⁰", "10 to the minus 10", `is left after ${steps(1e-10)} steps`);
    await page.keyboard.press("Home");
    await seen(0, "0", "0", "is never left");
    await until(page, TARGET, (s) => s.value !== null && s.point[1] === 0 && s.runs[0]?.points.length > 1, 20_000);
    await page.keyboard.press("ArrowRight");
    await seen(1e-16, "10⁻¹⁶", "10 to the minus 16", "is left after 203 steps");
    await page.keyboard.press("End");
    await seen(0.1, "10⁻¹", "10 to the minus 1", `is left after ${steps(0.1)} steps`);
    // The next number is one Tab away, and after both of them the way back.
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Learning rate");
    await page.keyboard.press("ArrowRight");
    await settled(page, { eta: 0.11 });
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "As at first");
    await page.keyboard.press("Enter");
    await settled(page, { eps: 1e-12, eta: 0.1 });
    assert.ok(await page.evaluate(() => document.activeElement.getAttribute("role") === "slider"), "the focus is not lost");
    assert.ok(await page.$eval(`${CLAIM} .ls-claim-note .ls-button`, (b) => b.hidden));
  },

  "each number is a labelled slider, and after a pause the sentence is read out": async (visit) => {
    const page = await open(visit, "escape");
    await ready(page, TARGET);
    const found = await page.$$eval(`${CLAIM} [role="slider"]`, (all) =>
      all.map((e) => ({ label: e.getAttribute("aria-label"), low: e.getAttribute("aria-valuemin"), high: e.getAttribute("aria-valuemax"), stop: e.tabIndex, hint: document.getElementById(e.getAttribute("aria-describedby"))?.textContent })));
    assert.deepEqual(found.map(({ label, low, high, stop }) => [label, Number(low), Number(high), stop]), [["Distance from the axis", 0, 0.1, 0], ["Learning rate", 0.05, 0.45, 0]]);
    for (const { hint } of found) assert.match(hint, /arrow keys/);
    assert.equal(await page.$eval(`${CLAIM} [role="group"]`, (g) => g.getAttribute("aria-label")), "Steps until gradient descent leaves a saddle");
    assert.equal(await page.$eval(`${CLAIM} [role="status"]`, (e) => e.textContent), "");
    await page.$eval(number("eps"), (e) => e.focus());
    await page.keyboard.press("Home");
    await page.waitForFunction((s) => /never left/.test(document.querySelector(`${s} [role="status"]`).textContent), { timeout: 20_000 }, CLAIM);
  },

  "a double click brings the first number back": async (visit) => {
    const page = await open(visit, "escape");
    await ready(page, TARGET);
    await page.$eval(number("eta"), (e) => e.focus());
    await page.keyboard.press("End");
    await settled(page, { eta: 0.45 });
    const [x, y] = await centre(page, number("eta"));
    await page.mouse.click(x, y, { count: 2 });
    await settled(page, { eta: 0.1 });
    assert.match(await said(page), /152 steps\.$/);
  },

  "before Python a number moves at once, its results wait, and come when they can": async (visit) => {
    visit.allow(/./);
    const page = await open(visit, "escape", { wrong: "missing-once~numpy" });
    await until(page, CLAIM, (_s, e) => e.getAttribute("status") === "error");
    await page.$eval(number("eps"), (e) => e.focus());
    await page.keyboard.press("ArrowRight");
    assert.match(await said(page), /^From \(1, 10⁻¹¹\), .* 1 \+ 2η = …, and the saddle …\.$/);
    assert.equal((await state(page, CLAIM)).waiting, true);
    assert.match(await page.$eval(`${CLAIM} .ls-life`, (e) => e.innerText), /^Python is not running\./);
    await visit.heal();
    await press(page, "Try again", CLAIM);
    await settled(page, { eps: 1e-11 });
    assert.match(await said(page), new RegExp(`is left after ${steps(1e-11)} steps\\.$`));
    await walked(page, 1e-11, steps(1e-11));
    assert.equal(await page.$eval(`${CLAIM} .ls-life`, (e) => e.innerText.trim()), "");
  },

  "after Python has died the claim says so, and Try again answers what was lost": async (visit) => {
    const page = await open(visit, "escape", { before: mortal });
    await ready(page, TARGET);
    await page.$eval(number("eps"), (e) => {
      e.focus();
      e.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
      globalThis.die();
    });
    await until(page, CLAIM, (s, e) => s.waiting && e.querySelector(".ls-life button") !== null, 5_000);
    assert.match(await said(page), /^From \(1, 10⁻¹¹\), .* the saddle …\.$/);
    assert.match(await page.$eval(`${CLAIM} .ls-life`, (e) => e.innerText), /^Python is not running\. It has run out of memory\./);
    await press(page, "Try again", CLAIM);
    await settled(page, { eps: 1e-11 });
    assert.match(await said(page), new RegExp(`is left after ${steps(1e-11)} steps\\.$`));
    await walked(page, 1e-11, steps(1e-11));
  },

  "an answer that comes when its page was left changes nothing on the next one": async (visit) => {
    const page = await open(visit, "escape", { before: late });
    await page.$eval(number("eps"), (e) => e.focus());
    await page.keyboard.press("ArrowRight");
    assert.equal((await state(page, CLAIM)).waiting, true);
    const first = await page.$eval(CLAIM, (e) => {
      globalThis.left = e;
      return location.pathname;
    });
    await page.$eval(".md-footer__link--next", (e) => e.click());
    await page.waitForFunction((before) => location.pathname !== before && !globalThis.left.isConnected && document.querySelector("landscape-explorer") !== null, { timeout: 20_000 }, first);
    await page.evaluate(() => globalThis.release());
    const all = await page.$$eval("landscape-explorer", (found) => found.length);
    for (let k = 0; k < all; k += 1) {
      await page.evaluate((n) => {
        for (const old of document.querySelectorAll("[data-test]")) old.removeAttribute("data-test");
        document.querySelectorAll("landscape-explorer")[n].dataset.test = "";
      }, k);
      await ready(page, TARGET);
      const preset = await page.$eval(TARGET, (e) => JSON.parse(e.querySelector(".ls-frame").dataset.preset));
      // Questions are answered in their order: the claim's was the first.
      await until(page, TARGET, (s, e, n) => s.value !== null && s.iterate === n && e.querySelector(".ls-live") !== null, 20_000, preset.steps);
      const seen = await state(page, TARGET);
      assert.deepEqual([seen.landscape, /^ε = /.test(seen.message)], [preset.landscape, false], `explorer ${k + 1}: ${seen.message}`);
    }
  },

  "while Python starts a drag is kept, and the newest wins": async (visit) => {
    const page = await open(visit, "escape");
    const early = await page.$eval(CLAIM, (e) => e.getAttribute("status") !== "ready");
    await page.$eval(number("eps"), (e) => e.focus());
    for (let k = 0; k < 4; k += 1) await page.keyboard.press("ArrowRight");
    if (early) assert.match(await said(page), /^From \(1, 10⁻⁸\)/);
    await settled(page, { eps: 1e-8 });
    assert.match(await said(page), new RegExp(`is left after ${steps(1e-8)} steps\\.$`));
    await ready(page, TARGET);
    await walked(page, 1e-8, steps(1e-8));
  },

  "a fast hand: what is shown in the end belongs to the number in the end": async (visit) => {
    const page = await open(visit, "escape");
    await ready(page, TARGET);
    await page.$eval(number("eps"), (e) => e.focus());
    await page.evaluate((s) => {
      const claim = document.querySelector(s);
      globalThis.wrong = [];
      const steps = (eps) => (eps === 0 ? "is never left" : `is left after ${Math.ceil(Math.log(1 / eps) / Math.log(1.2) - 1e-9)} steps`);
      claim.addEventListener("landscape-change", ({ detail }) => {
        if (!detail.waiting && detail.results.left !== steps(detail.values.eps)) globalThis.wrong.push(detail);
      });
    }, CLAIM);
    for (let k = 0; k < 30; k += 1) await page.keyboard.press(k % 3 === 0 ? "ArrowLeft" : "ArrowRight");
    await settled(page, { eps: 1e-2 });
    assert.match(await said(page), /is left after 26 steps\.$/);
    await walked(page, 1e-2, 26);
    assert.deepEqual(await page.evaluate(() => globalThis.wrong), []);
  },

  "every claim of the site: both ends of every number, no error, and nothing below moves": (visit) => everywhere(visit, 1280),

  "every claim of the site on a phone: the same": (visit) => everywhere(visit, 390),

  "the bill: a table that follows its three numbers": async (visit) => {
    const page = await open(visit, "cost");
    await page.$eval(number("n"), (e) => e.focus());
    await page.keyboard.press("Home");
    await settled(page, { n: 1000 });
    const cells = (row) => page.$$eval(`${CLAIM} .ls-cost tbody tr:nth-child(${row}) td`, (all) => all.map((e) => e.innerText.trim()));
    assert.deepEqual(await cells(1), ["4 kB", "1", "6 ps"]);
    assert.deepEqual((await cells(3)).slice(0, 2), ["4 MB", "1"]);
    await page.keyboard.press("End");
    await settled(page, { n: 1e12 });
    // 4e24 bytes over 80e9; 1e36/3 operations at 1e15 a second.
    assert.deepEqual((await cells(3)).slice(0, 2), ["4 YB", "5 × 10¹³"]);
    assert.deepEqual((await cells(4))[2], "1.06 × 10¹³ years");
    await page.$eval(number("speed"), (e) => e.focus());
    await page.keyboard.press("End");
    await settled(page, { speed: 1e18 });
    assert.deepEqual((await cells(4))[2], "1.06 × 10¹⁰ years");
  },

  "on a phone a finger drags sideways, and the page still scrolls": async (visit) => {
    const page = await open(visit, "escape", { width: 390, height: 844, touch: true });
    await ready(page, TARGET);
    const [x, y] = await centre(page, number("eps"));
    await page.touchscreen.touchStart(x, y);
    for (let k = 1; k <= 10; k += 1) await page.touchscreen.touchMove(x + 10 * k, y + 2);
    await page.touchscreen.touchEnd();
    await until(page, CLAIM, (s) => !s.waiting && s.values.eps > 1e-12, 20_000);
    const { eps } = (await state(page, CLAIM)).values;
    assert.match(await said(page), new RegExp(`is left after ${steps(eps)} steps\\.$`));
    const style = await page.$eval(number("eps"), (e) => {
      const box = e.getBoundingClientRect();
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top - 4);
      return [getComputedStyle(e).touchAction, hit === e, document.documentElement.scrollWidth <= innerWidth];
    });
    assert.deepEqual(style, ["pan-y", true, true]);
  },

  "on paper it is a sentence": async (visit) => {
    const page = await open(visit, "escape");
    await page.emulateMediaType("print");
    const [note, decoration, room] = await page.$eval(CLAIM, (e) => [
      e.querySelector(".ls-claim-note").getClientRects().length,
      getComputedStyle(e.querySelector(".ls-claim-number")).textDecorationLine,
      getComputedStyle(e.querySelector(".ls-claim-room")).display,
    ]);
    assert.deepEqual([note, decoration, room], [0, "none", "block"]);
  },
};

export default tests;

export const only = {
  // Firefox has no switch for either that a driver could reach.
  "without JavaScript a claim is a whole sentence, with no dead controls": ["chromium"],
  "on paper it is a sentence": ["chromium"],
  // On disk the next page is a document of its own.
  "an answer that comes when its page was left changes nothing on the next one": ["hosted"],
  "on a phone a finger drags sideways, and the page still scrolls": ["chromium hosted"],
  "every claim of the site: both ends of every number, no error, and nothing below moves": ["chromium hosted", "firefox hosted"],
  "every claim of the site on a phone: the same": ["chromium hosted"],
};
