import { assertEquals } from "@std/assert";
import {
  judgeParcels,
  type Note,
  tallyDay,
} from "chapters/12_without_kafka/handovers/tally.ts";

const note = (event: Note["event"], order: string): Note => ({
  id: 0,
  event,
  order,
});

Deno.test("judgeParcels() tells lost, doubled and overtaken orders apart", () => {
  const sent = ["1001", "1002", "1003", "1004"];
  const { findings } = judgeParcels(sent, sent, [
    "1004",
    "1001",
    "1002",
    "1002",
  ]);
  const ids = (list: { id: string }[]): string[] => list.map(({ id }) => id);
  assertEquals(ids(findings.lost), ["1003"]);
  assertEquals(ids(findings.duplicated), ["1002"]);
  assertEquals(ids(findings.reorderedInKey), ["1001"]);
});

Deno.test("tallyDay() knows a customer who was turned away from one who is unsure", () => {
  const { turnedAway, unsure, twice } = tallyDay([
    note("sent", "1001"),
    note("packed", "1001"),
    note("sent", "1002"),
    note("refused", "1002"),
    note("sent", "1003"),
    note("packed", "1003"),
    note("packed", "1003"),
  ]);
  assertEquals({ turnedAway, unsure, twice }, {
    turnedAway: ["1002"],
    unsure: ["1001"],
    twice: ["1003"],
  });
});

Deno.test("tallyDay() counts who was thanked before the restart", () => {
  const day = tallyDay([
    note("sent", "1006"),
    note("thanked", "1006"),
    note("sent", "1007"),
    note("sent", "1010"),
    note("thanked", "1007"),
    note("thanked", "1010"),
  ]);
  assertEquals(day.thankedMeanwhile, 1);
});
