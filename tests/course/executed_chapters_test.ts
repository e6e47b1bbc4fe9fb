import { dirname } from "node:path";
import { assertEquals, assertRejects } from "@std/assert";
import { runChapters, staleChapters } from "course/executed_chapters.ts";
import { CellFailure } from "headless/cell_failure.ts";
import { brokers } from "../support/broker.ts";

/** A folder inside the checkout, with one solved notebook of one cell. */
async function makeCourse(
  id: string,
  source: string,
): Promise<
  AsyncDisposable & { root: string; write(source: string): Promise<void> }
> {
  const root = `${Deno.cwd()}/.workbook/test/executed-${crypto.randomUUID()}`;
  const write = async (text: string): Promise<void> => {
    const notebook = {
      cells: [{
        cell_type: "code",
        id,
        metadata: { tags: [] },
        source: text,
        outputs: [],
        execution_count: null,
      }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    await Deno.writeTextFile(
      `${root}/.workbook/solved/02_keys.ipynb`,
      JSON.stringify(notebook),
    );
  };
  await Deno.mkdir(`${root}/.workbook/solved`, { recursive: true });
  await write(source);
  return {
    root,
    write,
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

Deno.test("staleChapters() names a chapter until it has run, and again when it or what it runs on changes", async () => {
  await using course = await makeCourse("demo-sum", "1 + 1");
  const { root } = course;
  assertEquals(await staleChapters(root, ["02_keys"]), ["02_keys"]);
  await runChapters(root, ["02_keys"], brokers);
  assertEquals(await staleChapters(root, ["02_keys"]), []);

  await course.write("1 + 2");
  assertEquals(await staleChapters(root, ["02_keys"]), ["02_keys"]);
  await runChapters(root, ["02_keys"], brokers);

  const later = new Date(Date.now() + 60_000);
  for (
    const file of [
      "lib/topics.ts",
      "pictures/lanes.ts",
      "lab/history.ts",
      "broker/jars.json",
      "chapters/02_keys/salt.ts",
      "deno.lock",
    ]
  ) {
    const path = `${root}/${file}`;
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, "");
    await Deno.utime(path, later, later);
    assertEquals(await staleChapters(root, ["02_keys"]), ["02_keys"], file);
    await Deno.remove(path);
    assertEquals(await staleChapters(root, ["02_keys"]), []);
  }
});

Deno.test("runChapters() fails with the runner's report of the cell", async () => {
  await using course = await makeCourse(
    "demo-sum",
    'throw new Error("no broker")',
  );
  await assertRejects(
    () => runChapters(course.root, ["02_keys"], brokers),
    CellFailure,
    "no broker",
  );
});

Deno.test("runChapters() fails when a check refuses what the chapter calls a solution", async () => {
  await using course = await makeCourse("check-sum", '"no verdict"');
  await assertRejects(
    () => runChapters(course.root, ["02_keys"], brokers),
    CellFailure,
    'cell "check-sum"',
  );
});
