import { assertEquals, assertThrows } from "@std/assert";
import { type FaultPlan, Faults } from "lab/faults/plan.ts";
import { Trouble } from "workbook/errors.ts";

Deno.test("Faults.decide() hits the nth request of one name only", () => {
  const faults = new Faults({ dropRequest: { api: "Produce", nth: 2 } });
  const drops = ["Produce", "Fetch", "Produce", "Produce"].map((api) =>
    faults.decide(api).drop
  );
  assertEquals(drops, [null, null, "request", null]);
});

Deno.test("Faults.decide() hits every request of a name when nth is left out", () => {
  const faults = new Faults({ dropResponse: { api: "Fetch", keepOpen: true } });
  for (let n = 0; n < 3; n++) {
    const { drop, keepOpen } = faults.decide("Fetch");
    assertEquals([drop, keepOpen], ["response", true]);
  }
});

Deno.test("Faults.decide() delays and drops in one plan", () => {
  const faults = new Faults({
    delayResponse: { api: "Produce", ms: 50 },
    dropResponse: { api: "Produce", nth: 1 },
  });
  const [first, second] = [faults.decide("Produce"), faults.decide("Produce")];
  assertEquals([first.drop, first.delayMs], ["response", 50]);
  assertEquals([second.drop, second.delayMs], [null, 50]);
});

const IMPOSSIBLE: [plan: unknown, sentence: string][] = [
  [
    { dropRequest: { api: "produce" } },
    'Cannot inject "dropRequest": expected Kafka\'s name of a request but found "produce". Did you mean "Produce"?',
  ],
  [
    { dropResponse: { api: "Send" } },
    'found "Send". Most used are "Produce", "Fetch"',
  ],
  [
    { dropResponse: { api: "Produce", nth: 0 } },
    'Cannot inject "dropResponse": expected nth of at least 1 but found 0',
  ],
  [{ dropRequest: { api: "Produce", nth: 1.5 } }, "but found 1.5"],
  [
    { delayResponse: { api: "Produce" } },
    "expected ms of at least 1 but found undefined",
  ],
  [
    { throttle: { bytesPerSecond: -5 } },
    "expected bytesPerSecond of at least 1 but found -5",
  ],
  [
    { dropAnswer: { api: "Produce" } },
    'Cannot inject "dropAnswer": expected a fault of dropRequest, dropResponse, delayResponse, throttle',
  ],
];

for (const [plan, sentence] of IMPOSSIBLE) {
  Deno.test(`Faults refuses the plan ${JSON.stringify(plan)}`, () => {
    assertThrows(() => new Faults(plan as FaultPlan), Trouble, sentence);
  });
}
