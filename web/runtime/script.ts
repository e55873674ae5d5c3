/** Classic scripts on demand: the one way of loading code that works on a double-clicked page too. */

/** Runs a script once and gives what it left behind. A failed load is forgotten, so that it can be tried again. */
export function loadScript<T>(url: string, found: () => T | undefined): Promise<T> {
  const present = found();
  if (present !== undefined) return Promise.resolve(present);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    // What is wrong with it is told by whoever asked.
    script.setAttribute("data-watched", "");
    script.onload = () => {
      // Its text has done its work, and need not be kept.
      script.remove();
      const result = found();
      if (result === undefined) reject(new Error(`the file is damaged: ${url} is not the script that it should be`));
      else resolve(result);
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`${url} is missing or cannot be read`));
    };
    document.head.append(script);
  });
}
