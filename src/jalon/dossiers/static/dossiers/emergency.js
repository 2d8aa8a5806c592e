// The minutes left of an emergency; at the end the page closes at once.
const banner = document.querySelector("[data-ends]");
const ends = Date.parse(banner?.dataset.ends);

function tick() {
  const left = Math.ceil((ends - Date.now()) / 1000);
  if (left <= 0) return location.reload();
  const minutes = Math.ceil(left / 60);
  const shown = banner.querySelector("[data-minutes]");
  if (shown.textContent !== String(minutes)) shown.textContent = minutes;
  setTimeout(tick, Math.min(1000, ends - Date.now()));
}
if (banner) tick();
