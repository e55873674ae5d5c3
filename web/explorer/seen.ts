/** What views see of an explorer. What a reader's hand can do to it is `Model`'s. */
import type { Engine } from "../runtime/api";
import type { View as Address } from "./address";
import { Arrivals } from "./arrivals";
import type { Wanted } from "./asks";
import { Core } from "./core";
import { methodSpec, settingsIn, type MethodSpec } from "./requests";
import { methodCard, type Scene } from "./scene";
import { addressOf } from "./state";
import type { Catalogue, Field, LandscapeCard, MethodCard, Settings } from "./types";

export class Seen {
  protected readonly core: Core;
  protected readonly arrivals: Arrivals;

  constructor(
    readonly engine: Engine,
    view: string,
    readonly changed: () => void,
    /** A view that asked by `want` has its answer; the scene is as it was. */
    answered: () => void,
  ) {
    this.core = new Core(engine, view, changed, answered);
    this.arrivals = new Arrivals(this.core);
  }

  /** Null until the catalogue is there. */
  get scene(): Scene | null {
    return this.core.scene;
  }

  get catalogue(): Catalogue | null {
    return this.core.catalogue;
  }

  get panels(): readonly string[] {
    return this.core.panels;
  }

  /** The landscapes of the page that the catalogue does not have. */
  get guests(): readonly LandscapeCard[] {
    return this.scene === null ? [] : this.core.landscapes.guests(this.scene.card);
  }

  /** The heights of the map, once they are there and nothing on the page's own picture is still to come. */
  get field(): Field | null {
    return this.scene === null || this.opening ? null : this.core.asks.field(this.scene.card);
  }

  get canUndo(): boolean {
    return this.core.timeline.canUndo;
  }

  get canRedo(): boolean {
    return this.core.timeline.canRedo;
  }

  /** What a link to this view must say; null until there is one. */
  get address(): Address | null {
    return this.scene === null ? null : addressOf(this.catalogue, this.scene, this.panels);
  }

  /** What a link to the view with which the page came would say. */
  get first(): Address | null {
    return this.arrivals.address;
  }

  /** Whether the page's own steps are still to come: its picture has them. */
  get opening(): boolean {
    return this.arrivals.opening;
  }

  card(method: string): MethodCard | null {
    return methodCard(this.catalogue, method);
  }

  settings(method: string): Settings {
    return settingsIn(this.catalogue, this.scene, method);
  }

  /** A method as Python reads it: with its hyperparameters, and the state from which its next step goes on. */
  spec(method: string): MethodSpec {
    return methodSpec(this.catalogue, this.scene, method);
  }

  /**
   * What Python answers to a view's question: asks if it is a new one, and is shown when the answer is there. Until then
   * the view has its last answer. Nobody asks for what is not on screen.
   */
  want<T>(view: string, request: object): Wanted<T> | null {
    return this.core.asks.want(view, request);
  }
}
