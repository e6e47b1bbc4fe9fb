/** Options that a task does not know: each of them refuses what it cannot do, before it does anything. */
import { assertEquals, assertMatch } from "@std/assert";
import { CHECKOUT } from "broker/places.ts";
import { makeCheckout } from "./checkout.ts";

/** Those whose arguments go to another program, which refuses what it does not know. */
const PASS_ON = ["kafka.ts", "test.ts"];

/** Those without options; the tests of the others give them unknown ones. */
const WITHOUT_OPTIONS = ["doctor.ts", "lock.ts", "setup.ts", "stop.ts"];

Deno.test("each tool reads its options, and so refuses those that it does not know", async () => {
  const folder = `${CHECKOUT}tools`;
  for (const { name } of await Array.fromAsync(Deno.readDir(folder))) {
    if (!name.endsWith(".ts") || PASS_ON.includes(name)) continue;
    const text = await Deno.readTextFile(`${folder}/${name}`);
    assertMatch(text, /readFlags\(|\(\s*Deno\.args|= Deno\.args/, name);
  }
});

Deno.test("a tool without options refuses any, in a sentence, and does nothing", async () => {
  await using checkout = await makeCheckout();
  const { root } = checkout;
  await Promise.all(WITHOUT_OPTIONS.map(async (tool) => {
    const { code, stdout, stderr } = await checkout.start(tool, ["--foo"])
      .output();
    const said = new TextDecoder().decode(stderr);
    assertEquals([code, stdout.length], [1, 0], `${tool}: ${said}`);
    assertEquals(
      said,
      `Cannot run "deno task ${
        tool.replace(".ts", "")
      } --foo": Unknown option '--foo'. It knows no options; leave them out\n`,
    );
  }));
  assertEquals(await Array.fromAsync(Deno.readDir(`${root}/.workbook`)), []);
});
