import { ACCESS_CHECKS } from "./access.ts";
import type { ApiCheck } from "./api_check.ts";
import { CONSUMER_CHECKS } from "./consumers.ts";
import { DELETION_CHECKS, GROUP_CHECKS } from "./groups.ts";
import { PRODUCER_CHECKS } from "./producers.ts";
import { TOPIC_CHECKS } from "./topics.ts";

/** All checks of KafkaJS's API, in the order in which they must run: later ones need what earlier ones made. */
export const API_CHECKS: ApiCheck[] = [
  ...TOPIC_CHECKS,
  ...PRODUCER_CHECKS,
  ...CONSUMER_CHECKS,
  ...GROUP_CHECKS,
  ...ACCESS_CHECKS,
  ...DELETION_CHECKS,
];
