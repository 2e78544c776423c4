import { credentialsIn } from "../../src/facts/credential-forms";
import { CREDENTIALS } from "./credentials";

test.each(CREDENTIALS)("%s is recognized, also within a text", (kind, credential) => {
  expect(credentialsIn(credential)).toEqual([kind]);
  expect(credentialsIn(`first line\nvalue: ${credential} and more`)).toEqual([kind]);
});

test.each([
  ["a URL without a password", "https://github.com/acme/ml@main"],
  ["a URL whose password is filled in later", "postgresql://mlflow:${PASSWORD}@db.example.com/mlflow"],
  ["the name of a key", "aws_secret_access_key"],
  ["a word that begins like a token", "sk-learn, hf_hub, npm_config_cache, dapi"],
])("%s is not a credential", (_, text) => {
  expect(credentialsIn(text)).toEqual([]);
});
