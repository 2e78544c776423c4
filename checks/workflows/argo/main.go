// Runs Argo Workflows' own code on manifests and events: JSON on standard input, JSON on standard output.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	wfv1 "github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v4/pkg/client/clientset/versioned/fake"
	"github.com/argoproj/argo-workflows/v4/server/auth"
	"github.com/argoproj/argo-workflows/v4/server/event/dispatch"
	"github.com/argoproj/argo-workflows/v4/util/expr/argoexpr"
	"github.com/argoproj/argo-workflows/v4/util/instanceid"
	"github.com/argoproj/argo-workflows/v4/util/logging"
	"github.com/argoproj/argo-workflows/v4/workflow/validate"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/record"
	"sigs.k8s.io/yaml"
)

type event struct {
	Discriminator string                    `json:"discriminator"`
	Payload       wfv1.Item                 `json:"payload"`
	Binding       wfv1.WorkflowEventBinding `json:"binding"`
}

type rule struct {
	Expression string         `json:"expression"`
	Env        map[string]any `json:"env"`
}

type question struct {
	Templates     []json.RawMessage `json:"templates"`
	CronWorkflows []json.RawMessage `json:"cronWorkflows"`
	Events        []event           `json:"events"`
	Rules         []rule            `json:"rules"`
}

type started struct {
	Workflow   string            `json:"workflow"`
	Parameters map[string]string `json:"parameters"`
}

type outcome struct {
	Started *started `json:"started,omitempty"`
	Error   string   `json:"error,omitempty"`
}

type verdict struct {
	Matches bool   `json:"matches"`
	Error   string `json:"error,omitempty"`
}

type answer struct {
	Problems []string  `json:"problems"`
	Events   []outcome `json:"events"`
	Rules    []verdict `json:"rules"`
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
	said := answer{Problems: problems(asked), Events: []outcome{}, Rules: []verdict{}}
	for _, one := range asked.Events {
		said.Events = append(said.Events, dispatched(one))
	}
	for _, one := range asked.Rules {
		matches, err := argoexpr.EvalBool(one.Expression, one.Env)
		said.Rules = append(said.Rules, verdict{Matches: matches, Error: text(err)})
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

// What the server does with an event, on an API server that has the template.
func dispatched(one event) outcome {
	binding := one.Binding
	template := &wfv1.WorkflowTemplate{ObjectMeta: metav1.ObjectMeta{
		Name:      binding.Spec.Submit.WorkflowTemplateRef.Name,
		Namespace: binding.Namespace,
	}}
	client := fake.NewSimpleClientset(template)
	ctx := context.WithValue(logging.InitLoggerInContext(), auth.WfKey, client)
	bindings := []wfv1.WorkflowEventBinding{binding}
	operation, err := dispatch.NewOperation(
		ctx, instanceid.NewService(""), record.NewFakeRecorder(1), bindings, binding.Namespace, one.Discriminator, &one.Payload,
	)
	if err != nil {
		return outcome{Error: err.Error()}
	}
	if err := operation.Dispatch(ctx); err != nil {
		return outcome{Error: err.Error()}
	}
	workflows, err := client.ArgoprojV1alpha1().Workflows(binding.Namespace).List(ctx, metav1.ListOptions{})
	if err != nil || len(workflows.Items) == 0 {
		return outcome{Error: text(err)}
	}
	workflow := workflows.Items[0]
	parameters := map[string]string{}
	for _, parameter := range workflow.Spec.Arguments.Parameters {
		parameters[parameter.Name] = parameter.Value.String()
	}
	return outcome{Started: &started{Workflow: workflow.Name, Parameters: parameters}}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
