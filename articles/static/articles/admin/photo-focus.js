// The focal point: a click on the picture moves the two sliders, and the sliders move the mark. Without this script
// the sliders do it alone. Also: "Use" puts what the file says into its field.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll(".desk-use")) {
    const field = document.getElementById(`id_${button.dataset.field}`);
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      field.value = button.dataset.value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
  }

  const template = document.getElementById("desk-focus-picker");
  const across = document.querySelector('.desk-focus[data-axis="x"]');
  const down = document.querySelector('.desk-focus[data-axis="y"]');
  if (!template || !across || !down) return;
  across.closest("fieldset").append(template.content.cloneNode(true));
  const stage = document.querySelector(".desk-focus-stage");
  const mark = stage.querySelector(".desk-focus-mark");
  const crops = document.querySelectorAll(".desk-focus-crops img");

  const show = () => {
    const [x, y] = [across, down].map((slider) => `${(Number(slider.value) * 100).toFixed(0)}%`);
    mark.style.left = x;
    mark.style.top = y;
    for (const crop of crops) crop.style.objectPosition = `${x} ${y}`;
  };
  const set = (slider, part) => {
    slider.value = Math.min(1, Math.max(0, part)).toFixed(2);
    slider.dispatchEvent(new Event("change", { bubbles: true }));
  };
  stage.addEventListener("click", (event) => {
    const box = stage.getBoundingClientRect();
    set(across, (event.clientX - box.left) / box.width);
    set(down, (event.clientY - box.top) / box.height);
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  show();
});
