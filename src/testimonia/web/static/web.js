/* What every page needs. Pages work without it. */
"use strict";
document.documentElement.classList.add("js");

// A token in a header is asked for where a form is sent by script; the hidden field of the form serves else.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "card") event.target.focus({ preventScroll: true });
});
document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.responseText.replace(/<[^>]*>/g, " ").slice(0, 300)));
document.addEventListener("htmx:sendError", () => say("The program does not answer; is it still running?"));

// ? shows the keys, / goes to the search, Escape leaves a field.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const field = event.target.closest?.("input, select, textarea");
  if (field) {
    if (event.key === "Escape") field.blur();
    return;
  }
  if (event.key === "?") {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    if (keys.open) { keys.scrollIntoView({ block: "end" }); keys.firstElementChild.focus(); }
  } else if (event.key === "/") {
    const fields = document.querySelectorAll("main input[type=search], main form[method=get] input:not([type=hidden], [type=checkbox])");
    const search = [...fields].find((one) => one.offsetParent);
    if (search) { event.preventDefault(); search.focus(); }
  }
});

function say(text) {
  let notice = document.getElementById("notice");
  if (!notice) {
    notice = document.createElement("p");
    notice.id = "notice";
    notice.className = "notice";
    notice.setAttribute("role", "status");
    document.body.append(notice);
  }
  notice.textContent = text;
}
