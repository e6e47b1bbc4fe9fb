import { assert, assertEquals } from "@std/assert";
import { describeCluster } from "broker/describe_cluster.ts";
import { brokers } from "../support/broker.ts";

const portOf = (address: string): number => Number(address.split(":").at(-1));

Deno.test("describeCluster() tells the cluster's id and its brokers", async () => {
  const answer = await describeCluster(portOf(brokers[0]!));
  assert(answer !== null);
  assert(answer.clusterId.length > 0);
  assert(answer.brokerIds.length > 0);
});

Deno.test("describeCluster() gives null where nobody listens", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  assertEquals(await describeCluster(listener.addr.port), null);
});

Deno.test("describeCluster() gives null where something else than Kafka listens", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => new Response("not Kafka"),
  );
  assertEquals(await describeCluster(server.addr.port), null);
});

Deno.test("describeCluster() gives null in time when there is no answer", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const start = performance.now();
  assertEquals(await describeCluster(listener.addr.port, 100), null);
  assert(performance.now() - start < 2000);
});
