/** Everything that a reader may lay over the map, in the order of the switches. */
import { basins } from "./basins";
import { cross } from "./cross";
import { definiteness } from "./definiteness";
import { gradients } from "./gradients";
import type { Overlay } from "./overlay";
import { pins } from "./pins";
import { quadratic } from "./quadratic";
import { region } from "./region";

export const OVERLAYS: readonly Overlay[] = [pins, definiteness, quadratic, cross, gradients, basins, region];

/** Of these, neither of two could be read. */
export const WASHES: readonly string[] = OVERLAYS.filter(({ wash }) => wash).map(({ name }) => name);
