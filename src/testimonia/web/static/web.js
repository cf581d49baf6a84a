/* What every page needs. Pages work without it. */
"use strict";
document.documentElement.classList.add("js");

// A token in a header is asked for where a form is sent by script; the hidden field of the form serves else.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "card") event.target.focus({ preventScroll: true });
});
document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.responseText.replace(/<[^>]*>/g, " ").slice(0, 300)));
document.addEventListener("htmx:sendError", () => say("The program does not answer; is it still running?"));

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
