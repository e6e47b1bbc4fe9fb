import { assertEquals } from "@std/assert";
import { parse } from "parse5";
import { altMistakes } from "course/checks/pictures.ts";

function wrongWith(html: string): string[] {
  return altMistakes([{ path: "x.html", document: parse(html) }])
    .map(({ what }) => what);
}

Deno.test("altMistakes() accepts pictures with words, and decoration without", () => {
  assertEquals(
    wrongWith(`
      <img src="a.svg" alt="Three lanes"> <img src="b.svg" role="presentation">
      <svg role="img"><title>Three lanes</title></svg> <svg role="img" aria-label="Three lanes"></svg>
      <svg aria-hidden="true"></svg>`),
    [],
  );
});

Deno.test("altMistakes() finds an image without an alt text", () => {
  const expected =
    'Cannot tell what "a.svg" shows: expected an alt text but found none';
  assertEquals(wrongWith('<img src="a.svg">'), [expected]);
  assertEquals(wrongWith('<img src="a.svg" alt=" ">'), [expected]);
});

Deno.test("altMistakes() takes the name of a file for no alt text", () => {
  const expected =
    'Cannot tell what "../_images/a.svg" shows: expected an alt text but found the name of the file';
  assertEquals(wrongWith('<img src="../_images/a.svg" alt="a.svg">'), [
    expected,
  ]);
  assertEquals(
    wrongWith('<img src="../_images/a.svg" alt="../_images/a.svg">'),
    [expected],
  );
});

Deno.test("altMistakes() finds a drawing without a name, or without the role of a picture", () => {
  assertEquals(wrongWith('<svg role="img"><path d="M0 0"/></svg>'), [
    "Cannot tell what a drawing shows: expected <title> or aria-label in <svg> but found none",
  ]);
  assertEquals(wrongWith("<svg><title>Three lanes</title></svg>"), [
    'Cannot tell that "Three lanes" is a picture: expected role="img" in <svg> but found none',
  ]);
});
