/** Numbers as a reader should see them: four digits, real minus signs, zero where it is zero at this scale. */

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A whole number, raised. */
export function raised(exponent: number): string {
  const digits = Array.from(String(Math.abs(exponent)), (d) => SUPERSCRIPT[Number(d)]).join("");
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** All digits a double has. */
export function exact(value: number | null): string {
  return value === null ? "not finite" : String(value).replace("-", "−");
}

/** `scale`: what is large here; anything below 1e-12 of it is shown as zero. */
export function short(value: number | null, scale = 1): string {
  if (value === null) return "not finite";
  const size = Math.abs(value);
  if (size <= 1e-12 * scale) return "0";
  if (size >= 1e6 || size < 1e-4) {
    const exponent = Math.floor(Math.log10(Number(size.toPrecision(4))));
    const digits = Number((value / 10 ** exponent).toPrecision(4));
    return `${digits} × 10${raised(exponent)}`.replace("-", "−");
  }
  return String(Number(value.toPrecision(4))).replace("-", "−");
}

/** A tick or a level: no more digits than it needs. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
