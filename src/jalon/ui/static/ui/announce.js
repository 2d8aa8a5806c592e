// What happens away from the eyes is said in the polite live region; nothing moves under the reader.
const region = document.getElementById("announce");

function announce(text, error = false, link = null) {
  const line = document.createElement("p");
  line.textContent = text;
  if (error) line.className = "is-error";
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link.href;
    anchor.textContent = link.text;
    anchor.target = "_blank";
    line.append(" ", anchor);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "j-link-button";
  close.textContent = region.dataset.close;
  close.addEventListener("click", () => line.remove());
  line.append(close);
  region.replaceChildren(line);
  if (!error) setTimeout(() => line.remove(), 8000);
}

document.addEventListener("jalon:announce", (event) => {
  announce(event.detail.text, Boolean(event.detail.error), event.detail.link);
});

// The server answers an htmx request that it refuses with one sentence, as plain text.
document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  const plain = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
  const href = answer.getResponseHeader("X-Jalon-Link");
  const text = decodeURIComponent(answer.getResponseHeader("X-Jalon-Link-Text") || "");
  announce(plain ? answer.responseText : region.dataset.broken, true, href ? { href, text } : null);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => announce(region.dataset.offline, true));
}

// Dialogs opened by a button; the error summary takes the focus once the page is there.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});
document.querySelector("[data-focus]")?.focus();
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
