import { assert, assertEquals } from "@std/assert";
import {
  type AclEntry,
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  type Kafka,
  ResourcePatternTypes,
} from "kafkajs";
import type { ApiCheck } from "./api_check.ts";
import { type CompatFixture, rejectOnCrash } from "./fixture.ts";
import { USERS } from "./secured_broker.ts";

/** Checks of access: ACLs, SASL and TLS. */
export const ACCESS_CHECKS: ApiCheck[] = [
  {
    name: "createAcls",
    run: async (fixture) => {
      assert(await fixture.admin.createAcls({ acl: [bobMayNotRead(fixture)] }));
    },
  },
  {
    name: "describeAcls",
    run: async (fixture) => {
      const { resources } = await fixture.admin.describeAcls({
        resourceType: AclResourceTypes.TOPIC,
        resourceName: fixture.topic,
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
    run: async (fixture) => {
      const bob = fixture.connectAs("plain", "bob", USERS.bob);
      const groupId = `${fixture.name}-bob`;
      await fixture.withConsumer({ groupId }, async (consumer) => {
        await consumer.subscribe({
          topics: [fixture.topic],
          fromBeginning: true,
        });
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
    run: async (fixture) => {
      const filters = [bobMayNotRead(fixture)];
      const { filterResponses } = await fixture.admin.deleteAcls({ filters });
      assertEquals(filterResponses[0]?.matchingAcls.length, 1);
    },
  },
  {
    name: "SASL PLAIN",
    run: (fixture) =>
      seesTopic(fixture, fixture.connectAs("plain", "alice", USERS.alice)),
  },
  {
    name: "SASL PLAIN with a wrong password",
    expectFailure: /KafkaJSSASLAuthenticationError/,
    run: (fixture) =>
      seesTopic(fixture, fixture.connectAs("plain", "alice", "wrong")),
  },
  {
    name: "SASL SCRAM-SHA-256",
    run: (fixture) =>
      seesTopic(
        fixture,
        fixture.connectAs("scram-sha-256", "carol", USERS.carol),
      ),
  },
  {
    name: "SASL SCRAM-SHA-512",
    run: (fixture) =>
      seesTopic(
        fixture,
        fixture.connectAs("scram-sha-512", "carol", USERS.carol),
      ),
  },
  {
    name: "no password where one is asked for",
    expectFailure: /Closed connection/,
    run: (fixture) =>
      seesTopic(
        fixture,
        fixture.connectTo({ brokers: [fixture.broker.saslAddress] }),
      ),
  },
  {
    name: "TLS where there is none",
    expectFailure: /KafkaJSConnectionError|Connection/,
    run: (fixture) => seesTopic(fixture, fixture.connectTo({ ssl: true })),
  },
];

function bobMayNotRead(fixture: CompatFixture): AclEntry {
  return {
    resourceType: AclResourceTypes.TOPIC,
    resourceName: fixture.topic,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: "User:bob",
    host: "*",
    operation: AclOperationTypes.READ,
    permissionType: AclPermissionTypes.DENY,
  };
}

async function seesTopic(fixture: CompatFixture, kafka: Kafka): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    assert((await admin.listTopics()).includes(fixture.topic));
  } finally {
    await admin.disconnect();
  }
}
