/** How a client reaches one kernel: the content of Jupyter's connection file. */
export interface Connection {
  ip: "127.0.0.1";
  transport: "tcp";
  signature_scheme: "hmac-sha256";
  /** The secret that both sides sign with. */
  key: string;
  shell_port: number;
  iopub_port: number;
  control_port: number;
  stdin_port: number;
  hb_port: number;
}

/**
 * Picks five free ports and a new secret.
 *
 * Nothing holds the ports until the kernel does, so another process may take one first; the
 * kernel then ends, and the next attempt picks others.
 *
 * @returns What the kernel is to be started with.
 */
export function newConnection(): Connection {
  const [shell, iopub, control, stdin, heartbeat] = freePorts(5);
  return {
    ip: "127.0.0.1",
    transport: "tcp",
    signature_scheme: "hmac-sha256",
    key: crypto.randomUUID(),
    shell_port: shell!,
    iopub_port: iopub!,
    control_port: control!,
    stdin_port: stdin!,
    hb_port: heartbeat!,
  };
}

function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const ports = listeners.map(({ addr }) => (addr as Deno.NetAddr).port);
  for (const listener of listeners) listener.close();
  return ports;
}
