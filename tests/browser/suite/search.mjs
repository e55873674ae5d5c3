// Search: what a learner would type leads to the right page, among the first three.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

const FIRST = 3;

/** The tables of tests/data/search.toml, which has nothing in it but strings and lists of strings. */
async function asked() {
  const text = await readFile(new URL("../../data/search.toml", import.meta.url), "utf8");
  return text.split(/^\[\[search\]\]$/m).slice(1).map((part) => {
    const { query, pages } = Object.fromEntries([...part.matchAll(/^(\w+) = (.*)$/gm)].map(([, key, value]) => [key, JSON.parse(value)]));
    return { query, pages };
  });
}

/** Puts the words into the field at once, as from the clipboard, and gives the paths of the first pages found. */
async function found(page, query) {
  await page.focus(".md-search__input");
  await page.waitForFunction(() => !/Init/.test(document.querySelector(".md-search-result__meta").textContent), { timeout: 20_000, polling: 20 });
  await page.evaluate(() => {
    document.querySelector(".md-search__input").select();
    // What was found before is there until what is found now takes its place.
    for (const item of document.querySelectorAll(".md-search-result__item")) item.dataset.before = "";
  });
  await page.keyboard.sendCharacter(query);
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.querySelector(".md-search-result__item") && !document.querySelector("[data-before]"), { timeout: 20_000, polling: 20 });
  return page.$$eval(".md-search-result__item", (items, n) => items.slice(0, n).map((item) => new URL(item.querySelector("a").href).pathname.replace(/^\/landscape\//, "")), FIRST);
}

export default {
  "what a learner would type is among the first three": async (visit) => {
    const queries = await asked();
    assert.ok(queries.length >= 40, `${queries.length} things to look for`);
    const page = await visit.open("");
    const astray = [];
    for (const { query, pages } of queries) {
      const seen = await found(page, query);
      if (!pages.some((path) => seen.includes(path))) astray.push(`${query}: ${seen.join(", ") || "nothing"}; expected ${pages.join(" or ")}`);
    }
    assert.deepEqual(astray, []);
  },
};

/** The ranking is the index's; one engine on one kind of site has it. */
export const only = { "what a learner would type is among the first three": ["chromium hosted"] };
