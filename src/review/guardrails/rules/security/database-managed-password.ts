import { ALWAYS, checkAttribute, fail, isGiven, isTrue, PASS } from "../../outcomes";
import { isReplica } from "../../replica";
import type { Rule } from "../../rule";

export const databaseManagedPassword: Rule = {
  id: "database-managed-password",
  title: "Master passwords are managed, not written in code",
  why: "A password in the code also ends up in the state, in every plan and in the Git history.",
  remedy: "Set manage_master_user_password = true and remove password.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
  resourceTypes: ["aws_db_instance", "aws_rds_cluster"],
  check: (database, { graph }) => {
    if (isReplica(database)) return [];
    const password = database.type === "aws_db_instance" ? "password" : "master_password";
    if (isGiven(graph.attribute(database, password))) return [fail("The password is part of the code.", password)];
    return isGiven(graph.attribute(database, `${password}_wo`))
      ? [PASS]
      : [
          checkAttribute(
            graph,
            database,
            "manage_master_user_password",
            isTrue,
            () => "RDS does not manage the password.",
            false,
          ),
        ];
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { manage_master_user_password: true } } } },
    fail: { resource: { aws_db_instance: { main: { password: "${var.password}" } } } },
  },
};
