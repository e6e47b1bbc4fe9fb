import { API_KEYS, type ApiName } from "./apis.ts";
import { Trouble } from "workbook/errors.ts";

/** The requests that a fault hits. */
export interface Target {
  /** Kafka's name of the request, such as `"Produce"`. */
  api: ApiName;
  /** Which occurrence of that request since the fault was injected, counting from 1; left out, every one. */
  nth?: number;
}

/** A request or response that gets lost. */
export interface Drop extends Target {
  /**
   * Whether the connection stays open, so that only the client's own request time-out can detect the
   * loss; left out, the connection is cut, which a client notices at once.
   */
  keepOpen?: boolean;
}

/** The faults to inject between client and broker. */
export interface FaultPlan {
  /** The request never reaches the broker. */
  dropRequest?: Drop;
  /** The request reaches the broker, which carries it out; its answer never comes. */
  dropResponse?: Drop;
  /** The answer, and those behind it on the connection, come later by `ms` milliseconds. */
  delayResponse?: Target & { ms: number };
  /** Each connection carries this many bytes a second in each direction, and no more. */
  throttle?: { bytesPerSecond: number };
}

/** The faults that hit one request. */
export interface Decision {
  /** The message that gets lost; `null` for neither. */
  drop: "request" | "response" | null;
  /** Whether the connection stays open when a message gets lost. */
  keepOpen: boolean;
  /** The delay of the answer, in milliseconds. */
  delayMs: number;
}

/** The faults of a plan that are still to come. */
export class Faults {
  /** The greatest speed of a connection, in bytes a second; `null` for no limit. */
  throttle: number | null;
  #plan: FaultPlan;
  #seen = new Map<string, number>();

  /**
   * Begins to count requests for a plan.
   *
   * @param plan The faults to inject.
   * @throws {Trouble} If the plan is impossible.
   */
  constructor(plan: FaultPlan) {
    checkPlan(plan);
    this.#plan = plan;
    this.throttle = plan.throttle?.bytesPerSecond ?? null;
  }

  /**
   * Counts a request, and decides which faults hit it.
   *
   * @param api Kafka's name of the request.
   * @returns The faults that hit it.
   */
  decide(api: string): Decision {
    const nth = (this.#seen.get(api) ?? 0) + 1;
    this.#seen.set(api, nth);
    const hits = (target: Target | undefined): boolean =>
      target?.api === api && (target.nth ?? nth) === nth;

    const { dropRequest, dropResponse, delayResponse } = this.#plan;
    const delayMs = hits(delayResponse) ? delayResponse!.ms : 0;
    if (hits(dropRequest)) {
      const keepOpen = dropRequest!.keepOpen ?? false;
      return { drop: "request", keepOpen, delayMs };
    }
    const drop = hits(dropResponse) ? "response" : null;
    return { drop, keepOpen: dropResponse?.keepOpen ?? false, delayMs };
  }
}

const KINDS = ["dropRequest", "dropResponse", "delayResponse", "throttle"];

function checkPlan(plan: FaultPlan): void {
  for (const [kind, fault] of Object.entries(plan)) {
    if (!KINDS.includes(kind)) {
      throw refusal(kind, `a fault of ${KINDS.join(", ")}`, `"${kind}"`);
    }
    if (kind === "throttle") {
      checkNumber(kind, "bytesPerSecond", fault.bytesPerSecond);
      continue;
    }
    if (!(fault.api in API_KEYS)) throw unknownApi(kind, String(fault.api));
    if (fault.nth !== undefined) checkNumber(kind, "nth", fault.nth);
    if (kind === "delayResponse") checkNumber(kind, "ms", fault.ms);
  }
}

function checkNumber(kind: string, name: string, found: unknown): void {
  if (Number.isInteger(found) && (found as number) >= 1) return;
  throw refusal(kind, `${name} of at least 1`, Deno.inspect(found));
}

function unknownApi(kind: string, api: string): Trouble {
  const near = Object.keys(API_KEYS).find((name) =>
    name.toLowerCase().startsWith(api.toLowerCase().slice(0, 4))
  );
  return refusal(
    kind,
    "Kafka's name of a request",
    `"${api}"`,
    near
      ? `Did you mean "${near}"?`
      : 'Most used are "Produce", "Fetch", "Metadata", "OffsetCommit" and "EndTxn"',
  );
}

function refusal(
  kind: string,
  expected: string,
  found: string,
  next = "Correct the plan",
): Trouble {
  return new Trouble(
    `Cannot inject "${kind}": expected ${expected} but found ${found}. ${next}`,
  );
}
