import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a request: cut off before or after the work, silence after it, or a status in place of it. */
export type Weather = "fine" | "cut before" | "cut after" | "hangs" | number;

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
  /** How long the client waited for an answer that never came, in milliseconds; `null` while there is no such answer. */
  waitedMs: number | null;
  /** Whether an attempt came while the client was still in a pause. */
  hasHurried: boolean;
}

/** A server that knows orders by their keys. */
interface Warehouse extends AsyncDisposable {
  /** Its address. */
  url: string;
  /** What it did so far. */
  served: Served;
  /** Keeps the client in a pause until every request that it has already sent must have come. */
  pause(): Promise<void>;
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
    waitedMs: null,
    hasHurried: false,
  };
  let pauses = 0;
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
    served.hasHurried ||= pauses > 0;
    const came = Date.now();
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
    if (now === "hangs") {
      request.socket.once("close", () => served.waitedMs = Date.now() - came);
      return;
    }
    answer(200);
  };
  await new Promise<void>((listening) =>
    server.listen(0, "127.0.0.1", listening)
  );
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    served,
    async pause(): Promise<void> {
      pauses++;
      for (let i = 0; i < PROBES; i++) {
        // A client that does not wait may be done, and the warehouse closed.
        await fetch(url, { method: "HEAD" }).catch(() => {});
      }
      pauses--;
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
