/** `npm run bench`, or `npm run bench -- node`. */
const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  review: () => import("./bench.js"),
  node: () => import("./bench-node.js"),
};

const [name = "review"] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench) void bench();
else {
  console.error(`There is no bench ${name}: choose one of ${Object.keys(BENCHES).join(", ")}.`);
  process.exitCode = 2;
}
