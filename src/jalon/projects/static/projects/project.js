// The page of a project while others write it: what they saved takes its place, where the reader
// stands. Nothing is asked but this page, which the server makes for this reader.
const GATHER = 150; // ms: facts that come together make one request and one announcement
const PARTS = ".j-page-head, .j-project__count, nav.j-project__side, .j-project section[id]";
let timer;

document.addEventListener("jalon:live", ({ detail: { live, name } }) => {
  if (live.topic.startsWith("project/") && name === "resync") later(GATHER);
});

function later(delay) {
  timer ??= setTimeout(refresh, delay);
}

async function refresh() {
  timer = undefined;
  const page = await ask();
  if (page === null) return later(5000);
  const shown = [...document.querySelectorAll(PARTS)];
  const fresh = [...page.querySelectorAll(PARTS)];
  if (!fresh.length) return; // it is no longer for this reader: the stream says so
  const same = shown.length === fresh.length && shown.every((part, rank) => part.id === fresh[rank].id);
  const changed = same ? shown.filter((part, rank) => replace(part, fresh[rank])) : whole(page);
  tell(changed);
}

/** The page as it is now; empty when it is no longer for this reader, null when nothing answers. */
async function ask() {
  try {
    const answer = await fetch(location.pathname);
    if (answer.status >= 500) return null;
    if (!answer.ok || answer.redirected) return document.implementation.createHTMLDocument();
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

/** The words of a part: neither what is unfolded, nor the seal of its forms, is a change. */
function words(part) {
  const copy = part.cloneNode(true);
  copy.classList.remove("j-arrived");
  copy.querySelectorAll("details").forEach((fold) => fold.removeAttribute("open"));
  copy.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((seal) => seal.removeAttribute("value"));
  return copy.outerHTML;
}

function replace(part, fresh) {
  if (words(part) === words(fresh) || part.contains(document.querySelector(":focus:is(input, textarea, select)"))) return false;
  const rank = [...part.querySelectorAll("a, button, summary")].indexOf(document.activeElement);
  const open = [...part.querySelectorAll("details")].map((fold) => fold.open);
  const arrived = document.adoptNode(fresh);
  arrived.querySelectorAll("details").forEach((fold, at) => (fold.open = open[at] ?? false));
  part.replaceWith(arrived);
  if (rank >= 0) [...arrived.querySelectorAll("a, button, summary")][rank]?.focus({ preventScroll: true });
  return true;
}

/** A part came or went: the whole is shown again. */
function whole(page) {
  for (const name of [".j-page-head", ".j-project__count", ".j-project"]) {
    document.querySelector(name).replaceWith(document.adoptNode(page.querySelector(name)));
  }
  return [];
}

function tell(parts) {
  const arrived = parts.filter((part) => part.id).map((part) => document.getElementById(part.id));
  const titles = arrived.map((part) => part.querySelector("h2")?.textContent).filter(Boolean);
  for (const part of arrived) part.classList.add("j-arrived");
  if (!titles.length) return;
  const text = document.querySelector(".j-project").dataset.changed.replace("%s", titles.join(", "));
  document.dispatchEvent(new CustomEvent("jalon:announce", { detail: { text } }));
}
