/** The part "Connecting" of the page When something goes wrong, made to happen. */
import { Kafka, logLevel } from "kafkajs";
import { connect } from "workbook/cluster.ts";
import { KAFKA_VERSION } from "broker/jars.ts";
import { between } from "lab/faults.ts";
import { startSecuredBroker, USERS } from "tools/compat/secured_broker.ts";
import { brokers } from "../../support/broker.ts";
import { failureOf, testTroubles } from "../../support/troubles.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;

/** What a program of its own writes, which may ask for any name and use KafkaJS as it comes. */
async function outputOf(code: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", code],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join(
    "",
  );
}

/** A port of this machine at which nothing listens. */
function deadPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

testTroubles(["nothing-listens", "retries-exceeded"], async (seen) => {
  const dead = [`127.0.0.1:${deadPort()}`];
  const plain = new Kafka({
    brokers: dead,
    logLevel: logLevel.NOTHING,
    retry: { retries: 1, initialRetryTime: 50 },
  });
  seen(await failureOf(plain.producer().connect()));
  seen(await failureOf(connect(undefined, { brokers: dead })));
});

testTroubles(["advertised-elsewhere"], async (seen) => {
  const said = await outputOf(`
    import { connect } from "workbook/cluster.ts";
    import { launch } from "broker/launch.ts";
    import { workbookPath } from "broker/places.ts";
    import { singleNode } from "broker/plan.ts";
    const plan = singleNode({
      folder: workbookPath("test", "advertised-" + Deno.pid),
      port: 0,
      properties: { "advertised.listeners": "PLAINTEXT://kafka:9092" },
    });
    const broker = await launch({ ...plan, ownerPid: Deno.pid, ephemeral: true });
    const { message, cause } = await connect(undefined, broker.state)
      .catch((error) => error);
    await broker.stop();
    console.log(message, "\\n", cause.message);
    Deno.exit();
  `);
  seen(said);
});

testTroubles(["no-answer"], async (seen) => {
  await using proxy = await between(brokers);
  for (const api of ["ApiVersions", "Metadata", "DescribeCluster"] as const) {
    proxy.inject({ dropResponse: { api, keepOpen: true } });
  }
  seen(await failureOf(connect(undefined, { brokers: proxy.brokers })));
});

testTroubles(["security-differs"], async (seen) => {
  const overTls = await failureOf(connect(undefined, { brokers, ssl: true }));
  seen(overTls);
  await using secured = await startSecuredBroker(KAFKA_VERSION);
  const asked = [secured.saslAddress];
  const silent = await failureOf(connect(undefined, { brokers: asked }));
  seen(silent);
  const alice = { mechanism: "plain", username: "alice" } as const;
  const sasl = { ...alice, password: "wrong" };
  seen(await failureOf(connect(undefined, { brokers: asked, sasl })));
  const right = { ...alice, password: USERS.alice };
  await using _cluster = await connect(undefined, {
    brokers: asked,
    sasl: right,
  });
});

testTroubles(["negative-timeout"], async (seen) => {
  const said = await outputOf(`
    import { Kafka, logLevel } from "kafkajs";
    const brokers = ${JSON.stringify(brokers)};
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.listTopics();
    await admin.disconnect();
  `);
  seen(said);
});
