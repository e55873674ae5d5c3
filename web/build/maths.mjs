// Typesets formulas for the build: a line with a JSON list of {tex, display} in, a line with a JSON list of HTML out.
import { createInterface } from "node:readline";
import katex from "katex";

const options = { throwOnError: true, strict: "error", output: "htmlAndMathml", macros: { "\\T": "^{\\mathsf{T}}" } };
process.stdout.write("{}\n");
for await (const line of createInterface({ input: process.stdin })) {
  const answers = JSON.parse(line).formulas.map(({ tex, display }) => {
    try {
      // KaTeX applies even the "min" of an index to what follows: a third child, which MathML does not allow there.
      return { html: katex.renderToString(tex, { ...options, displayMode: display }).replace(/<mo>\u2061<\/mo>(<\/msu[bp]>)/g, "$1") };
    } catch (error) {
      return { error: error.message };
    }
  });
  process.stdout.write(`${JSON.stringify({ answers })}\n`);
}
