/* The reader's island: layers by key, a card by a click on a mark, links to a selection. */
"use strict";
(() => {
  const sheets = [...document.querySelectorAll(".sheet[data-document]")]; // one in the workbench, many in a report
  if (!sheets.length) return;
  const layerOf = { a: "attribution", c: "citation", t: "time", s: "scripture", k: "check", m: "mention", x: "actor" };
  const boxes = [...document.querySelectorAll("[data-layer]")];

  // Layers: the style sheet follows the boxes; the choice is kept for the next document.
  const kept = (() => { try { return JSON.parse(localStorage.getItem("layers") || "{}"); } catch { return {}; } })();
  for (const box of boxes) {
    if (box.dataset.layer in kept) box.checked = kept[box.dataset.layer];
    box.addEventListener("change", () => {
      kept[box.dataset.layer] = box.checked;
      try { localStorage.setItem("layers", JSON.stringify(kept)); } catch { /* no room, no harm */ }
    });
  }

  // A click on a mark of a layer that is shown opens the card of its innermost reading.
  const shown = (letter) => {
    const layer = { a: "said", c: "cited", t: "when", s: "verse", k: "check", m: "named", x: "named", p: "copy" }[letter];
    const box = document.getElementById(`layer-${layer}`);
    return !box || box.checked;
  };
  const listen = (heard, first) => { for (const sheet of sheets) sheet.addEventListener("click", heard, first); };
  listen((event) => {
    const mark = event.target.closest("[data-r]");
    if (event.defaultPrevented || !mark || event.ctrlKey || event.metaKey || !getSelection().isCollapsed) return;
    const row = mark.dataset.r.split(" ").find((r) => r[0] in layerOf && shown(r[0]));
    if (event.target.closest("a.step")) return light(mark.dataset.r);
    if (event.target.closest("a.n")) return;
    if (row) open(row);
  });
  listen((event) => {
    const note = event.target.closest("a.n");
    if (!note || event.ctrlKey || event.metaKey || !window.htmx) return;
    event.preventDefault();
    open("a" + new URL(note.href).searchParams.get("card").split(":")[1]);
  }, true);
  function open(row) {
    light(row);
    if (!window.htmx) return document.dispatchEvent(new CustomEvent("card", { detail: row })); // a report holds its cards
    window.htmx.ajax("GET", `/card/${layerOf[row[0]]}:${row.slice(1)}`, { target: "#card" });
  }
  function light(row) {
    for (const old of document.querySelectorAll(".sheet .lit")) old.classList.remove("lit");
    for (const piece of document.querySelectorAll(`.sheet [data-r~="${CSS.escape(row)}"]`)) piece.classList.add("lit");
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) document.getElementById("card").replaceChildren();
  });

  // Keys: 1 to 8 layers, n and N the places found.
  let hit = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const box = /^[1-9]$/.test(event.key) && boxes.find((one) => one.dataset.key === event.key);
    if (box) return box.click();
    if (event.key.toLowerCase() !== "n") return;
    const count = document.querySelectorAll('.sheet [id^="hit-"]').length;
    if (!count) return;
    hit = event.key === "n" ? (hit % count) + 1 : ((hit + count - 2) % count) + 1;
    document.getElementById(`hit-${hit}`)?.scrollIntoView({ block: "center" });
  });

  // Links to a selection: #c=START-END:CHECK in code points of the text, with a check of the words; in a report,
  // where a text has a key, #KEY:c=START-END:CHECK.
  // CHECK is the 32-bit FNV-1a hash of the words' UTF-8, so that a link tells when its text has changed.
  function check(words) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(words)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return hash.toString(16).padStart(8, "0");
  }
  function* texts(line) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("a.n")) yield walker.currentNode;
  }
  const points = (text) => [...text].length;
  function offset(node, at) {
    const line = (node.nodeType === 3 ? node.parentElement : node).closest("[data-s]");
    if (!line) return null;
    let position = Number(line.dataset.s);
    const range = document.createRange();
    range.setStart(node, at);
    for (const text of texts(line)) {
      if (text === node) return position + points(text.data.slice(0, at));
      if (range.comparePoint(text, 0) >= 0) return position;
      position += points(text.data);
    }
    return position;
  }
  function rangeOf(sheet, start, end) {
    const range = document.createRange();
    let begun = false, last = null;
    for (const line of sheet.querySelectorAll("[data-s]")) {
      let position = Number(line.dataset.s);
      if (position >= end) break;
      for (const text of texts(line)) {
        const letters = [...text.data], next = position + letters.length;
        const unit = (count) => letters.slice(0, count).join("").length;
        if (!begun && start < next) { range.setStart(text, unit(Math.max(0, start - position))); begun = true; }
        if (begun && position < end) { last = [text, unit(Math.min(letters.length, end - position))]; }
        position = next;
      }
    }
    if (!begun || !last) return null;
    range.setEnd(...last);
    return range;
  }
  function wordsOf(range) {
    const copy = range.cloneContents();
    for (const note of copy.querySelectorAll("a.n, .beside")) note.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  const box = document.getElementById("selection"), link = document.getElementById("selection-link");
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    box.hidden = true;
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const sheet = sheets.find((one) => one.contains(range.commonAncestorContainer));
    if (!sheet) return;
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    const text = sheet.dataset.document, at = `c=${start}-${end}`, sum = check(wordsOf(rangeOf(sheet, start, end) || range));
    link.href = text.startsWith("#") ? `${text}:${at}:${sum}` : `${text}?${at}#${at}:${sum}`;
    const cite = document.getElementById("selection-cite");
    if (cite) cite.href = `/cite/${text.split("/").pop()}:${start}-${end}`;
    box.hidden = false;
  });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const address = link.href;
    navigator.clipboard?.writeText(address).catch(() => {});
    history.replaceState(null, "", address);
    say("The link to the selection is copied; it is the address of this page now.");
  });
  function follow() {
    const asked = /^(#\w+:|#)c=(\d+)-(\d+)(?::([0-9a-f]{8}))?$/.exec(location.hash);
    const sheet = asked && (asked[1] === "#" ? sheets[0] : sheets.find((one) => `${one.dataset.document}:` === asked[1]));
    if (!sheet) return;
    const range = rangeOf(sheet, Number(asked[2]), Number(asked[3]));
    if (!range) return say("The place of the link is not in this part of the text.");
    if (asked[4] && check(wordsOf(range)) !== asked[4]) say("The words at this place are not those the link was made from.");
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    if (window.Highlight && CSS.highlights) CSS.highlights.set("linked", new Highlight(range));
  }
  addEventListener("hashchange", follow);
  follow();
  const card = document.querySelector("#card [data-card]");
  if (card) {
    const [layer, digits] = card.dataset.card.split(":");
    const letter = Object.keys(layerOf).find((one) => layerOf[one] === layer);
    if (letter) light(letter + digits);
  }
})();
