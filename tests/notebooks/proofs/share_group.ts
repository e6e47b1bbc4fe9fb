/**
 * A Python program: a member of a share group is done with the records at the offsets 0 to 5 but 1, and
 * its successor prints which of the six it is given.
 */
export const ALL_BUT_ONE = `
import json
from confluent_kafka import AcknowledgeType, ShareConsumer
from confluent_kafka.admin import (
    AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType)

config, topic, group = json.loads(input())
start = ConfigEntry("share.auto.offset.reset", "earliest",
                    incremental_operation=AlterConfigOpType.SET)
of_group = ConfigResource(ResourceType.GROUP, group, incremental_configs=[start])
admin = AdminClient(config)
for change in admin.incremental_alter_configs([of_group]).values():
    change.result()

def given_until(is_enough, kind_of):
    member = ShareConsumer({**config, "group.id": group,
                            "share.acknowledgement.mode": "explicit"})
    member.subscribe([topic])
    offsets = set()
    while not is_enough(offsets):
        for record in member.poll(1.0) or []:
            if record.error(): continue
            offsets.add(record.offset())
            member.acknowledge(record, kind_of(record.offset()))
        member.commit_sync()
    member.close()
    return sorted(offset for offset in offsets if offset < 6)

ACCEPT, RELEASE = AcknowledgeType.ACCEPT, AcknowledgeType.RELEASE
given_until(lambda offsets: offsets >= set(range(6)),
            lambda offset: RELEASE if offset == 1 else ACCEPT)
print(json.dumps(given_until(lambda offsets: 1 in offsets, lambda offset: ACCEPT)))
`;
