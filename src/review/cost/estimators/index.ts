import type { Estimator } from "../estimate";
import { awsCloudwatchLogGroup } from "./aws_cloudwatch_log_group";
import { awsDbInstance } from "./aws_db_instance";
import { awsEbsVolume } from "./aws_ebs_volume";
import { awsEcrRepository } from "./aws_ecr_repository";
import { awsEip } from "./aws_eip";
import { awsEksCluster } from "./aws_eks_cluster";
import { awsEksNodeGroup } from "./aws_eks_node_group";
import { awsFlowLog } from "./aws_flow_log";
import { awsInstance } from "./aws_instance";
import { awsKmsKey } from "./aws_kms_key";
import { awsLb } from "./aws_lb";
import { awsNatGateway } from "./aws_nat_gateway";
import { awsS3Bucket } from "./aws_s3_bucket";
import { awsSecretsmanagerSecret } from "./aws_secretsmanager_secret";
import { awsVpcEndpoint } from "./aws_vpc_endpoint";
import { googleArtifactRegistryRepository } from "./google_artifact_registry_repository";
import { googleComputeAddress } from "./google_compute_address";
import { googleComputeDisk } from "./google_compute_disk";
import { googleComputeGlobalAddress } from "./google_compute_global_address";
import { googleComputeInstance } from "./google_compute_instance";
import { googleComputeRouterNat } from "./google_compute_router_nat";
import { googleContainerCluster } from "./google_container_cluster";
import { googleContainerNodePool } from "./google_container_node_pool";
import { googleKmsCryptoKey } from "./google_kms_crypto_key";
import { googleLoggingProjectBucketConfig } from "./google_logging_project_bucket_config";
import { googleSecretManagerSecret } from "./google_secret_manager_secret";
import { googleSqlDatabaseInstance } from "./google_sql_database_instance";
import { googleStorageBucket } from "./google_storage_bucket";
import { helmRelease } from "./helm_release";

/** Every estimator. A test walks the folder and holds this list complete. */
export const ESTIMATORS: readonly Estimator[] = [
  awsCloudwatchLogGroup,
  awsDbInstance,
  awsEbsVolume,
  awsEcrRepository,
  awsEip,
  awsEksCluster,
  awsEksNodeGroup,
  awsFlowLog,
  awsInstance,
  awsKmsKey,
  awsLb,
  awsNatGateway,
  awsS3Bucket,
  awsSecretsmanagerSecret,
  awsVpcEndpoint,
  googleArtifactRegistryRepository,
  googleComputeAddress,
  googleComputeDisk,
  googleComputeGlobalAddress,
  googleComputeInstance,
  googleComputeRouterNat,
  googleContainerCluster,
  googleContainerNodePool,
  googleKmsCryptoKey,
  googleLoggingProjectBucketConfig,
  googleSecretManagerSecret,
  googleSqlDatabaseInstance,
  googleStorageBucket,
  helmRelease,
];
