import { assertEquals, assertRejects } from "@std/assert";
import { Trouble } from "workbook/errors.ts";
import { findPython } from "tools/setup/python.ts";

/** Makes programs that answer as Pythons of these versions would. */
async function makePythons(
  folder: string,
  ...pythons: { version: string; lacks?: string[] }[]
): Promise<string[]> {
  return await Promise.all(pythons.map(async ({ version, lacks = [] }) => {
    const path = `${folder}/python${version}`;
    const answer = JSON.stringify({ path, version, lacks });
    await Deno.writeTextFile(path, `#!/bin/sh\necho '${answer}'\n`, {
      mode: 0o755,
    });
    return path;
  }));
}

Deno.test("findPython() takes the first that is new enough and not too new", async () => {
  await inFolder(async (folder) => {
    const names = await makePythons(
      folder,
      { version: "3.9.18" },
      { version: "3.15.0" },
      { version: "3.12.1", lacks: ["sqlite3"] },
      { version: "3.10.0" },
      { version: "3.14.2" },
    );
    const { version } = await findPython(names);
    assertEquals(version, "3.10.0");
  });
});

Deno.test("findPython() says which Pythons do not fit, and what to do", async () => {
  await inFolder(async (folder) => {
    const names = await makePythons(
      folder,
      { version: "3.9.18" },
      { version: "3.12.1", lacks: ["ssl", "sqlite3"] },
    );
    const { message } = await assertRejects(() => findPython(names), Trouble);
    assertEquals(
      message,
      `Cannot set up JupyterLab: expected Python 3.10 to 3.14 on the PATH but found Python 3.9.18 at "${folder}/python3.9.18" and "${folder}/python3.12.1" without its module ssl, sqlite3. Install one ("apt install python3", "brew install python@3.13" or https://www.python.org/downloads) and run the command again`,
    );
  });
});

Deno.test("findPython() says that there is no Python at all", async () => {
  await inFolder(async (folder) => {
    const broken = `${folder}/python3`;
    await Deno.writeTextFile(broken, "#!/bin/sh\nexit 127\n", { mode: 0o755 });
    await assertRejects(
      () => findPython([`${folder}/nothing`, broken]),
      Trouble,
      "on the PATH but found no Python at all. Install one",
    );
  });
});

async function inFolder(
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
