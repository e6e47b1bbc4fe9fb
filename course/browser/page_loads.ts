import type { Fields } from "./devtools.ts";

/** The documents that a page has loaded, or that are waited for, by the ids of their loaders. */
export class PageLoads {
  #loads = new Map<string, PromiseWithResolvers<void>>();

  /**
   * Records an event of the DevTools protocol; all but the end of a load are ignored.
   *
   * @param method Name of the event, such as `Page.lifecycleEvent`.
   * @param params Fields of the event, as the protocol names them.
   */
  record(method: string, { name, loaderId }: Fields): void {
    if (method === "Page.lifecycleEvent" && name === "load") {
      this.#of(loaderId as string).resolve();
    }
  }

  /**
   * Waits for a load, which may have ended already.
   *
   * @param loaderId The id of its loader.
   */
  async untilLoaded(loaderId: string): Promise<void> {
    await this.#of(loaderId).promise;
  }

  #of(loaderId: string): PromiseWithResolvers<void> {
    const load = this.#loads.get(loaderId) ?? Promise.withResolvers<void>();
    this.#loads.set(loaderId, load);
    return load;
  }
}
