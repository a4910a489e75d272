// A little comfort for those who work with the keyboard. Every page works without it.
"use strict";

// `/` goes to the search of the page, Escape leaves it.
document.addEventListener("keydown", (event) => {
  const field = document.activeElement;
  const isTyping = field && /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName);
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
    const search = document.querySelector("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  } else if (event.key === "Escape" && isTyping) {
    field.blur();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !isTyping) {
    moveAmongRows(event);
  }
});

// Arrows go from row to row of a table whose rows lead somewhere; Enter follows.
function moveAmongRows(event) {
  const links = [...document.querySelectorAll("table.rows tbody tr a:first-of-type")];
  if (links.length === 0) return;
  const at = links.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0);
  event.preventDefault();
  links[next].focus();
}

// What is printed shows everything that can be opened.
window.addEventListener("beforeprint", () => {
  for (const closed of document.querySelectorAll("details.printed:not([open])")) closed.open = true;
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) {
    event.preventDefault();
  } else if (event.target.method === "post") {
    event.target.dataset.sent = "yes";
  }
});
function sendAgain() {
  for (const form of document.forms) delete form.dataset.sent;
}
window.addEventListener("pageshow", sendAgain);
// Whoever stops a slow upload, or chooses something else, may press again.
document.addEventListener("change", (event) => delete event.target.form?.dataset.sent);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") sendAgain();
});

for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// `n` and `p` go from problem to problem of a sheet that waits to be imported.
document.addEventListener("keydown", (event) => {
  const field = document.activeElement;
  const isTyping = field && /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName);
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !["n", "p"].includes(event.key)) return;
  const problems = [...document.querySelectorAll(".said[id]")];
  if (problems.length === 0) return;
  const at = problems.findIndex((problem) => `#${problem.id}` === location.hash);
  const next = event.key === "n" ? Math.min(at + 1, problems.length - 1) : Math.max(at - 1, 0);
  location.hash = problems[next].id;
});

// Files can be dropped on the form that takes them.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const isOver = (event, over) => {
    event.preventDefault();
    form.classList.toggle("over", over);
  };
  form.addEventListener("dragover", (event) => isOver(event, true));
  form.addEventListener("dragleave", (event) => isOver(event, false));
  form.addEventListener("drop", (event) => {
    isOver(event, false);
    if (event.dataTransfer.files.length > 0) field.files = event.dataTransfer.files;
  });
}
