import { assertEquals, assertStringIncludes } from "@std/assert";
import { statusText } from "tools/processes/status_text.ts";

Deno.test("statusText() says how to start what does not run", () => {
  assertEquals(
    statusText("broker", null),
    'The broker does not run. Start it with "deno task broker".',
  );
});

Deno.test("statusText() says of each node whether it runs and answers", () => {
  const text = statusText("cluster", {
    brokers: ["127.0.0.1:19192"],
    clusterId: "workbook-x",
    kafka: "4.3.1",
    startedAt: "2026-11-21T02:00:00.000Z",
    log: "/logs",
    nodes: [],
    nodeStatus: [
      { name: "broker-1", pid: 7, port: 19192, serves: true },
      { name: "broker-2", pid: 8, port: 19292, serves: false },
      { name: "broker-3", pid: null, port: 19392, serves: false },
    ],
  });
  assertStringIncludes(text, "broker-1 serves on port 19192, process 7");
  assertStringIncludes(text, "broker-2 does not answer on port 19292");
  assertStringIncludes(text, "broker-3 does not run");
});
