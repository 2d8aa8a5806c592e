// Keys 1 2 3 choose one of the radio buttons of the form; Enter on one of them sends the form.
// Obeys the same switch as the other single-key shortcuts (WCAG 2.1.4).
const toggle = document.getElementById("shortcuts-on");

function typing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || (toggle && !toggle.checked) || document.querySelector("dialog[open]")) return;
  const radio = document.querySelector(`form[data-keys] [data-key="${CSS.escape(event.key)}"]`);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
});
