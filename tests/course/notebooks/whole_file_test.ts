import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { shell } from "broker/shell.ts";
import { Trouble } from "workbook/errors.ts";
import { replaceFile } from "course/notebooks/whole_file.ts";
import { makeCheckout } from "../../tools/checkout.ts";

async function filesIn(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { name } of [...Deno.readDirSync(folder)]) {
    files[name] = await Deno.readTextFile(`${folder}/${name}`);
  }
  return files;
}

Deno.test("replaceFile() makes room only once the new text is beside the file, and leaves nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const file = new URL(`file://${folder}/01_x.ipynb`);
  try {
    replaceFile(file, "old");
    replaceFile(file, "new", () => {
      const texts = [...Deno.readDirSync(folder)].map(({ name }) =>
        Deno.readTextFileSync(`${folder}/${name}`)
      );
      assertEquals(texts.sort(), ["new", "old"]);
      assertEquals(Deno.readTextFileSync(file), "old");
    });
    assertEquals(await filesIn(folder), { "01_x.ipynb": "new" });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("replaceFile() leaves the file alone when no room can be made, and names it in one sentence", async () => {
  const folder = await Deno.makeTempDir();
  const file = new URL(`file://${folder}/01_x.ipynb`);
  try {
    replaceFile(file, "old");
    const trouble = assertThrows(
      () =>
        replaceFile(file, "new", () => {
          Deno.readTextFileSync(`${folder}/none`);
        }),
      Trouble,
    );
    assertStringIncludes(
      trouble.message,
      `Cannot write "${folder}/01_x.ipynb": expected`,
    );
    assertEquals(await filesIn(folder), { "01_x.ipynb": "old" });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Runs a tool that can't write more than 8 KiB to a file, as on a disk that is all but full. */
const NO_ROOM = `cd "$1" && trap "" XFSZ && ulimit -f 8 && shift &&
NO_COLOR=1 DENO_DIR="$PWD/.deno" exec "$@"`;

for (const [tool, ...args] of [["reset.ts", "1"], ["build_notebooks.ts"]]) {
  Deno.test(`${tool} leaves a reader's notebook as it was when the disk is full, and says so`, async () => {
    await using checkout = await makeCheckout();
    const notebooks = `${checkout.root}/notebooks`;
    const path = `${notebooks}/01_logging.ipynb`;
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace("throw new", "// Mine: new"));
    const before = await filesIn(notebooks);
    const run = ["run", "-A", "--no-lock", `tools/${tool}`, ...args];
    const { code, output, error } = await shell(
      NO_ROOM,
      checkout.root,
      Deno.execPath(),
      ...run,
    );
    assertEquals([code, output], [1, ""], error);
    assertStringIncludes(error, `Cannot write "${path}": expected`);
    assertStringIncludes(error, "What you had there is unchanged");
    assertEquals(error.split("\n").length, 1, error);
    assertEquals(await filesIn(notebooks), before);
  });
}
