/** What a slide is for; its look follows from that. */
export type SlideKind =
  | "title"
  | "section"
  | "prose"
  | "brief"
  | "question"
  | "code"
  | "output"
  | "takeaway"
  | "task"
  | "answer";

/** One idea, on one screen. */
export interface Slide {
  kind: SlideKind;
  /** What stands in the middle, as HTML. */
  body: string;
  /** What the teacher reads beside it, as HTML: the chapter's full text; often empty. */
  notes: string;
}

/** Slides under one heading of a chapter; a column of the overview. */
export interface Section {
  /** As HTML; empty before the first heading. */
  title: string;
  slides: Slide[];
}

/** Size of a slide and of what is on it, in px. */
export const SCREEN = {
  width: 1280,
  height: 720,
  /** Room for the body, between the running head and the foot. */
  body: { width: 1152, height: 548 },
} as const;
