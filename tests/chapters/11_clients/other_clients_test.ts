import { assertEquals, assertRejects } from "@std/assert";
import {
  librdkafkaConfig,
  platformaticOptions,
  takeFrom,
} from "chapters/11_clients/other_clients.ts";
import { readConnection } from "workbook/cluster/settings.ts";
import { Trouble } from "workbook/errors.ts";
import { makeCertificate } from "../../support/certificates.ts";

const brokers = ["kafka-1:9093", "kafka-2:9093"];
const from = (
  env: Record<string, string>,
): ReturnType<typeof readConnection> =>
  readConnection((name) => ({ KAFKA_BROKERS: brokers.join(), ...env })[name]);
const LOGIN = {
  KAFKA_SASL_MECHANISM: "scram-sha-512",
  KAFKA_SASL_USERNAME: "ada",
  KAFKA_SASL_PASSWORD: "lamp",
};

Deno.test("platformaticOptions() needs no more than the brokers where nobody logs in", () => {
  assertEquals(platformaticOptions({ brokers }, from({})), {
    clientId: "lantern",
    bootstrapBrokers: brokers,
  });
});

Deno.test("platformaticOptions() logs in and encrypts as the environment says", () => {
  const options = platformaticOptions(
    { brokers },
    from({ ...LOGIN, KAFKA_SSL: "true" }),
  );
  assertEquals(options.sasl, {
    mechanism: "SCRAM-SHA-512",
    username: "ada",
    password: "lamp",
  });
  assertEquals(options.tls, {});
});

Deno.test("librdkafkaConfig() needs no more than the brokers where nobody logs in", () => {
  assertEquals(librdkafkaConfig({ brokers }, from({})), {
    "client.id": "lantern",
    "bootstrap.servers": "kafka-1:9093,kafka-2:9093",
    log_level: 0,
  });
});

Deno.test("librdkafkaConfig() names the protocol by login and encryption", () => {
  const protocolOf = (env: Record<string, string>): unknown =>
    librdkafkaConfig({ brokers }, from(env))["security.protocol"];
  assertEquals(protocolOf(LOGIN), "sasl_plaintext");
  assertEquals(protocolOf({ KAFKA_SSL: "true" }), "ssl");
  assertEquals(protocolOf({ ...LOGIN, KAFKA_SSL: "true" }), "sasl_ssl");
  const config = librdkafkaConfig({ brokers }, from(LOGIN));
  assertEquals(config["sasl.mechanism"], "SCRAM-SHA-512");
  assertEquals(config["sasl.username"], "ada");
  assertEquals(config["sasl.password"], "lamp");
});

Deno.test("both take the authority's certificate itself, not its file", async () => {
  const file = await Deno.makeTempFile();
  try {
    const { cert } = await makeCertificate("Lantern");
    await Deno.writeTextFile(file, cert);
    const connection = from({ KAFKA_SSL_CA: file });
    assertEquals(platformaticOptions({ brokers }, connection).tls, {
      ca: [cert],
    });
    assertEquals(
      librdkafkaConfig({ brokers }, connection)["ssl.ca.pem"],
      cert,
    );
  } finally {
    await Deno.remove(file);
  }
});

async function* stream(...values: number[]): AsyncGenerator<number> {
  yield* values;
  await Promise.resolve();
}

Deno.test("takeFrom() takes so many, and leaves the stream", async () => {
  const numbers = stream(1, 2, 3);
  assertEquals(await takeFrom(numbers, 2), [1, 2]);
  assertEquals((await numbers.next()).done, true);
});

Deno.test("takeFrom() says how many it found when the stream ends, or nothing more comes", async () => {
  await assertRejects(
    () => takeFrom(stream(1), 2),
    Trouble,
    "Cannot take 2 records from the stream: found 1 of them",
  );
  const silent = { [Symbol.asyncIterator]: () => ({ next: never }) };
  await assertRejects(
    () => takeFrom(silent, 2, 50),
    Trouble,
    "Timed out after 0.05 s waiting for 2 records of the stream: found 0",
  );
});

function never(): Promise<IteratorResult<number>> {
  return new Promise(() => {});
}
