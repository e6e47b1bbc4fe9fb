import { assertEquals, assertRejects } from "@std/assert";
import { codeCells, readNotebook } from "headless/notebook_file.ts";
import { Trouble } from "workbook/errors.ts";

const CELL = '{"cell_type":"code","source":["1"],"metadata":{}}';
const whole = (cells: string): string =>
  `{"cells":${cells},"metadata":{},"nbformat":4,"nbformat_minor":5}`;

/** What no notebook is, and what is said of it after the name of the file. */
const BROKEN: [text: string, says: string][] = [
  ["", "expected JSON but found: "],
  ["null", "expected format 4 but found none"],
  ["[]", "expected format 4 but found none"],
  ['{"nbformat":3}', "expected format 4 but found 3"],
  [whole("null"), "expected a list of cells but found null"],
  [whole('{"a":1}'), 'expected a list of cells but found {"a":1}'],
  [
    whole(`[${CELL},null]`),
    "expected cells with a source and metadata but found another cell 2",
  ],
  [
    whole('[{"cell_type":"code","source":["1"]}]'),
    "expected cells with a source and metadata but found another cell 1",
  ],
  [
    whole('[{"cell_type":"code","source":5,"metadata":{}}]'),
    "expected cells with a source and metadata but found another cell 1",
  ],
];

Deno.test("readNotebook() says in a sentence what is no notebook", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/orders.ipynb`;
  for (const [text, says] of BROKEN) {
    await Deno.writeTextFile(path, text);
    await assertRejects(
      () => readNotebook(path),
      Trouble,
      `Cannot read the notebook "${path}": ${says}`,
    );
  }
  await assertRejects(
    () => readNotebook(folder),
    Trouble,
    `Cannot read the notebook "${folder}": expected a file that can be read but found: Is a directory`,
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("readNotebook() reads a file that begins with a byte order mark", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, `\uFEFF${whole(`[${CELL}]`)}`);
  assertEquals(codeCells(await readNotebook(path)).length, 1);
  await Deno.remove(path);
});
