import { assertEquals } from "@std/assert";
import { minutesFor } from "page/class_time.ts";

Deno.test("minutesFor() adds reading, demonstrations and exercises, and rounds up to five minutes", () => {
  assertEquals(minutesFor({ words: 0, demos: 0, exercises: 0 }), 0);
  assertEquals(minutesFor({ words: 1_800, demos: 5, exercises: 3 }), 50);
  assertEquals(minutesFor({ words: 1, demos: 0, exercises: 0 }), 5);
});
