// Package osspecific has what a file of the published module would have: how a step's process is signaled and awaited.
package osspecific

import (
	"os"
	"syscall"

	"github.com/argoproj/argo-workflows/v4/util/errors"
)

// Term asks a process to end.
var Term = syscall.SIGTERM

// CanIgnoreSignal is true for signals that the kernel and Go's runtime send to argoexec itself.
func CanIgnoreSignal(signal os.Signal) bool {
	return signal == syscall.SIGCHLD || signal == syscall.SIGURG
}

// Setpgid makes a child the leader of a new process group, whose id is the child's.
func Setpgid(attributes *syscall.SysProcAttr) {
	attributes.Setpgid = true
}

// Kill signals a child and all its descendants.
func Kill(child int, signal syscall.Signal) error {
	return syscall.Kill(-child, signal)
}

// Wait returns when the child ends. As process 1 of its container, argoexec also has to reap orphans.
func Wait(child *os.Process) error {
	for {
		var status syscall.WaitStatus
		switch pid, err := syscall.Wait4(-1, &status, 0, nil); {
		case err == syscall.EINTR:
		case err != nil:
			return err
		case pid == child.Pid && status.Signaled():
			return errors.NewExitErr(128 + int(status.Signal()))
		case pid == child.Pid:
			return errors.NewExitErr(status.ExitStatus())
		}
	}
}
