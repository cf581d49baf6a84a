/* The report's island: one view at a time, cards that stand in the page, filters and a search without a program. */
"use strict";
(() => {
  const views = [...document.querySelectorAll("[data-view]")];
  const texts = document.getElementById("texts"), panel = document.getElementById("card");
  const opening = document.getElementById("opening"), links = [...document.querySelectorAll(".top nav a")];
  const hint = panel.innerHTML;

  // One view at a time; what an address leads to decides which. #all shows every view, as without scripts.
  function show(view) {
    for (const one of views) one.hidden = view !== null && one !== view;
    texts.hidden = view !== null && !texts.contains(view);
    opening.hidden = view !== null && view.id !== "case";
    const key = view === null ? "" : texts.contains(view) ? "texts" : view.id;
    for (const link of links) {
      if (link.hash === `#${key}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
  function arrive() {
    const id = decodeURIComponent(location.hash.slice(1)).split(":")[0];
    if (id === "all") return show(null);
    let target = document.getElementById(id);
    if (id === "main") return;
    if (target === texts) target = views.find((view) => texts.contains(view)) || texts;
    if (!target || (target !== texts && !target.closest("[data-view]"))) return id ? undefined : show(views[0]);
    const view = target.closest("[data-view]");
    if (view) show(view);
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const row = target.closest("[data-row]");
    if (row) row.hidden = false;
    const card = target.closest(".cards .card") || (target.matches(".at") && document.getElementById(`card-${id}`));
    const place = card ? document.getElementById(card.id.slice(5)) : target;
    if (card) open(card, card === target);
    if (!location.hash.includes(":")) look(place || target, target.matches(".view"));
  }
  // Rows get their height only when they come near the screen: look again once they have it.
  function look(target, atTop) {
    const seen = target.getBoundingClientRect();
    if (!atTop && seen.height + seen.width && seen.top > 80 && seen.bottom < innerHeight - 80) return;
    const go = () => atTop ? scrollTo({ top: 0, behavior: "instant" })
      : target.scrollIntoView({ block: target.matches(".at") ? "center" : "start", behavior: "instant" });
    requestAnimationFrame(() => { go(); requestAnimationFrame(go); });
  }

  // A card is a copy of the one below its text.
  function open(card, focus) {
    const copy = document.createElement("section");
    copy.className = "card";
    copy.append(...card.cloneNode(true).childNodes);
    for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "close", textContent: "Close" });
    close.addEventListener("click", () => { panel.innerHTML = hint; light(""); });
    copy.prepend(close);
    panel.replaceChildren(copy);
    light(card.id.slice(5));
    if (focus) panel.focus({ preventScroll: true });
  }
  function light(row) {
    for (const old of texts.querySelectorAll(".lit")) old.classList.remove("lit");
    if (row) for (const piece of texts.querySelectorAll(`[data-r~="${CSS.escape(row)}"]`)) piece.classList.add("lit");
  }

  document.addEventListener("card", (event) => {
    const card = document.getElementById(`card-${event.detail}`);
    if (!card) return;
    open(card, true);
    if (card.closest(".cards")) history.replaceState(null, "", `#${event.detail}`);
  });

  // Filters: a form names its list; a row carries what can be asked for in data attributes.
  const kept = new WeakMap();
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u0640\u064b-\u0652\u0670]/g, "").toLowerCase();
  function wordsOf(row) {
    if (!kept.has(row)) kept.set(row, fold(row.textContent));
    return kept.get(row);
  }
  function filter(form) {
    const rows = document.getElementById(form.dataset.list).querySelectorAll("[data-row]");
    const asked = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
    const chosen = [...form.querySelectorAll("select")].filter((one) => one.value);
    let shown = 0;
    for (const row of rows) {
      const fits = chosen.every((one) => (row.dataset[one.name] || "").split("\n").includes(one.value))
        && asked.every((word) => wordsOf(row).includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    form.querySelector("output").value = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
  }
  for (const form of document.querySelectorAll("form[data-list]")) {
    let timer;
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 120, form); });
    form.addEventListener("submit", (event) => { event.preventDefault(); filter(form); });
    form.addEventListener("reset", () => setTimeout(filter, 0, form));
  }
  for (const link of document.querySelectorAll("[data-narrow]")) {
    link.addEventListener("click", () => {
      const form = document.querySelector(`form[data-list="${link.hash.slice(1)}-list"]`);
      if (!form) return;
      for (const field of form.elements) if (field.name) field.value = "";
      for (const [name, value] of new URLSearchParams(link.dataset.narrow)) {
        const field = form.elements.namedItem(name) || form.elements.q;
        field.value = value;
        if (field.value !== value) form.elements.q.value = value;
      }
      filter(form);
    });
  }

  // Find in the text that is shown: every place is marked, n and N go on.
  const find = document.querySelector("form.find");
  let places = [], at = -1;
  function search() {
    places = [];
    at = -1;
    const query = fold(find.elements.find.value).trim();
    if (query) {
      for (const line of texts.querySelectorAll("[data-view]:not([hidden]) .sheet [data-s]")) {
        const from = [];
        let folded = "";
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const node = walker.currentNode;
          if (node.parentElement.closest("a.n")) continue;
          let unit = 0;
          for (const letter of node.data) {
            for (const one of fold(letter)) { folded += one; for (let i = 0; i < one.length; i += 1) from.push([node, unit, letter.length]); }
            unit += letter.length;
          }
        }
        for (let i = folded.indexOf(query); i >= 0; i = folded.indexOf(query, i + query.length)) {
          const range = document.createRange(), last = from[i + query.length - 1];
          range.setStart(from[i][0], from[i][1]);
          range.setEnd(last[0], last[1] + last[2]);
          places.push(range);
        }
      }
    }
    find.querySelector("output").value = query ? `${places.length} place${places.length === 1 ? "" : "s"}; n next, N back` : "";
    if (window.Highlight && CSS.highlights) { CSS.highlights.set("found", new Highlight(...places)); CSS.highlights.delete("found-now"); }
    if (places.length) go(1);
  }
  function go(by) {
    at = (at + by + places.length) % places.length;
    places[at].startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    if (window.Highlight && CSS.highlights) CSS.highlights.set("found-now", new Highlight(places[at]));
  }
  find.addEventListener("submit", (event) => { event.preventDefault(); search(); find.elements.find.blur(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea")) return;
    if (event.key.toLowerCase() === "n" && places.length) go(event.key === "n" ? 1 : -1);
  });

  addEventListener("hashchange", arrive);
  arrive();
  if (views.every((view) => !view.hidden) && location.hash !== "#all") show(views[0]);
})();
