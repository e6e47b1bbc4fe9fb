import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Checkout, makeCheckout, type Outcome } from "./checkout.ts";
import { serveJsr, servePackageIndex } from "./registries.ts";

const SILENT: Outcome = { code: 0, output: "", errors: "" };
const COMPLETE = "Set-up is complete.\n";

Deno.test("setup.ts makes what is missing, says nothing when all is there, and mends what is damaged", async (t) => {
  await using index = await servePackageIndex();
  await using checkout = await makeCheckout("kafka");
  const { root } = checkout;
  await using jsr = serveJsr();
  jsr.answers = false;
  const setUp = (): Promise<Outcome> =>
    checkout.run("setup.ts", {
      PIP_INDEX_URL: index.url,
      PIP_FIND_LINKS: "",
      PIP_CONFIG_FILE: "/dev/null",
      PIP_NO_COMPILE: "1",
      JSR_URL: jsr.url,
    });
  const lamp = async (): Promise<string> =>
    `${await sitePackages(checkout)}/lamp.py`;

  await t.step("a wheel that is not the published one is refused", async () => {
    const hashes = [...index.requirements.matchAll(/sha256:(\w+)/g)];
    await Deno.writeTextFile(
      `${root}/requirements.txt`,
      index.requirements.replace(hashes[1]![1]!, "0".repeat(64)),
    );
    const { code, errors } = await setUp();
    assertEquals(code, 1);
    assertEquals(
      errors,
      `Cannot install the Python packages: a file is not the one that was published. Set PIP_INDEX_URL to another index, or ask who runs it, and run the command again. pip's own words are in "${root}/.workbook/pip.log"\n`,
    );
  });

  await t.step(
    "after a run that was cut off, of two at a time one makes all parts",
    async () => {
      assertEquals(await exists(`${root}/.workbook/venv/bin/python`), true);
      await Deno.writeTextFile(`${root}/requirements.txt`, index.requirements);
      const outcomes = await Promise.all([setUp(), setUp()]);
      assertEquals(outcomes.map(({ code }) => code), [0, 0]);
      assertEquals(outcomes.map(({ errors }) => errors), ["", ""]);
      const [idle, { output }] = outcomes.toSorted((a, b) =>
        a.output.length - b.output.length
      ) as [Outcome, Outcome];
      assertEquals(/Fetching|complete/.test(idle.output), false);
      const [python, packages, ...rest] = output.split("\n")
        .filter((line) => !line.startsWith("Another set-up"));
      assertStringIncludes(python!, "Fetching Python packages and Java");
      assertStringIncludes(
        packages!,
        "does not answer, so the project's own stand-ins take the place of @std/assert and @std/log",
      );
      assertEquals(rest, ["Set-up is complete.", ""]);
      assertEquals(await Deno.readTextFile(await lamp()), "LIT = True\n");
      const kernel = JSON.parse(
        await Deno.readTextFile(
          `${root}/.workbook/jupyter/kernels/deno/kernel.json`,
        ),
      );
      assertEquals(kernel.argv[0], Deno.execPath());
    },
  );

  await t.step("a further run does nothing", async () => {
    assertEquals(await setUp(), SILENT);
  });

  await t.step("a damaged file is noticed and mended", async () => {
    await Deno.writeTextFile(await lamp(), "LIT = Fal");
    const { code, output } = await setUp();
    assertEquals(code, 0);
    assertStringIncludes(output, `has a damaged file "${await lamp()}"`);
    assertEquals(await Deno.readTextFile(await lamp()), "LIT = True\n");
  });

  await t.step("the stand-ins go when JSR answers", async () => {
    jsr.answers = true;
    const { code, output, errors } = await setUp();
    assertEquals({ code, errors }, { code: 0, errors: "" });
    assertEquals(
      output,
      `Fetching the packages from npm and JSR\n${COMPLETE}`,
    );
    assertEquals(await exists(`${root}/.workbook/links`), false);
    const lock = await Deno.readTextFile(`${root}/.workbook/deno.lock`);
    assertStringIncludes(lock, "jsr:@std/assert");
  });

  assertEquals(await setUp(), SILENT);
});

Deno.test("setup.ts leaves no pip running when it is killed", async () => {
  await using index = await servePackageIndex();
  await using checkout = await makeCheckout("kafka");
  index.stall();
  await Deno.writeTextFile(
    `${checkout.root}/requirements.txt`,
    index.requirements,
  );
  const setUp = checkout.start("setup.ts", [], {
    PIP_INDEX_URL: index.url,
    PIP_FIND_LINKS: "",
    PIP_CONFIG_FILE: "/dev/null",
  });
  const output = setUp.output();
  await checkout.hasProcess("/bin/python -Iu ");
  setUp.kill("SIGKILL");
  await output;
  await checkout.hasNoProcess();
});

Deno.test("setup.ts says in a sentence that the checkout cannot be written to", async () => {
  await using checkout = await makeCheckout();
  await Deno.remove(`${checkout.root}/.workbook`);
  await Deno.writeTextFile(`${checkout.root}/.workbook`, "in the way");
  const { code, output, errors } = await checkout.run("setup.ts");
  assertEquals({ code, output }, { code: 1, output: "" });
  assertStringIncludes(
    errors,
    `Cannot set up the workbook in "${checkout.root}/.workbook": expected a folder that can be written to but found`,
  );
  assertEquals(errors.trim().split("\n").length, 1);
});

Deno.test("setup.ts says in a sentence that there is no Python, and makes nothing", async () => {
  await using checkout = await makeCheckout("kafka");
  const { code, output, errors } = await checkout.run("setup.ts", {
    PATH: "/nowhere",
  });
  assertEquals({ code, output }, { code: 1, output: "" });
  assertStringIncludes(errors, "but found no Python at all. Install one");
  assertEquals(await exists(`${checkout.root}/.workbook/venv`), false);
});

async function sitePackages({ root }: Checkout): Promise<string> {
  const lib = `${root}/.workbook/venv/lib`;
  const [entry] = await Array.fromAsync(Deno.readDir(lib));
  return `${lib}/${entry!.name}/site-packages`;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
