import { gatesManifests } from "../../../../src/constructs/models/gates/gates-workflow";
import { IMAGE } from "../delivery-image";
import { templatesOf } from "../workflow-templates";

test("a gate without a result can't pass: the last one checks each by name", () => {
  const workflow = gatesManifests({ image: IMAGE, signer: "awskms:///alias/x" }).find(
    ({ kind }) => kind === "WorkflowTemplate",
  );
  const last = templatesOf(workflow).find(({ name }) => name === "all");
  expect(last?.container?.args).toContain("data,tests,champion,load,provenance");
  expect(last?.inputs?.artifacts.map(({ name }) => name)).toEqual(["data", "tests", "champion", "load", "provenance"]);
});
