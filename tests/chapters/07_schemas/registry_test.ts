import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { SchemaRegistry, SchemaType } from "@kafkajs/confluent-schema-registry";
import { startRegistry } from "chapters/07_schemas/registry.ts";

const field = (name: string, more: object = {}): object => ({
  name,
  type: "string",
  ...more,
});
const avro = (...fields: object[]): string =>
  JSON.stringify({ type: "record", name: "Order", fields });
const one = avro(field("customer"));
const two = avro(field("customer"), field("currency", { default: "EUR" }));

/** A registry that ends with the test. */
function open(): {
  url: string;
  ask: (path: string, body?: object) => Promise<[status: number, body: Answer]>;
} & AsyncDisposable {
  const closing: (() => Promise<void>)[] = [];
  const { url } = startRegistry({ onClose: (work) => void closing.push(work) });
  return {
    url,
    ask: async (path, body) => {
      const answer = await fetch(
        url + path,
        body && { method: "POST", body: JSON.stringify(body) },
      );
      return [answer.status, await answer.json()];
    },
    [Symbol.asyncDispose]: async () => {
      for (const work of closing) await work();
    },
  };
}

// deno-lint-ignore no-explicit-any -- bodies differ by path
type Answer = any;

Deno.test("startRegistry() gives equal schemas equal ids, and counts versions by subject", async () => {
  await using registry = open();
  const { ask } = registry;
  const spaced = JSON.stringify(JSON.parse(one), null, 2);
  const posts: [string, string][] = [
    ["a", one],
    ["a", spaced],
    ["a", two],
    ["b", two],
  ];
  const ids: number[] = [];
  for (const [subject, schema] of posts) {
    const [, { id }] = await ask(`/subjects/${subject}/versions`, { schema });
    ids.push(id);
  }
  assertEquals(ids, [1, 1, 2, 2]);
  assertEquals(await ask("/subjects"), [200, ["a", "b"]]);
  assertEquals(await ask("/subjects/a/versions/latest"), [
    200,
    { subject: "a", id: 2, version: 2, schema: two },
  ]);
  const [, { version, schema }] = await ask("/subjects/a/versions/1");
  assertEquals([version, schema], [1, one]);
  assertEquals(await ask("/schemas/ids/1"), [200, { schema: one }]);
});

Deno.test("startRegistry() takes a version only if new readers can read old records", async () => {
  await using registry = open();
  const { ask } = registry;
  const path = "/subjects/orders/versions";
  await ask(path, { schema: one });
  const required = avro(field("customer"), field("currency"));
  const compared = await ask("/compatibility" + path + "/latest", {
    schema: required,
  });
  assertEquals(compared, [200, {
    is_compatible: false,
    messages: ["no matching field for default-less Order.currency"],
  }]);
  const [status, { error_code, message }] = await ask(path, {
    schema: required,
  });
  assertEquals([status, error_code], [409, 409]);
  assertStringIncludes(
    message,
    'incompatible with version 1 of subject "orders"',
  );
  assertEquals(
    await ask("/compatibility" + path + "/latest", { schema: two }),
    [200, { is_compatible: true, messages: [] }],
  );
});

Deno.test("startRegistry() answers with Confluent's codes", async () => {
  await using registry = open();
  const { ask } = registry;
  await ask("/subjects/orders/versions", { schema: one });
  const answers: [string, object | undefined, number, number][] = [
    ["/schemas/ids/99", undefined, 404, 40403],
    ["/subjects/none/versions/latest", undefined, 404, 40401],
    ["/subjects/orders/versions/7", undefined, 404, 40402],
    ["/subjects/orders/versions", { schema: "{" }, 422, 42201],
    ["/subjects/orders/versions", { schema: '"nonsense"' }, 422, 42201],
    ["/subjects/orders/versions", { schema: 1 }, 422, 42201],
    ["/subjects/orders/versions", { schema: one, schemaType: "X" }, 422, 42201],
    ["/nowhere", undefined, 404, 404],
  ];
  for (const [path, body, status, code] of answers) {
    const [found, { error_code }] = await ask(path, body);
    assertEquals([path, found, error_code], [path, status, code]);
  }
});

Deno.test("startRegistry() compares Avro only, and keeps one version of a JSON Schema", async () => {
  await using registry = open();
  const { ask } = registry;
  const path = "/subjects/orders/versions";
  const schema = '{"type":"object"}';
  const [, { id }] = await ask(path, { schema, schemaType: "JSON" });
  assertEquals(await ask(`/schemas/ids/${id}`), [
    200,
    { schema, schemaType: "JSON" },
  ]);
  const other = { schema: '{"type":"array"}', schemaType: "JSON" };
  assertEquals((await ask(path, other))[0], 409);
  assertEquals((await ask(path, { schema: one }))[0], 409);
});

Deno.test("startRegistry() answers what Confluent's own clients ask beside that", async () => {
  await using registry = open();
  const { ask, url } = registry;
  const post = { schema: one };
  await ask("/subjects/a/versions?normalize=false", post);
  await ask("/subjects/a/versions", { schema: two });
  assertEquals(await ask("/subjects/a/versions?deleted=false"), [200, [1, 2]]);
  assertEquals(await ask("/subjects/a?normalize=false&deleted=false", post), [
    200,
    { subject: "a", id: 1, version: 1, schema: one },
  ]);
  const [missing, { error_code }] = await ask("/subjects/a", {
    schema: avro(field("other")),
  });
  assertEquals([missing, error_code], [404, 40403]);
  for (const path of ["/subjects/b", "/subjects/b/versions"]) {
    const [status, answer] = await ask(
      path,
      path.endsWith("b") ? post : undefined,
    );
    assertEquals([status, answer.error_code], [404, 40401]);
  }
  assertEquals(await ask("/schemas/types"), [200, ["JSON", "AVRO"]]);
  for (const path of ["/config", "/config/a?defaultToGlobal=true"]) {
    assertEquals(await ask(path), [200, { compatibilityLevel: "BACKWARD" }]);
    const modes = [];
    for (const compatibility of ["BACKWARD", "NONE"]) {
      const body = JSON.stringify({ compatibility });
      const answer = await fetch(url + path, { method: "PUT", body });
      modes.push([answer.status, (await answer.json()).error_code]);
    }
    assertEquals(modes, [[200, undefined], [422, 42203]]);
  }
  const client = new SchemaRegistry({ host: url });
  assertEquals(
    await client.getRegistryIdBySchema("a", {
      type: SchemaType.AVRO,
      schema: two,
    }),
    2,
  );
});

Deno.test("startRegistry() serves KafkaJS's client, in Confluent's wire format", async () => {
  await using registry = open();
  const client = new SchemaRegistry({ host: registry.url });
  const { id } = await client.register(
    { type: SchemaType.AVRO, schema: one },
    { subject: "a subject/with signs" },
  );
  const bytes = await client.encode(id, { customer: "Ada" });
  assertEquals([...bytes], [0, 0, 0, 0, id, 6, 65, 100, 97]);
  const stranger = new SchemaRegistry({ host: registry.url });
  assertEquals({ ...await stranger.decode(bytes) }, { customer: "Ada" });
  const readerSchema = JSON.parse(two);
  const read = await stranger.decode(bytes, { AVRO: { readerSchema } });
  assertEquals({ ...read }, { customer: "Ada", currency: "EUR" });
  await assertRejects(() =>
    client.register(
      { type: SchemaType.AVRO, schema: avro(field("buyer")) },
      { subject: "a subject/with signs" },
    )
  );
});
