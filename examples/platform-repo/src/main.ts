import { App } from "cdktf/lib/app";
import { FeatureStore } from "./feature-store";

const app = new App();
new FeatureStore(app, "feature-store");
app.synth();
