import { assertEquals, assertStringIncludes } from "@std/assert";
import { kafkaErrorName, kafkaTrouble, Trouble } from "workbook/errors.ts";

Deno.test("kafkaErrorName() finds the broker's word below KafkaJS's own errors", () => {
  const hidden = new Error("gave up", {
    cause: Object.assign(new Error("x"), { type: "NOT_ENOUGH_REPLICAS" }),
  });
  assertEquals(kafkaErrorName(hidden), "NOT_ENOUGH_REPLICAS");
  assertEquals(kafkaErrorName(new Error("no broker spoke")), null);
  assertEquals(kafkaErrorName(undefined), null);
});

Deno.test("kafkaErrorName() ends on an error that is its own cause", () => {
  const circle = new Error("circle");
  circle.cause = circle;
  assertEquals(kafkaErrorName(circle), null);
});

const cases: [string, Error, string][] = [
  [
    "nobody listens",
    Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    "nothing listens there",
  ],
  [
    "a wrong password",
    Object.assign(new Error("no"), { name: "KafkaJSSASLAuthenticationError" }),
    "KAFKA_SASL_PASSWORD",
  ],
  [
    "an unknown authority",
    new Error("unable to verify the first certificate"),
    "KAFKA_SSL_CA",
  ],
  [
    "an unknown name",
    Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }),
    "no machine of that name",
  ],
  ["silence", new Error("Connection timeout"), "no answer in time"],
  [
    "another protocol",
    new Error("Closed connection"),
    "does not speak the Kafka protocol",
  ],
];
for (const [what, error, told] of cases) {
  Deno.test(`kafkaTrouble() tells ${what} in a sentence without a stack trace`, () => {
    const trouble = kafkaTrouble(
      'reach the broker "a:1"',
      new Error("gave up", { cause: error }),
    );
    assertStringIncludes(trouble.message, told);
    assertStringIncludes(
      trouble.message,
      'Cannot reach the broker "a:1": expected',
    );
    assertEquals(trouble.stack, `Trouble: ${trouble.message}`);
  });
}

Deno.test("kafkaTrouble() lets a sentence that is there already stand", () => {
  const told = new Trouble("Cannot do it");
  assertEquals(kafkaTrouble("reach it", told), told);
});

Deno.test("kafkaTrouble() sends nobody to the broker's log for a mistake of their own code", () => {
  const mistake = new Error("gave up", {
    cause: new TypeError("no such lamp"),
  });
  assertEquals(
    kafkaTrouble("read", mistake).message,
    "Cannot read: expected it to work but found TypeError: no such lamp. Your own code threw it: look at its lines again",
  );
});

Deno.test("kafkaTrouble() sends nobody to the log of a broker that was not asked", () => {
  const refused = Object.assign(new Error("Invalid topic"), {
    name: "KafkaJSNonRetriableError",
  });
  assertEquals(
    kafkaTrouble("read", refused).message,
    "Cannot read: expected it to work but found KafkaJSNonRetriableError: Invalid topic",
  );
});

Deno.test("kafkaTrouble() names the broker's log for an answer it has no sentence for", () => {
  const answer = Object.assign(new Error("odd"), {
    type: "UNKNOWN_SERVER_ERROR",
  });
  assertStringIncludes(
    kafkaTrouble("read", answer).message,
    "UNKNOWN_SERVER_ERROR: odd. Look into the broker's log",
  );
});

Deno.test("kafkaTrouble() tells a name that was asked for from one that a broker gave", () => {
  const unknown = Object.assign(new Error("getaddrinfo ENOTFOUND kafka"), {
    code: "ENOTFOUND",
    broker: "kafka:9092",
  });
  assertStringIncludes(
    kafkaTrouble('reach the broker "127.0.0.1:19092"', unknown).message,
    'no machine of the name in "kafka:9092". Set advertised.listeners',
  );
  assertStringIncludes(
    kafkaTrouble('reach the broker "kafka:9092"', unknown).message,
    "no machine of that name. Check the spelling in KAFKA_BROKERS",
  );
});
