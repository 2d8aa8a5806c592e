// While one types: what must not be written, said beside the form. It never stops anybody: without
// it, or without network, the same is said when the form is sent.
// <form> … <textarea data-review="note.body"> … <div data-cautions="address"></div><p role="status" data-cautions-said …>
const WAIT = 700;
const waiting = new WeakMap(); // form → timer
const asking = new WeakMap(); // form → the request under way
const KEPT = ["block", "cautioned", "insist", "insist_reason", "csrfmiddlewaretoken"];

document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.querySelector("[data-cautions]")) return;
  if (!target.matches("[data-review], [name=block]")) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => review(form), WAIT));
});

async function review(form) {
  const region = form.querySelector("[data-cautions]");
  const fields = [...form.querySelectorAll("[data-review]")];
  if (!region || (!region.textContent.trim() && !fields.some((field) => field.value.trim()))) return;
  asking.get(form)?.abort();
  const stop = new AbortController();
  asking.set(form, stop);
  const typed = new FormData(form);
  const body = new FormData();
  for (const name of KEPT) if (typed.has(name)) body.append(name, typed.get(name));
  for (const field of fields) body.append(field.dataset.review, field.value);
  const answer = await fetch(region.dataset.cautions, { method: "POST", body, signal: stop.signal }).catch(() => null);
  if (!answer?.ok || !region.isConnected) return;
  const html = await answer.text().catch(() => null);
  if (html === null || stop.signal.aborted) return;
  show(form, region, html.trim());
}

function show(form, region, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const words = (root) => [...root.querySelectorAll("mark, .j-cautions strong")].map((one) => one.textContent).join("|");
  if (words(fresh) === words(region)) return; // the same again: what is typed in it stays
  const had = region.contains(document.activeElement);
  region.replaceChildren(...fresh.childNodes);
  if (had) region.querySelector("textarea, input:not([type=hidden])")?.focus();
  const said = form.querySelector("[data-cautions-said]");
  const count = region.querySelectorAll(".j-cautions > ul > li").length;
  if (said) said.textContent = count ? said.dataset.cautionsSaid.replace("0", String(count)) : "";
}
