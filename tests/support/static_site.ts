/** A folder behind an address of this machine. */
export interface StaticSite extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40123/`. */
  url: string;
}

/** How a browser is told what it gets; without it, it would run no script and apply no style. */
const TYPES: Record<string, string> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml",
};

/**
 * Serves the files of a folder, as any web server would.
 *
 * @param folder Absolute path.
 * @returns Where it is served; ends when disposed of.
 */
export function serveSite(folder: string): StaticSite {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen(): void {} },
    async ({ url }) => {
      const path = decodeURIComponent(new URL(url).pathname)
        .replace(/\/$/, "/index.html");
      const type = TYPES[path.split(".").at(-1)!] ?? "application/octet-stream";
      return await Deno.readFile(folder + path).then(
        (content) =>
          new Response(content, { headers: { "content-type": type } }),
        () => new Response("", { status: 404 }),
      );
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
