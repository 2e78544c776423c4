import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import type { ComponentName } from "../../../catalogue/component";
import type { JsonObject } from "../../kubernetes/json";

/** A picture over time. */
export interface Panel {
  readonly title: string;
  /** What it tells, and what to do about it. */
  readonly description: string;
  /** Grafana's name of the unit, e.g. `s`, `bytes`, `percentunit`, `reqps`, `currencyUSD`, `short`. */
  readonly unit: string;
  /** Legend → PromQL; `{{label}}` in a legend is filled in. */
  readonly queries: Readonly<Record<string, string>>;
  /** Component whose metrics it shows; without it the panel is empty. @default - every cluster has what it shows */
  readonly of?: ComponentName;
}

/** A dashboard of panels, two in a row, on whichever Prometheus the reader chooses. */
export interface Dashboard {
  /** Stable: links name it. */
  readonly uid: string;
  readonly title: string;
  /** What the reader chooses; `$name` in a query stands for the choice. @default - nothing but the data source */
  readonly variables?: readonly Variable[];
  readonly panels: readonly Panel[];
}

/** A choice among values of a label. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  /** `label_values(metric, label)` */
  readonly query: string;
}

const DATASOURCE = { type: "prometheus", uid: "${datasource}" } as const;

/** The dashboard as Grafana reads it. */
export function dashboardJson({ uid, title, panels, variables = [] }: Dashboard): JsonObject {
  const empty = variables.reduce(
    (builder, variable) => builder.withVariable(variableOf(variable)),
    new DashboardBuilder(title)
      .uid(uid)
      .tags(["mlops"])
      .refresh("1m")
      .time({ from: "now-6h", to: "now" })
      .timezone("browser")
      .withVariable(new DatasourceVariableBuilder("datasource").label("Prometheus").type("prometheus")),
  );
  const dashboard = panels.reduce((builder, panel) => builder.withPanel(panelOf(panel)), empty);
  return JSON.parse(JSON.stringify(dashboard.build()));
}

function variableOf({ name, label, query }: Variable): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(label)
    .query(query)
    .datasource(DATASOURCE)
    .refresh(VariableRefresh.OnTimeRangeChanged);
}

function panelOf({ title, description, unit, queries }: Panel): PanelBuilder {
  return Object.entries(queries).reduce(
    (panel, [legend, expression]) =>
      panel.withTarget(new DataqueryBuilder().expr(expression).legendFormat(legend).datasource(DATASOURCE)),
    new PanelBuilder().title(title).description(description).unit(unit).span(12).height(8).datasource(DATASOURCE),
  );
}
