import { Trouble } from "workbook/errors.ts";

/** Its name, under which JupyterLab looks for it. */
const NAME = "kafka-workbook";

/**
 * Writes the extension of JupyterLab's page to where JupyterLab looks for it, as JavaScript.
 *
 * @param root The absolute path of the checkout.
 * @param folder The folder of everything that JupyterLab reads and writes besides notebooks.
 * @throws {Trouble} If Deno can't make JavaScript of it.
 */
export async function writePageExtension(
  root: string,
  folder: string,
): Promise<void> {
  const extension = `${folder}/labextensions/${NAME}`;
  const scripts = `${extension}/static`;
  await Deno.mkdir(scripts, { recursive: true });
  await Deno.copyFile(`${root}/page/package.json`, `${extension}/package.json`);
  const names = (await Array.fromAsync(Deno.readDir(`${root}/page`)))
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".ts"));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "transpile",
      "--quiet",
      "--no-config",
      "--outdir",
      scripts,
      ...names,
    ],
    cwd: `${root}/page`,
    stdin: "null",
  }).output();
  if (!success) {
    throw new Trouble(
      `Cannot prepare the page of JupyterLab: expected TypeScript in "${root}/page" but found ${
        new TextDecoder().decode(stderr).trim()
      }. "git status" says what was changed there`,
    );
  }
  await Promise.all(names.map(async (name) => {
    const script = `${scripts}/${name.replace(/\.ts$/, ".js")}`;
    const text = await Deno.readTextFile(script);
    // A browser takes modules by the names that they are served under.
    await Deno.writeTextFile(
      script,
      text.replaceAll(/("\.\/\w+)\.ts"/g, '$1.js"'),
    );
  }));
}
