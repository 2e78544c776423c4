// Alertmanager's own tool, at the version that the chart installs: older ones do not support every field.
package main

import "github.com/prometheus/alertmanager/cli"

func main() { cli.Execute() }
