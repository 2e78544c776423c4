import awsRegions from "./aws-regions.json";
import googleRegions from "./google-regions.json";
import type { CloudProvider } from "./provider";

/**
 * Regions and their zones. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 * and https://cloud.google.com/compute/docs/regions-zones
 */
export const REGIONS: Readonly<Record<CloudProvider, Readonly<Record<string, readonly string[]>>>> = {
  aws: awsRegions,
  google: googleRegions,
};
