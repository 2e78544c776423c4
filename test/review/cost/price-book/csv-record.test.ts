import fc from "fast-check";
import { csvRecord } from "../../../../src/review/cost/price-book/csv-record";

test.each<[string, string[]]>([
  ['"SKU","Unit"', ["SKU", "Unit"]],
  ['"a",,"b",', ["a", "", "b", ""]],
  ['"a, b","say ""x"""', ["a, b", 'say "x"']],
  ["SKU,Unit", ["SKU", "Unit"]],
  ['"cut off, he', ["cut off, he"]],
  ["", [""]],
])("%s", (line, fields) => expect(csvRecord(line)).toEqual(fields));

test("written CSV is read back unchanged", () => {
  const field = fc.string().map((text) => text.replaceAll(/[\r\n]/g, " "));
  fc.assert(
    fc.property(fc.array(field, { minLength: 1 }), (fields) => {
      const line = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
      expect(csvRecord(line)).toEqual(fields);
    }),
  );
});
