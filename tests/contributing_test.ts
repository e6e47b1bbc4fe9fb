/** Walks the ten lines of CONTRIBUTING.md by which a chapter is added, so that they stay true. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { readClaims } from "headless/claims.ts";
import { parseWrongAnswers } from "headless/wrong_answers.ts";
import { brokers } from "./support/broker.ts";
import { FILES, NAME, ROW } from "./support/first_chapter.ts";
import { type Checkout, makeCheckout, type Outcome } from "./tools/checkout.ts";

const ROOT = new URL("../", import.meta.url);
const CHAPTER = `chapters/${NAME}.ts`;
const WRONG_ANSWERS = `tests/notebooks/wrong_answers/${NAME}.ts`;

/** The tests that hold a chapter to the ten lines, and what they need. */
const TESTS = [
  "tests/chapters_test.ts",
  "tests/readme_test.ts",
  "tests/chapters/checks_test.ts",
  "tests/notebooks/stale_test.ts",
];
const NEEDED = ["README.md", "tests/support/broker.ts", ...TESTS];

const guide = await Deno.readTextFile(new URL("CONTRIBUTING.md", ROOT));
const tenLines = guide.match(/^## Add a chapter[^]*?(?=^## )/m)![0];

Deno.test("the ten lines name each file that a chapter consists of, and each test of its form", () => {
  const named = Object.keys(FILES).map((path) =>
    path.replace(NAME, "NN_noun").replace(/(?<=^chapters\/NN_noun\/).*/, "")
  );
  assertEquals(
    [...named, ...TESTS].filter((path) => !tenLines.includes(path)),
    [],
    'name these in "Add a chapter in ten lines" of CONTRIBUTING.md',
  );
});

Deno.test("the ten lines show claims and wrong answers in the form that is read", () => {
  const [, claim, answer] = tenLines.match(/```ts\n([^]*?)\n\n([^]*?)\n\n/)!;
  const source = claim!.replaceAll(/^\/\/ /gm, "");
  const claims = readClaims({
    cells: [{ cell_type: "markdown", source, metadata: {} }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  assertEquals(claims.length, 1);
  assertEquals(parseWrongAnswers(answer!, "CONTRIBUTING.md").length, 1);
});

Deno.test("a chapter that follows the ten lines is green, and one that leaves out a step is told what to do", async (t) => {
  await using checkout = await makeCheckout("packages");
  const { root } = checkout;
  for (const path of NEEDED) {
    await write(root, path, await Deno.readTextFile(new URL(path, ROOT)));
  }
  for (const [path, text] of Object.entries(FILES)) {
    await write(root, path, text);
  }
  await change(root, "README.md", /^(\| \d.*\n)(?!\| \d)/m, `$1${ROW}\n`);

  await t.step(
    "it is built, and passes as a learner has it and solved",
    async () => {
      assertEquals(await build(checkout), { code: 0, errors: "" });
      const { code, output } = await test(checkout, `${NAME}|README leads`);
      assertEquals(code, 0, output);
      assertStringIncludes(output, "claim one-van would be missed ... ok");
    },
  );

  await t.step("a claim in another form is not built", async () => {
    await change(root, CHAPTER, "<small>claim: one-van · ", "<small>claim: ");
    const { code, errors } = await build(checkout);
    assertEquals(code, 1);
    assertStringIncludes(
      errors,
      'Cannot read the claims of "text-van-notice": expected each as "> **Sentence.**" with "> <small>claim: an-id · [Source](url)</small>" below it',
    );
    await write(root, CHAPTER, FILES[CHAPTER]!);
  });

  await t.step(
    "a hint, wrong answers or a row that are missing are asked for",
    async () => {
      await change(
        root,
        CHAPTER,
        /\/\/ %% hint-key-of[^]*?(?=\/\/ %% check)/,
        "",
      );
      await Deno.remove(`${root}/${WRONG_ANSWERS}`);
      await change(root, "README.md", `${ROW}\n`, "");
      assertEquals((await build(checkout)).code, 0);
      const { code, output } = await test(
        checkout,
        `${NAME} (has two|› solved)|README leads`,
      );
      assertEquals(code, 1);
      for (
        const sentence of [
          "exercise-key-of has no hint: write the text cell hint-key-of below it, in two <details>",
          `exercise-key-of has 0 wrong answers: expected at least 3, in ${WRONG_ANSWERS}`,
          'README.md has no row that links to a chapter: add one to the table under "Chapters"',
        ]
      ) assertStringIncludes(output, sentence);
    },
  );
});

async function build(
  checkout: Checkout,
): Promise<Pick<Outcome, "code" | "errors">> {
  const { code, errors } = await checkout.run("build_notebooks.ts");
  return { code, errors };
}

/** Runs the chapter's own test and those of its form whose names match. */
async function test(
  checkout: Checkout,
  names: string,
): Promise<Pick<Outcome, "code" | "output">> {
  const { code, stdout, stderr } = await checkout.start(
    "test.ts",
    [`--filter=/${names}/`, ...TESTS, `tests/notebooks/${NAME}_test.ts`],
    { KAFKA_BROKERS: brokers.join(",") },
  ).output();
  const text = new TextDecoder();
  return { code, output: text.decode(stdout) + text.decode(stderr) };
}

async function write(root: string, path: string, text: string): Promise<void> {
  const file = `${root}/${path}`;
  await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(file, text);
}

async function change(
  root: string,
  path: string,
  from: string | RegExp,
  to: string,
): Promise<void> {
  const before = await Deno.readTextFile(`${root}/${path}`);
  const after = before.replace(from, to);
  assertEquals(after === before, false, `${path} has no ${from}`);
  await Deno.writeTextFile(`${root}/${path}`, after);
}
