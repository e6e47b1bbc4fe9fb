/** Holds the checks to one place each: the file that carries the slug of their exercise. */
import { assertEquals } from "@std/assert";
import { readChapters } from "course/chapters.ts";

const CHAPTERS = new URL("../../chapters/", import.meta.url);

for (const { name, cells } of readChapters()) {
  Deno.test(`${name} has the check of each exercise in the file of its slug, and its door exports it`, async () => {
    const door = await import(`chapters/${name}/mod.ts`);
    const slugs = cells.flatMap(({ role, slug }) =>
      role === "exercise" ? [slug] : []
    );
    for (const slug of slugs) {
      const file = `${name}/${slug.replaceAll("-", "_")}.ts`;
      const text = await Deno.readTextFile(new URL(file, CHAPTERS));
      const found = text.match(/export function (check\w+)\(/)?.[1];
      assertEquals(typeof door[found ?? ""], "function", `${file}: ${found}()`);
      assertEquals(
        text.match(/return check\("([^"]+)"/)?.[1],
        slug,
        `${file}: expected the check to name its exercise`,
      );
    }
  });
}
