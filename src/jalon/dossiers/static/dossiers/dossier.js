// What the page of a dossier adds to htmx: Ctrl+Enter, focus after a change, blocks read again,
// older facts kept on screen. Everything works without it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form[data-send]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

// A change saved here changes other blocks too. The stream usually asks them first; if it is cut,
// they are asked here, unless someone is writing in them.
document.addEventListener("jalon:changed", ({ detail: { blocks } }) => {
  const before = new Map(blocks.map((name) => [name, position(name)]));
  setTimeout(() => {
    for (const [name, old] of before) if (position(name) === old) ask(name);
  }, 700);
});

// With this script each theme is saved as it is answered: the sentence that says so appears.
const saySaved = () => document.querySelectorAll("[data-saves][hidden]").forEach((said) => (said.hidden = false));
document.addEventListener("htmx:afterSettle", saySaved);
saySaved();

const block = (name) => document.querySelector(`[data-bloc="${CSS.escape(name)}"]`);
const position = (name) => block(name)?.dataset.position;

function ask(name) {
  const target = block(name);
  if (!target || target.querySelector("[data-editing]") || name === "note") return;
  window.htmx.ajax("GET", target.getAttribute("hx-get"), { source: target, target, swap: "outerHTML" });
}

// Saved or left: the focus comes back to "Modifier" of the same block; refused: to the summary.
const leaving = new WeakMap(); // the form or link that asked → the name of its block
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (!elt.matches("form[data-editing], [data-cancel], #noter form[data-send]")) return;
  leaving.set(elt, elt.closest("[data-bloc]").dataset.bloc);
});
document.addEventListener("htmx:afterSettle", ({ detail: { requestConfig } }) => {
  const name = leaving.get(requestConfig?.elt);
  if (!name) return;
  leaving.delete(requestConfig.elt);
  const fresh = block(name);
  const next = fresh?.querySelector("[data-focus]") ?? fresh?.querySelector("[data-edit], [data-shortcut]");
  next?.focus({ preventScroll: !next.matches("[data-focus]") });
});

// Left on purpose: what was typed is not kept.
document.addEventListener("click", ({ target }) => {
  const form = target.closest("[data-cancel]")?.closest("form");
  if (!form) return;
  form.reset();
  form.querySelector("input, select, textarea").dispatchEvent(new Event("input", { bubbles: true }));
});

// Older facts that were asked for stay when le fil is read again.
document.addEventListener("htmx:afterSettle", () => {
  const fil = block("timeline");
  if (!fil) return;
  const items = fil.querySelectorAll("li[data-position]");
  if (items.length <= Number(fil.dataset.items)) return;
  const address = new URL(fil.getAttribute("hx-get"), location.href);
  address.searchParams.delete("avant");
  address.searchParams.set("jusque", items[items.length - 1].dataset.position);
  fil.setAttribute("hx-get", address.pathname + address.search);
});

// On paper everything is unfolded.
addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((fold) => (fold.open = true)));

// What sticks under the header knows how tall the header is.
const ident = document.querySelector(".j-ident");
if (ident) {
  const measure = () => {
    const height = document.querySelector(".j-ident")?.offsetHeight ?? 0;
    document.documentElement.style.setProperty("--ident", matchMedia("(min-width: 60.01rem)").matches ? `${height}px` : "0px");
  };
  new ResizeObserver(measure).observe(document.querySelector("main"));
}
