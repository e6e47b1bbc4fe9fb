import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import { workbookPath } from "broker/places.ts";

/** The names of this machine under which the page is served; any other in `Host` comes from a page that lies. */
const HOSTS = ["127.0.0.1", "localhost"];

/**
 * Lets in whoever has the token, from this machine's own pages only.
 *
 * The token stands once in an address; from then on a cookie carries it that no script can read and no other site sends
 * along.
 *
 * @param token The token.
 * @param port The TCP port of the server.
 * @returns The middleware; it answers 403 to foreign hosts and origins, and 401 without the token.
 */
export function guard(token: string, port: number): MiddlewareHandler {
  const hosts = HOSTS.map((host) => `${host}:${port}`);
  const origins = hosts.map((host) => `http://${host}`);
  const cookie = `workbook-inspector-${port}`;
  return async (context, next) => {
    const { req } = context;
    if (!hosts.includes(req.header("host") ?? "")) {
      return context.text("This page is for this machine only.", 403);
    }
    const origin = req.header("origin");
    const changes = req.method !== "GET" && req.method !== "HEAD";
    if (origin ? !origins.includes(origin) : changes) {
      return context.text("This page answers its own requests only.", 403);
    }
    const given = req.query("token");
    if (req.path === "/" && given !== undefined && isSame(given, token)) {
      setCookie(context, cookie, token, {
        httpOnly: true,
        sameSite: "Strict",
        path: "/",
      });
      return context.redirect("/", 303);
    }
    if (!isSame(getCookie(context, cookie) ?? "", token)) {
      return context.text(
        'The inspector does not know this browser. Open the address that "deno task inspect" prints, or press Inspector in the course.',
        401,
      );
    }
    await next();
  };
}

/** Compares in a time that does not depend on where the texts differ. */
function isSame(given: string, token: string): boolean {
  let difference = given.length ^ token.length;
  for (let at = 0; at < token.length; at++) {
    difference |= (given.charCodeAt(at) | 0) ^ token.charCodeAt(at);
  }
  return difference === 0;
}

/**
 * Sets headers by which the browser runs nothing but the page's own files, and shows the page in JupyterLab only.
 *
 * @returns The middleware.
 */
export function headers(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'self'", (context: Context) => courseOrigins(context)],
      requireTrustedTypesFor: ["'script'"],
    },
    xFrameOptions: false, // it knows no origins, and frame-ancestors does
    referrerPolicy: "no-referrer",
    crossOriginResourcePolicy: "same-origin",
    crossOriginOpenerPolicy: false, // an address on this machine is no secure context to every browser
    originAgentCluster: false,
    strictTransportSecurity: false,
  });
}

/** The origins of the course's page, under both names of this machine; none while the course is not open. */
function courseOrigins(_context: Context): string {
  try {
    const url = new URL(
      Deno.readTextFileSync(workbookPath("jupyter", "open_at")),
    );
    return HOSTS.map((host) => `http://${host}:${url.port}`).join(" ");
  } catch {
    return "'self'";
  }
}
