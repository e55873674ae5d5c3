/** A box that scrolls: the keyboard reaches it and it has a name, as long as there is something to scroll. */

/** Gives the word to look again, for when the content is another one and the box is as large as before. */
export function reachable(box: HTMLElement, name: string): () => void {
  const given = { tabindex: "0", role: "region", "aria-label": name };
  const look = (): void => {
    // A part of a pixel is nothing to scroll.
    const scrolls = box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;
    for (const [key, value] of Object.entries(given)) {
      if (scrolls) box.setAttribute(key, value);
      else box.removeAttribute(key);
    }
  };
  new ResizeObserver(look).observe(box);
  return look;
}
