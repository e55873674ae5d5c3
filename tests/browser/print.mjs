// Prints pages to PDF as a reader would from the browser's menu: `node print.mjs BASE FOLDER PAGE...`. On standard output,
// for each page: what of it is wider than the paper.
import { ready, launch } from "./driver.mjs";
import { listen } from "./spy.mjs";

const [base, folder, ...pages] = process.argv.slice(2);
const spy = await listen();
const browser = await launch("chromium", { port: spy.port, onDisk: true });
const clipped = {};
for (const name of pages) {
  const page = await browser.newPage();
  // The screen is dark; paper is white all the same.
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(`${base}${name}.html`, { waitUntil: "load" });
  if (await page.$("landscape-explorer")) {
    await ready(page);
    await page.waitForSelector(".ls-map.ls-live");
  }
  await page.evaluate(() => document.fonts.ready);
  await page.pdf({ path: `${folder}/${name}.pdf`, format: "A4", printBackground: true });
  await page.emulateMediaType("print");
  await page.setViewport({ width: 680, height: 1000 });
  clipped[name] = await page.evaluate(() =>
    [...document.querySelectorAll(".md-content :is(.arithmatex, .katex-display, .katex-html, pre, code, samp, table, .cm-content, svg, canvas)")]
      .filter((e) => e.getClientRects().length > 0)
      .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 || (getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1))
      .map((e) => `${e.tagName}.${e.getAttribute("class")}: ${e.textContent.slice(0, 60)}`),
  );
  await page.close();
}
await browser.close();
spy.close();
process.stdout.write(JSON.stringify(clipped));
