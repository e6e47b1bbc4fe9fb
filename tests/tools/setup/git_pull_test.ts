import { assertEquals, assertStringIncludes } from "@std/assert";
import { shell } from "broker/shell.ts";
import { writeIpynb } from "course/notebooks/ipynb.ts";
import { parsePercent } from "course/notebooks/percent.ts";
import { letPullKeepAnswers } from "tools/setup/git_pull.ts";
import { makeCheckout } from "../checkout.ts";

/** A git that knows nobody's settings. */
const GIT =
  "git -c user.name=Test -c user.email=test@example.org -c init.defaultBranch=main";

/** Runs a git command in a folder; what it prints. */
async function git(folder: string, command: string): Promise<string> {
  const { code, output, error } = await shell(
    `cd "$1" && GIT_CONFIG_GLOBAL=/dev/null ${GIT} ${command} 2>&1`,
    folder,
  );
  assertEquals(code, 0, output + error);
  return output;
}

Deno.test("git pull goes over answers: an unchanged chapter keeps them, a new one has them beside it", async () => {
  await using course = await makeCheckout();
  await using reader = await makeCheckout();
  await Deno.remove(reader.root, { recursive: true });
  await git(course.root, "init --quiet");
  await Deno.writeTextFile(
    `${course.root}/.gitattributes`,
    "notebooks/*.ipynb merge=workbook-notebook\n",
  );
  await git(course.root, "add .");
  await git(course.root, "commit --quiet --message 'The course'");
  await git(course.root, `clone --quiet . "${reader.root}"`);
  await letPullKeepAnswers(reader.root);

  const path = (name: string): string => `${reader.root}/notebooks/${name}`;
  const answers: Record<string, string> = {};
  for (const name of ["02_keys.ipynb", "03_ordering.ipynb"]) {
    const text = await Deno.readTextFile(path(name));
    answers[name] = text.replace("throw new NotSolvedYet();", "return 42;");
    await Deno.writeTextFile(path(name), answers[name]);
  }
  const renewed = writeIpynb(parsePercent("// %% setup\nconnect();\n", "02"));
  await Deno.writeTextFile(
    `${course.root}/notebooks/02_keys.ipynb`,
    renewed,
  );
  await git(course.root, "commit --quiet --all --message 'A better chapter'");

  await git(reader.root, "pull --quiet");
  assertEquals(
    await Deno.readTextFile(path("03_ordering.ipynb")),
    answers["03_ordering.ipynb"],
  );
  assertEquals(await Deno.readTextFile(path("02_keys.ipynb")), renewed);
  const kept = [...Deno.readDirSync(`${reader.root}/notebooks`)]
    .map(({ name }) => name)
    .filter((name) => name.includes(" of "));
  assertEquals(kept.length, 1);
  assertEquals(
    await Deno.readTextFile(path(kept[0]!)),
    answers["02_keys.ipynb"],
  );
  assertEquals(await git(reader.root, "stash list"), "");
});

Deno.test("letPullKeepAnswers() leaves the reader's own settings of git alone", async () => {
  await using checkout = await makeCheckout();
  await letPullKeepAnswers(checkout.root); // no clone
  await git(checkout.root, "init --quiet");
  await git(checkout.root, "config --local merge.autoStash false");
  await letPullKeepAnswers(checkout.root);
  assertEquals(
    await git(checkout.root, "config --get merge.autoStash"),
    "false",
  );
  assertStringIncludes(
    await git(checkout.root, "config --get merge.workbook-notebook.driver"),
    "tools/merge_notebook.ts %O %A %B %P",
  );
});
