import { Trouble } from "workbook/errors.ts";

/** A builder of Sphinx: one file for each page, or all pages in one file. */
export type SphinxBuilder = "html" | "singlehtml";

/**
 * Renders a folder of pages with Sphinx.
 *
 * @param python Path of the Python that has Sphinx.
 * @param builder The builder of Sphinx.
 * @param source Path of the folder that holds `conf.py` and the pages.
 * @param target Path of the folder for the result.
 * @throws {Trouble} If Sphinx fails or warns, for example about a link without a target or an unreadable page.
 */
export async function runSphinx(
  python: string,
  builder: SphinxBuilder,
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
    // conf.py refers to a function of its own by module name.
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
    `Cannot render the course: expected no warnings but Sphinx says\n${said}\nCorrect the chapter that it names, run "deno task build", and export again`,
  );
}
