import { assertEquals, assertMatch } from "@std/assert";
import { displayable, show } from "pictures/display.ts";
import { Kernel } from "headless/kernel.ts";
import type { Message } from "headless/jupyter_messages.ts";
import { dataOf, textOf } from "headless/outputs.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const IMPORTS = `
  import { live, show } from "pictures/display.ts";
  import { table } from "pictures/tables.ts";
`;

/** Kind and display id of each display that the kernel sent. */
function displays(messages: Message[]): [string, string][] {
  return messages.filter(({ type }) => type.endsWith("display_data")).map(
    ({ type, content }) => {
      const { transient } = content as { transient: { display_id: string } };
      return [type, transient.display_id];
    },
  );
}

Deno.test("show() and a cell's last line display in the order of the cell", async () => {
  await using kernel = await Kernel.start({ cwd: ROOT });
  const { outputs } = await kernel.execute(`${IMPORTS}
    console.log("before");
    await show(table([{ offset: 1n }]));
    console.log("between");
    table([{ offset: 2n }])
  `);
  assertEquals(
    textOf(outputs),
    "before\noffset\n     1between\noffset\n     2",
  );
});

Deno.test("live() replaces its content in place, and the last one stays", async () => {
  await using kernel = await Kernel.start({ cwd: ROOT });
  const { outputs, messages } = await kernel.execute(`${IMPORTS}
    const progress = live();
    for (const records of [1, 2, 3]) await progress.show(table([{ records }]));
  `);
  const [[, id] = []] = displays(messages);
  assertMatch(id ?? "", /^[0-9a-f-]{36}$/);
  assertEquals(displays(messages), [
    ["display_data", id!],
    ["update_display_data", id!],
    ["update_display_data", id!],
  ]);
  assertEquals(dataOf(outputs, "text/plain"), ["records\n      3"]);
});

Deno.test("live() goes on in its own place from a later cell, and leaves that cell empty", async () => {
  await using kernel = await Kernel.start({ cwd: ROOT });
  const first = await kernel.execute(`${IMPORTS}
    const [progress, other] = [live(), live()];
    await progress.show(table([{ records: 1 }]));
    await other.show(table([{ records: 1 }]));
  `);
  const [[, id] = [], [, otherId] = []] = displays(first.messages);
  const later = await kernel.execute(
    "await progress.show(table([{ records: 2 }]))",
  );
  assertEquals(displays(later.messages), [["update_display_data", id!]]);
  assertEquals(later.outputs, []);
  assertEquals(id === otherId, false);
});

Deno.test("show() prints the text equivalent where there is no notebook", async () => {
  const printed: unknown[] = [];
  const { log } = console;
  console.log = (...values: unknown[]) => printed.push(...values);
  try {
    await show(displayable({ "text/html": "<b>paid</b>" }, "paid"));
  } finally {
    console.log = log;
  }
  assertEquals(printed, ["paid"]);
});

Deno.test("displayable() is inspected as its text equivalent", () => {
  assertEquals(Deno.inspect(displayable({}, "paid")), "paid");
});
