// Starts of Python in Chromium, kind against kind in one run: `node start.mjs ROUNDS KIND=ADDRESS...`. One line of JSON:
// for each kind the milliseconds from navigation to an explorer that answers, and the tab's memory then.
import { readFile } from "node:fs/promises";
import { launch } from "../browser/driver.mjs";
import { listen } from "../browser/spy.mjs";

const [rounds, ...places] = process.argv.slice(2);
const spy = await listen();

/** The tab's share of memory: proportional set size of the largest renderer, in MB; null where the system does not tell. */
async function memory(browser) {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === "renderer").map(async ({ id }) => {
      const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
      return Number(text.match(/^Pss:\s+(\d+)/m)?.[1] ?? NaN) / 1000;
    }),
  );
  const largest = Math.max(...sizes);
  return Number.isNaN(largest) ? null : largest;
}

async function visit(browser, address) {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(() => {
    globalThis.answered = new Promise((resolve) => {
      new MutationObserver(() => {
        if (document.querySelector("landscape-explorer")?.getAttribute("status") === "ready") resolve(performance.now());
      }).observe(document, { subtree: true, childList: true, attributeFilter: ["status"] });
    });
  });
  await page.goto(address, { waitUntil: "load" });
  const ready = await page.evaluate(() => globalThis.answered);
  // The cells' Python is warmed after the explorers': both are there when memory is read.
  await page.$eval("python-cell", (cell) => [...cell.querySelectorAll("button")].find((b) => b.textContent === "Run").click());
  await page.waitForSelector('python-cell[status="done"]', { timeout: 120_000 });
  const session = await page.createCDPSession();
  await session.send("HeapProfiler.collectGarbage");
  const size = await memory(browser);
  await page.close();
  return [ready, size];
}

const kinds = [];
for (const place of places) {
  const [kind, address] = place.split(/=(.*)/s);
  kinds.push({ kind, address, browser: await launch("chromium", { port: spy.port, onDisk: address.startsWith("file:") }), ready: [], memory: [] });
}
for (let round = -1; round < Number(rounds); round += 1) {
  for (const { address, browser, ready, memory: sizes } of kinds) {
    const [time, size] = await visit(browser, address);
    // The first visit fills the caches.
    if (round >= 0) {
      ready.push(time);
      sizes.push(size);
    }
  }
}
for (const { browser } of kinds) await browser.close();
spy.close();
process.stdout.write(JSON.stringify(Object.fromEntries(kinds.map(({ kind, ready, memory: sizes }) => [kind, { ready, memory: sizes }]))));
