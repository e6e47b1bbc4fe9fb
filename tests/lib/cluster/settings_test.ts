import { assertEquals, assertThrows } from "@std/assert";
import {
  type Connection,
  readConnection,
  readUser,
} from "workbook/cluster/settings.ts";
import { Trouble } from "workbook/errors.ts";

const read = (env: Record<string, string>): Connection =>
  readConnection((name) => env[name]);

Deno.test("readConnection() takes brokers apart at the comma", () => {
  assertEquals(read({ KAFKA_BROKERS: "a:9092, b:9093" }), {
    brokers: ["a:9092", "b:9093"],
  });
});

for (
  const brokers of [
    "localhost",
    "a:9092,",
    "http://a:9092",
    "a:b",
    "a:0",
    "a:65536",
    "a:9092,[::1]:99999",
  ]
) {
  Deno.test(`readConnection() refuses KAFKA_BROKERS "${brokers}" with the form it expects`, () => {
    assertThrows(
      () => read({ KAFKA_BROKERS: brokers }),
      Trouble,
      "expected host:port",
    );
  });
}

const KAFKA_BROKERS = "127.0.0.1:9092";
const login = { KAFKA_SASL_USERNAME: "ada", KAFKA_SASL_PASSWORD: "secret" };

Deno.test("readConnection() logs in with the mechanism, user and password that are given", () => {
  assertEquals(
    read({ KAFKA_BROKERS, KAFKA_SASL_MECHANISM: "SCRAM-SHA-512", ...login })
      .sasl,
    {
      mechanism: "scram-sha-512",
      username: "ada",
      password: "secret",
    },
  );
});

Deno.test("readConnection() never sends a plain password unencrypted to another machine", () => {
  const env = {
    KAFKA_BROKERS: "kafka.lantern.example:9092",
    KAFKA_SASL_MECHANISM: "plain",
    ...login,
  };
  assertThrows(() => read(env), Trouble, "expected an encrypted connection");
  assertEquals(read({ ...env, KAFKA_SSL: "true" }).ssl, true);
  assertEquals(read({ ...env, KAFKA_BROKERS }).sasl?.mechanism, "plain");
});

Deno.test("readConnection() says which part of a log-in is missing, without telling the password", () => {
  const env = { KAFKA_BROKERS, KAFKA_SASL_MECHANISM: "scram-sha-256" };
  assertThrows(
    () => read({ ...env, KAFKA_SASL_PASSWORD: "secret" }),
    Trouble,
    "found no user",
  );
  assertThrows(
    () => read({ ...env, KAFKA_SASL_USERNAME: "ada" }),
    Trouble,
    "found no password",
  );
  assertThrows(
    () => read({ ...env, ...login, KAFKA_SASL_MECHANISM: "kerberos" }),
    Trouble,
    "scram-sha-512 but found",
  );
});

Deno.test("readConnection() names the certificate file that it can't read", () => {
  assertThrows(
    () => read({ KAFKA_BROKERS, KAFKA_SSL_CA: "/nowhere/ca.pem" }),
    Trouble,
    '"/nowhere/ca.pem"',
  );
});

for (const yes of ["true", "TRUE", "yes", "1", "On"]) {
  Deno.test(`readConnection() connects by TLS for KAFKA_SSL=${yes}`, () => {
    assertEquals(read({ KAFKA_BROKERS, KAFKA_SSL: yes }).ssl, true);
  });
}

for (const no of ["false", "No", "0", "off", ""]) {
  Deno.test(`readConnection() connects without TLS for KAFKA_SSL="${no}"`, () => {
    assertEquals(read({ KAFKA_BROKERS, KAFKA_SSL: no }).ssl, undefined);
  });
}

Deno.test("readConnection() refuses a KAFKA_SSL that it does not understand, rather than connect in clear", () => {
  for (const KAFKA_SSL of ["ja", "tls", "TRUE,"]) {
    assertThrows(
      () => read({ KAFKA_BROKERS, KAFKA_SSL }),
      Trouble,
      `expected true or false but found "${KAFKA_SSL}"`,
    );
  }
});

Deno.test("readConnection() refuses a certificate beside KAFKA_SSL=false", () => {
  assertThrows(
    () => read({ KAFKA_BROKERS, KAFKA_SSL: "false", KAFKA_SSL_CA: "ca.pem" }),
    Trouble,
    "Unset one of KAFKA_SSL and KAFKA_SSL_CA",
  );
});

Deno.test("readConnection() refuses a user or a password without a mechanism, rather than connect without a login", () => {
  for (const [name, value] of Object.entries(login)) {
    assertThrows(
      () => read({ KAFKA_BROKERS, [name]: value }),
      Trouble,
      `Cannot use ${name}: expected KAFKA_SASL_MECHANISM beside it`,
    );
  }
});

Deno.test("readConnection() refuses credentials without brokers, rather than connect to the workbook's own", () => {
  for (const name of ["KAFKA_SSL", "KAFKA_SSL_CA", "KAFKA_SASL_MECHANISM"]) {
    assertThrows(
      () => read({ [name]: "true" }),
      Trouble,
      `Cannot use ${name}: expected KAFKA_BROKERS beside it but found none`,
    );
  }
});

Deno.test("readUser() takes the prefix of all names", () => {
  for (const given of ["ada", "Ada.L-2_b", "x".repeat(60), ""]) {
    assertEquals(readUser(() => given), given);
  }
  assertEquals(readUser(() => undefined), "");
});

Deno.test("readUser() refuses what no topic's name can begin with, and names the variable", () => {
  for (const given of ["Ada Lovelace", "<b>", "ada/", "jo\u00e3o", "a\n"]) {
    assertThrows(
      () => readUser(() => given),
      Trouble,
      `Cannot begin names with WORKBOOK_USER "${given}"`,
    );
  }
  assertThrows(() => readUser(() => "x".repeat(61)), Trouble, "but found 61");
});
