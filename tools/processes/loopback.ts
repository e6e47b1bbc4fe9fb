/** The reader's own machine, by its address and by its name. */
const LOOPBACK = ["127.0.0.1", "localhost"];

/**
 * Keeps requests of this program and its children to the reader's own machine away from a proxy, by `NO_PROXY`.
 *
 * Where `HTTP_PROXY` is set, the proxy would be asked for JupyterLab's page, and see its token.
 */
export function keepOffProxy(): void {
  for (const name of ["NO_PROXY", "no_proxy"]) {
    const others = (Deno.env.get(name) ?? "").split(",").filter((host) =>
      host !== "" && !LOOPBACK.includes(host)
    );
    Deno.env.set(name, [...others, ...LOOPBACK].join(","));
  }
}
