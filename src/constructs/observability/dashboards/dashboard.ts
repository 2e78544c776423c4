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

/** A time series panel. */
export interface Panel {
  readonly title: string;
  /** What it shows, and what to do about it. */
  readonly description: string;
  /** Unit in Grafana's notation, e.g. `s`, `bytes`, `percentunit`, `reqps`, `currencyUSD`, `short`. */
  readonly unit: string;
  /** Legend → PromQL; `{{label}}` in a legend is replaced by the label's value. */
  readonly queries: Readonly<Record<string, string>>;
  /** Component whose metrics it shows; without it the panel is empty. @default - its metrics exist on every cluster */
  readonly of?: ComponentName;
}

/** A dashboard with two panels in a row, on the Prometheus data source that the user selects. */
export interface Dashboard {
  /** Stable: links contain it. */
  readonly uid: string;
  readonly title: string;
  /**
   * Variables that the user selects; `$name` in a query is replaced by the selection.
   * @default - only the data source
   */
  readonly variables?: readonly Variable[];
  readonly panels: readonly Panel[];
}

/** A selection of a label's values. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  /** `label_values(metric, label)` */
  readonly query: string;
}

const DATASOURCE = { type: "prometheus", uid: "${datasource}" } as const;

/** The dashboard in Grafana's JSON format. */
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
