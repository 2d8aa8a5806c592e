// What a fact does to the page: its blocks ask themselves again, except where someone is writing.
// A block is <section data-bloc="barriers" data-bloc-name="Freins" hx-get="…">; a part of a page that
// shows several says which in data-bloc-of="plan contract". When it carries
// data-position (the journal position it shows), what it already shows is not asked again.
const BUSY = "input, textarea, select, [contenteditable=true]";
const pending = new Map(); // block name → the author who changed it while someone was writing in it
let asked = new Map(); // block name → {position, by}: gathered for a short while, then asked once
let timer;
let people = new Map();

const blocks = () => [...document.querySelectorAll("[data-bloc]")];
const texts = () => document.querySelector("[data-live]")?.dataset ?? {};

document.addEventListener("jalon:live", ({ detail: { live, name, data } }) => {
  if (name === "presence") people = new Map(data.people.map((person) => [person.key, person.name]));
  if (name === "fact") {
    const own = data.by !== undefined && data.by === live.me;
    const named = data.dossier ? [] : data.blocks; // a fact of a list concerns all its blocks
    ask(named, { position: data.position, by: own ? "" : data.by, own }, data.dossier ? 1000 : 60);
  }
  if (name === "resync") ask([], { position: Infinity, own: true }, 60);
  if (name === "ended") clear(data.reason);
});

/** Gather the blocks to ask; none named means all of them. */
function ask(names, change, delay) {
  for (const block of blocks()) {
    const shows = (block.dataset.blocOf ?? block.dataset.bloc).split(" ");
    if (!names.length || names.some((name) => shows.includes(name))) asked.set(block.dataset.bloc, change);
  }
  timer ??= setTimeout(flush, delay);
}

function flush() {
  timer = undefined;
  const changes = asked;
  asked = new Map();
  const told = new Map();
  for (const block of blocks()) {
    const change = changes.get(block.dataset.bloc);
    if (!change || Number(block.dataset.position ?? -1) >= change.position) continue;
    if (block.querySelector("[data-rows]")) continue; // its rows are blocks, which speak for themselves
    if (isBusy(block)) wait(block, change);
    else refresh(block);
    if (!change.own) told.set(block.dataset.blocName, people.get(change.by) || texts().liveSomeone);
  }
  told.delete(undefined);
  if (told.size) announce(texts().liveChanged.replace("%s", [...told.values()][0]).replace("%s", [...told.keys()].join(", ")));
}

const announce = (text) =>
  document.dispatchEvent(new CustomEvent("jalon:announce", { detail: { text } }));

/** Someone has the cursor in a field, has written something unsent, or has a dialog open. */
function isBusy(block) {
  const active = document.activeElement;
  if (block.contains(active) && active.matches(BUSY)) return true;
  return isDirty(block) || Boolean(block.querySelector("dialog[open], [data-editing], .htmx-request"));
}

function isDirty(block) {
  for (const field of block.querySelectorAll("input, textarea, select")) {
    if (["hidden", "submit", "button", "search"].includes(field.type)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked !== field.defaultChecked) return true;
    } else if (field.tagName === "SELECT") {
      const first = [...field.options].findIndex((option) => option.defaultSelected);
      if (!field.multiple && field.selectedIndex !== Math.max(first, 0)) return true;
    } else if (field.value !== field.defaultValue) return true;
  }
  return false;
}

/** Leave the block alone, and say that it changed. */
function wait(block, change) {
  pending.set(block.dataset.bloc, change);
  if (change.own) return;
  block.querySelector(":scope > .j-live-notice")?.remove();
  const notice = document.createElement("p");
  notice.className = "j-live-notice fr-badge fr-badge--info";
  notice.textContent = `${texts().liveModified.replace("%s", people.get(change.by) || texts().liveSomeone)} `;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "j-link-button";
  button.textContent = texts().liveSee;
  button.addEventListener("click", () => preview(block, notice));
  notice.append(button);
  block.prepend(notice);
}

/** Show the block as it is now, above what is being written, which stays. */
async function preview(block, notice) {
  const answer = await fetch(block.getAttribute("hx-get"), { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shown = document.createElement("div");
  shown.className = "j-live-preview";
  shown.tabIndex = -1;
  fresh.querySelectorAll("form, script, dialog, button").forEach((element) => element.remove());
  fresh.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
  shown.append(...(fresh.querySelector("[data-bloc]") ?? fresh.body).childNodes);
  notice.replaceChildren(shown);
  notice.className = "j-live-notice";
  shown.focus();
}

/** Ask one block again: focus, scroll and unfolded parts stay as they are. */
async function refresh(block) {
  const address = block.getAttribute("hx-get");
  if (!address || !window.htmx) return;
  pending.delete(block.dataset.bloc);
  const name = block.dataset.bloc;
  const unfolded = [...block.querySelectorAll("details[open][id]")].map((details) => details.id);
  const restore = remember(block);
  await window.htmx.ajax("GET", address, { source: block, target: block, swap: block.getAttribute("hx-swap") || "outerHTML" });
  const fresh = document.querySelector(`[data-bloc="${CSS.escape(name)}"]`);
  for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  fresh?.classList.add("j-arrived");
  setTimeout(() => fresh?.classList.remove("j-arrived"), 4000);
  restore(fresh);
}

function remember(block) {
  const active = block.contains(document.activeElement) ? document.activeElement : null;
  const reachable = (root) => [...root.querySelectorAll("a[href], button, summary, [tabindex]")];
  const rank = active ? reachable(block).indexOf(active) : -1;
  const anchor = [document.elementFromPoint(innerWidth / 2, innerHeight / 3)].find((e) => e && !block.contains(e) && !e.contains(block));
  const top = anchor?.getBoundingClientRect().top;
  return (fresh) => {
    const same = active && ((active.id && document.getElementById(active.id)) || (fresh && reachable(fresh)[rank]));
    if (same && !document.contains(active)) same.focus({ preventScroll: true });
    if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: "instant" });
  };
}

// A block left alone is asked again as soon as nobody writes in it any more.
function settle() {
  for (const block of blocks()) {
    if (pending.has(block.dataset.bloc) && !isBusy(block)) refresh(block);
  }
}
document.addEventListener("focusout", () => setTimeout(settle, 300));
document.addEventListener("reset", () => setTimeout(settle, 0));
document.addEventListener("htmx:afterSwap", (event) => {
  const name = event.detail.target?.dataset?.bloc;
  if (name) pending.delete(name);
});

/** What may no longer be seen leaves the screen, the title and the memory of the page. */
function clear(reason) {
  const words = texts();
  const main = document.querySelector("main");
  const message = document.createElement("div");
  message.className = "fr-container";
  message.setAttribute("role", "alert");
  const title = document.createElement("h1");
  title.textContent = reason === "session" ? words.liveSignedOut : words.liveEnded;
  const link = document.createElement("a");
  link.href = reason === "session" ? location.pathname + location.search : "/";
  link.textContent = reason === "session" ? words.liveSignIn : words.liveHome;
  link.className = "fr-btn";
  const kept = document.createElement("p");
  if (reason === "session" && Object.keys(sessionStorage).some((key) => key.startsWith("jalon-draft:"))) kept.textContent = words.liveKept;
  message.append(title, kept, link);
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  document.title = title.textContent;
  clearTimeout(timer);
  main.replaceChildren(message);
  main.focus();
}
