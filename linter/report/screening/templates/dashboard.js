"use strict";
/* Order, folds and search; the page says everything without it. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const STEP = 100;  // rows shown at once where they are not folded by department
  const UNFOLDED = 40;  // so few units need no folding
  const table = byId("table");
  const text = byId("text");
  const by = byId("by");
  const more = byId("more");
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const said = (element) => element.textContent.toLowerCase();

  const units = [];
  const groups = all("tbody", table).map((body) => {
    const head = body.querySelector(".dept");
    const rows = all(".unit", body).map((row) => ({
      row,
      name: said(row.querySelector(".name")),
      rank: Number(row.dataset.k),
      errors: Number(row.dataset.e),
      copies: Number(row.dataset.c),
    }));
    units.push(...rows);
    return { body, head, rows, name: head ? said(head.querySelector(".name")) : "", button: null, open: true };
  });
  const grouped = groups.some((group) => group.head);
  const flat = document.createElement("tbody");
  const rules = all("tbody tr", byId("ruletable")).map((row) => ({ row, name: said(row) }));
  const clusters = all("#clusters > details").map((row) => ({ row, name: said(row) }));
  const orders = {
    rank: (a, b) => a.rank - b.rank,
    errors: (a, b) => b.errors - a.errors || a.rank - b.rank,
    copies: (a, b) => b.copies - a.copies || a.rank - b.rank,
    name: (a, b) => collator.compare(a.name, b.name),
  };
  let limit = STEP;

  const set = (group, open) => {
    group.open = open;
    group.button?.setAttribute("aria-expanded", String(open));
  };

  const inGroups = (query) => {
    let found = 0;
    flat.remove();
    table.classList.add("grouped");
    for (const group of groups) {
      const whole = query !== "" && group.name.includes(query);
      let own = 0;
      for (const unit of group.rows) {
        const hit = query === "" || whole || unit.name.includes(query);
        unit.row.hidden = !hit || (query === "" && !group.open);
        own += hit;
      }
      group.body.append(...group.rows.map((unit) => unit.row));
      group.body.hidden = own === 0 && query !== "" && !whole;
      found += own;
    }
    more.hidden = true;
    return found;
  };

  const inOrder = (query) => {
    const departments = new Map(groups.flatMap((group) => group.rows.map((unit) => [unit, group.name])));
    const hits = [...units].sort(orders[by.value]).filter((unit) => unit.name.includes(query) || departments.get(unit).includes(query));
    const kept = new Set(query === "" ? hits.slice(0, limit) : hits);
    table.classList.remove("grouped");
    for (const group of groups) group.body.hidden = true;
    for (const unit of units) unit.row.hidden = !kept.has(unit);
    flat.append(...hits.map((unit) => unit.row));
    table.append(flat);
    more.hidden = kept.size === hits.length;
    more.textContent = `再显示 ${Math.min(STEP, hits.length - kept.size)} 个单位（已显示 ${kept.size} 个，共 ${hits.length} 个）`;
    return hits.length;
  };

  const apply = () => {
    const query = text.value.trim().toLowerCase();
    const found = by.value === "group" ? inGroups(query) : inOrder(query);
    const folds = byId("folds");
    if (folds) folds.hidden = by.value !== "group" || query !== "";
    const counts = [rules, clusters].map((held) => {
      let count = 0;
      for (const { row, name } of held) {
        row.hidden = !name.includes(query);
        count += !row.hidden;
      }
      return count;
    });
    byId("shown").textContent = query === "" ? "" : `找到 ${found} 个单位，${counts[0]} 条规则，${counts[1]} 组雷同`;
  };

  for (const group of groups) {
    if (!group.head) continue;
    const name = group.head.querySelector(".name");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "name";
    button.append(...name.childNodes);
    name.replaceWith(button);
    group.button = button;
    set(group, units.length <= UNFOLDED);
    button.addEventListener("click", () => { set(group, !group.open); apply(); });
  }
  const setAll = (open) => { for (const group of groups) set(group, open); apply(); };
  byId("unfold")?.addEventListener("click", () => setAll(true));
  byId("fold")?.addEventListener("click", () => setAll(false));
  by.addEventListener("change", () => { limit = STEP; apply(); });
  more.addEventListener("click", () => { limit += STEP; apply(); });
  text.addEventListener("input", apply);
  byId("clear").addEventListener("click", () => { text.value = ""; apply(); text.focus(); });
  byId("find").hidden = false;
  byId("order").hidden = false;
  if (!grouped) by.value = "rank";
  apply();
})();
