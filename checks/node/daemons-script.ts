import type { Daemon } from "./daemons";
import { SERVICES } from "./place";

/**
 * A script that connects the node's network to the machine's and starts its programs. Its arguments are those of
 * `namespaces.sh`. A pause of a second keeps a program that can't start yet from taking the processor.
 */
export function daemonsScript(daemons: readonly Daemon[]): string {
  return `
set -eu
folder=$1 link=$2 host=$3 address=$4
ip link set lo up
# The first process is still in the machine's network.
ip link add eth0 type veth peer name "$link" netns 1
nsenter --net=/proc/1/ns/net sh -ec "ip address add $host/30 dev $link; ip link set $link up"
ip address add "$address/30" dev eth0
ip link set eth0 up
# The API server calls webhooks by the address of their Service: without a route, the kernel refuses it before kube-proxy
# can replace it.
ip route add ${SERVICES} dev eth0
echo 1 >/proc/sys/net/ipv4/ip_forward
run() {
  name=$1
  shift
  while :; do
    "$@" >>"$folder/$name.log" 2>&1 || true
    sleep 1
  done
}
${daemons.map(({ name, command }) => `run ${[name, ...command].map(quoted).join(" ")} &`).join("\n")}
wait
`;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
