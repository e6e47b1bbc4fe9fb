import { assertEquals, assertMatch } from "@std/assert";
import { writeIpynb } from "../../../tools/notebooks/ipynb.ts";
import { parsePercent } from "../../../tools/notebooks/percent.ts";
import {
  setAside,
  wasWorkedOn,
} from "../../../tools/notebooks/readers_work.ts";
import { makeCheckout } from "../checkout.ts";

/** What these tests change in a notebook. */
interface Parsed {
  cells: {
    id: string;
    source: string[];
    execution_count: number | null;
    outputs: unknown[];
  }[];
  metadata: { language_info: { version?: string }; workbook?: unknown };
}

const built = (source = "const a = 1;"): string =>
  writeIpynb(parsePercent(`// %% setup\n${source}\n`, "x.ts"));

/** A notebook whose first answer was typed, saved and not run. */
function answered(text: string): string {
  const notebook: Parsed = JSON.parse(text);
  const answer = notebook.cells.find(({ id }) => id.startsWith("exercise-"))!;
  answer.source = ["const mine = 42;"];
  return JSON.stringify(notebook, null, 1) + "\n";
}

Deno.test("wasWorkedOn() is false of a notebook as the builder writes it, whatever its line ends and indentation", () => {
  for (
    const text of [
      built(),
      built().replaceAll("\n", "\r\n"),
      JSON.stringify(JSON.parse(built()), null, 4),
    ]
  ) assertEquals(wasWorkedOn(text), false, text);
});

const CHANGES: Record<string, (notebook: Parsed) => void> = {
  "an answer was typed and not run": ({ cells }) => {
    cells[0]!.source = ["const a = 2;"];
  },
  "an answer was emptied": ({ cells }) => {
    cells[0]!.source = [];
  },
  "a cell was run": ({ cells }) => {
    cells[0]!.execution_count = 1;
  },
  "an output was kept": ({ cells }) => {
    cells[0]!.outputs.push({ output_type: "stream", name: "stdout", text: "" });
  },
  "an empty cell was added": ({ cells }) => {
    cells.push({ ...cells[0]!, id: "mine", source: [] });
  },
  "a cell was deleted": ({ cells }) => {
    cells.pop();
  },
  "a kernel was attached": ({ metadata }) => {
    metadata.language_info.version = "6.0.3";
  },
  "the mark is gone": ({ metadata }) => {
    delete metadata.workbook;
  },
};

for (const [change, make] of Object.entries(CHANGES)) {
  Deno.test(`wasWorkedOn() is true once ${change}`, () => {
    const notebook: Parsed = JSON.parse(built());
    make(notebook);
    assertEquals(wasWorkedOn(JSON.stringify(notebook)), true);
  });
}

Deno.test("wasWorkedOn() is true of what is no notebook", () => {
  for (const text of ["", "{", "null", "<<<<<<< HEAD\n" + built()]) {
    assertEquals(wasWorkedOn(text), true, text);
  }
});

Deno.test("setAside() keeps the notebook's text, and says that there was none", async () => {
  const path = await Deno.makeTempDir();
  const folder = new URL(`file://${path}/`);
  try {
    await Deno.writeTextFile(`${path}/01_x.ipynb`, "mine");
    const kept = setAside("01_x", folder);
    assertMatch(kept ?? "", /^01_x of \d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.ipynb$/);
    assertEquals(await Deno.readTextFile(`${path}/${kept}`), "mine");
    assertEquals(setAside("01_x", folder), null);
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});

Deno.test("build_notebooks.ts and reset.ts keep what a reader has worked on, and only that", async () => {
  await using checkout = await makeCheckout();
  const notebooks = `${checkout.root}/notebooks`;
  const [worked, untouched] = ["01_logging.ipynb", "02_keys.ipynb"];
  const asNew = await Deno.readTextFile(`${notebooks}/${worked}`);
  const mine = answered(asNew);
  const kept = async (): Promise<string[]> =>
    (await Array.fromAsync(Deno.readDir(notebooks))).map(({ name }) => name)
      .filter((name) => name.includes(" of "));

  await Deno.writeTextFile(`${notebooks}/${worked}`, mine);
  await Deno.writeTextFile(`${notebooks}/${untouched}`, built());
  const build = await checkout.run("build_notebooks.ts");
  assertEquals(build.errors, "");
  const [name = "", ...others] = await kept();
  assertEquals(others, []);
  assertEquals(build.output.split("\n").slice(0, 3), [
    `Kept your work in "notebooks/${name}"`,
    `Wrote notebooks/${worked}`,
    `Wrote notebooks/${untouched}`,
  ]);
  assertEquals(await Deno.readTextFile(`${notebooks}/${name}`), mine);
  assertEquals(await Deno.readTextFile(`${notebooks}/${worked}`), asNew);

  await Deno.remove(`${notebooks}/${worked}`);
  const reset = checkout.start("reset.ts", ["1"]);
  assertEquals(
    new TextDecoder().decode((await reset.output()).stdout),
    `notebooks/${worked} is as new.\n`,
  );
  assertEquals(await Deno.readTextFile(`${notebooks}/${worked}`), asNew);
});

Deno.test("build_notebooks.ts keeps what a reader has worked on in a chapter that is gone", async () => {
  await using checkout = await makeCheckout();
  const notebooks = `${checkout.root}/notebooks`;
  const mine = built().replace("const a", "const mine");
  await Deno.writeTextFile(`${notebooks}/14_gone.ipynb`, mine);
  await Deno.writeTextFile(`${notebooks}/15_gone.ipynb`, built());
  const { output } = await checkout.run("build_notebooks.ts");
  assertMatch(output, /^Kept your work in "notebooks\/14_gone of .*\.ipynb"$/m);
  const gone = (await Array.fromAsync(Deno.readDir(notebooks)))
    .map(({ name }) => name).filter((name) => name.includes("gone"));
  assertEquals(gone.length, 1);
  assertMatch(gone[0]!, /^14_gone of /);
  assertEquals(await Deno.readTextFile(`${notebooks}/${gone[0]}`), mine);
});
