/// <reference lib="dom" />
/** The live tail of a topic. */
import { useEffect, useState } from "preact/hooks";
import { count, many } from "./numbers.ts";
import type { RecordRow, TailEvent } from "../shapes.ts";

/** Most records kept; the page stays as quick as it was, however long it is open. */
const MOST_KEPT = 200;

/** What a tail has brought. */
export interface Tail {
  /** The newest records, oldest first. */
  records: RecordRow[];
  /** Whether whatever is sent from now on appears. */
  isOpen: boolean;
  /** What came, in words. */
  status: string;
  /** Why nothing comes any more; empty when all is well. */
  trouble: string;
}

interface State {
  isOpen: boolean;
  records: RecordRow[];
  seen: number;
  skipped: number;
  unmatched: number;
  trouble: string;
}

const START: State = {
  isOpen: false,
  records: [],
  seen: 0,
  skipped: 0,
  unmatched: 0,
  trouble: "",
};

/**
 * Follows a topic while somebody looks.
 *
 * @param address The address of the topic below `/api/`; `null` to follow none.
 * @param search A text that records must contain; any record when empty.
 * @returns What has come so far.
 */
export function useTail(address: string | null, search: string): Tail {
  const [state, setState] = useState(START);
  useEffect(() => {
    setState(START);
    if (address === null) return;
    const source = new EventSource(
      `/api/${address}/tail?${new URLSearchParams({ search })}`,
    );
    source.onmessage = ({ data }) => {
      const event: TailEvent = JSON.parse(data);
      setState((before) => ({
        isOpen: true,
        records: [...before.records, ...event.records].slice(-MOST_KEPT),
        seen: before.seen + event.records.length,
        skipped: before.skipped + event.skipped,
        unmatched: before.unmatched + event.unmatched,
        trouble: "",
      }));
    };
    source.addEventListener("trouble", (event) => {
      const { data } = event as MessageEvent<string>;
      setState((before) => ({ ...before, trouble: data }));
    });
    // The browser connects again by itself.
    source.onerror = () =>
      setState((before) => ({
        ...before,
        trouble: before.trouble ||
          "The live view is interrupted, and goes on as soon as it is answered.",
      }));
    return () => source.close();
  }, [address, search]);
  const { records, isOpen, trouble, seen, skipped, unmatched } = state;
  const status = [
    many(seen, "record"),
    ...skipped > 0 ? [`${count(skipped)} skipped, as they came too fast`] : [],
    ...unmatched > 0 ? [`${count(unmatched)} without a match`] : [],
  ].join(" · ");
  return { records, isOpen, trouble, status };
}
