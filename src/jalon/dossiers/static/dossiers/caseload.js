// Rows of "Mes dossiers" that change under the eyes: each is asked again and takes its own place.
// The search, the scroll, the focus and the order of the list stay as they are.
const GATHER = 150; // ms: facts that come together make one request and one announcement
let changed = new Set();
let everything = false;
let timer;
let told = { ids: new Set(), text: "" }; // what the announcement on the page counts

const list = () => document.getElementById("caseload");
const rowOf = (id) => document.getElementById(`dossier-${id}`);
const shown = () => [...list().querySelectorAll("tbody > tr[id]")].map((row) => row.id.replace("dossier-", ""));

document.addEventListener("jalon:live", ({ detail: { live, name, data } }) => {
  if (live.topic !== "caseload") return;
  if (name === "fact") changed.add(data.dossier);
  else if (name === "resync") everything = true;
  else if (name === "arrivals") return arrivals();
  else return;
  timer ??= setTimeout(refresh, GATHER);
});

/** Many dossiers came or went at once: the list is asked again, where the reader stands. */
function arrivals() {
  const words = list().dataset;
  const here = location.pathname + location.search;
  window.htmx.ajax("GET", here, { target: "#caseload", swap: "outerHTML show:none" });
  document.dispatchEvent(new CustomEvent("jalon:announce", { detail: { text: words.arrivals } }));
}

async function refresh() {
  const facts = changed;
  const ids = everything ? [...new Set([...facts, ...shown()])] : [...facts];
  changed = new Set();
  everything = false;
  timer = undefined;
  const fresh = new Map();
  for (let from = 0; from < ids.length; from += 50) {
    const rows = await ask(ids.slice(from, from + 50));
    if (!rows) return again(facts);
    for (const [id, row] of rows) fresh.set(id, row);
  }
  const focused = document.activeElement?.closest("tr[id]")?.id;
  for (const id of ids) replace(rowOf(id), fresh.get(id), focused);
  tell([...facts].filter((id) => fresh.has(id)));
}

/** The rows as they stand now, by dossier; null when the network or the session is away. */
async function ask(ids) {
  const query = new URLSearchParams(ids.map((id) => ["d", id]));
  try {
    const answer = await fetch(`${list().dataset.rows}?${query}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(`<table>${await answer.text()}</table>`, "text/html");
    return [...page.querySelectorAll("tr[id]")].map((row) => [row.id.replace("dossier-", ""), row]);
  } catch {
    return null;
  }
}

function again(facts) {
  for (const id of facts) changed.add(id);
  timer ??= setTimeout(refresh, 5000);
}

/** A row that may no longer be read leaves; one that is not on this page is only announced. */
function replace(row, fresh, focused) {
  if (!row) return;
  if (!fresh) {
    row.remove();
    return;
  }
  if (row.outerHTML === fresh.outerHTML) return;
  fresh.classList.add("j-arrived");
  row.replaceWith(document.adoptNode(fresh));
  if (fresh.id === focused) fresh.querySelector("a").focus({ preventScroll: true });
}

/** What comes while an announcement is still there is counted with it. */
function tell(ids) {
  if (!ids.length) return;
  const words = list().dataset;
  const stands = told.text && document.getElementById("announce").textContent.includes(told.text);
  const all = new Set(stands ? [...told.ids, ...ids] : ids);
  const text = [all.size === 1 ? words.one : words.many.replace("%s", all.size)];
  if ([...all].some((id) => !rowOf(id))) text.push(words.elsewhere);
  told = { ids: all, text: text.join(". ") };
  document.dispatchEvent(new CustomEvent("jalon:announce", { detail: { text: told.text } }));
}
