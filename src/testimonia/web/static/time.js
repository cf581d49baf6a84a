/* The timeline's island: a stretch of the strip, by mouse or by keys, becomes the form's From and Until. */
"use strict";
(() => {
  const strip = document.getElementById("whole"), form = document.getElementById("window");
  if (!strip || !form) return;
  const first = Number(strip.dataset.first), last = Number(strip.dataset.last), edge = 16, width = 1000;
  const band = document.getElementById("chosen-time"), said = document.getElementById("brushed");
  const handles = { since: document.getElementById("from-handle"), until: document.getElementById("until-handle") };
  const chosen = { since: Number(strip.dataset.since), until: Number(strip.dataset.until) };
  const toX = (day) => edge + ((day - first) / (last + 1 - first)) * (width - 2 * edge);
  const clamp = (day) => Math.min(last, Math.max(first, day));
  function toDay(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(strip.getScreenCTM().inverse());
    return clamp(Math.floor(first + ((point.x - edge) / (width - 2 * edge)) * (last + 1 - first)));
  }
  // Day numbers count from noon of 24 November 4714 BCE; 1 January 1970 is 2440588.
  function iso(day) {
    const date = new Date((day - 2440588) * 86400000);
    const year = date.getUTCFullYear();
    return year < 1 ? "0001" : `${String(year).padStart(4, "0")}-${date.toISOString().slice(-19, -14)}`;
  }
  const name = (day) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date((day - 2440588) * 86400000));
  function show() {
    const { since, until } = chosen, left = toX(since), right = toX(until + 1);
    band.setAttribute("x", left);
    band.setAttribute("width", Math.max(2, right - left));
    handles.since.firstElementChild.setAttribute("x", left - 4);
    handles.until.firstElementChild.setAttribute("x", right - 4);
    for (const end of ["since", "until"]) {
      handles[end].setAttribute("aria-valuenow", chosen[end]);
      handles[end].setAttribute("aria-valuetext", name(chosen[end]));
    }
    said.textContent = `${name(since)} to ${name(until)}`;
  }
  function send() {
    form.elements.since.value = iso(chosen.since);
    form.elements.until.value = iso(chosen.until);
    form.requestSubmit();
  }
  let begun = null, moved = false, held = null;
  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls; it has the form
    begun = toDay(event);
    moved = false;
    held = event.target.closest(".handle")?.id.split("-")[0] ?? null;
    if (held) { held = held === "from" ? "since" : "until"; strip.setPointerCapture(event.pointerId); event.preventDefault(); }
  });
  strip.addEventListener("pointermove", (event) => {
    if (begun === null) return;
    const day = toDay(event);
    if (!moved && day === begun) return;
    if (!moved) strip.setPointerCapture(event.pointerId);
    moved = true;
    if (held) chosen[held] = held === "since" ? Math.min(day, chosen.until) : Math.max(day, chosen.since);
    else { chosen.since = Math.min(begun, day); chosen.until = Math.max(begun, day); }
    show();
  });
  strip.addEventListener("pointerup", () => {
    if (begun !== null && moved) send();
    begun = null;
  });
  strip.addEventListener("pointercancel", () => { begun = null; });
  strip.addEventListener("dragstart", (event) => event.preventDefault());
  strip.addEventListener("click", (event) => { if (moved) { event.preventDefault(); moved = false; } }, true);
  const step = Math.max(1, Math.round((last + 1 - first) / 100));
  for (const end of ["since", "until"]) {
    handles[end].addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); return send(); }
      const by = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -10 * step, PageUp: 10 * step }[event.key];
      let day = by === undefined ? { Home: first, End: last }[event.key] : chosen[end] + (event.shiftKey ? Math.sign(by) : by);
      if (day === undefined) return;
      event.preventDefault();
      day = clamp(day);
      chosen[end] = end === "since" ? Math.min(day, chosen.until) : Math.max(day, chosen.since);
      show();
    });
  }
})();
