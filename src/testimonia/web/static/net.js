/* The network's island: closer and further, moving about, and the neighbours of a name under the pointer. */
"use strict";
(() => {
  const net = document.getElementById("net");
  if (!net) return;
  const all = net.viewBox.baseVal, whole = { x: all.x, y: all.y, width: all.width, height: all.height };
  let view = { ...whole };
  function show() {
    view.width = Math.min(whole.width, Math.max(whole.width / 12, view.width));
    view.height = (view.width * whole.height) / whole.width;
    view.x = Math.min(whole.x + whole.width - view.width, Math.max(whole.x, view.x));
    view.y = Math.min(whole.y + whole.height - view.height, Math.max(whole.y, view.y));
    net.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }
  function zoom(factor, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
    const width = Math.min(whole.width, Math.max(whole.width / 12, view.width * factor)), real = width / view.width;
    view = { x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real, width };
    show();
  }
  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(net.getScreenCTM().inverse());
  const acts = { in: () => zoom(0.7), out: () => zoom(1 / 0.7), all: () => { view = { ...whole }; show(); } };
  for (const button of document.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => acts[button.dataset.zoom]());
  net.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.85 : 1 / 0.85, point(event));
  }, { passive: false });
  net.closest(".strip-box").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = view.width / 10;
    const key = { "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.all, ArrowLeft: () => { view.x -= step; show(); }, ArrowRight: () => { view.x += step; show(); }, ArrowUp: () => { view.y -= step; show(); }, ArrowDown: () => { view.y += step; show(); } }[event.key];
    if (!key || (event.key.startsWith("Arrow") && view.width === whole.width)) return;
    event.preventDefault();
    key();
  });
  let from = null, moved = false;
  net.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    from = point(event);
    moved = false;
  });
  net.addEventListener("pointermove", (event) => {
    if (!from) return;
    const now = point(event);
    if (!moved && Math.hypot(now.x - from.x, now.y - from.y) < view.width / 200) return;
    if (!moved) net.setPointerCapture(event.pointerId);
    moved = true;
    net.classList.add("moving");
    view.x += from.x - now.x;
    view.y += from.y - now.y;
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) net.addEventListener(end, () => { from = null; net.classList.remove("moving"); });
  net.addEventListener("dragstart", (event) => event.preventDefault());
  net.addEventListener("click", (event) => { if (moved) { event.preventDefault(); moved = false; } }, true);

  const lines = [...net.querySelectorAll(".line")].map((line) => [line, line.dataset.ends.split("\n")]);
  const nodes = new Map([...net.querySelectorAll(".node")].map((node) => [node.dataset.name, node]));
  function look(name) {
    for (const near of net.querySelectorAll(".near")) near.classList.remove("near");
    net.classList.toggle("looking", name !== null);
    if (name === null) return;
    nodes.get(name)?.classList.add("near");
    for (const [line, ends] of lines) {
      if (!ends.includes(name)) continue;
      line.classList.add("near");
      for (const end of ends) nodes.get(end)?.classList.add("near");
    }
  }
  for (const [name, node] of nodes) {
    node.addEventListener("pointerenter", () => look(name));
    node.addEventListener("pointerleave", () => look(null));
    node.addEventListener("focus", () => look(name));
    node.addEventListener("blur", () => look(null));
  }
})();
