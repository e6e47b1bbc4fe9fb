/** The inspector's server on the broker of the tests, and a reader's browser that has the token. */
import { startInspector } from "inspector/server.ts";
import { brokers } from "../support/broker.ts";

/** A running inspector; disposing of it ends it. */
export interface OpenInspector extends AsyncDisposable {
  /** Address of the page, with the token. */
  url: string;
  /** `http://host:port` of the page. */
  origin: string;
  /** The header by which the server knows the browser. */
  cookie: string;
  /** Asks for something about the cluster, such as `/topics`. */
  ask<T>(path: string): Promise<T>;
  /** Changes something on the cluster; returns the answer, whatever its status. */
  change(
    method: "POST" | "DELETE",
    path: string,
    body: unknown,
  ): Promise<Response>;
}

/** Serves the inspector, and opens it as a reader does. */
export async function openInspector(
  at: { brokers?: string[]; user?: string } = {},
): Promise<OpenInspector> {
  const inspector = await startInspector({
    port: 0,
    connection: () => ({ brokers: at.brokers ?? brokers }),
    user: at.user ?? "",
  });
  const { origin } = new URL(inspector.url);
  const opened = await fetch(inspector.url, { redirect: "manual" });
  await opened.body?.cancel();
  const cookie = opened.headers.get("set-cookie")!.split(";")[0]!;
  const address = (path: string): string => `${origin}/api/main${path}`;
  return {
    url: inspector.url,
    origin,
    cookie,
    async ask<T>(path: string): Promise<T> {
      const answer = await fetch(address(path), { headers: { cookie } });
      const body = await answer.json();
      if (!answer.ok) throw new Error(body.error);
      return body;
    },
    change: (method, path, body) =>
      fetch(address(path), {
        method,
        headers: { cookie, origin, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    [Symbol.asyncDispose]: () => inspector[Symbol.asyncDispose](),
  };
}

/** Most plain questions that could be asked in the time that a view may take. */
const QUESTIONS = 20;

/** A second, or more on a machine that is so busy that it needs as long for 20 plain questions. */
export async function aSecond(inspector: OpenInspector): Promise<number> {
  const askedAt = performance.now();
  await inspector.ask("");
  return Math.max(1_000, QUESTIONS * (performance.now() - askedAt));
}
