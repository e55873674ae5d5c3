/** Lines of Python as a page shows them: numbered as in their file, words told apart, one statement lit. Pure functions. */
import { make } from "../../dom";

const WORDS =
  /(?<comment>#.*$)|(?<string>[rbf]?"[^"]*"|[rbf]?'[^']*')|(?<keyword>\b(?:def|return|if|elif|else|for|in|while|not|and|or|is|None|True|False|with|as|lambda|import|from|raise|yield|class)\b)|(?<decorator>^\s*@[\w.]+)|(?<number>\b\d[\d_.]*(?:e[+-]?\d+)?\b)/gm;

function coloured(line: string): Node[] {
  const made: Node[] = [];
  let from = 0;
  for (const match of line.matchAll(WORDS)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? "";
    made.push(document.createTextNode(line.slice(from, match.index)), make("span", { class: `ls-py-${kind}` }, match[0]));
    from = match.index + match[0].length;
  }
  made.push(document.createTextNode(line.slice(from)));
  return made;
}

/** The last line of the statement that begins at a line: where its brackets are closed. */
export function statementEnd(lines: readonly string[], begin: number): number {
  let open = 0;
  for (let k = begin; k < lines.length; k++) {
    for (const character of (lines[k] as string).replace(/#.*$/, "")) {
      if ("([{".includes(character)) open += 1;
      if (")]}".includes(character)) open -= 1;
    }
    if (open <= 0) return k;
  }
  return begin;
}

/** Without the indentation that all lines share. */
export function dedented(lines: readonly string[]): readonly string[] {
  const shared = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(Number.isFinite(shared) ? shared : 0));
}

export function listing(lines: readonly string[], first: number): HTMLElement[] {
  return dedented(lines).map((line, k) =>
    make("span", { class: "ls-code-line", "data-number": first + k }, make("span", { class: "ls-code-text" }, ...coloured(line), "\n")),
  );
}

/** Lights the statement at `begin`; -1: none. */
export function light(rows: readonly HTMLElement[], lines: readonly string[], begin: number): void {
  const end = begin < 0 ? -1 : statementEnd(lines, begin);
  rows.forEach((row, k) => {
    const lit = k >= begin && k <= end && begin >= 0;
    row.classList.toggle("ls-lit", lit);
    row.classList.toggle("ls-lit-first", lit && k === begin);
    if (lit && k === begin) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  });
}
