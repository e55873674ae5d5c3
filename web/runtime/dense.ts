/**
 * Bytes from the text in which a double-clicked page's scripts carry them (`livedocs.dense` writes it): two characters
 * for 13 bits, because base64 makes a third of everything and the folder has a limit.
 */

const BASE = 91;
/** Bits of a pair, and of a digit that is left alone at the end. */
const [WIDTH, ALONE] = [13, 6];
/** By character code. What is no digit makes any pair too large. */
const DIGITS = new Uint16Array(128).fill(1 << WIDTH);

let digit = 0;
for (let code = 32; code < 127; code += 1) {
  if (!'"&<\\'.includes(String.fromCharCode(code))) DIGITS[code] = digit++;
}

/**
 * Stops at the first pair that is none, and hands over what it has: whoever checks the size and hash of the content finds
 * that as it finds all other damage.
 */
export function decode(text: string): ArrayBuffer {
  const end = text.length;
  const bytes = new Uint8Array((WIDTH * (end >> 1) + ALONE * (end & 1)) >> 3);
  let [bits, held, length] = [0, 0, 0];
  for (let k = 0; k < end; k += 2) {
    const paired = k + 1 < end;
    const width = paired ? WIDTH : ALONE;
    // Beyond the table there is nothing, and the value is no number.
    const value = (DIGITS[text.charCodeAt(k)] as number) + (paired ? BASE * (DIGITS[text.charCodeAt(k + 1)] as number) : 0);
    if (!(value < 1 << width)) return bytes.buffer.slice(0, length);
    bits |= value << held;
    for (held += width; held >= 8; held -= 8) {
      bytes[length++] = bits;
      bits >>>= 8;
    }
  }
  return bytes.buffer;
}
