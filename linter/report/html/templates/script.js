"use strict";
/* Filters and highlights; the page says everything without it. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const filter = document.getElementById("filter");
  const rule = document.getElementById("rule");
  const project = document.getElementById("project");
  const faulty = document.getElementById("faulty");
  const shown = document.getElementById("shown");
  const boxes = all("input[name=severity]", filter);
  const forms = all("details.project").map((element) => ({
    element,
    name: element.querySelector(".name").textContent.toLowerCase(),
    faults: all("li.fault", element),
    row: document.querySelector(`nav.jump a[href="#${element.id}"]`)?.closest("tr"),
  }));
  const counts = (fault) => !fault.classList.contains("besides");  // told in full, and counted, beside another form
  const total = forms.reduce((sum, form) => sum + form.faults.filter(counts).length, 0);

  const apply = () => {
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const text = project.value.trim().toLowerCase();
    const narrowed = severities.size < boxes.length || rule.value !== "" || faulty.checked;
    let count = 0;
    let open = 0;
    for (const { element, name, faults, row } of forms) {
      const named = name.includes(text);
      let own = 0;
      let told = 0;
      for (const fault of faults) {
        const keep = severities.has(fault.classList[1]) && (rule.value === "" || fault.dataset.r === rule.value);
        fault.hidden = !keep;
        told += keep;
        own += keep && counts(fault);
      }
      for (const mark of all("[data-f] > a.m", element)) {
        mark.hidden = document.getElementById(mark.hash.slice(1))?.hidden ?? false;
      }
      const keep = named && (told > 0 || !narrowed);
      element.hidden = !keep;
      if (row) row.hidden = !keep;
      if (keep) { count += own; open += 1; }
    }
    shown.textContent = `${open} 个项目，${count} 处问题` + (count < total ? `（共 ${total} 处）` : "");
  };

  const light = (element, on) => {
    const form = element.closest("details.project");
    const fault = element.closest("li.fault");
    const cell = element.closest("[data-f]");
    const numbers = fault ? [fault.dataset.n] : cell ? cell.dataset.f.split(" ") : [];
    for (const number of numbers) {
      document.getElementById(`${form.id}f${number}`)?.classList.toggle("lit", on);
      for (const other of all(`[data-f~="${number}"]`, form)) other.classList.toggle("lit", on);
    }
    return { fault, cell, form, numbers };
  };
  const within = (event) => event.target instanceof Element && event.target.closest("li.fault, [data-f]");
  const enter = (event) => {
    if (!within(event)) return;
    const { fault, cell, form, numbers } = light(event.target, true);
    const list = form.querySelector(".faults");
    if (!fault && cell && list && list.scrollHeight > list.clientHeight) {
      const first = document.getElementById(`${form.id}f${numbers[0]}`);
      if (first && (first.offsetTop < list.scrollTop || first.offsetTop + first.offsetHeight > list.scrollTop + list.clientHeight)) {
        list.scrollTop = first.offsetTop - 8;
      }
    }
  };
  const leave = (event) => { if (within(event)) light(event.target, false); };
  for (const [name, handle] of [["mouseover", enter], ["mouseout", leave], ["focusin", enter], ["focusout", leave]]) {
    document.addEventListener(name, handle);
  }

  const reveal = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    const fold = target?.closest("details");
    if (!fold) return;
    fold.hidden = false;
    fold.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);

  filter.hidden = false;
  filter.addEventListener("input", apply);
  document.getElementById("unfold").addEventListener("click", () => { for (const { element } of forms) element.open = true; });
  document.getElementById("fold").addEventListener("click", () => { for (const { element } of forms) element.open = false; });
  document.getElementById("reset").addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    rule.value = project.value = "";
    faulty.checked = false;
    apply();
  });
  apply();
  reveal();
})();
