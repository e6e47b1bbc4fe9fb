import { assertEquals, assertMatch } from "@std/assert";
import { writeIpynb } from "course/notebooks/ipynb.ts";
import { parsePercent } from "course/notebooks/percent.ts";
import { setAside, wasWorkedOn, writeAnew } from "course/readers_work.ts";
import { makeCheckout } from "../tools/checkout.ts";

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

async function makeFolder(): Promise<{ url: URL } & AsyncDisposable> {
  const path = await Deno.makeTempDir();
  return {
    url: new URL(`file://${path}/`),
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

function namesIn(folder: URL): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

/** Names of what a build or a reset has kept. */
function copiesIn(folder: URL): string[] {
  return namesIn(folder).filter((name) => name.includes(" of "));
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

Deno.test("setAside() keeps each of many notebooks of one second under a name of its own", async () => {
  await using folder = await makeFolder();
  const answers = Array.from({ length: 10 }, (_, i) => `answer ${i}`);
  const kept = answers.map((answer) => {
    Deno.writeTextFileSync(new URL("01_x.ipynb", folder.url), answer);
    return setAside("01_x", folder.url) ?? "";
  });
  for (const name of kept) {
    assertMatch(name, /^01_x of \d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d+)?\.ipynb$/);
  }
  assertEquals(
    kept.map((name) => Deno.readTextFileSync(new URL(name, folder.url))),
    answers,
  );
  assertEquals(namesIn(folder.url), kept.toSorted());
});

Deno.test("setAside() keeps nothing of a notebook that is as built, and of none", async () => {
  await using folder = await makeFolder();
  assertEquals(setAside("01_x", folder.url), null);
  await Deno.writeTextFile(new URL("01_x.ipynb", folder.url), built());
  assertEquals(setAside("01_x", folder.url), null);
  assertEquals(namesIn(folder.url), []);
});

/** Writes a notebook anew, and is killed as it begins the n-th change of a file. */
const KILLED_AT = `
const [folder, step] = Deno.args;
let changes = 0;
for (const name of ["writeTextFileSync", "openSync", "renameSync", "removeSync"]) {
  const change = Deno[name];
  Deno[name] = (...args) => {
    if (++changes === Number(step)) {
      Deno.kill(Deno.pid, "SIGKILL");
      for (;;);
    }
    return change(...args);
  };
}
const { writeAnew } = await import("course/readers_work.ts");
writeAnew("01_x", "new", new URL(folder));`;

async function killedAt(step: number, folder: URL): Promise<boolean> {
  const { signal, code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", KILLED_AT, folder.href, String(step)],
  }).output();
  if (signal === "SIGKILL") return true;
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return false;
}

Deno.test("a reader's answers stand in a file whenever writeAnew() is killed, and the next run does the rest", async () => {
  const mine = answered(built().replace("setup", "exercise-a"));
  const textsIn = (folder: URL): string[] =>
    namesIn(folder).map((name) => Deno.readTextFileSync(new URL(name, folder)));
  const steps = Array.from({ length: 8 }, (_, index) => index + 1);
  const killed = await Promise.all(steps.map(async (step) => {
    await using folder = await makeFolder();
    const file = new URL("01_x.ipynb", folder.url);
    await Deno.writeTextFile(file, mine);
    const isKilled = await killedAt(step, folder.url);
    assertEquals(textsIn(folder.url).includes(mine), true, `step ${step}`);
    writeAnew("01_x", "new", folder.url);
    assertEquals(textsIn(folder.url).includes(mine), true, `step ${step}`);
    assertEquals(Deno.readTextFileSync(file), "new");
    return isKilled;
  }));
  // The last steps are more than there are, so none was left out.
  assertEquals(killed[0], true);
  assertEquals(killed.at(-1), false);
});

Deno.test("three reset.ts at once keep the reader's answers, once", async () => {
  await using checkout = await makeCheckout();
  const notebooks = new URL(`file://${checkout.root}/notebooks/`);
  const file = new URL("03_ordering.ipynb", notebooks);
  const asNew = await Deno.readTextFile(file);
  const mine = answered(asNew);
  await Deno.writeTextFile(file, mine);
  const resets = await Promise.all(
    [1, 2, 3].map(() => checkout.start("reset.ts", ["3"]).output()),
  );
  for (const { code, stderr } of resets) {
    assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
  }
  const kept = copiesIn(notebooks);
  assertEquals(
    kept.map((name) => Deno.readTextFileSync(new URL(name, notebooks))),
    [mine],
  );
  assertEquals(await Deno.readTextFile(file), asNew);
});

Deno.test("build_notebooks.ts keeps what a reader has worked on, and only that", async () => {
  await using checkout = await makeCheckout();
  const notebooks = new URL(`file://${checkout.root}/notebooks/`);
  const worked = new URL("01_logging.ipynb", notebooks);
  const asNew = await Deno.readTextFile(worked);
  const mine = answered(asNew);
  await Deno.writeTextFile(worked, mine);
  await Deno.writeTextFile(new URL("02_keys.ipynb", notebooks), built());

  const build = await checkout.run("build_notebooks.ts");
  assertEquals(build.errors, "");
  const [kept = "", ...others] = copiesIn(notebooks);
  assertEquals(others, []);
  assertEquals(build.output.split("\n").slice(0, 3), [
    `Kept your work in "notebooks/${kept}"`,
    "Wrote notebooks/01_logging.ipynb",
    "Wrote notebooks/02_keys.ipynb",
  ]);
  assertEquals(await Deno.readTextFile(new URL(kept, notebooks)), mine);
  assertEquals(await Deno.readTextFile(worked), asNew);
});

Deno.test("reset.ts keeps nothing of a notebook that is as built, and writes one that is missing", async () => {
  await using checkout = await makeCheckout();
  const notebooks = new URL(`file://${checkout.root}/notebooks/`);
  const missing = new URL("01_logging.ipynb", notebooks);
  const asNew = await Deno.readTextFile(missing);
  await Deno.remove(missing);
  const reset = await checkout.start("reset.ts", ["1", "2"]).output();
  assertEquals(
    new TextDecoder().decode(reset.stdout),
    "notebooks/01_logging.ipynb is as new.\nnotebooks/02_keys.ipynb is as new.\nIs it open in the browser? Choose File > Reload Notebook from Disk there; Overwrite would undo this\n",
  );
  assertEquals(await Deno.readTextFile(missing), asNew);
  assertEquals(copiesIn(notebooks), []);
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
