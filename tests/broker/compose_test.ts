/** Holds docker-compose.yml to the settings of the workbook's own brokers. */
import { assert, assertEquals } from "@std/assert";
import { KAFKA_VERSION } from "broker/jars.ts";
import {
  combinedNode,
  dedicatedController,
  type Properties,
  replicatedBroker,
} from "broker/properties.ts";
import { singleNode, threeBrokers } from "broker/plan.ts";

const compose = await Deno.readTextFile(
  new URL("../../docker-compose.yml", import.meta.url),
);

/** Where a node listens is another matter inside a container. */
const PLACES = [
  "listeners",
  "advertised.listeners",
  "listener.security.protocol.map",
  "controller.quorum.voters",
  "inter.broker.listener.name",
  "log.dirs",
  "heap.opts",
];

/** The lines from a key to the next empty line. */
function section(key: string): string {
  const start = compose.search(new RegExp(`^ *${key}:`, "m"));
  assert(start >= 0, `docker-compose.yml has no "${key}"`);
  return compose.slice(start).split(/\n\s*\n/)[0]!;
}

/** Kafka settings that a service gets: its own and those that it merges. */
function settingsOf(service: string, ...merged: string[]): Properties {
  const text = [...merged, service].map(section).join("\n");
  const found = text.matchAll(/^ +KAFKA_(\w+): "?([^"\n]*)"?$/gm);
  return Object.fromEntries(
    [...found].map((
      [, name, value],
    ) => [name!.toLowerCase().replaceAll("_", "."), value!]),
  );
}

/** Settings without places, as text, in alphabetical order. */
function comparable(properties: Properties): string[] {
  return Object.entries(properties)
    .filter(([name]) => !PLACES.includes(name))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
}

Deno.test("docker-compose.yml gives the single broker the workbook's settings", () => {
  assertEquals(
    comparable(settingsOf("kafka", "x-every-node")),
    comparable(combinedNode(1, 19092, 9093)),
  );
});

Deno.test("docker-compose.yml gives each of three brokers the workbook's settings", () => {
  for (const id of [1, 2, 3]) {
    const merged = ["x-every-node", "x-replicated", "x-broker"];
    assertEquals(
      comparable(settingsOf(`broker-${id}`, ...merged)),
      comparable(replicatedBroker(id, 0, "")),
    );
  }
});

Deno.test("docker-compose.yml gives the controller the workbook's settings", () => {
  assertEquals(
    comparable(settingsOf("controller-9", "x-every-node", "x-replicated")),
    comparable(dedicatedController(9, 0)),
  );
});

Deno.test("docker-compose.yml runs the pinned Kafka with the workbook's heaps", () => {
  assertEquals(compose.match(/image: apache\/kafka:(.*)/)?.[1], KAFKA_VERSION);
  const [single] = singleNode({ folder: "", port: 0 }).nodes([1, 2]);
  const [broker] = threeBrokers("", [0, 0, 0]).nodes([1, 2, 3, 4]);
  const heapOf = (key: string): string | undefined =>
    section(key).match(/-Xmx(\d+)m/)?.[1];
  assertEquals(heapOf("kafka"), String(single?.identity.heapMegabytes));
  assertEquals(heapOf("x-replicated"), String(broker?.identity.heapMegabytes));
});

Deno.test("docker-compose.yml publishes ports on this machine only", () => {
  const ports = [...compose.matchAll(/ports: \["([^"]+)"/g)]
    .map(([, port]) => port!);
  assertEquals(ports.length, 5);
  for (const port of ports) assert(port.startsWith("127.0.0.1:"), port);
});
