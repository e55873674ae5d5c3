/** What a reader leaves behind on a page is there when they come back, in the same tab. */
import type { Point } from "../explorer/types";
import type { Scene } from "./scene";
import type { MapCard } from "./types";

function pair(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}

export function remember(key: string, { card, point, wiggle, vector, opened }: Scene): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ map: card.name, point, wiggle, vector, opened }));
  } catch {
    // No room, or not allowed: the page begins anew.
  }
}

/** All of it was undone: the page begins anew. */
export function forget(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Not allowed: then nothing was kept either.
  }
}

export function remembered(key: string, maps: readonly MapCard[]): Scene | null {
  try {
    const { map, point, wiggle, vector, opened } = JSON.parse(sessionStorage.getItem(key) ?? "null") as Record<string, unknown>;
    const card = maps.find(({ name }) => name === map);
    return card !== undefined && pair(point) && pair(wiggle) && pair(vector) ? { card, point, wiggle, vector, opened: opened === true } : null;
  } catch {
    // Nothing there, or nothing that can be read any more.
    return null;
  }
}
