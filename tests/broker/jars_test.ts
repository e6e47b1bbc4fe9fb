import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { classPath, ensureKafka, KAFKA_VERSION, sha256 } from "broker/jars.ts";
import { kafkaLibs, workbookPath } from "broker/places.ts";
import { Trouble } from "workbook/errors.ts";

const LIBS = kafkaLibs(KAFKA_VERSION);
const DAMAGED = "kafka-raft-4.3.1.jar";

/** A copy of Kafka's jars, without copying their content. */
async function linkedLibs(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = workbookPath("test", `libs-${crypto.randomUUID()}`);
  await Deno.mkdir(folder, { recursive: true });
  for (const path of classPath(LIBS, KAFKA_VERSION).split(":")) {
    await Deno.link(path, path.replace(LIBS, folder));
  }
  return {
    folder,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Puts other content in the place of a jar, not into the file that is linked elsewhere. */
async function damage(folder: string): Promise<void> {
  await Deno.remove(`${folder}/${DAMAGED}`);
  await Deno.writeTextFile(`${folder}/${DAMAGED}`, "half a jar");
}

/** A mirror of Maven Central on this machine. */
function serveMirror(
  answer: (file: string) => Promise<Response>,
): { address: string; asked: string[] } & AsyncDisposable {
  const asked: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      const file = request.url.replace(/^.*\//, "");
      asked.push(file);
      return answer(file);
    },
  );
  return {
    address: `http://127.0.0.1:${server.addr.port}/maven2`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const asPublished = async (file: string): Promise<Response> =>
  new Response(await Deno.readFile(`${LIBS}/${file}`));

Deno.test("ensureKafka() says in a sentence that a jar is none", async () => {
  await using libs = await linkedLibs();
  await Deno.remove(`${libs.folder}/${DAMAGED}`);
  await Deno.mkdir(`${libs.folder}/${DAMAGED}`);
  await assertRejects(
    () => ensureKafka({ folder: libs.folder }),
    Trouble,
    `Cannot read "${libs.folder}/${DAMAGED}": expected a jar of Kafka but found "Is a directory`,
  );
});

Deno.test("ensureKafka() asks nobody when all jars are intact", async () => {
  await using mirror = serveMirror(asPublished);
  assertEquals(await ensureKafka({ mirror: mirror.address }), LIBS);
  assertEquals(mirror.asked, []);
});

Deno.test("ensureKafka() fetches the one jar that was damaged on disk", async () => {
  await using libs = await linkedLibs();
  await using mirror = serveMirror(asPublished);
  await damage(libs.folder);
  const progress: [number, number][] = [];
  await ensureKafka({
    folder: libs.folder,
    mirror: mirror.address,
    onProgress: (done, total) => progress.push([done, total]),
  });
  assertEquals(mirror.asked, [DAMAGED]);
  const repaired = await Deno.readFile(`${libs.folder}/${DAMAGED}`);
  const published = await Deno.readFile(`${LIBS}/${DAMAGED}`);
  assertEquals(await sha256(repaired), await sha256(published));
  assertEquals(progress.at(-1), [published.length, published.length]);
});

Deno.test("ensureKafka() keeps nothing of a jar that differs from the published one", async () => {
  await using libs = await linkedLibs();
  await using mirror = serveMirror(() =>
    Promise.resolve(new Response("something else"))
  );
  await Deno.remove(`${libs.folder}/${DAMAGED}`);
  const error = await assertRejects(
    () => ensureKafka({ folder: libs.folder, mirror: mirror.address }),
    Trouble,
    "expected SHA-256",
  );
  assertStringIncludes(error.message, `${mirror.address}/org/apache/kafka`);
  const names = (await Array.fromAsync(Deno.readDir(libs.folder)))
    .map(({ name }) => name);
  assert(!names.some((name) => name.startsWith(DAMAGED)));
});

Deno.test("ensureKafka() says what it could not fetch, from where, and what to do", async () => {
  await using libs = await linkedLibs();
  await damage(libs.folder);
  const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const mirror = `http://127.0.0.1:${closed.addr.port}`;
  closed.close();
  const error = await assertRejects(
    () => ensureKafka({ folder: libs.folder, mirror }),
    Trouble,
  );
  assertStringIncludes(error.message, `Cannot fetch ${mirror}/org/apache`);
  assertStringIncludes(error.message, "refused");
  assertStringIncludes(error.message, "WORKBOOK_MAVEN");
});

Deno.test("ensureKafka() names the versions that it knows", async () => {
  await assertRejects(
    () => ensureKafka({ version: "1.0.0" }),
    Trouble,
    `expected one of ${KAFKA_VERSION}`,
  );
});
