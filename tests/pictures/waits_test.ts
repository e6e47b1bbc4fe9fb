import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { DISPLAY, type LiveDisplay } from "pictures/display.ts";
import { WaitLine } from "pictures/waits.ts";
import { Kernel } from "headless/kernel.ts";
import { textOf } from "headless/outputs.ts";
import {
  announced,
  timedOut,
  untilAnswered,
  type Wait,
  waitPage,
  within,
} from "workbook/waiting.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Takes down what a line shows, and resolves `until` with the first text that matches. */
class Shown {
  readonly texts: string[] = [];
  places = 0;
  #awaited: { pattern: RegExp; seen: () => void }[] = [];

  readonly open = (): LiveDisplay => {
    this.places++;
    return {
      show: (displayable) => {
        const text = displayable[DISPLAY]()["text/plain"]!;
        this.texts.push(text);
        for (const { pattern, seen } of this.#awaited) {
          if (pattern.test(text)) seen();
        }
        return Promise.resolve();
      },
    };
  };

  async until(pattern: RegExp): Promise<void> {
    if (this.texts.some((text) => pattern.test(text))) return;
    const { promise, resolve: seen } = Promise.withResolvers<void>();
    this.#awaited.push({ pattern, seen });
    await within(10_000, promise, () => new Error(`${pattern} was not shown`));
  }
}

function waitFor(what: string): Wait {
  return { what: () => what, howLong: "usually about 5 s" };
}

Deno.test("a wait that lasts says what it is for, how far it is and how long it takes, and leaves nothing", async () => {
  const shown = new Shown();
  const line = new WaitLine(shown.open, 10, 10);
  let served = 1;
  const end = line.begin({
    what: () => `three brokers to serve: ${served} of 3 do. Start it again`,
    howLong: "usually about 10 s",
  });
  await shown.until(/1 of 3/);
  served = 2;
  await shown.until(/2 of 3/);
  end(true);
  await shown.until(/^$/);
  assertEquals(
    shown.texts[0],
    "Waiting for three brokers to serve: 1 of 3 do (0 s so far, usually about 10 s)",
  );
  assertEquals([shown.places, shown.texts.at(-1)], [1, ""]);
});

Deno.test("a wait that is over soon shows nothing, and neither does one without words", async () => {
  const shown = new Shown();
  const line = new WaitLine(shown.open, 10, 10);
  line.begin(waitFor("a broker"))(true);
  const looked = Promise.withResolvers<void>();
  line.begin({ what: () => (looked.resolve(), null) });
  await looked.promise;
  line.end();
  assertEquals(shown.texts, []); // and no timer is left, or this test would fail
});

Deno.test("waits that follow one another are shown once they last, in one place", async () => {
  const shown = new Shown();
  const line = new WaitLine(shown.open, 10, 10);
  line.begin(waitFor("the first way"))(true);
  const end = line.begin(waitFor("the second"));
  await shown.until(/the second/);
  end(true);
  line.begin(waitFor("the third"));
  await shown.until(/the third/);
  line.end();
  assertEquals([shown.places, shown.texts.at(-1)], [1, ""]);
  assertEquals(shown.texts.some((text) => text.includes("first")), false);
});

Deno.test("a wait that fails leaves no line, and silences those beside it", async () => {
  const shown = new Shown();
  const line = new WaitLine(shown.open, 10, 10);
  const end = line.begin(waitFor("a broker"));
  line.begin(waitFor("another"));
  await shown.until(/a broker/);
  end(false);
  assertEquals(shown.texts.at(-1), "");
});

Deno.test("a wait that its cell has not awaited is silent from the cell's end on", async () => {
  const shown = new Shown();
  const line = new WaitLine(shown.open, 10, 10);
  const end = line.begin(waitFor("a record of the first cell"));
  await shown.until(/first cell/);
  line.end();
  const endOther = line.begin(waitFor("a record of the second"));
  await shown.until(/the second/);
  end(true);
  endOther(true);
  line.end();
  assertEquals(shown.places, 2);
  assertEquals(
    shown.texts.slice(shown.texts.indexOf("")).join().includes("first cell"),
    false,
  );
});

Deno.test("of waits within each other the outer one is shown, and the inner one when the outer has no words", async () => {
  const shown = new Shown();
  const line = new WaitLine(shown.open, 10, 10);
  const ends = [
    line.begin({ what: () => null, howLong: "" }),
    line.begin(waitFor("the exercise to be checked")),
    line.begin(waitFor("a record")),
  ];
  await shown.until(/exercise/);
  for (const end of ends) end(true);
  line.end();
  assertEquals(shown.texts.some((text) => text.includes("a record")), false);
});

Deno.test("every wait of the library is announced, with the words of its error", async () => {
  const begun: Wait[] = [];
  const ended: boolean[] = [];
  const { begin } = waitPage;
  waitPage.begin = (wait) => {
    begun.push(wait);
    return (isDone) => void ended.push(isDone);
  };
  try {
    let asked = 0;
    await untilAnswered(
      () => Promise.resolve(++asked > 1),
      9_000,
      () => timedOut(9_000, `a second answer: found ${asked}`),
    );
    assertEquals([begun[0]?.what(), begun[0]?.howLong], [
      "a second answer: found 2",
      "at most 9 s",
    ]);
    await assertRejects(() =>
      announced(waitFor("trouble"), Promise.reject(new Error("no broker")))
    );
    assertEquals(ended, [true, false]);
  } finally {
    waitPage.begin = begin;
  }
});

Deno.test("in a notebook the line stands in the cell that waits, and the cell's own values stay", async () => {
  await using kernel = await Kernel.start({ cwd: ROOT });
  const { outputs, messages, error } = await kernel.execute(`
    import { live } from "pictures";
    import { WaitLine } from "pictures/waits.ts";
    import { announced, waitPage } from "workbook/waiting.ts";
    waitPage.begin = new WaitLine(live, 5, 5).begin;
    let looks = 0;
    const { promise, resolve } = Promise.withResolvers();
    const what = () => {
      if (++looks === 3) resolve();
      return "a third look";
    };
    await announced({ what, howLong: "usually soon" }, promise);
    "done";
  `);
  assertEquals(error, null);
  const lines = messages.filter(({ type }) => type.endsWith("display_data"))
    .map(({ content }) =>
      (content.data as Record<string, string>)["text/plain"]!
    );
  assertMatch(lines[0]!, /^Waiting for a third look/);
  assertEquals(lines.at(-1), "");
  assertMatch(textOf(outputs), /^.*"?done"?.*$/);
  assertEquals(outputs.length, 1);
});
