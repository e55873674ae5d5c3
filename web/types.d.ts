/** Python sources that are bundled as text. */
declare module "*.py" {
  const source: string;
  export default source;
}

/** Written by the build just before the page's script is bundled. */
declare module "@manifest" {
  const manifest: import("./protocol").Manifest;
  export default manifest;
}
