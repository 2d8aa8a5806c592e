// Goals put in order by hand: drag one over another. The buttons ↑ ↓ do the same without it.
let carried;

const list = () => document.querySelector("[data-order]");

/** A goal is carried by its header, once there are two of them and one may put them in order. */
function prepare() {
  if (!list()?.querySelector(".j-plan-order")) return;
  for (const header of list().querySelectorAll(".j-plan-goal > header")) header.draggable = true;
}
document.addEventListener("htmx:afterSettle", prepare);
prepare();

document.addEventListener("dragstart", (event) => {
  const header = event.target.closest?.(".j-plan-goal > header");
  if (!header) return;
  carried = header.closest(".j-plan-goal");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  carried.classList.add("is-carried");
});

document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.(".j-plan-goal");
  if (!carried || !over) return;
  event.preventDefault();
  if (over === carried) return;
  const { top, height } = over.getBoundingClientRect();
  over[event.clientY < top + height / 2 ? "before" : "after"](carried);
});

document.addEventListener("dragend", () => {
  if (!carried) return;
  carried.classList.remove("is-carried");
  carried = undefined;
  send();
});

function send() {
  const goals = list();
  const order = [...goals.querySelectorAll("[data-number]")].map((goal) => goal.dataset.number);
  const form = goals.querySelector(".j-plan-order");
  const values = { order, once: form.querySelector("[name=once]")?.value };
  window.htmx.ajax("POST", goals.dataset.order, { source: form, target: goals.closest("[data-bloc]"), swap: "outerHTML", values });
}
