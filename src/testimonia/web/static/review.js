/* Review by keys: j k next and previous, a r e m u decide, o opens the text. The forms serve without it. */
"use strict";
(() => {
  const items = [...document.querySelectorAll(".queue > .reading[id]")];
  const current = () => items.indexOf(document.activeElement.closest?.(".reading"));
  function go(at) {
    const item = items[Math.min(Math.max(at, 0), items.length - 1)];
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }
  function press(key) {
    const item = items[current()];
    if (key === "u") return document.querySelector('[data-key="u"]')?.click();
    if (!item) return say("Choose a reading first: j is the next.");
    const goal = item.querySelector(`[data-key="${key}"]`);
    if (!goal) return say(key === "m" ? "No speaker is named here that could be merged." : "That cannot be done here.");
    if (goal.tagName !== "DETAILS") return goal.click();
    goal.open = true;
    const field = goal.querySelector("input:not([type=hidden]), select");
    field.focus();
    field.select?.();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && field) return field.closest(".reading")?.focus();
    if (field) return;
    if (event.key === "j" || event.key === "k") { event.preventDefault(); return go(event.key === "j" ? current() + 1 : current() < 0 ? 0 : current() - 1); }
    if ("aremu".includes(event.key)) { event.preventDefault(); return press(event.key); }
    if (event.key === "o") items[current()]?.querySelector("a.to")?.click();
  });
  // After a decision the next reading is at hand, unless a link led elsewhere.
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  const goal = asked && items.includes(asked) ? asked : location.hash === "#queue" || document.querySelector(".done:not(.last)") ? items[0] : null;
  if (goal) { goal.focus({ preventScroll: asked === goal ? false : true }); }
})();
