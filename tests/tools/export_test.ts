import { assertEquals } from "@std/assert";
import { placesIn } from "tools/setup/parts.ts";

/** Runs the export with flags that it is to refuse before it does anything. */
async function refusal(
  ...flags: string[]
): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/export.ts", ...flags],
    cwd: placesIn().root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, said: text.join("").trim() };
}

Deno.test("export.ts refuses a chapter that there is not, and names those there are", async () => {
  const { code, said } = await refusal("--only", "44");
  assertEquals(code, 1);
  assertEquals(
    said.replace(/expected one of [\d, ]+\./, "expected one of …."),
    'Cannot export chapter "44": expected one of …. Give one of these, or leave it out',
  );
});

Deno.test("export.ts refuses an edition that there is not", async () => {
  assertEquals(await refusal("--edition", "pocket"), {
    code: 1,
    said:
      'Cannot export with --edition "pocket": expected learner, teacher. Give one of these, or leave it out',
  });
});
