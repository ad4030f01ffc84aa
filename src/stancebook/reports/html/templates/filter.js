"use strict";
// Filter and sort the rows of a long matrix. The page is whole without it; it only hides and moves rows.
(() => {
  const table = document.querySelector("table.matrix");
  const body = table.tBodies[0];
  const every = [...body.rows];
  const rows = every.filter((row) => !row.classList.contains("of"));
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const disputed = (row) => row.querySelectorAll("td.far, td.position, td.near, td.off_scale").length;
  const place = (row, column) => {
    const mark = row.cells[column].querySelector(".chip, .labels");
    const text = mark ? mark.textContent.trim().replace("\u2212", "-") : "";
    return /^[+-]?\d+(\.\d+)?$/.test(text) ? [0, Number(text), ""] : [1, 0, text];
  };
  const make = (tag, about) => Object.assign(document.createElement(tag), about);
  const bar = make("p", { className: "filter" });
  const text = make("input", { type: "search", id: "filter-text", size: 28 });
  const only = make("input", { type: "checkbox", id: "filter-only" });
  const order = make("select", { id: "filter-order" });
  const said = make("span", { className: "meta" });
  said.setAttribute("role", "status");
  order.append(make("option", { value: "", textContent: "as written" }));
  order.append(make("option", { value: "d", textContent: "most disputed first" }));
  [...table.tHead.rows].at(-1).querySelectorAll("th").forEach((head, column) => {
    const name = column ? head.querySelector(".name").firstChild.textContent.trim() : "";
    if (column) order.append(make("option", { value: String(column), textContent: name }));
  });
  const label = (of, told) => make("label", { htmlFor: of.id, textContent: told });
  bar.append(label(text, "Find "), text, " ", only, label(only, " only disagreements"), " ");
  bar.append(label(order, "Order "), order, " ", said);
  table.closest(".scroll").before(bar);

  const sorted = () => {
    if (!order.value) return every;
    if (order.value === "d") return [...rows].sort((a, b) => disputed(b) - disputed(a));
    const column = Number(order.value);
    const keys = new Map(rows.map((row) => [row, place(row, column)]));
    return [...rows].sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      return x[0] - y[0] || x[1] - y[1] || (x[2] < y[2] ? -1 : x[2] > y[2] ? 1 : 0);
    });
  };
  const show = () => {
    const wanted = text.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !words.get(row).includes(wanted) || (only.checked && !disputed(row));
      shown += row.hidden ? 0 : 1;
    }
    for (const row of every) if (row.classList.contains("of")) row.hidden = Boolean(wanted || only.checked || order.value);
    said.textContent = `${shown} of ${rows.length} sources shown`;
  };
  order.addEventListener("change", () => { body.append(...sorted()); show(); });
  text.addEventListener("input", show);
  only.addEventListener("change", show);
  show();
})();
