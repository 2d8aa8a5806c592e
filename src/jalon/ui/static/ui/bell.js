// The number on the bell: asked beside the page, kept a minute for the next one, and asked again
// when a stream says that something came. Without JavaScript the bell is a link like any other.
const KEPT = 60_000;
const bell = document.querySelector("[data-bell]");
const place = `bell/${document.body.dataset.account}/${bell?.dataset.bellOf}`;

function show({ unread, label }) {
  const count = bell.querySelector(".j-bell__count");
  count.hidden = !unread;
  const [number, said] = ["span", "span"].map((name) => document.createElement(name));
  number.textContent = unread > 99 ? "99+" : unread;
  number.setAttribute("aria-hidden", "true");
  said.className = "fr-sr-only";
  said.textContent = ` ${label}`;
  count.replaceChildren(number, said);
}

function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(place));
    return found && Date.now() - found.at < KEPT ? found : null;
  } catch {
    return null;
  }
}

async function ask() {
  try {
    const answer = await fetch(bell.dataset.bell, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const found = await answer.json();
    show(found);
    sessionStorage.setItem(place, JSON.stringify({ ...found, at: Date.now() }));
  } catch {
    // Offline, or a page that goes away: the link remains.
  }
}

if (bell) {
  const known = document.querySelector("[data-bell-fresh]") ? null : kept();
  if (known) show(known);
  else ask();
  document.addEventListener("jalon:live", ({ detail }) => {
    if (detail.name === "news") ask();
  });
}
