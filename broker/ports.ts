/** The port of the embedded broker. Kafka's own default, 9092, may belong to another broker on this machine. */
export const DEFAULT_PORT = 19092;

/**
 * Chooses TCP ports on 127.0.0.1 that nobody listens on.
 *
 * @param wished The ports to choose if they are free; 0 for any free one.
 * @param former The ports to choose before those, in the same order; none when left out.
 * @returns As many ports, in the same order, all different.
 */
export function chooseFreePorts(
  wished: number[],
  former: number[] = [],
): number[] {
  // All stay open until the last is found, or the system could hand out one of them twice.
  const listeners: Deno.Listener[] = [];
  try {
    return wished.map((port, i) => {
      const listener = tryToListen(former[i] ?? port) ?? tryToListen(port) ??
        Deno.listen(anyPort(0));
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
