import type { Estimator } from "../estimate";
import { awsAutoscalingGroup } from "./aws_autoscaling_group";
import { awsCloudwatchDashboard } from "./aws_cloudwatch_dashboard";
import { awsCloudwatchLogGroup } from "./aws_cloudwatch_log_group";
import { awsCloudwatchMetricAlarm } from "./aws_cloudwatch_metric_alarm";
import { awsDbInstance } from "./aws_db_instance";
import { awsDynamodbTable } from "./aws_dynamodb_table";
import { awsEbsSnapshot } from "./aws_ebs_snapshot";
import { awsEbsVolume } from "./aws_ebs_volume";
import { awsEc2TransitGatewayVpcAttachment } from "./aws_ec2_transit_gateway_vpc_attachment";
import { awsEcrRepository } from "./aws_ecr_repository";
import { awsEfsFileSystem } from "./aws_efs_file_system";
import { awsEip } from "./aws_eip";
import { awsEksCluster } from "./aws_eks_cluster";
import { awsEksNodeGroup } from "./aws_eks_node_group";
import { awsElasticacheCluster } from "./aws_elasticache_cluster";
import { awsElasticacheReplicationGroup } from "./aws_elasticache_replication_group";
import { awsElb } from "./aws_elb";
import { awsFlowLog } from "./aws_flow_log";
import { awsFsxLustreFileSystem } from "./aws_fsx_lustre_file_system";
import { awsFsxOpenzfsFileSystem } from "./aws_fsx_openzfs_file_system";
import { awsInstance } from "./aws_instance";
import { awsKmsKey } from "./aws_kms_key";
import { awsLambdaFunction } from "./aws_lambda_function";
import { awsLb } from "./aws_lb";
import { awsMskCluster } from "./aws_msk_cluster";
import { awsNatGateway } from "./aws_nat_gateway";
import { awsRdsCluster } from "./aws_rds_cluster";
import { awsRdsClusterInstance } from "./aws_rds_cluster_instance";
import { awsRoute53Zone } from "./aws_route53_zone";
import { awsS3Bucket } from "./aws_s3_bucket";
import { awsSagemakerEndpointConfiguration } from "./aws_sagemaker_endpoint_configuration";
import { awsSagemakerNotebookInstance } from "./aws_sagemaker_notebook_instance";
import { awsSecretsmanagerSecret } from "./aws_secretsmanager_secret";
import { awsSnsTopic } from "./aws_sns_topic";
import { awsSqsQueue } from "./aws_sqs_queue";
import { awsVpcEndpoint } from "./aws_vpc_endpoint";
import { awsVpnConnection } from "./aws_vpn_connection";
import { googleArtifactRegistryRepository } from "./google_artifact_registry_repository";
import { googleBigqueryDataset } from "./google_bigquery_dataset";
import { googleBigqueryTable } from "./google_bigquery_table";
import { googleComputeAddress } from "./google_compute_address";
import { googleComputeDisk } from "./google_compute_disk";
import { googleComputeForwardingRule } from "./google_compute_forwarding_rule";
import { googleComputeGlobalAddress } from "./google_compute_global_address";
import { googleComputeInstance } from "./google_compute_instance";
import { googleComputeInstanceGroupManager } from "./google_compute_instance_group_manager";
import { googleComputeRegionDisk } from "./google_compute_region_disk";
import { googleComputeRegionInstanceGroupManager } from "./google_compute_region_instance_group_manager";
import { googleComputeRouterNat } from "./google_compute_router_nat";
import { googleComputeVpnTunnel } from "./google_compute_vpn_tunnel";
import { googleContainerCluster } from "./google_container_cluster";
import { googleContainerNodePool } from "./google_container_node_pool";
import { googleFilestoreInstance } from "./google_filestore_instance";
import { googleKmsCryptoKey } from "./google_kms_crypto_key";
import { googleLoggingProjectBucketConfig } from "./google_logging_project_bucket_config";
import { googlePubsubSubscription } from "./google_pubsub_subscription";
import { googlePubsubTopic } from "./google_pubsub_topic";
import { googleRedisInstance } from "./google_redis_instance";
import { googleSecretManagerSecret } from "./google_secret_manager_secret";
import { googleSqlDatabaseInstance } from "./google_sql_database_instance";
import { googleStorageBucket } from "./google_storage_bucket";
import { helmRelease } from "./helm_release";
import { kubernetesNodePool } from "./kubernetes_NodePool";

/** Every estimator. A test checks that the list is complete. */
export const ESTIMATORS: readonly Estimator[] = [
  awsAutoscalingGroup,
  awsCloudwatchDashboard,
  awsCloudwatchLogGroup,
  awsCloudwatchMetricAlarm,
  awsDbInstance,
  awsDynamodbTable,
  awsEbsSnapshot,
  awsEbsVolume,
  awsEc2TransitGatewayVpcAttachment,
  awsEcrRepository,
  awsEfsFileSystem,
  awsEip,
  awsEksCluster,
  awsEksNodeGroup,
  awsElasticacheCluster,
  awsElasticacheReplicationGroup,
  awsElb,
  awsFlowLog,
  awsFsxLustreFileSystem,
  awsFsxOpenzfsFileSystem,
  awsInstance,
  awsKmsKey,
  awsLambdaFunction,
  awsLb,
  awsMskCluster,
  awsNatGateway,
  awsRdsCluster,
  awsRdsClusterInstance,
  awsRoute53Zone,
  awsS3Bucket,
  awsSagemakerEndpointConfiguration,
  awsSagemakerNotebookInstance,
  awsSecretsmanagerSecret,
  awsSnsTopic,
  awsSqsQueue,
  awsVpcEndpoint,
  awsVpnConnection,
  googleArtifactRegistryRepository,
  googleBigqueryDataset,
  googleBigqueryTable,
  googleComputeAddress,
  googleComputeDisk,
  googleComputeForwardingRule,
  googleComputeGlobalAddress,
  googleComputeInstance,
  googleComputeInstanceGroupManager,
  googleComputeRegionDisk,
  googleComputeRegionInstanceGroupManager,
  googleComputeRouterNat,
  googleComputeVpnTunnel,
  googleContainerCluster,
  googleContainerNodePool,
  googleFilestoreInstance,
  googleKmsCryptoKey,
  googleLoggingProjectBucketConfig,
  googlePubsubSubscription,
  googlePubsubTopic,
  googleRedisInstance,
  googleSecretManagerSecret,
  googleSqlDatabaseInstance,
  googleStorageBucket,
  helmRelease,
  kubernetesNodePool,
];
