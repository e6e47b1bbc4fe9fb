/** The severities and their ranks. */
export const LogLevels = {
  NOTSET: 0,
  DEBUG: 10,
  INFO: 20,
  WARN: 30,
  ERROR: 40,
  CRITICAL: 50,
} as const;

/** Name of a severity. */
export type LevelName = keyof typeof LogLevels;
/** Rank of a severity. */
export type LogLevel = typeof LogLevels[LevelName];

/** The names of the severities, mildest first. */
export const LogLevelNames = Object.keys(LogLevels) as LevelName[];

/**
 * Looks up the rank of a severity.
 *
 * @param name The name of the severity.
 * @returns Its rank.
 * @throws {Error} If there is no severity of that name.
 */
export function getLevelByName(name: LevelName): LogLevel {
  const level = LogLevels[name];
  if (level !== undefined) return level;
  throw new Error(`Cannot get log level: no level named ${name}`);
}

/**
 * Looks up the name of a severity.
 *
 * @param level The rank of the severity.
 * @returns Its name.
 * @throws {Error} If there is no severity of that rank.
 */
export function getLevelName(level: LogLevel): LevelName {
  const name = LogLevelNames.find((candidate) =>
    LogLevels[candidate] === level
  );
  if (name !== undefined) return name;
  throw new Error(`Cannot get log level: no name for level: ${level}`);
}
