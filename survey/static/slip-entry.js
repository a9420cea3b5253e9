// Entering a slip by keyboard: a digit chooses the answer that stands there.
// Without this script the page is filled in with mouse, arrow keys and Tab.

const items = Array.from(document.querySelectorAll(".entry__item"));

function inputsOf(item) {
  return Array.from(item.querySelectorAll("input[type=radio], input[type=checkbox]"));
}

function goOn(item) {
  const next = items[items.indexOf(item) + 1];
  const target = next
    ? next.querySelector("input, textarea")
    : document.querySelector(".entry button");
  target.focus();
}

function choose(item, input) {
  if (input.type === "checkbox") {
    input.checked = !input.checked;
    input.focus();
  } else {
    input.checked = true;
    goOn(item);
  }
}

function clear(item) {
  inputsOf(item).forEach((input) => {
    input.checked = false;
  });
}

// Ticks of one question are one stop for Tab, as its radios are; arrows move inside.
function step(inputs, event) {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const next = inputs[inputs.indexOf(event.target) + by];
  if (event.target.type === "checkbox" && next) {
    event.preventDefault();
    next.focus();
  }
}

function onDigit(event) {
  const item = event.target.closest(".entry__item");
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
  if (!item || !plain || !/^[0-9]$/.test(event.key) || inputsOf(item).length === 0) {
    return;
  }
  event.preventDefault();
  if (event.key === "0") {
    clear(item);
    return;
  }
  const input = inputsOf(item)[Number(event.key) - 1];
  if (input) {
    choose(item, input);
  }
}

document.querySelector(".entry").addEventListener("keydown", onDigit);
items.forEach((item) => {
  const ticks = inputsOf(item).filter((input) => input.type === "checkbox");
  ticks.slice(1).forEach((tick) => {
    tick.tabIndex = -1;
  });
  item.addEventListener("keydown", (event) => step(ticks, event));
});
const wrong = document.querySelector(".entry__item--wrong") || items[0];
wrong.querySelector("input, textarea").focus();
