// The calendar of a section beside an article: read when it is opened, month by month. Without script the date field
// and the month's own page do the same.
const details = document.querySelector("details.month");

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function table(month, counts, total) {
  const { archive, section, weekdays, count } = details.dataset;
  const [year, number] = month.split("-").map(Number);
  const query = `?section=${encodeURIComponent(section)}`;
  const at = (day) => `${archive}${month.replace("-", "/")}/${day ? `${String(day).padStart(2, "0")}/` : ""}${query}`;
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const head = element("tr", {}, ...weekdays.split(",").map((day) => element("th", { scope: "col" }, day)));
  const rows = [];
  for (let field = 0; field < before + last; field += 7) {
    const row = element("tr");
    for (let day = field - before + 1; day <= field - before + 7; day += 1) {
      const cell = element("td");
      const articles = counts.get(day);
      if (articles) cell.append(element("a", { href: at(day) }, `${day} `, element("small", {}, String(articles), element("span", { class: "unseen" }, ` ${count}`))));
      else if (day > 0 && day <= last) cell.append(element("span", {}, String(day)));
      row.append(cell);
    }
    rows.push(row);
  }
  const caption = element("caption", {}, element("a", { href: at() }, `${number}/${year}`), ` ${total} ${count}`);
  return element("table", { class: "calendar" }, caption, element("thead", {}, head), element("tbody", {}, ...rows));
}

function turned(month, by) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

async function show(month, focus) {
  const place = details.querySelector(".month-body");
  const { api, section, earlier, later, failed } = details.dataset;
  try {
    const answer = await fetch(`${api}?month=${month}&section=${encodeURIComponent(section)}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const { days, count } = await answer.json();
    const counts = new Map(days.map((day) => [Number(day.on.slice(8)), day.count]));
    const buttons = [[earlier, -1], [later, 1]].map(([label, by]) => {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => show(turned(month, by), by));
      return button;
    });
    place.replaceChildren(table(month, counts, count), element("div", { class: "month-turn" }, ...buttons));
    if (focus) buttons[focus < 0 ? 0 : 1].focus();
  } catch {
    place.textContent = failed;
  }
}

details?.addEventListener("toggle", () => {
  if (details.open && !details.querySelector("table")) show(details.dataset.month);
});
