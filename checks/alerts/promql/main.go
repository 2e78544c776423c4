// Parses queries with Prometheus' own parser and lists the series that each reads: a JSON list of queries on standard
// input, a list of results on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

type selector struct {
	Metric string `json:"metric"`
	// Labels that the query selects, groups or joins by.
	Labels []string `json:"labels"`
}

type answer struct {
	Selectors []selector `json:"selectors"`
	Error     string     `json:"error,omitempty"`
}

func main() {
	var queries []string
	if err := json.NewDecoder(os.Stdin).Decode(&queries); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	promql := parser.NewParser(parser.Options{})
	answers := make([]answer, len(queries))
	for index, query := range queries {
		expression, err := promql.ParseExpr(query)
		if err != nil {
			answers[index] = answer{Selectors: []selector{}, Error: err.Error()}
			continue
		}
		answers[index] = answer{Selectors: read(expression, nil)}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// The series below an expression, each with the labels that the expressions above it need.
func read(node parser.Node, needed []string) []selector {
	switch expression := node.(type) {
	case *parser.VectorSelector:
		return []selector{describe(expression, needed)}
	case *parser.AggregateExpr:
		if expression.Without {
			return children(node, needed)
		}
		return children(node, expression.Grouping)
	case *parser.Call:
		if expression.Func.Name == "label_replace" {
			return read(expression.Args[0], replaced(expression, needed))
		}
		return children(node, needed)
	case *parser.BinaryExpr:
		return binary(expression, needed)
	}
	return children(node, needed)
}

func binary(expression *parser.BinaryExpr, needed []string) []selector {
	matching := expression.VectorMatching
	if matching == nil || !matching.On {
		return children(expression, needed)
	}
	one := slices.Concat(matching.MatchingLabels, matching.Include)
	many := slices.Concat(matching.MatchingLabels, needed)
	if matching.Card == parser.CardOneToMany {
		return append(read(expression.LHS, one), read(expression.RHS, many)...)
	}
	return append(read(expression.LHS, many), read(expression.RHS, one)...)
}

// Labels that label_replace writes need not exist; those that it reads must.
func replaced(call *parser.Call, needed []string) []string {
	written := call.Args[1].(*parser.StringLiteral).Val
	source := call.Args[3].(*parser.StringLiteral).Val
	below := slices.DeleteFunc(slices.Clone(needed), func(label string) bool { return label == written })
	if source == "" {
		return below
	}
	return append(below, source)
}

func children(node parser.Node, needed []string) []selector {
	found := []selector{}
	for child := range parser.ChildrenIter(node) {
		found = append(found, read(child, needed)...)
	}
	return found
}

func describe(vector *parser.VectorSelector, needed []string) selector {
	names := slices.Clone(needed)
	metric := vector.Name
	for _, matcher := range vector.LabelMatchers {
		if matcher.Name == labels.MetricName {
			metric = matcher.Value
			continue
		}
		names = append(names, matcher.Name)
	}
	slices.Sort(names)
	return selector{Metric: metric, Labels: slices.Compact(append([]string{}, names...))}
}
