import { ACCESS_CHECKS } from "./access.ts";
import type { Check } from "./check.ts";
import { CONSUMING_CHECKS } from "./consuming.ts";
import { DELETION_CHECKS, GROUP_CHECKS } from "./groups.ts";
import { PRODUCING_CHECKS } from "./producing.ts";
import { TOPIC_CHECKS } from "./topics.ts";

/** Every part of KafkaJS's interface to a broker, in the order to run them: later ones need what earlier ones made. */
export const CHECKS: Check[] = [
  ...TOPIC_CHECKS,
  ...PRODUCING_CHECKS,
  ...CONSUMING_CHECKS,
  ...GROUP_CHECKS,
  ...ACCESS_CHECKS,
  ...DELETION_CHECKS,
];
