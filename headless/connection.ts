/** How a client reaches one kernel: the content of Jupyter's connection file. */
export interface KernelConnection {
  /** Address on which the kernel listens. */
  ip: "127.0.0.1";
  /** Transport of all channels. */
  transport: "tcp";
  /** How messages are signed. */
  signature_scheme: "hmac-sha256";
  /** The secret that both sides sign with. */
  key: string;
  /** Port for requests and their replies. */
  shell_port: number;
  /** Port on which the kernel publishes outputs. */
  iopub_port: number;
  /** Port for requests that may overtake others; this client does not use it. */
  control_port: number;
  /** Port on which the kernel asks for input; this client does not use it. */
  stdin_port: number;
  /** Port for heartbeats; this client does not use it. */
  hb_port: number;
}

/**
 * Picks five free ports and a new secret.
 *
 * Nothing holds the ports until the kernel does, so another process may take one first; the
 * kernel then ends, and the next attempt picks others.
 *
 * @returns The connection to start a kernel with.
 */
export function newConnection(): KernelConnection {
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
