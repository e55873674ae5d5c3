/** The way back to what the reader typed when the page had other code in a cell. */
import { button } from "../dom";
import { earlierDraft, settleEarlier } from "./drafts";

/** A button, hidden where there is no such text. `put`: puts a text into the cell, where it is kept as a draft of today's code. */
export function earlierText(cell: string, built: string, put: (text: string) => Promise<void>): HTMLButtonElement {
  const made = button("Earlier text", "ls-quiet", () => void take());
  made.title = "Puts in what you typed here before this page was revised (undo in the editor takes it out again)";
  const look = (): void => {
    made.hidden = earlierDraft(cell, built) === null;
  };
  const take = async (): Promise<void> => {
    const text = earlierDraft(cell, built);
    if (text !== null) await put(text);
    settleEarlier(cell, built);
    look();
  };
  look();
  return made;
}
