/**
 * Draws some of the mutants, the same ones for the same seed, whatever becomes of the others.
 *
 * @param mutants The mutants to draw from; they stay as they are.
 * @param count How many to draw; fewer come when there are not so many.
 * @param seed Any number.
 * @returns The mutants that were drawn, in the order in which they stood.
 */
export function sampleOf<T extends { name: string }>(
  mutants: T[],
  count: number,
  seed: number,
): T[] {
  const drawn = new Set(
    mutants.map((mutant) => ({
      mutant,
      rank: hashOf(`${seed} ${mutant.name}`),
    }))
      .toSorted((a, b) => a.rank - b.rank).slice(0, count)
      .map(({ mutant }) => mutant),
  );
  return mutants.filter((mutant) => drawn.has(mutant));
}

/** FNV-1a of 32 bits, mixed once more so that similar names lie apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
