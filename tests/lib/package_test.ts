/** What a program that is not part of the checkout has of lib. */
import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { brokers } from "../support/broker.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

Deno.test("a program of ten lines outside the checkout imports lib, sends a record and reads it back", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${folder}/deno.json`,
      JSON.stringify({
        imports: { "workbook": `jsr:${config.name}@^${config.version}` },
        links: [ROOT, `${ROOT}.workbook/links/*`],
      }),
    );
    for (const door of ['"workbook"', `"${ROOT}lib/mod.ts"`]) {
      await Deno.writeTextFile(
        `${folder}/program.ts`,
        `import { connect, createTopic, openProducer, readToEnd } from ${door};

await using cluster = await connect();
const orders = await createTopic(cluster, "orders");
await using producer = openProducer(cluster);
await producer.send(orders, [{ key: "1001", value: "created" }]);
for (const { offset, key, value } of await readToEnd(cluster, orders)) {
  console.log(offset, key, value);
}
`,
      );
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "--no-lock", "program.ts"],
        cwd: folder,
        env: { KAFKA_BROKERS: brokers.join(","), NO_COLOR: "1" },
      }).output();
      const said = new TextDecoder().decode(stdout);
      assertEquals(said, "0n 1001 created\n", new TextDecoder().decode(stderr));
      assertEquals(code, 0);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("each noun at the top of lib is an export of the package, and nothing else is", () => {
  const nouns = [...Deno.readDirSync(`${ROOT}lib`)]
    .flatMap(({ name }) => name.match(/^(.+)\.ts$/)?.[1] ?? [])
    .filter((noun) => noun !== "mod");
  const expected = [
    [".", "./lib/mod.ts"],
    ...nouns.toSorted().map((noun) => [`./${noun}`, `./lib/${noun}.ts`]),
  ];
  assertEquals(
    Object.entries(config.exports),
    expected,
    "name each noun of lib in the exports of deno.json",
  );
});
