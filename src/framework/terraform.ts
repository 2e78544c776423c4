/**
 * The only file that imports cdktf's core. HashiCorp archived CDKTF in December 2025, and it continues as CDK Terrain
 * (`cdktn`); moving there only changes the import paths of this file and the provider packages
 * (docs/decisions/0001-cdktf.md).
 */
export { App } from "cdktf/lib/app";
export { DataTerraformRemoteStateGcs, GcsBackend } from "cdktf/lib/backends/gcs-backend";
export { DataTerraformRemoteStateLocal, LocalBackend } from "cdktf/lib/backends/local-backend";
export { DataTerraformRemoteStateS3, S3Backend } from "cdktf/lib/backends/s3-backend";
export { AssetType, TerraformAsset } from "cdktf/lib/terraform-asset";
export { TerraformBackend } from "cdktf/lib/terraform-backend";
export { TerraformDataSource } from "cdktf/lib/terraform-data-source";
export { Fn } from "cdktf/lib/terraform-functions";
export { TerraformOutput } from "cdktf/lib/terraform-output";
export { TerraformProvider } from "cdktf/lib/terraform-provider";
export { TerraformResource } from "cdktf/lib/terraform-resource";
export { TerraformStack } from "cdktf/lib/terraform-stack";
export { dependable } from "cdktf/lib/tfExpression";
export { Token } from "cdktf/lib/tokens/token";
export { Construct, type IConstruct } from "constructs";
