"use strict";
/* Makes the pages quicker; they do all without it. Nothing is fetched but from this server. */
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);

  const voice = document.createElement("p");
  voice.className = "unseen";
  voice.setAttribute("role", "status");
  voice.setAttribute("aria-live", "polite");
  document.body.append(voice);
  const say = (text) => { voice.textContent = text; };

  /* The start page: files dropped or chosen, and how far they have been sent. */
  const upload = one("#upload");
  const readyUpload = () => {
    const input = one("#files");
    const list = one("#chosen");
    const sending = one("#sending");
    const failed = one("#failed");
    const megabytes = (size) => (size < 1048576 ? `${Math.ceil(size / 1024)} KB` : `${(size / 1048576).toFixed(1)} MB`);
    const show = () => {
      list.replaceChildren(...[...input.files].slice(0, 20).map((file) => {
        const item = document.createElement("li");
        item.textContent = `${file.name}（${megabytes(file.size)}）`;
        return item;
      }));
      if (input.files.length > 20) list.append(Object.assign(document.createElement("li"), { textContent: `等 ${input.files.length} 个文件` }));
    };
    input.addEventListener("change", show);
    for (const name of ["dragenter", "dragover"]) upload.addEventListener(name, (event) => { event.preventDefault(); upload.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) upload.addEventListener(name, () => upload.classList.remove("over"));
    upload.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
    });
    upload.addEventListener("submit", (event) => {
      event.preventDefault();
      const request = new XMLHttpRequest();
      const bar = one("progress", sending);
      const said = one(".said", sending);
      const button = one("button", upload);
      const give_up = (text) => { failed.textContent = text; failed.hidden = false; sending.hidden = true; button.disabled = false; };
      failed.hidden = true;
      sending.hidden = false;
      button.disabled = true;
      said.textContent = "正在上传……";
      request.upload.addEventListener("progress", (step) => { if (step.lengthComputable) bar.value = (100 * step.loaded) / step.total; });
      request.upload.addEventListener("load", () => { said.textContent = "上传完毕，正在检查……"; bar.removeAttribute("value"); });
      request.addEventListener("load", () => {
        if (request.status < 400) { location.assign(request.responseURL); return; }
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        give_up(`${one("h1", page)?.textContent ?? "没有成功"}。${one(".remedy-said", page)?.textContent ?? ""}`);
      });
      request.addEventListener("error", () => give_up("没有传上去。请检查网络，或文件是否太大，再试一次。"));
      request.open("POST", upload.action);
      request.setRequestHeader("Accept", "text/html");
      request.send(new FormData(upload));
    });
  };

  /* The progress page: asks until it is done. */
  const progress = one("#progress");
  const readyProgress = async () => {
    for (;;) {
      await new Promise((wake) => setTimeout(wake, 700));
      let state;
      try {
        const answer = await fetch(progress.dataset.at, { headers: { Accept: "application/json" } });
        if (!answer.ok) { location.reload(); return; }
        state = await answer.json();
      } catch { continue; }
      if (state.state === "done") { location.replace(location.pathname); return; }
      one(".said", progress).textContent = state.state === "waiting" ? "排队等候……" : `已查完 ${state.done} 份，正在检查“${state.current}”`;
    }
  };

  /* The page of a screening: the same. */
  const screening = one("#screening");
  const readyScreening = async () => {
    for (;;) {
      await new Promise((wake) => setTimeout(wake, 1500));
      try {
        const answer = await fetch(screening.dataset.at, { headers: { Accept: "text/html" } });
        if (!answer.ok || !["waiting", "running"].includes(answer.headers.get("X-State"))) { location.reload(); return; }
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        screening.replaceChildren(...[...page.body.children].map((element) => document.adoptNode(element)));
      } catch { continue; }
    }
  };

  /* The report: cells chosen and forms sent without a new page. */
  const swap = async (address, options = {}) => {
    const before = document.activeElement?.dataset?.key;
    let answer;
    try {
      answer = await fetch(address, { ...options, headers: { Accept: "text/html" } });
    } catch { say("没有连上服务器，请再试一次。"); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const work = one("#work", page);
    if (!work) { location.assign(options.method ? location.href : address); return; }
    const sideAt = one(".side")?.scrollTop ?? 0;
    const left = one(".projects")?.scrollTop ?? 0;
    const across = one(".forms")?.scrollLeft ?? 0;
    const down = scrollY;
    one("#work").replaceWith(document.adoptNode(work));
    if (answer.url !== location.href) history.pushState(null, "", answer.url);
    if (one(".projects")) one(".projects").scrollTop = left;
    if (one(".forms")) one(".forms").scrollLeft = across;
    readyWork();
    scrollTo(0, down);
    const said = one("#refused") ?? one("#changed");
    say(said ? said.textContent.replace(/\s+/g, " ") : one("#cell-name")?.textContent ?? "");
    const text = one("#text");
    const chosen = one("a.hold[aria-current]");
    if (text && (!options.method || one("#refused"))) { one(".side").scrollTop = 0; text.focus({ preventScroll: true }); text.select(); }
    else if (chosen) { chosen.focus({ preventScroll: true }); one(".side").scrollTop = 0; }
    else if (before) one(`a.hold[data-key="${CSS.escape(before)}"]`)?.focus();
    else if (one(".side")) one(".side").scrollTop = sideAt;
    if (innerWidth <= 820 && one("#side")) one("#side").scrollIntoView();
  };

  const filter = () => {
    const shown = new Set(all("#filter input:checked").map((box) => box.value));
    const rule = one("#rule")?.value ?? "";
    if (one("#filter")) for (const fault of all("li.fault")) fault.hidden = !shown.has(fault.classList[1]) || (rule !== "" && fault.dataset.r !== rule);
    const text = one("#project")?.value.trim().toLowerCase() ?? "";
    const faulty = one("#faulty")?.checked ?? false;
    for (const item of all(".projects li")) {
      const name = one(".name", item);
      item.hidden = name !== null && (!name.textContent.toLowerCase().includes(text) || (faulty && item.classList.contains("clean")));
    }
  };
  const kept = { text: "", faulty: false, rule: "", severities: ["e", "w", "i"] };
  const readyWork = () => {
    for (const element of all(".scripted")) element.hidden = false;
    for (const element of all(".unscripted")) element.hidden = true;
    if (one("#project")) { one("#project").value = kept.text; one("#faulty").checked = kept.faulty; }
    if (one("#filter")) {
      for (const box of all("#filter input")) box.checked = kept.severities.includes(box.value);
      one("#rule").value = kept.rule;
    }
    filter();
  };
  document.addEventListener("input", (event) => {
    if (event.target.closest(".numbers")) { event.target.form.requestSubmit(); return; }
    if (!event.target.closest(".projects, #filter")) return;
    Object.assign(kept, {
      text: one("#project")?.value ?? "", faulty: one("#faulty")?.checked ?? false, rule: one("#rule")?.value ?? "",
      severities: one("#filter") ? all("#filter input:checked").map((box) => box.value) : kept.severities,
    });
    filter();
  });

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element) || !one("#work")) return;
    const cell = event.target.closest("a.m") ? null : event.target.closest(".form td:has(.hold)");
    const link = event.target.closest("a.hold, a.to-cell") ?? (cell && !String(getSelection()) ? one("a.hold", cell) : null);
    if (link) { event.preventDefault(); swap(link.href); }
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.classList.contains("work-form")) return;
    event.preventDefault();
    swap(event.target.action, { method: "POST", body: new FormData(event.target) });
  });
  window.addEventListener("popstate", () => { if (one("#work")) swap(location.href); });

  /* Arrows go from cell to cell; Escape leaves the cell. */
  const near = (from, key) => {
    const box = from.getBoundingClientRect();
    const centre = (rect) => [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];
    const [x, y] = centre(box);
    let best = null;
    let least = Infinity;
    for (const other of all(".form a.hold")) {
      if (other === from) continue;
      const cell = other.closest("td").getBoundingClientRect();
      const own = from.closest("td").getBoundingClientRect();
      const beyond = { ArrowLeft: cell.right <= own.left + 1, ArrowRight: cell.left >= own.right - 1, ArrowUp: cell.bottom <= own.top + 1, ArrowDown: cell.top >= own.bottom - 1 }[key];
      if (!beyond) continue;
      const [ox, oy] = centre(cell);
      const level = key === "ArrowLeft" || key === "ArrowRight";
      const distance = level ? Math.abs(ox - x) + 4 * Math.abs(oy - y) : Math.abs(oy - y) + 4 * Math.abs(ox - x);
      if (distance < least) { least = distance; best = other; }
    }
    return best;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow") && event.target instanceof Element && event.target.matches("a.hold")) {
      const next = near(event.target, event.key);
      if (next) { event.preventDefault(); next.focus(); }
    }
    if (event.key === "Escape") {
      const menu = one("details.menu[open]");
      const chosen = one("a.hold[aria-current]");
      if (menu) { menu.open = false; one("summary", menu).focus(); } else if (event.target.id === "text" && chosen) chosen.focus();
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "text") event.target.form.requestSubmit();
  });

  for (const element of all(".scripted")) element.hidden = false;
  if (upload) readyUpload();
  if (progress) readyProgress();
  if (screening) readyScreening();
  if (one("#work")) readyWork();
})();
