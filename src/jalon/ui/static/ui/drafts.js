// Nothing typed is lost: the fields of <form data-draft="key"> are kept in this tab until they are sent.
// What a form was opened on ([data-draft-with], hidden) is kept with it: a conflict is still seen later.
// sessionStorage only: it dies with the tab, is emptied at sign-out and when someone else signs in.
const PREFIX = "jalon-draft:";
const account = document.body.dataset.account;

function empty() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
if (account) {
  const owner = sessionStorage.getItem("jalon-draft-owner");
  if (owner && owner !== account) empty();
  sessionStorage.setItem("jalon-draft-owner", account);
}

function keepable(field) {
  return field.name && field.name !== "csrfmiddlewaretoken" && !["password", "file", "hidden", "submit"].includes(field.type);
}

function keep(form) {
  const kept = {};
  for (const field of form.elements) {
    if (!keepable(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked !== field.defaultChecked) kept[`${field.name}=${field.value}`] = field.checked;
    } else if (field.value && field.value !== field.defaultValue) kept[field.name] = field.value;
  }
  const key = PREFIX + form.dataset.draft;
  if (Object.keys(kept).length) for (const seen of form.querySelectorAll("[data-draft-with]")) kept[seen.name] = seen.value;
  if (Object.keys(kept).length) sessionStorage.setItem(key, JSON.stringify(kept));
  else sessionStorage.removeItem(key);
}

function restore(form) {
  const stored = sessionStorage.getItem(PREFIX + form.dataset.draft);
  if (!stored) return;
  const kept = JSON.parse(stored);
  for (const field of form.elements) {
    if (!keepable(field) && !field.matches("[data-draft-with]")) continue;
    if (`${field.name}=${field.value}` in kept) field.checked = kept[`${field.name}=${field.value}`];
    else if (field.name in kept) field.value = kept[field.name];
  }
  form.closest("details")?.setAttribute("open", "");
  const text = document.getElementById("announce").dataset.kept;
  document.dispatchEvent(new CustomEvent("jalon:announce", { detail: { text } }));
}

// After a plain post: signed in, no refusal and no form with errors means that it went through.
const sent = sessionStorage.getItem("jalon-draft-sent");
if (sent) {
  sessionStorage.removeItem("jalon-draft-sent");
  if (account && !document.querySelector(".j-summary, [data-refused]")) sessionStorage.removeItem(PREFIX + sent);
}
// A form that comes back with what is wrong holds all that was sent, and what stands there now.
const answered = sent && account && document.querySelector(".j-summary") ? sent : "";
for (const form of document.querySelectorAll("form[data-draft]")) if (form.dataset.draft !== answered) restore(form);
// A form that htmx has just brought: what had been typed in it before comes back, unless refused now.
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt === document.body) return;
  for (const form of event.detail.elt.querySelectorAll("form[data-draft]")) {
    if (!form.querySelector(".j-summary, [data-focus]")) restore(form);
  }
});
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft) keep(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.requestConfig?.elt.closest?.("form[data-draft]"); // it may have left the page
  const status = event.detail.xhr?.status;
  if (form && event.detail.successful && status !== 422) sessionStorage.removeItem(PREFIX + form.dataset.draft);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("clearDrafts" in form.dataset) empty();
  else if (form.dataset.draft && !event.defaultPrevented) sessionStorage.setItem("jalon-draft-sent", form.dataset.draft);
});
