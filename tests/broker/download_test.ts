import { assertEquals, assertRejects } from "@std/assert";
import { download } from "broker/download.ts";
import { Trouble } from "workbook/errors.ts";

const cure = "Look at the plug";

/** A server whose answer is a stream. */
function serve(
  pieces: () => ReadableStream<Uint8Array>,
): { url: string } & AsyncDisposable {
  const server = Deno.serve(
    {
      hostname: "127.0.0.1",
      port: 0,
      onListen(): void {},
      onError: () => new Response(),
    },
    () => new Response(pieces()),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/file`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("download() says in a sentence that the server cut the file off", async () => {
  await using server = serve(() =>
    new ReadableStream({
      start(controller): void {
        controller.enqueue(new Uint8Array(10));
      },
      pull(controller): void {
        controller.error(new Error("cut"));
      },
    })
  );
  const { message } = await assertRejects(
    () => download(server.url, { cure }),
    Trouble,
    `Cannot fetch ${server.url}: `,
  );
  assertEquals(message.endsWith(". Look at the plug"), true, message);
});

Deno.test("download() gives up a server that sends nothing any more", async () => {
  await using server = serve(() =>
    new ReadableStream({
      start(controller): void {
        controller.enqueue(new Uint8Array(10));
      },
    })
  );
  await assertRejects(
    () => download(server.url, { cure, silenceMs: 50 }),
    Trouble,
    `Cannot fetch ${server.url}: silent for 0.05 s. Look at the plug`,
  );
});
