/** The shop's program and the desk's, which the chapter has its readers start in two terminals. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { timedOut, within } from "workbook/waiting.ts";
import { brokers } from "../../support/broker.ts";

const DEADLINE_MS = 30_000;

/** Starts a program as the chapter says, with a topic of its own. */
function start(path: string, topic: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", path, topic],
    cwd: new URL("../../..", import.meta.url),
    env: { KAFKA_BROKERS: brokers.join(","), NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
}

/** Waits for the next line that has this in it. */
async function untilPrinted(
  printed: ReadableStreamDefaultReader<string>,
  part: string,
): Promise<void> {
  let text = "";
  const read = async (): Promise<void> => {
    while (!text.includes(part)) {
      const { value, done } = await printed.read();
      if (done) throw new Error(`the program ended, and had printed: ${text}`);
      text += value;
    }
  };
  const late = (): Error => timedOut(DEADLINE_MS, `"${part}" after "${text}"`);
  await within(DEADLINE_MS, read(), late);
}

const textOf = (
  program: Deno.ChildProcess,
): ReadableStreamDefaultReader<string> =>
  program.stdout.pipeThrough(new TextDecoderStream()).getReader();

Deno.test("what the shop's program sends, the desk's program packs, and a desk that gets SIGTERM leaves its group", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = cluster.name("parcels");
  const group = `desks of ${topic}`;
  cluster.deleteOnClose({ topic });
  cluster.deleteOnClose({ group });

  await using shop = start("chapters/06_groups/shop_program.ts", topic);
  const typed = shop.stdin.getWriter();
  const type = (line: string): Promise<void> =>
    typed.write(new TextEncoder().encode(`${line}\n`));
  const shopSays = textOf(shop);
  await untilPrinted(shopSays, topic);
  await using desk = start("chapters/06_groups/desk_program.ts", topic);
  const deskSays = textOf(desk);
  await untilPrinted(deskSays, "reads partitions 0,1");

  await type("Ada green lamp");
  await untilPrinted(shopSays, "at offset 0");
  await untilPrinted(deskSays, "packs green lamp for Ada");
  desk.kill("SIGTERM");
  assertEquals((await desk.status).code, 0);
  const { groups: [left] } = await cluster.admin.describeGroups([group]);
  assertEquals(left!.members, []);

  await typed.close(); // Ctrl-D
  assertEquals((await shop.status).code, 0);
  await Promise.all([shopSays.cancel(), deskSays.cancel()]);
});

Deno.test("chapter 6 names the commands that start its two programs", async () => {
  const chapter = await Deno.readTextFile(
    new URL("../../../chapters/06_groups.ts", import.meta.url),
  );
  for (const program of ["shop", "desk"]) {
    assertStringIncludes(
      chapter,
      `deno run -A chapters/06_groups/${program}_program.ts`,
    );
  }
});
