/** Holds the code to its layers, its sizes and its promises to the reader of a docstring. */
import { assertEquals } from "@std/assert";
import {
  circles,
  foldersWithoutChapter,
  importsAmongChapters,
  innerImports,
  longFiles,
  oddSpecifiers,
  riddles,
  strayPlaces,
  strayTests,
  undocumentedExports,
  upwardImports,
  vagueNames,
} from "./support/house_rules.ts";
import { LAYERS, readSources } from "./support/sources.ts";

const sources = Object.keys(LAYERS).flatMap(readSources);
const tests = readSources("tests");

/** Fails with all breaches of a rule, a sentence each. */
function hold(breaches: string[]): void {
  assertEquals(breaches, [], breaches.join("\n"));
}

Deno.test("imports run one way, types included", () => {
  hold([...upwardImports(sources), ...importsAmongChapters(sources)]);
});

Deno.test("only files at the top of a house are imported by others", () => {
  hold(innerImports(sources));
});

Deno.test("an import across houses names the house, one within is relative", () => {
  hold(oddSpecifiers([...sources, ...tests]));
});

Deno.test("no files import each other in a circle, types included", () => {
  hold(circles(sources));
});

Deno.test("a source file can be read at one go, and is named after what it holds", () => {
  hold([...longFiles(sources), ...vagueNames([...sources, ...tests])]);
});

Deno.test("lib is small: at most 20 files at its top, 40 in all, 5,200 lines", () => {
  const lib = sources.filter(({ path }) => path.startsWith("lib/"));
  const top = lib.filter(({ path }) => path.split("/").length === 2);
  const lines = lib.reduce(
    (sum, { text }) => sum + text.split("\n").length - 1,
    0,
  );
  const isSmall = top.length <= 20 && lib.length <= 40 && lines <= 5_200;
  hold(
    isSmall ? [] : [
      `lib has ${top.length} files at its top, ${lib.length} in all, ${lines} lines: move what is no Kafka helper to pictures/, lab/ or its chapter`,
    ],
  );
});

Deno.test("each chapter's folder has its chapter", () => {
  hold(foldersWithoutChapter(sources));
});

Deno.test("whatever is exported has a docstring that says what goes in and what comes out", () => {
  hold(
    undocumentedExports(
      sources.filter(({ path }) => !/^chapters\/\d\d_\w+\.ts$/.test(path)),
    ),
  );
});

Deno.test("comments and messages are free of riddles", () => {
  hold(riddles([...sources, ...tests]));
});

Deno.test("paths in .workbook/ are spelled in broker/places.ts alone", () => {
  hold(strayPlaces(sources));
});

Deno.test("tests mirror the files that they test, or say what they are about", () => {
  hold(strayTests(tests, sources));
});

/** Without the packages, whose own types the linter would take for undocumented ones of ours. */
const WITHOUT_PACKAGES = {
  imports: {
    "kafkajs": "data:text/typescript,export {}",
    "kafkajs/": "data:text/javascript,",
    "@std/log": "data:text/javascript,",
  },
};

Deno.test("what lib exports is documented as the package registry asks for", async () => {
  const top = sources.map(({ path }) => path)
    .filter((path) => /^lib\/[^/]+\.ts$/.test(path));
  const importMap = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(importMap, JSON.stringify(WITHOUT_PACKAGES));
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "doc",
        "--lint",
        "--no-config",
        "--no-lock",
        `--import-map=${importMap}`,
        ...top,
      ],
      cwd: new URL("../", import.meta.url).pathname,
      env: { NO_COLOR: "1" },
    }).output();
    assertEquals(code, 0, new TextDecoder().decode(stderr));
  } finally {
    await Deno.remove(importMap);
  }
});
