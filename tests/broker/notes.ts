/** The sentences that a start had for the reader. */
export interface Notes {
  /** All but those that say how far a start is, which come on a slow machine alone. */
  lines: string[];
  /** Takes a sentence. */
  onNote: (line: string) => void;
}

/** Collects the sentences of a start. */
export function collectNotes(): Notes {
  const lines: string[] = [];
  return {
    lines,
    onNote: (line) => {
      if (!line.startsWith("Kafka is still starting: ")) lines.push(line);
    },
  };
}
