// What a reader takes along: links to a view, pictures, code, and the site itself. All of it survives a moved folder.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { choose, DOWNLOADS, named, near, press, ready, state, until } from "../driver.mjs";
import { late } from "../mortal.mjs";
import { pagesWith } from "../pages.mjs";

const EXPLORER = "landscape-explorer";
const steps = (page, count) => until(page, EXPLORER, (s, _e, n) => s.value !== null && s.runs.flatMap((r) => r.points.slice(1)).length === n, 20_000, count);
const link = (page) => page.$eval(`${EXPLORER} .ls-keep a`, (a) => a.getAttribute("href"));

/** The file that the browser has put down, once it is whole. */
async function downloaded(pattern) {
  for (let k = 0; k < 200; k += 1) {
    const file = (await readdir(DOWNLOADS)).find((name) => pattern.test(name));
    if (file !== undefined) {
      const content = await readFile(join(DOWNLOADS, file));
      if (content.length > 0) return content;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no download matches ${pattern}: ${await readdir(DOWNLOADS)}`);
}

async function walk(page) {
  await choose(page, "Himmelblau");
  await press(page, "Newton step", EXPLORER);
  await steps(page, 1);
  const slider = await named(page, "Learning rate", EXPLORER);
  for (const key of ["ArrowLeft", "ArrowLeft"]) {
    await slider.focus();
    for (let k = 0; k < 12; k += 1) await page.keyboard.press(key);
    const before = (await state(page)).runs.flatMap((r) => r.points.slice(1)).length;
    await press(page, "Gradient step", EXPLORER);
    await press(page, "Gradient step", EXPLORER);
    await steps(page, before + 2);
  }
}

const bad = {
  "explorer=1&landscape=Moon": /Moon.*not known.*Bowl/,
  "explorer=1&landscape=Saddle&point=1,abc": /point.*1,abc/,
  "explorer=1&landscape=Saddle&point=1,1e999": /point/,
  "explorer=1&landscape=Saddle&methods=GradientDescent_-1": /methods.*-1/,
  "explorer=1&landscape=Saddle&methods=Magic": /Magic.*not known.*Newton/,
  "explorer=1&landscape=Saddle&methods=GradientDescent_0": /GradientDescent: learning_rate goes from 0.0001 to 2, and 0 is given/,
  "explorer=1&landscape=Saddle&run=Newton:1:1,1:3x2": /Newton: it has 0 hyperparameters, and 1 are given/,
  "explorer=1&landscape=Saddle&iterate=-3": /iterate.*whole number/,
  "explorer=1&landscape=Saddle&length=far": /length.*far/,
  "explorer=1&landscape=Saddle&run=Newton:1:0,0:x999999": /999999 steps/,
  "explorer=1&landscape=Saddle&run=Newton:1:0,0:x0": /number of steps/,
  "explorer=1&landscape=%3Cimg%20src=x%20onerror=alert(1)%3E": /<img/,
  "explorer=1&landscape=Bowl(eigenvalues)": /landscape: expected parameters such as eigenvalues:1,100/,
  "explorer=1&landscape=Bowl(eigenvalues:1,-2)": /both eigenvalues must be positive/,
  "explorer=1&landscape=Bowl(depth:3)": /Bowl has no parameter 'depth'/,
  "explorer=1&expression=x**2%2Bq&methods=Newton": /The name 'q' at column 6/,
  "explorer=1&expression=__import__(%27os%27)": /cannot be read/,
  "explorer=1&expression=x&domain=2,1,0,1": /domain: expected finite x0 < x1/,
  [`explorer=1&landscape=${"x".repeat(30_000)}`]: /characters/,
};

const tests = {
  "a link brings the whole view back, wherever the page lies": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await walk(page);
    const seen = await state(page);
    const fragment = await link(page);
    assert.match(fragment, /^#explorer=1&/, "it names no folder and no host");
    const other = await visit.open("explorer/", { fragment, moved: true });
    await ready(other);
    await steps(other, 5);
    await until(other, EXPLORER, (s, _e, m) => s.message === m, 10_000, seen.message);
    assert.deepEqual(await state(other), seen);
    assert.equal(await link(other), fragment);
  },

  "a link to a placed probe, followed before Python is there": async (visit) => {
    const page = await visit.open("explorer/", { fragment: "#explorer=1&landscape=Hill&methods=GradientDescent_0.05,Newton&run=Newton:1:1,0.5:x1&point=-0.5,0.25" });
    await ready(page);
    await until(page, EXPLORER, (s) => s.runs.length === 1 && s.value !== null && s.point[0] === -0.5, 20_000);
    const seen = await state(page);
    near(seen.runs[0].points, [1, 0.5, 0, 0]);
    assert.equal(seen.landscape, "Hill");
    await press(page, "Reset", EXPLORER);
    await until(page, EXPLORER, (s) => s.runs.length === 0 && s.value !== null, 20_000);
    near((await state(page)).point, [0.6, 0.4], 1e-12, "Reset leads to the landscape's own start");
  },

  "a link on the page itself moves the map, and can be undone": async (visit) => {
    const page = await visit.open("explorer/");
    const { point } = await ready(page);
    await page.evaluate(() => (location.hash = "#explorer=1&landscape=Saddle&methods=GradientDescent_0.2,Newton&point=-1,-1"));
    await until(page, EXPLORER, (s) => s.point[0] === -1 && s.value !== null, 20_000);
    await press(page, "Undo", EXPLORER);
    await until(page, EXPLORER, (s, _e, x) => s.point[0] === x && s.value !== null, 20_000, point[0]);
  },

  "Copy link says where the address is": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await press(page, "Newton step", EXPLORER);
    await steps(page, 1);
    const fragment = await link(page);
    const { runs } = await state(page);
    await press(page, "Copy link", EXPLORER);
    await page.waitForFunction(() => /Copied|address bar/.test(document.querySelector("landscape-explorer .ls-keep").innerText), { timeout: 5_000 });
    assert.equal(await page.evaluate(() => location.hash), fragment);
    assert.deepEqual((await state(page)).runs, runs, "the view stayed as it was");
  },

  "a link that cannot be followed says why, and the page shows its own start": async (visit) => {
    for (const [fragment, words] of Object.entries(bad)) {
      const page = await visit.open("explorer/", { fragment: `#${fragment}` });
      await until(page, EXPLORER, (s) => s !== null && /^The link cannot be followed/.test(s.message), 20_000);
      const seen = await state(page);
      assert.match(seen.message, words);
      assert.deepEqual([seen.landscape, seen.point, seen.runs], ["Saddle", [1.4, 0.6], []]);
      assert.equal(await page.$$eval(`${EXPLORER} img`, (images) => images.length), 0);
      await page.close();
    }
    const page = await visit.open("explorer/", { fragment: "#explorer=1&landscape=Saddle&run=Magic:1:0,1:0.1x1" });
    await until(page, EXPLORER, (s) => /Magic.*not known/.test(s.message));
  },

  "under the words that the page stays as it is, its own steps do": async (visit) => {
    const [path] = await pagesWith(visit, /(?:"|&quot;)steps(?:"|&quot;): ?[1-9]/);
    const walked = "#walked";
    for (const landscape of ["landscape=Moon", "expression=x%2Bq"]) {
      const page = await visit.open(path, { before: late });
      await until(page, EXPLORER, (s) => s !== null);
      const count = await page.$$eval(EXPLORER, (all, bad) => {
        const steps = all.map((e) => JSON.parse(e.querySelector(".ls-frame").dataset.preset).steps);
        const n = steps.findIndex((k) => k > 0);
        all[n].id = "walked";
        location.hash = `#explorer=${n + 1}&${bad}`;
        return steps[n];
      }, landscape);
      await until(page, walked, (s) => /link/.test(s.message), 20_000);
      assert.ok(await page.$eval(walked, (e) => e.querySelector(".ls-opening") !== null && e.querySelector(".ls-live") === null), "the picture of the build is there");
      await page.evaluate(() => globalThis.release());
      await until(page, walked, (s, e, n) => s.iterate === n && s.value !== null && e.querySelector(".ls-live") !== null, 60_000, count);
      await until(page, walked, (s) => /^The link cannot be followed: .*The page stays as it is\.$/.test(s.message), 20_000);
      await page.close();
    }
  },

  "a picture of the map can be saved, and the code of a cell": async (visit) => {
    const page = await visit.open("explorer/");
    await ready(page);
    await until(page, EXPLORER, (_s, e) => e.querySelector(".ls-live") !== null, 20_000);
    await press(page, "Save picture", EXPLORER);
    const picture = await downloaded(/^landscape-saddle.*\.png$/);
    const width = await page.$eval(`${EXPLORER} canvas`, (canvas) => canvas.clientWidth);
    assert.equal(picture.subarray(1, 4).toString(), "PNG");
    assert.ok(picture.readUInt32BE(16) >= 4 * width - 4, "four pixels for each of the page's");
    await page.$eval("python-cell", (cell) => {
      cell.code = "mine = 1";
      cell.scrollIntoView({ block: "center", behavior: "instant" });
    });
    await press(page, "Save", "python-cell");
    assert.equal((await downloaded(/^explorer-cell-1.*\.py$/)).toString(), "mine = 1\n");
  },

  "the site itself can be downloaded, with size and SHA-256": async (visit) => {
    const page = await visit.open("");
    const offers = await page.$$eval(".md-content a[download]", (links) => links.map((a) => [a.getAttribute("href"), a.closest("p").innerText]));
    assert.deepEqual(offers.map(([href]) => href.split("/").pop()), ["landscape-offline.zip", "explorer.html"]);
    const said = await page.$eval(".hashes", (e) => e.innerText);
    const written = await page.evaluate(async () => (await fetch(location.href)).text());
    for (const [href, words] of offers) {
      // Instant navigation makes addresses absolute; as written they are relative to the page.
      assert.ok(written.includes(`href="downloads/${href.split("/").pop()}"`), href);
      const [size, hash] = await page.evaluate(async (address) => {
        const bytes = await (await fetch(address)).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        return [bytes.byteLength, Array.from(digest, (b) => b.toString(16).padStart(2, "0")).join("")];
      }, href);
      assert.ok(words.includes(`${(size / 1e6).toFixed(1)} MB`), `${words}: ${size} bytes`);
      assert.ok(said.includes(hash), `${href}: ${hash}`);
    }
  },
};

export default tests;

export const only = {
  // The one page on its own has an explorer without steps.
  "under the words that the page stays as it is, its own steps do": ["hosted", "offline"],
  "the site itself can be downloaded, with size and SHA-256": ["hosted", "flat"],
};
