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
	pid := child.Pid
	// Otherwise a SIGTERM, which ends the command's context, would also kill the child at once.
	if err := child.Release(); err != nil {
		return err
	}
	// Release resets it; signals are still forwarded to it.
	child.Pid = pid
	for {
		var status syscall.WaitStatus
		switch ended, err := syscall.Wait4(-1, &status, 0, nil); {
		case err == syscall.EINTR:
		case err != nil:
			return err
		case ended == pid && status.Signaled():
			return errors.NewExitErr(128 + int(status.Signal()))
		case ended == pid:
			return errors.NewExitErr(status.ExitStatus())
		}
	}
}
