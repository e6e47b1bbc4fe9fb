import { assertEquals } from "@std/assert";
import {
  combinedNode,
  dedicatedController,
  formatProperties,
  replicatedBroker,
} from "broker/properties.ts";

Deno.test("formatProperties() writes a setting a line", () => {
  assertEquals(
    formatProperties({ "node.id": 1, "auto.create.topics.enable": false }),
    "node.id=1\nauto.create.topics.enable=false\n",
  );
});

Deno.test("formatProperties() escapes what java.util.Properties would misread", () => {
  assertEquals(
    formatProperties({ "log.dirs": "C:\\größe/大" }),
    "log.dirs=C:\\\\gr\\u00f6\\u00dfe/\\u5927\n",
  );
});

Deno.test("no node listens beyond this machine", () => {
  const nodes = [
    combinedNode(1, 19092, 19093),
    replicatedBroker(2, 19292, "9@127.0.0.1:9093"),
    dedicatedController(9, 9093),
  ];
  for (const node of nodes) {
    for (const listener of String(node.listeners).split(",")) {
      assertEquals(new URL(listener).hostname, "127.0.0.1");
    }
  }
});
