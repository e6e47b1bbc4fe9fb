/**
 * For maintainers: brings deno.lock up to date with the npm packages that deno.json names.
 *
 * The working lock file lies in `.workbook/`, because Deno also writes the JSR packages into it, and those are
 * stand-ins on some machines. What is committed is its part about npm; set-up starts from that. Versions stay as they
 * are where they can; delete deno.lock beforehand to get the newest of everything.
 */
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";

await runProgram(async () => {
  readFlags("lock", {});
  const root = new URL("../", import.meta.url);
  const seed = new URL("deno.lock", root);

  const { imports } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", root)),
  );
  const npm = Object.fromEntries(
    Object.entries<string>(imports).filter(([, to]) => to.startsWith("npm:")),
  );
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      `${folder}/deno.json`,
      JSON.stringify({ imports: npm }),
    );
    await Deno.copyFile(seed, `${folder}/deno.lock`).catch(() => {});
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["install", "--quiet"],
      cwd: folder,
      stderr: "inherit",
    }).output();
    if (!success) Deno.exit(1);
    const lock = JSON.parse(await Deno.readTextFile(`${folder}/deno.lock`));
    delete lock.workspace;
    await Deno.writeTextFile(seed, JSON.stringify(lock, null, 2) + "\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
