// One bundle on standard output: `node bundle.mjs ENTRY esm|iife [MANIFEST]`. The options live here and nowhere else.
import { build } from "esbuild";

const [entry, format, manifest] = process.argv.slice(2);
const result = await build({
  entryPoints: [entry],
  format,
  bundle: true,
  minify: true,
  write: false,
  legalComments: "eof",
  target: "es2022",
  platform: "browser",
  // The manifest of this build, hosted or offline, under one name.
  alias: manifest ? { "@manifest": manifest } : {},
  loader: { ".py": "text" },
  // Pyodide asks for these under Node only.
  external: ["node:*", "ws"],
  logLevel: "silent",
}).catch((failure) => {
  process.stderr.write(`${failure.message}\n`);
  process.exit(1);
});
process.stdout.write(result.outputFiles[0].contents);
