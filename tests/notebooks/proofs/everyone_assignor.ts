/** A cell: an assignor that deals every partition to every member. The coordinator does not look. */
export const EVERYONE = `
  // An assignor that deals every partition to every member: the coordinator does not look.
  const { AssignerProtocol } = await import("kafkajs");
  const nobodysData = { version: 0, userData: new Uint8Array() as never };
  const everyone = ({ cluster }) => ({
    name: "everyone",
    version: 0,
    assign: ({ members, topics }) => {
      const assignment = Object.fromEntries(topics.map((topic) => [
        topic,
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
      ]));
      const memberAssignment = AssignerProtocol.MemberAssignment.encode({ ...nobodysData, assignment });
      return Promise.resolve(members.map(({ memberId }) => ({ memberId, memberAssignment })));
    },
    protocol: ({ topics }) => ({
      name: "everyone",
      metadata: AssignerProtocol.MemberMetadata.encode({ ...nobodysData, topics }),
    }),
  });`;
