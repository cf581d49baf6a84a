"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // Filters: a form names its list; a row carries what can be asked for in data-* attributes.
  const words = new WeakMap();
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u0640\u064b-\u0652\u0670]/g, "").toLowerCase();
  const wordsOf = (row) => {
    if (!words.has(row)) words.set(row, fold(row.textContent));
    return words.get(row);
  };
  const filter = (form) => {
    const rows = document.getElementById(form.dataset.list).querySelectorAll("[data-row]");
    const text = form.querySelector("input[type=search]");
    const asked = text ? fold(text.value).split(/\s+/).filter(Boolean) : [];
    const chosen = [...form.querySelectorAll("select")].filter((s) => s.value).map((s) => [s.name, s.value]);
    let shown = 0;
    for (const row of rows) {
      const fits = chosen.every(([name, value]) => (row.dataset[name] || "").split("\n").includes(value))
        && (!asked.length || asked.every((word) => wordsOf(row).includes(word)));
      if (row.hidden === fits) row.hidden = !fits;
      shown += fits;
    }
    form.querySelector("output").value = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
  };
  for (const form of document.querySelectorAll("form[data-list]")) {
    let timer;
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => filter(form), 120); });
    form.addEventListener("submit", (event) => { event.preventDefault(); filter(form); });
    form.addEventListener("reset", () => setTimeout(() => { filter(form); press(); }));
    form.querySelector("output").value = `${document.getElementById(form.dataset.list).querySelectorAll("[data-row]").length} rows`;
  }

  // The names above the statements set the filter of the speaker.
  const bySpeaker = document.querySelector("#said-tools select[name=by]");
  const press = () => {
    for (const button of document.querySelectorAll("[data-speaker]")) {
      button.setAttribute("aria-pressed", String(bySpeaker.value === button.dataset.speaker));
    }
  };
  for (const button of document.querySelectorAll("[data-speaker]")) {
    button.addEventListener("click", () => {
      bySpeaker.value = bySpeaker.value === button.dataset.speaker ? "" : button.dataset.speaker;
      filter(bySpeaker.form);
      press();
    });
  }
  if (bySpeaker) bySpeaker.addEventListener("change", press);

  // Layers of the texts can be switched off one by one.
  for (const box of document.querySelectorAll("[data-layer]")) {
    const set = () => root.classList.toggle(`no-${box.dataset.layer}`, !box.checked);
    box.addEventListener("change", set);
    set();
  }
  const all = document.getElementById("open-all");
  if (all) {
    all.addEventListener("click", () => {
      const texts = [...document.querySelectorAll("details.text")];
      const open = texts.some((text) => !text.open);
      for (const text of texts) text.open = open;
      all.textContent = open ? "Close all" : "Open all";
    });
  }

  // A link into a text opens the text and outlines the words; a link to a row shows the row if a filter hid it.
  const arrive = () => {
    for (const old of document.querySelectorAll(".hit")) old.classList.remove("hit");
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const row = target.closest("[data-row]");
    if (row) row.hidden = false;
    const text = target.closest(".sheet");
    if (text) for (const piece of text.querySelectorAll(`[data-r~="${CSS.escape(id)}"]`)) piece.classList.add("hit");
    // Rows get their height only when they come near the screen: look again once they have it.
    const look = () => target.scrollIntoView({ block: text ? "center" : "start", behavior: "instant" });
    requestAnimationFrame(() => { look(); requestAnimationFrame(look); });
    setTimeout(look, 120);
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
