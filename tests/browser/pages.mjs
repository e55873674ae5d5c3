// Which pages a site has, and what was built into them: read as files, so that no browser is needed to look.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

async function text(address) {
  return address.startsWith("file:") ? readFile(fileURLToPath(address), "utf8") : (await fetch(address)).text();
}

/** Every page of the navigation, as `visit.open` takes it, with its HTML. */
export async function pagesOf(visit) {
  const home = visit.address("");
  const base = new URL(".", home).href;
  const links = [...(await text(home)).matchAll(/<a href="([^"#]*)" class="md-nav__link/g)].map(([, href]) => new URL(href, home).href);
  const paths = [...new Set([home, ...links])]
    .filter((address) => address.startsWith(base))
    // Only the home page is left out of a file's name: "reference/index.html" is "reference/index/", and not "reference/".
    .map((address) => address.slice(base.length).replace(/^index\.html$/, "").replace(/\.html$/, "/"));
  return Promise.all([...new Set(paths)].map(async (path) => ({ path, html: await text(visit.address(path)) })));
}

/** The pages on which something was built, by a part of their HTML; there must be one. */
export async function pagesWith(visit, part) {
  const found = (await pagesOf(visit)).filter(({ html }) => part.test(html));
  if (found.length === 0) throw new Error(`no page has ${part}`);
  return found.map(({ path }) => path);
}
