import { Trouble } from "workbook/errors.ts";

/** A way in which Sphinx lays out pages: one file each, or all in one. */
export type Builder = "html" | "singlehtml";

/**
 * Has Sphinx render a folder of pages.
 *
 * @param python The Python that has Sphinx.
 * @param builder How to lay them out.
 * @param source Folder that holds `conf.py` and the pages.
 * @param target Folder for the result.
 * @throws {Trouble} If Sphinx fails or warns: of a link that leads nowhere, a page that can't be read.
 */
export async function runSphinx(
  python: string,
  builder: Builder,
  source: string,
  target: string,
): Promise<void> {
  const { success, stderr } = await new Deno.Command(python, {
    args: [
      "-m",
      "sphinx",
      "-q",
      "-W",
      "--keep-going",
      "-b",
      builder,
      source,
      target,
    ],
    // Its settings name a function of their own.
    env: { PYTHONPATH: source, PYTHONDONTWRITEBYTECODE: "1", NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr).trim().replaceAll(
    `${source}/`,
    "",
  );
  throw new Trouble(
    `Cannot render the course: Sphinx says\n${said}\nMend the chapter that it names, run "deno task build", and export again.`,
  );
}
