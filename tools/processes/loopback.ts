/** The reader's own machine, by its number and by its name. */
const LOOPBACK = ["127.0.0.1", "localhost"];

/**
 * Keeps what this program and its children say to the reader's own machine away from a proxy.
 *
 * Where `HTTP_PROXY` is set, a proxy would be asked for JupyterLab's page, and be shown its token.
 */
export function keepOffProxy(): void {
  for (const name of ["NO_PROXY", "no_proxy"]) {
    const others = (Deno.env.get(name) ?? "").split(",").filter((host) =>
      host !== "" && !LOOPBACK.includes(host)
    );
    Deno.env.set(name, [...others, ...LOOPBACK].join(","));
  }
}
