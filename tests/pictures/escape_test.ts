import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { escape, printable } from "pictures/escape.ts";

Deno.test("escape() leaves no character that HTML, SVG or Markdown gives a meaning to", () => {
  assertEquals(
    escape("<img src=x onerror=alert(1)>"),
    "&#60;img src=x onerror=alert(1)&#62;",
  );
  assertNotMatch(
    escape("&<>\"'`\\*_[link](javascript:1)|~$x$").replaceAll(/&#\d+;/g, ""),
    /[&<>"'`\\*_[\]|~$]/,
  );
});

Deno.test("escape() leaves words, digits and other scripts as they are", () => {
  assertEquals(escape("Lantern 1001 – payé 灯"), "Lantern 1001 – payé 灯");
});

Deno.test("printable() shows a control character as the symbol that stands for it", () => {
  assertEquals(printable("a\nb\tc\u0000\u001b[31m\u007f"), "a␊b␉c␀␛[31m␡");
});

Deno.test("printable() replaces what would reverse or break the line around it", () => {
  assertEquals(printable("a\u202Eb\u2066c\u2028d\u0085e"), "a�b�c�d�e");
});

Deno.test("printable() replaces what XML and URLs can't hold: half a surrogate pair, noncharacters", () => {
  const shown = printable("a\uD83D b\uFFFE\uFFFF");
  assertEquals(shown, "a� b��");
  assertEquals(decodeURIComponent(encodeURIComponent(shown)), shown);
});

Deno.test("printable() cuts text over 2,000 characters and says how long it is", () => {
  assertEquals(printable("x".repeat(2_000)).length, 2_000);
  assertMatch(printable("x".repeat(2_001)), /^x{2000}… \(2001 characters\)$/);
});
