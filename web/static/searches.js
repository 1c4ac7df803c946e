// Searches kept in this browser: saved ones and history, in localStorage and nowhere else. On pages of results a search is
// remembered, and saved by a button; on /recherches they are listed, renamed, removed, taken out and in as a JSON file.
"use strict";

const KEY = "kiosque";
// A list longer than this is no longer read.
const MOST_SAVED = 1000;
const MOST_HISTORY = 200;
const LONGEST = { query: 16000, name: 500 };
const LARGEST_FILE = 4_000_000;

function clean(list, most) {
  const seen = new Set();
  const usable = (Array.isArray(list) ? list : []).filter(
    (one) => one && typeof one.query === "string" && typeof one.name === "string" && one.query.length <= LONGEST.query && !seen.has(one.query) && seen.add(one.query),
  );
  return usable.slice(0, most).map(({ query, name, at }) => ({ query, name: name.slice(0, LONGEST.name), at: Number.isFinite(Date.parse(at)) ? at : new Date().toISOString() }));
}

// What is stored or imported may be anything: only what is understood is taken.
function understood(data) {
  return { version: 1, remember: data?.remember !== false, saved: clean(data?.saved, MOST_SAVED), history: clean(data?.history, MOST_HISTORY) };
}

function load() {
  try {
    return understood(JSON.parse(localStorage.getItem(KEY)));
  } catch {
    return understood(null);
  }
}

function store(state) {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
    return true;
  } catch {
    return false; // Full, or forbidden by the reader.
  }
}

function added(list, one, most) {
  return [one, ...list.filter((other) => other.query !== one.query)].slice(0, most);
}

function results(button) {
  const one = { query: new URL(button.dataset.keep, location.href).search.slice(1), name: button.dataset.name, at: new Date().toISOString() };
  const [line, said] = document.querySelectorAll(".keep");
  const state = load();
  if (state.remember) {
    state.history = added(state.history, one, MOST_HISTORY);
    store(state);
  }
  line.hidden = said.hidden = false;
  button.addEventListener("click", () => {
    const now = load();
    const known = now.saved.find((other) => other.query === one.query);
    now.saved = added(now.saved, known || one, MOST_SAVED);
    said.textContent = store(now) ? button.dataset.kept : button.dataset.failed;
  });
}

function page(room) {
  const words = room.dataset;
  const said = document.getElementById("said");
  const undo = document.getElementById("undo");
  const lists = { saved: document.getElementById("saved"), history: document.getElementById("history") };
  const remember = document.getElementById("remember");
  let state = load();
  let before = null;

  function say(text, former = null) {
    said.textContent = text;
    before = former;
    undo.hidden = former === null;
  }

  function change(next, text) {
    const former = state;
    if (!store(next)) {
      say(words.failed);
      return;
    }
    state = next;
    draw();
    say(text, former);
  }

  function rename(row, kind, one) {
    const link = row.querySelector(".name");
    const form = document.getElementById("rename").content.firstElementChild.cloneNode(true);
    const input = form.querySelector("input");
    input.value = one.name;
    input.maxLength = LONGEST.name;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = input.value.trim() || one.name;
      change({ ...state, [kind]: state[kind].map((other) => (other.query === one.query ? { ...other, name } : other)) }, words.renamed);
      focus(kind, one.query);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        form.replaceWith(link);
        focus(kind, one.query);
      }
    });
    link.replaceWith(form);
    input.focus();
    input.select();
  }

  function focus(kind, query) {
    const place = state[kind].findIndex((other) => other.query === query);
    lists[kind].children[place]?.querySelector("button, a")?.focus();
  }

  function row(kind, one) {
    const made = document.getElementById(`${kind}-row`).content.firstElementChild.cloneNode(true);
    const link = made.querySelector(".name");
    link.href = `${words.root}?${one.query}`;
    link.textContent = one.name;
    const time = made.querySelector("time");
    time.dateTime = one.at;
    time.textContent = new Date(one.at).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
    const atom = made.querySelector(".atom");
    if (atom) {
      atom.href = `${words.feed}?${one.query}`;
    }
    for (const button of made.querySelectorAll("button")) {
      button.setAttribute("aria-label", `${button.textContent} : ${one.name}`);
      button.addEventListener("click", () => {
        if (button.dataset.do === "rename") {
          rename(made, kind, one);
        } else if (button.dataset.do === "save") {
          change({ ...state, saved: added(state.saved, one, MOST_SAVED) }, words.kept);
        } else {
          change({ ...state, [kind]: state[kind].filter((other) => other.query !== one.query) }, words.removed);
          undo.focus();
        }
      });
    }
    return made;
  }

  function draw() {
    for (const [kind, list] of Object.entries(lists)) {
      list.replaceChildren(...state[kind].map((one) => row(kind, one)));
      document.getElementById(`${kind}-empty`).hidden = state[kind].length > 0;
    }
    remember.checked = state.remember;
    document.getElementById("clear").hidden = state.history.length === 0;
    for (const id of ["export", "list"]) {
      document.getElementById(id).disabled = state.saved.length === 0;
    }
  }

  function download(text, type, suffix) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `kiosque-recherches-${new Date().toISOString().slice(0, 10)}.${suffix}`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async function take(file) {
    if (file.size > LARGEST_FILE) {
      say(words.unreadable);
      return;
    }
    try {
      const data = JSON.parse(await file.text());
      if (!Array.isArray(data?.saved)) {
        throw new TypeError();
      }
      const known = new Set(state.saved.map((one) => one.query));
      const fresh = clean(data.saved, MOST_SAVED).filter((one) => !known.has(one.query));
      change({ ...state, saved: [...state.saved, ...fresh].slice(0, MOST_SAVED) }, words.imported.replace("{n}", String(fresh.length)));
    } catch {
      say(words.unreadable);
    }
  }

  undo.addEventListener("click", () => {
    if (before && store(before)) {
      state = before;
      draw();
      say(words.undone);
    }
  });
  remember.addEventListener("change", () => change({ ...state, remember: remember.checked }, remember.checked ? words.on : words.off));
  document.getElementById("clear").addEventListener("click", () => change({ ...state, history: [] }, words.cleared));
  document.getElementById("export").addEventListener("click", () => download(JSON.stringify({ version: 1, saved: state.saved }, null, 1), "application/json", "json"));
  document.getElementById("list").addEventListener("click", () => {
    const lines = state.saved.flatMap((one) => [`# ${one.name.replace(/\s+/g, " ")}`, `?${one.query}`]);
    download(`${lines.join("\n")}\n`, "text/plain", "txt");
  });
  const file = document.getElementById("import");
  file.addEventListener("change", () => {
    if (file.files.length) {
      take(file.files[0]);
    }
    file.value = "";
  });
  window.addEventListener("storage", () => {
    state = load(); // Another tab has changed it.
    draw();
  });
  draw();
  room.hidden = false;
  document.getElementById("without").hidden = true;
}

const button = document.querySelector("[data-keep]");
const room = document.getElementById("searches");
if (button) {
  results(button);
}
if (room) {
  page(room);
}
