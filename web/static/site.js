// Comfort only: the pages are whole without it. "/" goes to the search field; the field suggests names and words;
// forms leave out what is empty, so that addresses stay short.
"use strict";

const field = document.getElementById("q");
const form = field && field.form;

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (field && event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});

const DEFAULTS = { match: "all", accents: "loose" };

document.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) {
    if (value === "" || DEFAULTS[name] === value) {
      event.formData.delete(name);
    }
  }
});

// A combobox as the ARIA Authoring Practices describe it: the focus stays in the field.
function suggest(input) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  input.form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  let timer = 0;
  let asked = "";
  let chosen = -1;

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  // The words typed last, from the last sign that begins a new term: what a suggestion replaces.
  function start() {
    const before = input.value.slice(0, input.selectionStart);
    const quote = Math.max(before.lastIndexOf('"'), before.lastIndexOf("«"), before.lastIndexOf("("), before.lastIndexOf(":"), before.lastIndexOf("-"));
    return { from: quote + 1 + before.slice(quote + 1).search(/\S|$/), to: input.selectionStart };
  }

  function take(item) {
    const { from, to } = start();
    const text = item.dataset.text;
    const words = /\s/.test(text) && input.value[from - 1] !== '"' ? `"${text}"` : text;
    input.value = `${input.value.slice(0, from)}${words}${input.value.slice(to)}`;
    close();
    input.form.requestSubmit();
  }

  function option(found, number) {
    const item = document.createElement("li");
    item.id = `suggestion-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.text = found.text;
    const name = document.createElement("span");
    name.textContent = found.text;
    const kind = document.createElement("span");
    kind.className = "count";
    kind.textContent = `${input.dataset[found.kind] || found.kind}, ${found.count.toLocaleString(document.documentElement.lang)}`;
    item.append(name, " ", kind);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(item));
    return item;
  }

  function choose(number) {
    const items = [...list.children];
    chosen = (number + items.length + 1) % (items.length + 1);
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === chosen)));
    if (chosen < items.length) {
      input.setAttribute("aria-activedescendant", items[chosen].id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  async function ask() {
    const { from, to } = start();
    const prefix = input.value.slice(from, to).trim();
    asked = prefix;
    if (prefix.length < 2) {
      close();
      return;
    }
    try {
      const answer = await fetch(`${input.form.dataset.suggest}?${new URLSearchParams({ q: prefix })}`);
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const { suggestions } = await answer.json();
      if (asked !== prefix || document.activeElement !== input) {
        return;
      }
      list.replaceChildren(...suggestions.map(option));
      list.hidden = suggestions.length === 0;
      chosen = suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    } catch {
      close(); // Without suggestions the field is an ordinary one.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen === list.children.length && event.key === "ArrowDown" ? 0 : chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && list.children[chosen]) {
      event.preventDefault();
      take(list.children[chosen]);
    }
  });
}

// Bars too many for the column scroll: begin with the latest.
function showLatest() {
  for (const bars of document.querySelectorAll(".bars")) {
    bars.scrollLeft = bars.scrollWidth;
  }
}
showLatest();
document.addEventListener("toggle", showLatest, true);

if (form) {
  suggest(field);
}
