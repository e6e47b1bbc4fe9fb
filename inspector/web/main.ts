/// <reference lib="dom" />
/** The page: a bar with the views, and the view that its address names. */
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { useAnswer } from "./api.ts";
import { BrokersView } from "./brokers_view.ts";
import { GroupView } from "./group_view.ts";
import { GroupsView } from "./groups_view.ts";
import { html, type VNode } from "./html.ts";
import { Empty } from "./parts.ts";
import { linkTo, type Place, usePlace, type ViewProps } from "./routes.ts";
import { followTheme } from "./theme.ts";
import { TopicView } from "./topic_view.ts";
import { TopicsView } from "./topics_view.ts";
import { TransactionsView } from "./transactions_view.ts";
import type { ClusterChoice, ClusterInfo } from "../shapes.ts";

const VIEWS: [name: string, title: string][] = [
  ["topics", "Topics"],
  ["groups", "Groups"],
  ["transactions", "Transactions"],
  ["brokers", "Brokers"],
];

/** The time between two looks at whether the brokers answer, in ms. */
const LOOK_MS = 4_000;

function Page(): VNode {
  const place = usePlace();
  const { cluster, path } = place;
  const info = useAnswer<ClusterInfo>(cluster, LOOK_MS);
  const choices = useAnswer<ClusterChoice[]>("clusters", LOOK_MS);
  const [view] = path;
  useEffect(() => {
    document.title = `${path.slice(0, 2).join(" / ")} – Inspector`;
  }, [path.join("/")]);
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <header class="bar">
      <nav aria-label="Views">${VIEWS.map(([name, title]) =>
        html`
          <a href=${linkTo(cluster, [name])}
            aria-current=${name === view ? "page" : null}>${title}</a>
        `
      )}</nav>
      <span class="where">
        <span class=${`dot ${
          info.trouble ? "down" : info.data ? "up" : ""
        }`}></span>
        <span role="status">${whereabouts(info.data, info.trouble)}</span>
        ${(choices.data?.length ?? 0) > 1 && html`
          <select aria-label="Cluster"
            value=${cluster} onChange=${choose}>${choices.data!.map((
              { key, title },
            ) => html`<option value=${key}>${title}</option>`)}</select>
        `}
      </span>
    </header>
    <main id="main" tabindex="-1">
      ${info.data?.rights.why &&
        html`<p class="note">${info.data.rights.why}</p>`}
      <${viewOf(place)} key=${`${cluster}/${path.slice(0, 2).join("/")}`}
        place=${place} rights=${info.data?.rights ?? null} />
    </main>
  `;
}

function whereabouts(info: ClusterInfo | null, trouble: string): string {
  if (trouble) return "no answer";
  return info ? info.brokers.join(", ") : "connecting…";
}

function viewOf({ path }: Place): (props: ViewProps) => VNode {
  const [view, name] = path;
  if (view === "topics") return name ? TopicView : TopicsView;
  if (view === "groups") return name ? GroupView : GroupsView;
  if (view === "transactions") return TransactionsView;
  if (view === "brokers") return BrokersView;
  return () =>
    html`
      <${Empty} title="There is nothing at this address">
        <p>Choose a view above.</p>
        </${Empty}>
    `;
}

function choose(event: Event): void {
  const key = (event.target as HTMLSelectElement).value;
  location.hash = linkTo(key, ["topics"]);
}

/** The address belongs to the views, so the link moves the focus itself. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

followTheme();
render(html`<${Page} />`, document.body);
