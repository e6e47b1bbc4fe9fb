/** Sends one event of an order, and resolves with the broker's answer. */
export type Send = (order: string, event: string) => Promise<void>;
/** Sends events in the background, each order's in sequence. */
export type Dispatcher = {
  /** Takes an event, and returns at once. */
  dispatch(order: string, event: string): void;
  /** Resolves when every event taken is stored; rejects when one can't be. */
  done(): Promise<void>;
};
