/** Classic scripts on demand: the one way of loading code that works on a double-clicked page too. */

/** Runs a script once and gives what it left behind. A failed load is forgotten, so that it can be tried again. */
export function loadScript<T>(url: string, found: () => T | undefined): Promise<T> {
  const present = found();
  if (present !== undefined) return Promise.resolve(present);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => {
      const result = found();
      if (result === undefined) reject(new Error(`The script ${url} did not do its work.`));
      else resolve(result);
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`The script ${url} could not be loaded.`));
    };
    document.head.append(script);
  });
}
