import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a request: cut off before or after the work, an answer, or silence after the work. */
export type Weather =
  | "fine"
  | "cut before"
  | "cut after"
  | "hangs"
  | "closed"
  | "sold out";

/** The requests that the warehouse got, and the parcels that it packed. */
export interface Served {
  /** The number of requests. */
  attempts: number;
  /** The `Idempotency-Key` of each request; `null` without one. */
  keys: (string | null)[];
  /** The order of each parcel. */
  parcels: string[];
}

/** A server that knows orders by their keys. */
interface Warehouse extends AsyncDisposable {
  /** Its address. */
  url: string;
  /** What it did so far. */
  served: Served;
}

/**
 * Opens a warehouse on 127.0.0.1 that repeats its answer to a key that it knows.
 *
 * @param weather What happens to its requests, one after the other; those beyond are answered.
 * @returns The warehouse; close it with `await using`.
 */
export async function openWarehouse(weather: Weather[]): Promise<Warehouse> {
  const served: Served = { attempts: 0, keys: [], parcels: [] };
  const known = new Set<string>();
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  const serve = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const now = weather[served.attempts++] ?? "fine";
    const key = request.headers["idempotency-key"]?.toString() ?? null;
    served.keys.push(key);
    let body = "";
    for await (const chunk of request) body += chunk;
    const answer = (status: number): void =>
      void response.writeHead(status, { connection: "close" }).end();
    if (now === "cut before") return void request.socket.destroy();
    if (now === "closed") return answer(503);
    if (now === "sold out") return answer(422);
    if (key === null || !known.has(key)) served.parcels.push(body);
    if (key !== null) known.add(key);
    if (now === "cut after") return void request.socket.destroy();
    if (now === "hangs") return;
    answer(200);
  };
  await new Promise<void>((listening) =>
    server.listen(0, "127.0.0.1", listening)
  );
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    served,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
