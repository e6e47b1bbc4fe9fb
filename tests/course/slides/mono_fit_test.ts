import { assert, assertEquals } from "@std/assert";
import { fitMono } from "course/slides/mono_fit.ts";

Deno.test("fitMono() takes smaller letters for longer lines and for more of them", () => {
  const sizes = ["x", "x".repeat(90), "x\n".repeat(20)].map((text) =>
    fitMono(text).size
  );
  assert(sizes[0]! > sizes[1]! && sizes[0]! > sizes[2]!, `${sizes}`);
});

Deno.test("fitMono() breaks lines rather than take letters that nobody can read", () => {
  const { size, height } = fitMono("x".repeat(300), 500, 17);
  assert(size >= 17 && height > 3 * size, `${size} ${height}`);
});

Deno.test("fitMono() knows that a browser breaks lines between words first", () => {
  const word = "x".repeat(50); // a row has room for one, not for two
  assertEquals(
    fitMono(Array(4).fill(word).join(" "), 500, 17).height,
    fitMono("x\nx\nx\nx", 500, 17, 20).height,
  );
});
