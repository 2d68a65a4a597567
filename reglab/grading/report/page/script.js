"use strict";
// The page is complete without this script: tables are sorted and all rows are shown.
const isNumeric = (header) => header.matches(".number, .share");
const numberIn = (cell) => {
  const value = parseFloat(cell.textContent);
  return Number.isNaN(value) ? -1 : value; // no score comes below 0
};

const sortBy = (table, header) => {
  // The first press on a column of numbers shows the largest first.
  const numeric = isNumeric(header);
  const before = header.getAttribute("aria-sort");
  const descending = before === "none" ? numeric : before === "ascending";
  for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
  header.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const key = (cell) => (numeric ? numberIn(cell) : cell.textContent.trim());
  const compare = numeric ? (a, b) => a - b : new Intl.Collator().compare;
  const keyed = [...table.tBodies[0].rows].map((row) => [key(row.cells[header.cellIndex]), row]);
  keyed.sort(([a], [b]) => (descending ? compare(b, a) : compare(a, b)));
  table.tBodies[0].append(...keyed.map(([, row]) => row));
};

for (const table of document.querySelectorAll("table.sortable")) {
  table.classList.add("live");
  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(table, header));
    header.append(button);
    header.setAttribute("aria-sort", "none");
  }
}

const filter = document.getElementById("filter");
if (filter) {
  filter.closest("p").hidden = false;
  const rows = [...document.querySelectorAll("tr.student")].map((row) => [
    row,
    row.cells[0].textContent.toLowerCase(),
  ]);
  const everybody = document.querySelector("#students .sortable").tBodies[0].rows;
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    for (const [row, name] of rows) row.hidden = !name.includes(wanted);
    const left = [...everybody].filter((row) => !row.hidden).length;
    document.getElementById("shown").textContent = wanted
      ? `${left} of ${everybody.length} shown, in every table`
      : "";
  });
}
