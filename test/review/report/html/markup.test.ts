import { html, Markup } from "../../../../src/review/report/html/markup";

test("values are escaped, in elements and in attributes", () => {
  expect(html`<p title="${`"'`}">${"<b> & </b>"}</p>`.text).toBe(
    '<p title="&quot;&#39;">&lt;b&gt; &amp; &lt;/b&gt;</p>',
  );
});

test("markup stays markup, alone and in lists", () => {
  const items = ["a<", "b"].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}${new Markup("<hr>")}</ul>`.text).toBe("<ul><li>a&lt;</li><li>b</li><hr></ul>");
});

test("nothing and false are left out, zero is not", () => {
  expect(html`${undefined}${false}${0}${[]}`.text).toBe("0");
});
