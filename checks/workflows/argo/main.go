// Runs Argo Workflows' own code on manifests and events: JSON on standard input, JSON on standard output.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	wfv1 "github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v4/util/expr/argoexpr"
	"github.com/argoproj/argo-workflows/v4/util/logging"
	"github.com/argoproj/argo-workflows/v4/workflow/validate"
	"github.com/expr-lang/expr"
	"sigs.k8s.io/yaml"
)

type event struct {
	Selector   string            `json:"selector"`
	Parameters map[string]string `json:"parameters"`
	Env        map[string]any    `json:"env"`
}

type question struct {
	Templates     []json.RawMessage `json:"templates"`
	CronWorkflows []json.RawMessage `json:"cronWorkflows"`
	Events        []event           `json:"events"`
}

type selection struct {
	Selected   bool           `json:"selected"`
	Parameters map[string]any `json:"parameters"`
	Error      string         `json:"error,omitempty"`
}

type answer struct {
	Problems []string    `json:"problems"`
	Events   []selection `json:"events"`
}

type templates map[string]*wfv1.WorkflowTemplate

func (found templates) Get(_ context.Context, name string) (*wfv1.WorkflowTemplate, error) {
	if template, ok := found[name]; ok {
		return template, nil
	}
	return nil, fmt.Errorf("there is no WorkflowTemplate %s", name)
}

type none struct{}

func (none) Get(_ context.Context, name string) (*wfv1.ClusterWorkflowTemplate, error) {
	return nil, fmt.Errorf("there is no ClusterWorkflowTemplate %s", name)
}

func main() {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	said := answer{Problems: problems(asked), Events: []selection{}}
	for _, one := range asked.Events {
		said.Events = append(said.Events, selected(one))
	}
	_ = json.NewEncoder(os.Stdout).Encode(said)
}

func problems(asked question) []string {
	ctx := logging.InitLoggerInContext()
	found, problems := templates{}, []string{}
	tell := func(name string, err error) {
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: %v", name, err))
		}
	}
	for _, text := range asked.Templates {
		template := &wfv1.WorkflowTemplate{}
		// Like the API server with full definitions: an unknown field is an error.
		tell(string(text[:min(len(text), 80)]), yaml.UnmarshalStrict(text, template))
		found[template.Name] = template
	}
	for name, template := range found {
		options := validate.ValidateOpts{Lint: true}
		tell(name, validate.ValidateWorkflowTemplate(ctx, found, none{}, template, nil, options))
	}
	for _, text := range asked.CronWorkflows {
		cron := &wfv1.CronWorkflow{}
		tell(string(text[:min(len(text), 80)]), yaml.UnmarshalStrict(text, cron))
		tell(cron.Name, validate.ValidateCronWorkflow(ctx, found, none{}, cron, nil))
	}
	return problems
}

func selected(one event) selection {
	yes, err := argoexpr.EvalBool(one.Selector, one.Env)
	if err != nil {
		return selection{Error: err.Error()}
	}
	parameters := map[string]any{}
	for name, text := range one.Parameters {
		program, err := expr.Compile(text, expr.Env(one.Env))
		if err != nil {
			return selection{Selected: yes, Error: err.Error()}
		}
		if parameters[name], err = expr.Run(program, one.Env); err != nil {
			return selection{Selected: yes, Error: err.Error()}
		}
	}
	return selection{Selected: yes, Parameters: parameters}
}
