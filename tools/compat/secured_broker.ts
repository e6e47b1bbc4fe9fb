import { workbookPath } from "broker/places.ts";
import { launch } from "broker/launch.ts";
import type { Plan } from "broker/plan.ts";
import { combinedNode } from "broker/properties.ts";
import type { RunningCluster } from "broker/running_cluster.ts";

const PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
const SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
const SASL = "listener.name.sasl";

/** Users of the listener that asks for a password, each with it. */
export const USERS = {
  /** Logs in by PLAIN. */
  alice: "alice-secret",
  /** Logs in by PLAIN. */
  bob: "bob-secret",
  /** Logs in by SCRAM. */
  carol: "carol-secret",
};

/** A running broker with access control and a second listener that asks for a password. */
export class SecuredBroker implements AsyncDisposable {
  /** `host:port` of the listener without security. */
  readonly address: string;
  /** `host:port` of the listener that asks for a password. */
  readonly saslAddress: string;
  readonly #cluster: RunningCluster;

  /**
   * Takes over a node that was started; disposing of this stops it.
   *
   * @param cluster The single node that was started.
   * @param saslPort TCP port of the listener that asks for a password.
   */
  constructor(cluster: RunningCluster, saslPort: number) {
    this.#cluster = cluster;
    this.address = cluster.state.brokers[0]!;
    this.saslAddress = `127.0.0.1:${saslPort}`;
  }

  /** Stops the broker and deletes its folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cluster[Symbol.asyncDispose]();
  }
}

/**
 * Starts a broker for the API checks: topics are created on first use, users are alice, bob and carol, and a client
 * without a password may do everything. It does not outlive this process.
 *
 * @param version The version of Kafka to run, one that `broker/jars.json` lists.
 * @returns The running broker; dispose of it to stop it.
 * @throws {Trouble} If the broker cannot be started.
 */
export async function startSecuredBroker(
  version: string,
): Promise<SecuredBroker> {
  let saslPort = 0;
  const plan: Plan = {
    folder: workbookPath("test", `${Deno.pid}-compat-${version}`),
    version,
    ephemeral: true,
    ownerPid: Deno.pid,
    wishedPorts: [0, 0, 0],
    nodes: ([port = 0, controller = 0, sasl = 0]) => {
      saslPort = sasl;
      return [{
        identity: { name: "broker-1", id: 1, port, heapMegabytes: 256 },
        properties: {
          ...combinedNode(1, port, controller),
          ...secured(port, controller, sasl),
        },
      }];
    },
    formatArguments: ["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap((mechanism) => [
      "--add-scram",
      `${mechanism}=[name=carol,password=${USERS.carol}]`,
    ]),
  };
  return new SecuredBroker(await launch(plan), saslPort);
}

function secured(
  port: number,
  controllerPort: number,
  saslPort: number,
): Record<string, string | number | boolean> {
  const clients = `PLAINTEXT://127.0.0.1:${port},SASL://127.0.0.1:${saslPort}`;
  return {
    "listeners": `${clients},CONTROLLER://127.0.0.1:${controllerPort}`,
    "advertised.listeners": clients,
    "listener.security.protocol.map":
      "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT",
    "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
    [`${SASL}.plain.sasl.jaas.config`]:
      `${PLAIN} required user_alice="${USERS.alice}" user_bob="${USERS.bob}";`,
    [`${SASL}.scram-sha-256.sasl.jaas.config`]: `${SCRAM} required;`,
    [`${SASL}.scram-sha-512.sasl.jaas.config`]: `${SCRAM} required;`,
    "authorizer.class.name":
      "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
    "allow.everyone.if.no.acl.found": true,
    "auto.create.topics.enable": true,
  };
}
