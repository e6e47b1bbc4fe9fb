import { assertEquals } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import { ignore, where } from "../browser_fixture.ts";

Deno.test({
  name: `Browser.launch() says that a program is no browser${where}`,
  ignore,
  fn: async () => {
    const message = await Browser.launch("/bin/false").then(
      async (browser) => {
        await browser[Symbol.asyncDispose]();
        return "it started";
      },
      (error: Error) => error.message,
    );
    assertEquals(
      message,
      'Cannot start "/bin/false": expected it to answer but it ended',
    );
  },
});
