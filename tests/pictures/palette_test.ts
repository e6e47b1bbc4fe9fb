import { assert, assertEquals } from "@std/assert";
import { INK, NO_KEY, swatch, swatches } from "pictures/palette.ts";

type Rgb = [number, number, number];

const SWATCHES = [
  ...Array.from({ length: 7 }, (_, index) => swatch(index)),
  NO_KEY,
];

/** Linear light of a colour such as `#1c2330`. */
function light(colour: string): Rgb {
  return [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
}

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [bright = 0, dark = 0] = [one, other].map((colour) => {
    const [red, green, blue] = light(colour);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }).sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

// Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
const SIGHTS: Record<string, [Rgb, Rgb, Rgb]> = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanope: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Where a colour lies in CIE L*a*b* (D65) for someone with that sight. */
function seen(colour: string, sight: [Rgb, Rgb, Rgb]): Rgb {
  const given = light(colour);
  const [red, green, blue] = sight.map((row) => {
    const sum = row.reduce((total, part, at) => total + part * given[at]!, 0);
    return Math.min(1, Math.max(0, sum));
  }) as Rgb;
  const root = (share: number): number =>
    share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
  const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
  const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

Deno.test("text has a contrast of 4.5 on everything it stands on", () => {
  const grounds = [INK.paper, INK.track];
  const pairs = [
    ...grounds.flatMap((ground) => [
      [INK.text, ground],
      [INK.muted, ground],
      [INK.alarm, ground],
    ]),
    ...SWATCHES.flatMap((
      { fill, line },
    ) => [[INK.text, fill], [line, INK.paper]]),
    [INK.paper, INK.alarm],
    [INK.paper, INK.strong],
  ] as [string, string][];
  const weak = pairs.filter(([text, ground]) => contrast(text, ground) < 4.5);
  assertEquals(weak, []);
});

Deno.test("outlines have a contrast of 3 on everything they stand on", () => {
  const grounds = [INK.paper, INK.track, ...SWATCHES.map(({ fill }) => fill)];
  const weak = grounds.filter((ground) => contrast(INK.text, ground) < 3);
  assertEquals(weak, []);
  assert(contrast(INK.muted, INK.track) >= 3);
});

for (const [name, sight] of Object.entries(SIGHTS)) {
  Deno.test(`swatch() gives seven colours that a reader with ${name} sight can tell apart`, () => {
    for (const kind of ["fill", "line"] as const) {
      const colours = SWATCHES.slice(0, 7).map((each) =>
        seen(each[kind], sight)
      );
      const nearest = Math.min(
        ...colours.flatMap((one, at) =>
          colours.slice(0, at).map((other) =>
            Math.hypot(...one.map((part, axis) => part - other[axis]!))
          )
        ),
      );
      // A difference of 2.3 is just noticeable; five times that is plain.
      assert(nearest > 11.5, `${kind}: ${nearest.toFixed(1)}`);
    }
  });
}

Deno.test("swatch() never repeats colour, letter and dashes together among 28", () => {
  const looks = Array.from({ length: 28 }, (_, index) => {
    const { fill, dashes } = swatch(index);
    return `${fill} ${dashes}`;
  });
  assertEquals(new Set(looks).size, 28);
});

Deno.test("swatch() names by letters as a sheet names its columns", () => {
  assertEquals(
    [0, 25, 26, 27, 701, 702].map((index) => swatch(index).letter),
    ["A", "Z", "AA", "AB", "ZZ", "AAA"],
  );
});

Deno.test("swatches() gives looks in natural order of keys, none last, whatever the order given", () => {
  const looks = swatches(["1010", null, "999", "1010"]);
  assertEquals([...looks.keys()], ["999", "1010", null]);
  assertEquals(looks.get(null), NO_KEY);
});

Deno.test("swatches() gives a key the look that it had in an earlier picture", () => {
  const first = swatches(["Ada", "Zoë"]);
  const second = swatches(["Bo", "Cleo", "the Grand", "Zoë"]);
  assertEquals(second.get("Zoë"), first.get("Zoë"));
  assertEquals(swatches(["Ada"]).get("Ada"), first.get("Ada"));
});

Deno.test("swatches() gives the keys of a picture different colours as long as there are some", () => {
  for (const round of [1, 2, 3]) {
    swatches([`one of ${round}`, `two of ${round}`]);
  }
  const known = "one of 2";
  const looks = swatches([known, ..."abcdef"].map((key) => `${key}`));
  const fills = [...looks.values()].map(({ fill }) => fill);
  assertEquals(new Set(fills).size, 7);
});

Deno.test("swatches() never gives two keys the same letter", () => {
  const keys = Array.from({ length: 400 }, (_, index) => `letter ${index}`);
  const letters = [...swatches(keys).values()].map(({ letter }) => letter);
  assertEquals(new Set(letters).size, 400);
});
