/** The purpose of a slide, which determines its look. */
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
  /** Its purpose. */
  kind: SlideKind;
  /** Its body, as HTML. */
  body: string;
  /** The teacher's notes, as HTML: the chapter's full text; often empty. */
  notes: string;
}

/** The slides under one heading of a chapter; a column of the overview. */
export interface Section {
  /** The heading, as HTML; empty before the first one. */
  title: string;
  /** Its slides in order. */
  slides: Slide[];
}

/** Size of a slide and of its body, in px. */
export const SCREEN = {
  width: 1280,
  height: 720,
  /** The body, between the running head and the foot. */
  body: { width: 1152, height: 548 },
} as const;
