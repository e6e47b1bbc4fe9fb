/** Kafka's own default is 9092; this one stays out of the way of a broker that is already there. */
export const DEFAULT_PORT = 19092;

/**
 * Chooses TCP ports on 127.0.0.1 that nobody listens on.
 *
 * @param wished Ports to take if they are free; 0 for any free one.
 * @returns As many ports, in the same order, no two alike.
 */
export function chooseFreePorts(wished: number[]): number[] {
  // All stay open until the last is found, or the system could hand out one of them twice.
  const listeners: Deno.Listener[] = [];
  try {
    return wished.map((port) => {
      const listener = tryToListen(port) ?? Deno.listen(anyPort(0));
      listeners.push(listener);
      return (listener.addr as Deno.NetAddr).port;
    });
  } finally {
    for (const listener of listeners) listener.close();
  }
}

function tryToListen(port: number): Deno.Listener | null {
  try {
    return Deno.listen(anyPort(port));
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return null;
    throw error;
  }
}

function anyPort(port: number): Deno.ListenOptions & { hostname: string } {
  return { hostname: "127.0.0.1", port };
}
