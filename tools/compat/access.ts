import { assert, assertEquals } from "@std/assert";
import {
  type AclEntry,
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  type Kafka,
  ResourcePatternTypes,
} from "kafkajs";
import type { Check } from "./check.ts";
import type { Lab } from "./lab.ts";
import { rejectOnCrash } from "./reading.ts";
import { USERS } from "./secured_broker.ts";

/** Who may do what, and who one is. */
export const ACCESS_CHECKS: Check[] = [
  {
    name: "createAcls",
    run: async (lab) => {
      assert(await lab.admin.createAcls({ acl: [bobMayNotRead(lab)] }));
    },
  },
  {
    name: "describeAcls",
    run: async (lab) => {
      const { resources } = await lab.admin.describeAcls({
        resourceType: AclResourceTypes.TOPIC,
        resourceName: lab.topic,
        resourcePatternType: ResourcePatternTypes.LITERAL,
        operation: AclOperationTypes.ANY,
        permissionType: AclPermissionTypes.ANY,
      });
      assertEquals(resources[0]?.acls[0]?.principal, "User:bob");
    },
  },
  {
    name: "an ACL keeps a user from reading",
    expectFailure: /TOPIC_AUTHORIZATION_FAILED/,
    run: async (lab) => {
      const bob = lab.connectAs("plain", "bob", USERS.bob);
      const groupId = `${lab.name}-bob`;
      await lab.withConsumer({ groupId }, async (consumer) => {
        await consumer.subscribe({ topics: [lab.topic], fromBeginning: true });
        await new Promise<void>((resolve, reject) => {
          rejectOnCrash(consumer, reject);
          const eachMessage = (): Promise<void> => Promise.resolve(resolve());
          consumer.run({ eachMessage }).catch(reject);
        });
      }, bob);
    },
  },
  {
    name: "deleteAcls",
    run: async (lab) => {
      const filters = [bobMayNotRead(lab)];
      const { filterResponses } = await lab.admin.deleteAcls({ filters });
      assertEquals(filterResponses[0]?.matchingAcls.length, 1);
    },
  },
  {
    name: "SASL PLAIN",
    run: (lab) => seesTopic(lab, lab.connectAs("plain", "alice", USERS.alice)),
  },
  {
    name: "SASL PLAIN with a wrong password",
    expectFailure: /KafkaJSSASLAuthenticationError/,
    run: (lab) => seesTopic(lab, lab.connectAs("plain", "alice", "wrong")),
  },
  {
    name: "SASL SCRAM-SHA-256",
    run: (lab) =>
      seesTopic(lab, lab.connectAs("scram-sha-256", "carol", USERS.carol)),
  },
  {
    name: "SASL SCRAM-SHA-512",
    run: (lab) =>
      seesTopic(lab, lab.connectAs("scram-sha-512", "carol", USERS.carol)),
  },
  {
    name: "no password where one is asked for",
    expectFailure: /Closed connection/,
    run: (lab) =>
      seesTopic(lab, lab.connectTo({ brokers: [lab.broker.saslAddress] })),
  },
  {
    name: "TLS where there is none",
    expectFailure: /KafkaJSConnectionError|Connection/,
    run: (lab) => seesTopic(lab, lab.connectTo({ ssl: true })),
  },
];

function bobMayNotRead(lab: Lab): AclEntry {
  return {
    resourceType: AclResourceTypes.TOPIC,
    resourceName: lab.topic,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: "User:bob",
    host: "*",
    operation: AclOperationTypes.READ,
    permissionType: AclPermissionTypes.DENY,
  };
}

async function seesTopic(lab: Lab, kafka: Kafka): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    assert((await admin.listTopics()).includes(lab.topic));
  } finally {
    await admin.disconnect();
  }
}
