import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What happens to a request: cut off before or after the work, silence after it, or a status in place of it. */
export type Weather = "fine" | "cut before" | "cut after" | "hangs" | number;

/** An attempt is to be given up after a second; only a timer that is set for later comes after this one. */
const TOO_LATE_MS = 1_500;
/** How long a pause is held back for an attempt that does not wait for it. */
const HELD_MS = 400;
/** How many requests of its own, one after the other, overtake nothing that was sent before the first. */
const PROBES = 3;

/** The requests that the warehouse got, and the parcels that it packed. */
export interface Served {
  /** The number of requests. */
  attempts: number;
  /** The `Idempotency-Key` of each request; `null` without one. */
  keys: (string | null)[];
  /** The body of the request for each parcel. */
  parcels: string[];
  /** When the client gave up an answer that never came, as `performance.now()`; `null` while it has not. */
  gaveUpAt: number | null;
  /** Whether the client was still there half a second after it should have given up that answer. */
  isPatient: boolean;
  /** Whether an attempt came while the client was still in a pause. */
  hasHurried: boolean;
}

/** A server that knows orders by their keys. */
interface Warehouse extends AsyncDisposable {
  /** Its address. */
  url: string;
  /** What it did so far. */
  served: Served;
  /** Keeps the client in a pause until every request that it has already sent must have come; held, until it sends one, or has sent none for a while. */
  pause(isHeld: boolean): Promise<void>;
}

/**
 * Opens a warehouse on 127.0.0.1 that repeats its answer to a key that it knows.
 *
 * @param weather What happens to its requests, one after the other; those beyond are answered.
 * @returns The warehouse; close it with `await using`.
 */
export async function openWarehouse(weather: Weather[]): Promise<Warehouse> {
  const served: Served = {
    attempts: 0,
    keys: [],
    parcels: [],
    gaveUpAt: null,
    isPatient: false,
    hasHurried: false,
  };
  let pauses = 0;
  let hurried = Promise.withResolvers<void>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const after = (ms: number, act: () => void): void =>
    void timers.add(setTimeout(act, ms));
  const known = new Set<string>();
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  const serve = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const answer = (status: number): void =>
      void response.writeHead(status, { connection: "close" }).end();
    if (request.method === "HEAD") return answer(204);
    const now = weather[served.attempts++] ?? "fine";
    if (pauses > 0) served.hasHurried = true;
    hurried.resolve();
    const key = request.headers["idempotency-key"]?.toString() ?? null;
    served.keys.push(key);
    let body = "";
    for await (const chunk of request) body += chunk;
    if (now === "cut before") return void request.socket.destroy();
    if (request.method !== "POST") return answer(405);
    if (typeof now === "number") return answer(now);
    if (key === null || !known.has(key)) served.parcels.push(body);
    if (key !== null) known.add(key);
    if (now === "cut after") return void request.socket.destroy();
    if (now === "hangs") return hang(request.socket);
    answer(200);
  };
  const hang = (socket: Socket): void => {
    socket.once("close", () => served.gaveUpAt = performance.now());
    after(TOO_LATE_MS, async () => {
      await probe();
      served.isPatient = served.gaveUpAt === null;
    });
  };
  await new Promise<void>((listening) =>
    server.listen(0, "127.0.0.1", listening)
  );
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const probe = async (): Promise<void> => {
    for (let i = 0; i < PROBES; i++) {
      // A client that does not wait may be done, and the warehouse closed.
      await fetch(url, { method: "HEAD" }).catch(() => {});
    }
  };
  return {
    url,
    served,
    async pause(isHeld: boolean): Promise<void> {
      pauses++;
      hurried = Promise.withResolvers();
      await probe();
      if (isHeld) {
        after(HELD_MS, hurried.resolve);
        await hurried.promise;
      }
      pauses--;
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        for (const timer of timers) clearTimeout(timer);
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
