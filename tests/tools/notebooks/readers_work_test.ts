import { assert, assertEquals, assertMatch } from "@std/assert";
import { writeIpynb } from "../../../tools/notebooks/ipynb.ts";
import { parsePercent } from "../../../tools/notebooks/percent.ts";
import {
  setAside,
  wasWorkedOn,
} from "../../../tools/notebooks/readers_work.ts";
import { makeCheckout } from "../checkout.ts";

const built = (): string =>
  writeIpynb(parsePercent("// %% setup\nconst a = 1;\n", "x.ts"));

Deno.test("wasWorkedOn() is false of a notebook as the builder writes it", () => {
  assertEquals(wasWorkedOn(built()), false);
});

Deno.test("wasWorkedOn() is true once a kernel was attached, a cell was run, or the file is broken", () => {
  const attached = JSON.parse(built());
  attached.metadata.language_info.version = "6.0.3";
  const run = JSON.parse(built());
  run.cells[0].execution_count = 1;
  for (const text of [JSON.stringify(attached), JSON.stringify(run), "{"]) {
    assert(wasWorkedOn(text), text);
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
  const [answered, untouched] = ["01_logging.ipynb", "02_keys.ipynb"];
  const asNew = await Deno.readTextFile(`${notebooks}/${answered}`);
  const mine = asNew.replace('"execution_count": null', '"execution_count": 7');
  const older = (await Deno.readTextFile(`${notebooks}/${untouched}`)) + "\n";
  const kept = async (): Promise<string[]> =>
    (await Array.fromAsync(Deno.readDir(notebooks))).map(({ name }) => name)
      .filter((name) => name.includes(" of "));

  await Deno.writeTextFile(`${notebooks}/${answered}`, mine);
  await Deno.writeTextFile(`${notebooks}/${untouched}`, older);
  const build = await checkout.run("build_notebooks.ts");
  assertEquals(build.errors, "");
  const [name = "", ...others] = await kept();
  assertEquals(others, []);
  assertEquals(build.output.split("\n").slice(0, 3), [
    `Kept your work in "notebooks/${name}"`,
    `Wrote notebooks/${answered}`,
    `Wrote notebooks/${untouched}`,
  ]);
  assertEquals(await Deno.readTextFile(`${notebooks}/${name}`), mine);
  assertEquals(await Deno.readTextFile(`${notebooks}/${answered}`), asNew);

  await Deno.remove(`${notebooks}/${answered}`);
  const reset = checkout.start("reset.ts", ["1"]);
  assertEquals(
    new TextDecoder().decode((await reset.output()).stdout),
    `notebooks/${answered} is as new.\n`,
  );
  assertEquals(await Deno.readTextFile(`${notebooks}/${answered}`), asNew);
});

Deno.test("build_notebooks.ts keeps what a reader has worked on in a chapter that is gone", async () => {
  await using checkout = await makeCheckout();
  const notebooks = `${checkout.root}/notebooks`;
  const mine = built().replace(
    '"execution_count": null',
    '"execution_count": 7',
  );
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
