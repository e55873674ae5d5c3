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

/** Left behind by the script of the 3-D view, which is loaded on demand. */
declare var __landscapeSurface: import("./explorer/surface/api").SurfaceFactory | undefined;
