/** The page's only script: the filter, the boxes of the graph, links into collapsed sections. It writes no HTML. */
export const SCRIPT = `
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = (element) => element.textContent.toLowerCase();

  const form = document.querySelector("#filters");
  if (form) {
    const rules = all(".rule").map((rule) => ({
      rule,
      head: text(rule.querySelector("summary")),
      places: all(".place", rule).map((place) => ({ place, body: text(place) })),
    }));
    const total = rules.reduce((sum, { places }) => sum + places.length, 0);
    const filter = () => {
      const on = (name) => new Set(all("input[name=" + name + "]:checked", form).map((input) => input.value));
      const severities = on("severity"), areas = on("area");
      const words = form.querySelector("#words").value.toLowerCase().split(/\\s+/).filter(Boolean);
      let shown = 0;
      for (const { rule, head, places } of rules) {
        const chosen = severities.has(rule.dataset.severity) && areas.has(rule.dataset.area);
        let any = false;
        for (const { place, body } of places) {
          const visible = chosen && words.every((word) => head.includes(word) || body.includes(word));
          place.hidden = !visible;
          any ||= visible;
          if (visible) shown += 1;
        }
        rule.hidden = !any;
      }
      form.querySelector("#shown").textContent = shown + " of " + total + " shown";
    };
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  for (const graph of all(".graph")) {
    const boxes = all(".box", graph), lines = all("path", graph);
    const select = (box) => {
      const again = box.getAttribute("aria-pressed") === "true";
      const near = new Set();
      for (const line of lines) {
        const ends = line.dataset.ends.split(" ");
        const own = !again && ends.includes(box.dataset.node);
        line.classList.toggle("own", own);
        if (own) for (const end of ends) near.add(end);
      }
      graph.classList.toggle("selected", !again);
      for (const other of boxes) {
        other.setAttribute("aria-pressed", String(!again && other === box));
        other.classList.toggle("near", near.has(other.dataset.node) || (!again && other === box));
      }
    };
    for (const box of boxes) {
      box.addEventListener("click", () => select(box));
      box.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        select(box);
      });
    }
  }

  const unfold = () => {
    const target = /^#[a-z0-9-]+$/.test(location.hash) && document.querySelector(location.hash);
    if (target && target.tagName === "DETAILS") target.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
`;

/** The script hash in the page's policy: the test computes it and reports the new value after a change. */
export const SCRIPT_HASH = "sha256-/xgb+bDHCjaVti3yp7j2llSzQvrMSiA+wrVPOp6liGU=";
