import { assertEquals } from "@std/assert";
import { jsrAnswers } from "tools/setup/jsr.ts";
import { serveJsr } from "../registries.ts";

const WITHIN_MS = 5_000;

/** Serves the same answer to everything. */
function serveAlways(
  answer: () => Response | Promise<Response>,
): { url: string } & AsyncDisposable {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen(): void {} },
    answer,
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("jsrAnswers() knows JSR from its answer", async () => {
  await using jsr = serveJsr();
  assertEquals(await jsrAnswers(WITHIN_MS, jsr.url), true);
});

Deno.test("jsrAnswers() does not take a login page or an error for JSR", async () => {
  await using login = serveAlways(() => new Response("<html>Welcome</html>"));
  assertEquals(await jsrAnswers(WITHIN_MS, login.url), false);
  await using broken = serveAlways(() =>
    Response.json({ name: "assert" }, { status: 500 })
  );
  assertEquals(await jsrAnswers(WITHIN_MS, broken.url), false);
});

Deno.test("jsrAnswers() does not wait longer than the time it is given", async () => {
  const { promise, resolve } = Promise.withResolvers<Response>();
  await using silent = serveAlways(() => promise);
  assertEquals(await jsrAnswers(50, silent.url), false);
  resolve(new Response("too late"));
});
