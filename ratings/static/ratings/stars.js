// Stars without leaving the page. Without script the form does the same by itself; a key chooses, Enter or the button
// sends; a click or a touch on a star sends at once.
const part = document.getElementById("ratings");
const form = part.querySelector("form");
const status = part.querySelector(".ratings-status");
const radios = [...form.elements.stars];
const [send, takeBack] = form.querySelectorAll("button");
const texts = { saved: part.querySelector("#rating-saved").textContent, taken: part.querySelector("#rating-taken-back").textContent };
let seen = false;

async function ask(method, stars) {
  const options = { method, headers: { "Content-Type": "application/json" } };
  if (stars) options.body = JSON.stringify({ stars });
  const answer = await fetch(form.action, method === "GET" ? {} : options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail || body.title);
  return body;
}

function show({ rating, stars }, redraw) {
  for (const radio of radios) radio.checked = Number(radio.value) === stars;
  takeBack.hidden = !stars;
  if (redraw) draw(rating);
}

function element(name, attributes, ...children) {
  const made = name === "svg" || name === "rect" ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The tally as the server would write it: a page from a cache may be a minute old.
function draw({ average, count, histogram }) {
  const { one, many, none, star } = form.dataset;
  const number = count ? (Number.isInteger(average) ? average.toFixed(1) : String(average)).replace(".", document.documentElement.lang === "vi" ? "," : ".") : "";
  const words = (count === 0 ? none : count === 1 ? one : many).replace("{average}", number).replace("{count}", count);
  const line = element("p", { class: "ratings-average" }, element("span", {}, words));
  if (count) line.prepend(element("strong", { "aria-hidden": "true" }, number), " ");
  const rows = [...histogram.entries()].reverse().map(([place, times]) => element("li", {},
    element("span", { class: "ratings-label" }, `${place + 1} ${star}:`),
    element("svg", { class: "ratings-bar", "aria-hidden": "true", width: "100%", height: "10" },
      element("rect", { width: `${count ? Math.round((times / count) * 100) : 0}%`, height: "10", rx: "2" })),
    element("span", { class: "ratings-times" }, String(times))));
  part.querySelector(".ratings-tally").replaceChildren(line, ...(count ? [element("ul", { class: "ratings-histogram" }, ...rows)] : []));
}

async function act(method, stars, said) {
  seen = true;
  send.disabled = takeBack.disabled = true;
  try {
    show(await ask(method, stars), true);
    status.textContent = said;
  } catch (error) {
    status.textContent = `${form.dataset.failed} ${error.message}`;
  } finally {
    send.disabled = takeBack.disabled = false;
  }
}

function chosen() {
  return Number(form.elements.stars.value);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter === takeBack) {
    act("DELETE", 0, texts.taken).then(() => radios[0].focus());
  } else {
    act("PUT", chosen(), texts.saved);
  }
});

// A click that a key made has no place on the screen (detail is 0): arrows choose without sending.
for (const radio of radios) {
  radio.addEventListener("click", (event) => {
    if (event.detail && event.pointerType !== "") act("PUT", chosen(), texts.saved);
  });
}

// The reader's own stars are asked for when the stars come into sight: most readers of a page never see them.
takeBack.hidden = true;
new IntersectionObserver(async (entries, observer) => {
  if (seen || !entries.some((entry) => entry.isIntersecting)) return;
  seen = true;
  observer.disconnect();
  try {
    show(await ask("GET"), false);
  } catch { /* The form still works. */ }
}, { rootMargin: "200px" }).observe(form);
