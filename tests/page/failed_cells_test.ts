import { assertEquals } from "@std/assert";
import { makes, missingName } from "page/failed_cells.ts";

Deno.test("missingName() finds the name that an error misses", () => {
  assertEquals(
    missingName("ReferenceError: createTopic is not defined\n  at <anonymous>"),
    "createTopic",
  );
  assertEquals(
    missingName("Cannot access 'producer' before initialization"),
    "producer",
  );
  assertEquals(missingName("TypeError: producer.sned is not a function"), null);
});

for (
  const [source, made] of [
    ["const producer = cluster.kafka.producer();", true],
    ["let producer: Producer;", true],
    ["async function producer() {}", true],
    ["const { admin, producer } = cluster;", true],
    ["const [producer] = all;", true],
    ['import { connect, producer } from "workbook";', true],
    ['import producer from "./producer.ts";', true],
    ['import * as producer from "./producer.ts";', true],
    ["await producer.connect();", false],
    ["const producers = [];", false],
    ["const one = { producer: 1 };", false],
    ["const one = other.producer;", false],
  ] as const
) {
  Deno.test(`makes() takes ${source} ${made ? "for" : "for no"} making of "producer"`, () => {
    assertEquals(makes("producer", source), made);
  });
}
