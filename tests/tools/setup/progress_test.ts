import { assertEquals } from "@std/assert";
import { megabytes, type Screen, startStep } from "tools/setup/progress.ts";

function makeScreen(isTerminal: boolean): Screen & { text: string } {
  const screen = {
    isTerminal,
    width: 60,
    text: "",
    write: (text: string): void => void (screen.text += text),
  };
  return screen;
}

Deno.test("startStep() prints one plain line where there is no terminal", () => {
  const screen = makeScreen(false);
  {
    using step = startStep("Fetching Kafka", screen);
    step.show(0.5, "22 MB");
  }
  assertEquals(screen.text, "Fetching Kafka\n");
});

Deno.test("startStep() draws a bar within the line on a terminal, and leaves the line", () => {
  const screen = makeScreen(true);
  {
    using step = startStep("Fetching Kafka", screen);
    step.show(0.5, "a detail that is too long for the line");
  }
  assertEquals(
    screen.text,
    "\r\x1b[KFetching Kafka" +
      "\r\x1b[KFetching Kafka [############............] a detail that is " +
      "\r\x1b[KFetching Kafka\n",
  );
});

Deno.test("megabytes() gives a decimal to sizes under 10 MB alone", () => {
  assertEquals([400_000, 9_900_000, 45_200_000].map(megabytes), [
    "0.4 MB",
    "9.9 MB",
    "45 MB",
  ]);
});
