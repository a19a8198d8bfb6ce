// Beside each day of a form: its weekday, so that a schedule is not a week off.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const names = new Intl.DateTimeFormat(document.documentElement.lang || "vi", { weekday: "long" });

  const weekday = (text) => {
    const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
    if (!found) return "";
    const [day, month, year] = found.slice(1).map(Number);
    const date = new Date(year, month - 1, day);
    return date.getDate() === day && date.getMonth() === month - 1 ? names.format(date) : "";
  };

  for (const input of document.querySelectorAll("input.vDateField")) {
    const shown = document.createElement("output");
    shown.className = "desk-weekday";
    shown.htmlFor = input.id;
    input.after(shown);
    let last = null;
    const show = () => {
      if (input.value === last) return;
      last = input.value;
      shown.textContent = weekday(last);
    };
    show();
    for (const event of ["input", "change", "focus", "blur"]) input.addEventListener(event, show);
    // Django's calendar writes the day without an event.
    document.addEventListener("click", () => setTimeout(show));
  }
});
