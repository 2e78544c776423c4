// Runs Argo CD's own notifications on an application: JSON on standard input, what is triggered on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/argoproj/notifications-engine/pkg/api"
	"github.com/argoproj/notifications-engine/pkg/services"
	"github.com/argoproj/notifications-engine/pkg/subscriptions"
	corev1 "k8s.io/api/core/v1"
)

type question struct {
	// Of argocd-notifications-cm and argocd-notifications-secret.
	Config map[string]string `json:"config"`
	Secret map[string]string `json:"secret"`
	// Of the application or its project: the subscriptions.
	Annotations map[string]string `json:"annotations"`
	Application map[string]any    `json:"application"`
}

type sending struct {
	Trigger   string `json:"trigger"`
	Triggered bool   `json:"triggered"`
	OncePer   string `json:"oncePer"`
}

func main() {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fail(err)
	}
	sent, err := tell(asked)
	if err != nil {
		fail(err)
	}
	_ = json.NewEncoder(os.Stdout).Encode(sent)
}

func tell(asked question) ([]sending, error) {
	secret := map[string][]byte{}
	for key, value := range asked.Secret {
		secret[key] = []byte(value)
	}
	config, err := api.ParseConfig(&corev1.ConfigMap{Data: asked.Config}, &corev1.Secret{Data: secret})
	if err != nil {
		return nil, err
	}
	vars := func(obj map[string]any, _ services.Destination) map[string]any { return map[string]any{"app": obj} }
	notifications, err := api.NewAPI(*config, vars)
	if err != nil {
		return nil, err
	}
	sent := []sending{}
	for trigger, destinations := range subscriptions.NewAnnotations(asked.Annotations).GetDestinations(nil, nil) {
		results, err := notifications.RunTrigger(trigger, asked.Application)
		if err != nil {
			return nil, err
		}
		for _, result := range results {
			sent = append(sent, sending{Trigger: trigger, Triggered: result.Triggered, OncePer: result.OncePer})
			if !result.Triggered {
				continue
			}
			for _, destination := range destinations {
				if err := notifications.Send(asked.Application, result.Templates, destination); err != nil {
					return nil, fmt.Errorf("%s: %w", strings.Join(result.Templates, ", "), err)
				}
			}
		}
	}
	return sent, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
