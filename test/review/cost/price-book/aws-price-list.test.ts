import { AWS_OFFERS, readAwsOffer } from "../../../../src/review/cost/price-book/aws-price-list";
import { lines, named } from "./answer";

test("EC2: Linux on shared hardware, disks and NAT of the region, and no other rows", () => {
  const { asOf, source, prices } = readAwsOffer(lines("AmazonEC2.csv"), "AmazonEC2", "eu-west-1");
  expect(named(prices)).toEqual({
    "ec2.on-demand m7i.large": "0.11235 h",
    "ec2.on-demand t4g.nano": "0.0046 h",
    "nat_gateway.hour": "0.048 h",
    "nat_gateway.data": "0.048 GB",
    "ebs.gp2": "0.11 GB-month",
    "ebs.gp3": "0.088 GB-month",
    "ebs.io1.iops": "0.072 IOPS-month",
    // The list has it per GiB/s: 49.152 / 1024
    "ebs.gp3.throughput_over_125": "0.048 MiB/s-month",
  });
  expect(asOf).toBe("2026-09-25");
  expect(source).toMatch(
    /^https:\/\/pricing\.us-east-1\.amazonaws\.com\/.*\/AmazonEC2\/current\/eu-west-1\/index\.csv$/,
  );
});

test("S3: each tier has its own price", () => {
  const { prices } = readAwsOffer(lines("AmazonS3.csv"), "AmazonS3", "us-east-1");
  expect(named(prices)).toEqual({
    "s3.standard": "0.023 GB-month",
    "s3.standard.over_50_tb": "0.022 GB-month",
    "s3.standard.over_500_tb": "0.021 GB-month",
  });
});

test("RDS: engines and zones have separate prices, and Multi-AZ its list price: not twice 0.45", () => {
  const { prices } = readAwsOffer(lines("AmazonRDS.csv"), "AmazonRDS", "us-east-1");
  expect(named(prices)).toEqual({
    "rds.postgres.single-az db.r6g.xlarge": "0.45 h",
    "rds.postgres.multi-az db.r6g.xlarge": "0.899 h",
    "rds.mysql.single-az db.r6g.xlarge": "0.43 h",
    "rds.storage.gp3": "0.115 GB-month",
  });
});

test("load balancers: a trust store isn't a load balancer, and capacity units are per month", () => {
  const { prices } = readAwsOffer(lines("AWSELB.csv"), "AWSELB", "us-west-2");
  // 730 × 0.008
  expect(named(prices)).toEqual({ "alb.hour": "0.0225 h", "alb.lcu": "5.84 LCU-month" });
});

const EC2 = lines("AmazonEC2.csv");
const edited = (from: string | RegExp, to: string) => EC2.map((line) => line.replace(from, to));

test.each<[string, readonly string[], string]>([
  ["a list of another offer", lines("AmazonS3.csv"), "the offer AmazonS3"],
  ["a page that isn't a list", ["<html>", "<body>Service Unavailable</body>"], "no row of column names"],
  ["nothing", [], "no row of column names"],
  ["a list that ends in the head", EC2.slice(0, 4), "no row of column names"],
  [
    "a file that is truncated in a row",
    [...EC2.slice(0, -1), (EC2.at(-1) ?? "").slice(0, 200)],
    "fields under 36 columns",
  ],
  [
    "a file that is truncated in a reserved row",
    [...EC2.slice(0, 6), (EC2[6] ?? "").slice(0, 90)],
    "fields under 36 columns",
  ],
  ["a list without a day", edited(/^"Publication Date".*/, '"Publication Date",""'), "publication date"],
  ["a list without the prices", edited('"PricePerUnit"', '"Price"'), "no column PricePerUnit"],
  ["a price in another currency", edited('"0.0480000000","USD"', '"0.0480000000","CNY"'), "in CNY"],
  ["a price that isn't there", edited('"0.1123500000"', ""), 'm7i.large at ""'],
  ["a price of 0", edited('"0.1123500000"', '"0.0000000000"'), "m7i.large at 0 USD"],
  ["an unknown unit", edited('"GiBps-mo"', '"TiBps-mo"'), "ebs.gp3.throughput_over_125 in TiBps-mo"],
  [
    "two prices for one type",
    [...EC2, (EC2[7] ?? "").replace("0.1123500000", "0.2")],
    "two prices for m7i.large: 0.11235 and 0.2 USD",
  ],
])("%s is rejected", (_, list, found) => {
  expect(() => readAwsOffer(list, "AmazonEC2", "eu-west-1")).toThrow(found);
});

test("a duplicate price in the list counts once", () => {
  const twice = [...EC2, EC2[7] ?? ""];
  expect(readAwsOffer(twice, "AmazonEC2", "eu-west-1").prices).toHaveLength(8);
});

test("a list of another region has none of the prices", () => {
  expect(readAwsOffer(EC2, "AmazonEC2", "us-east-1").prices).toEqual([]);
});

test("every offer is requested once", () => {
  expect(new Set(AWS_OFFERS).size).toBe(AWS_OFFERS.length);
  expect(AWS_OFFERS).toContain("AmazonEKS");
});
