/**
 * Something that a reader can mend: no network, no Java, a full disk, a broker that does not start.
 *
 * Its message is complete without a stack trace: what could not be done, what was found, what to do next.
 * Programs print `message` and end with exit code 1; anything else that is thrown is a bug.
 *
 * @example Tell foreseeable trouble from a bug
 * ```ts
 * import { BrokerTrouble } from "broker/trouble.ts";
 *
 * const error: unknown = new BrokerTrouble('Cannot find Java in "/opt/java"');
 * if (!(error instanceof BrokerTrouble)) throw error;
 * ```
 */
export class BrokerTrouble extends Error {
  override name = "BrokerTrouble";
}
