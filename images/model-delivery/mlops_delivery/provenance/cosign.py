"""cosign signatures: https://docs.sigstore.dev/cosign/"""

import base64
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mlops_delivery.failure import Refused, Unreachable, WrongInput
from mlops_delivery.provenance.statement import PREDICATE_TYPE

TIMEOUT_SECONDS = 120
# Issuer for GitHub workflows, which sign without a key.
GITHUB_ISSUER = "https://token.actions.githubusercontent.com"
# Variable with a public key, in place of a file: https://docs.sigstore.dev/cosign/key_management/overview/
PUBLIC_KEY = "MLOPS_DELIVERY_PUBLIC_KEY"
INTOTO = "application/vnd.in-toto+json"


def sign(statement: bytes, key: str | None) -> bytes:
    """A DSSE envelope, in one line. Without a key, the identity of the environment signs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "statement").write_bytes(statement)
        envelope = folder / "envelope"
        more = ["--key", key, "--tlog-upload=false"] if key else ["--bundle", str(folder / "bundle")]
        arguments = ["attest-blob", "--yes", *more, "--statement", str(folder / "statement")]
        _cosign([*arguments, "--output-signature", str(envelope)])
        signed = json.loads(envelope.read_bytes())
        if key is None:
            signed = {**signed, "sigstoreBundle": json.loads((folder / "bundle").read_bytes())}
    return json.dumps(signed, separators=(",", ":")).encode() + b"\n"


def verify(envelope: bytes, listing: bytes, signer: str) -> dict[str, Any]:
    """The statement, if its signature and its subject are valid. @raises Refused"""
    parsed = _envelope(envelope)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "envelope").write_text(json.dumps(_dsse(parsed)))
        (folder / "listing").write_bytes(listing)
        arguments = ["verify-blob-attestation", "--type", PREDICATE_TYPE, *_signer(signer)]
        if "sigstoreBundle" in parsed:
            (folder / "bundle").write_text(json.dumps(parsed["sigstoreBundle"]))
            arguments += ["--bundle", str(folder / "bundle")]
        arguments += ["--signature", str(folder / "envelope"), str(folder / "listing")]
        done = _run(arguments, {PUBLIC_KEY: signer})
    if done.returncode != 0:
        raise Refused(f"the provenance is not valid: {_last_line(done.stderr)}")
    return payload(envelope)


def publish(listing: bytes, statement: bytes, repository: str, key: str | None) -> str:
    """Pushes the list of files to a registry, with the signed statement attached; returns its reference by digest."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "model.sha256sums").write_bytes(listing)
        (folder / "predicate").write_text(json.dumps(json.loads(statement)["predicate"]))
        tag = f"{repository}:{json.loads(statement)['subject'][0]['digest']['sha256'][:32]}"
        reference = _cosign(["upload", "blob", "--files", str(folder / "model.sha256sums"), tag]).stdout.split()[-1]
        more = ["--key", key, "--tlog-upload=false"] if key else []
        predicate = ["--predicate", str(folder / "predicate"), "--type", PREDICATE_TYPE]
        _cosign(["attest", "--yes", *more, *predicate, reference])
    return reference


def verify_published(reference: str, signer: str) -> dict[str, Any]:
    """The statement attached to a reference by digest. @raises Refused"""
    done = _run(["verify-attestation", "--type", PREDICATE_TYPE, *_signer(signer), reference], {PUBLIC_KEY: signer})
    if done.returncode != 0:
        raise Refused(f"{reference}: the provenance is not valid: {_last_line(done.stderr)}")
    return payload(done.stdout.splitlines()[-1].encode())


def payload(envelope: bytes) -> dict[str, Any]:
    statement: dict[str, Any] = json.loads(base64.b64decode(_envelope(envelope)["payload"]))
    return statement


def _envelope(content: bytes) -> dict[str, Any]:
    try:
        envelope = json.loads(content)
        if envelope["payloadType"] != INTOTO or not envelope["signatures"]:
            raise ValueError
        base64.b64decode(envelope["payload"], validate=True)
    except (ValueError, KeyError, TypeError):
        raise Refused("the provenance is not valid: no signed envelope (DSSE) with an in-toto statement") from None
    return dict(envelope)


def _dsse(envelope: dict[str, Any]) -> dict[str, Any]:
    return {key: envelope[key] for key in ("payloadType", "payload", "signatures")}


def _signer(signer: str) -> list[str]:
    """A key needs no public log. An identity is a workflow's address; `*` is a wildcard."""
    if not signer.startswith("https://"):
        key = f"env://{PUBLIC_KEY}" if signer.startswith("-----BEGIN PUBLIC KEY-----") else signer
        return ["--key", key, "--insecure-ignore-tlog=true", "--private-infrastructure=true"]
    return ["--certificate-identity-regexp", _pattern(signer), "--certificate-oidc-issuer", GITHUB_ISSUER]


def _pattern(identity: str) -> str:
    quoted = "".join(char if char.isalnum() or char in "/:_-@" else f"\\{char}" for char in identity)
    return "^" + quoted.replace("\\*", ".*") + "$"


def _cosign(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    done = _run(arguments)
    if done.returncode != 0:
        raise Unreachable(f"cosign {arguments[0]}: {_last_line(done.stderr)}")
    return done


def _run(arguments: Sequence[str], variables: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    # Password of the key file; empty if it has none.
    environment = {"COSIGN_PASSWORD": "", **os.environ, **(variables or {})}
    try:
        return subprocess.run(
            ["cosign", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
        )
    except FileNotFoundError:
        raise WrongInput("cosign is not installed; the image contains it") from None
    except subprocess.TimeoutExpired:
        raise Unreachable(f"cosign {arguments[0]}: no answer within {TIMEOUT_SECONDS} s") from None


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "no reason given")
