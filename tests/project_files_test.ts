/** Holds what surrounds the code to it: settings of editors and containers, workflows, forms. */
import { assert, assertEquals } from "@std/assert";
import { renderedFolder } from "headless/checkout.ts";
import { TESTED_DENO } from "tools/setup/deno_version.ts";

const ROOT = new URL("../", import.meta.url);
const FOREIGN = [".git", ".workbook", ".ipynb_checkpoints"];

const read = (path: string): string =>
  Deno.readTextFileSync(new URL(path, ROOT));

/** Every file of the project below a folder, from the root, without a reader's copies of notebooks. */
function filesIn(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder || ".", ROOT))]
    .filter(({ name }) => !FOREIGN.includes(name) && !name.includes(" of "))
    .flatMap(({ name, isDirectory }) =>
      isDirectory ? filesIn(`${folder}${name}/`) : [`${folder}${name}`]
    );
}

/** What a YAML file holds, read by the parser that JupyterLab brings. */
async function readYaml<T>(path: string): Promise<T> {
  const { stdout } = await new Deno.Command(
    new URL(".workbook/venv/bin/python", ROOT),
    {
      args: [
        "-c",
        "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))",
        path,
      ],
      cwd: ROOT,
      stderr: "inherit",
    },
  ).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** What the tests below read of a workflow. */
interface Workflow {
  permissions?: unknown;
  concurrency?: { group?: string };
  jobs: Record<string, { "timeout-minutes"?: number }>;
}

const SURROUNDINGS = [
  ".ci/",
  ".devcontainer/",
  ".github/",
  ".vscode/",
  "binder/",
];
const workflows = filesIn(".github/workflows/");
const namingDeno = filesIn("").filter((path) => /\bdeno@\d/.test(read(path)));

for (
  const path of [
    ".ci/run",
    ".devcontainer/devcontainer.json",
    ".vscode/tasks.json",
    "binder/postBuild",
    "binder/start",
    ...workflows,
  ]
) {
  Deno.test(`${path} names the Deno to use`, () => {
    assert(namingDeno.includes(path));
  });
}

Deno.test("wherever the project names the Deno to use, it is the tested one", () => {
  const others = namingDeno.flatMap((path) =>
    [...read(path).matchAll(/\bdeno@(\d[\w.-]*)/g)]
      .filter(([, version]) => version !== TESTED_DENO)
      .map(([found]) => `${path}: ${found}`)
  );
  assertEquals(others, []);
});

Deno.test("the updates bot finds the tested Deno", () => {
  const { customManagers } = JSON.parse(read(".github/renovate.json"));
  const [pattern] = customManagers[0].matchStrings;
  for (const path of [...namingDeno, "tools/setup/deno_version.ts"]) {
    const found = read(path).match(new RegExp(pattern))?.groups;
    assertEquals(found?.["currentValue"], TESTED_DENO, path);
  }
});

Deno.test("editors, containers, workflows and forms run only tasks that exist", () => {
  const { tasks } = JSON.parse(read("deno.json"));
  const named = SURROUNDINGS.flatMap(filesIn).flatMap((path) =>
    [...read(path).matchAll(/\bdeno(?:@[\d.]+)? task ([a-z]+)/g)]
      .map(([, task]) => ({ path, task: task! }))
  );
  assert(named.length > 10, `only ${named.length} tasks are named`);
  assertEquals(named.filter(({ task }) => !(task in tasks)), []);
});

Deno.test("containers have the Node of CI, and one of its Pythons", () => {
  const ci = read(".github/workflows/ci.yml");
  const devcontainer = read(".devcontainer/devcontainer.json");
  const binder = read("binder/environment.yml");
  const node = ci.match(/node-version: (\d+)/)?.[1];
  assertEquals(
    devcontainer.match(/node:\d+": { "version": "(\d+)"/)?.[1],
    node,
  );
  assertEquals(binder.match(/nodejs=(\d+)/)?.[1], node);
  const pythons = [...ci.matchAll(/python(?:-version)?: "(3\.\d+)"/g)]
    .map(([, version]) => version);
  for (
    const [, version] of [
      devcontainer.match(/python:\d+-(3\.\d+)/)!,
      binder.match(/python=(3\.\d+)/)!,
    ]
  ) {
    assert(pythons.includes(version), `CI does not run Python ${version}`);
  }
});

Deno.test("the site that is published is the one that the export writes", () => {
  const [, path] = read(".github/workflows/pages.yml").match(
    /upload-pages-artifact@v\d+\n +with: { path: (.+) }/,
  )!;
  assertEquals(path, `${renderedFolder("", "learner")}/site`);
});

for (const path of workflows) {
  Deno.test(`${path} may only read, does not run twice at once, and ends`, async () => {
    const { permissions, concurrency, jobs } = await readYaml<Workflow>(path);
    assertEquals(permissions, { contents: "read" });
    assert(concurrency?.group);
    const endless = Object.entries(jobs).filter(([, job]) =>
      !job["timeout-minutes"]
    );
    assertEquals(endless.map(([name]) => name), []);
  });
}

for (const path of filesIn(".github/ISSUE_TEMPLATE/")) {
  Deno.test(`${path} is YAML`, async () => {
    assertEquals(typeof await readYaml(path), "object");
  });
}

for (const path of ["binder/postBuild", "binder/start", ".ci/run"]) {
  Deno.test(`${path} can be run`, () => {
    assert(Deno.statSync(new URL(path, ROOT)).mode! & 0o100);
  });
}
