import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { readSsl } from "workbook/cluster/tls.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";
import {
  type Certificate,
  makeCertificate,
} from "../../support/certificates.ts";

const HOST = "127.0.0.1";
const authority = await makeCertificate("Lantern");
const signed = await makeCertificate("good", { host: HOST, by: authority });

/** What `connect()` says of a listener with this certificate; it reads what comes and answers nothing. */
async function connectTo(
  { cert, key }: Certificate,
  ssl?: true | { ca: string[] },
): Promise<string> {
  using listener = Deno.listenTls({ hostname: HOST, port: 0, cert, key });
  const open: Deno.TlsConn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) {
      open.push(connection);
      void connection.handshake().catch(() => {}); // the client refuses it
    }
  })().catch(() => {}); // the listener is closed
  const { message } = await assertRejects(
    () =>
      connect(undefined, {
        brokers: [`${HOST}:${listener.addr.port}`],
        ...(ssl && { ssl }),
      }),
    Trouble,
  );
  listener.close();
  await accepting;
  for (const connection of open) connection.close();
  return message.slice(message.indexOf("but found ") + 10);
}

const trusted = { ca: [authority.cert] };
const REFUSED: [string, Certificate, true | { ca: string[] }, string][] = [
  [
    "is for another host",
    await makeCertificate("x", { host: "kafka.example", by: authority }),
    trusted,
    "a certificate for another host name. Write the name that stands in the certificate into KAFKA_BROKERS, or ask for a certificate with this one",
  ],
  [
    "has expired",
    await makeCertificate("x", {
      host: HOST,
      by: authority,
      years: [2020, 2021],
    }),
    trusted,
    "a certificate that has expired. Look at the clock of this machine, or ask who runs the broker for another one",
  ],
  [
    "is of the future",
    await makeCertificate("x", {
      host: HOST,
      by: authority,
      years: [2045, 2049],
    }),
    trusted,
    "a certificate of the future. Look at the clock of this machine, or ask who runs the broker for another one",
  ],
  [
    "is signed by an unknown authority",
    signed,
    true,
    "a certificate that nobody we know has signed. Name the file of its authority in KAFKA_SSL_CA",
  ],
  [
    "is signed by another authority than the one that is known",
    signed,
    { ca: [(await makeCertificate("Another")).cert] },
    "a certificate that nobody we know has signed. Name the file of its authority in KAFKA_SSL_CA",
  ],
];
for (const [what, certificate, ssl, found] of REFUSED) {
  Deno.test(`connect() says of a certificate that it ${what}`, async () => {
    assertEquals(await connectTo(certificate, ssl), found);
  });
}

Deno.test("connect() says that a listener wants TLS", async () => {
  assertEquals(
    await connectTo(signed),
    "a listener with TLS. Set KAFKA_SSL=true, or name the file of its authority in KAFKA_SSL_CA",
  );
});

Deno.test("connect() blames no certificate of a listener that proves who it is, and is silent", async () => {
  assertEquals(
    await connectTo(signed, trusted),
    'no answer in time. Has this machine slept? Run the cell again. Else start the broker again with "deno task stop" and "deno task broker"',
  );
});

Deno.test("connect() says that a broker's listener is without TLS", async () => {
  await assertRejects(
    () => connect(undefined, { brokers, ssl: true }),
    Trouble,
    "but found a listener without TLS. Unset KAFKA_SSL and KAFKA_SSL_CA",
  );
});

Deno.test("readSsl() refuses a file without a certificate, or with one that can't be read", async () => {
  const file = await Deno.makeTempFile({ suffix: ".pem" });
  const read = (): unknown =>
    readSsl((name) => name === "KAFKA_SSL_CA" ? file : undefined);
  try {
    await Deno.writeTextFile(file, authority.cert);
    assertEquals(read(), { ca: [authority.cert] });
    const cut = authority.cert.split("\n").toSpliced(1, 1).join("\n");
    for (const content of ["", "no PEM\n", authority.key, cut]) {
      await Deno.writeTextFile(file, content);
      assertThrows(read, Trouble, `"${file}" that KAFKA_SSL_CA names`);
    }
  } finally {
    await Deno.remove(file);
  }
});
