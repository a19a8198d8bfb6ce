// How the reader wants to see pages: text size, colours, contrast. Kept in this browser only; the head of each page
// applies it before anything is drawn.
const SIZES = [-1, 0, 1, 2, 3, 4];
const PERCENT = { "-1": 94, 0: 100, 1: 113, 2: 125, 3: 150, 4: 200 };
const root = document.documentElement;
const groups = document.querySelectorAll("[data-display]");

function read() {
  return { size: root.dataset.size || "0", theme: root.dataset.theme || "", contrast: root.dataset.contrast || "" };
}

function apply(change) {
  const wanted = { ...read(), ...change };
  for (const [name, value] of Object.entries(wanted)) {
    if (value && value !== "0") root.dataset[name] = value;
    else delete root.dataset[name];
  }
  try {
    localStorage.setItem("display", JSON.stringify({ ...wanted, size: wanted.size === "0" ? "" : wanted.size }));
  } catch { /* Private windows may refuse; then it holds for this page. */ }
  show();
}

function show() {
  const { size, theme, contrast } = read();
  for (const group of groups) {
    group.querySelector(".display-size").textContent = `${PERCENT[size]} %`;
    for (const button of group.querySelectorAll("[data-theme]")) button.ariaPressed = String(button.dataset.theme === theme);
    group.querySelector("[data-contrast]").ariaPressed = String(contrast === "more");
  }
}

for (const group of groups) {
  group.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.size) {
      const step = button.dataset.size;
      const next = step === "0" ? 0 : SIZES[SIZES.indexOf(Number(read().size)) + Number(step)] ?? Number(read().size);
      apply({ size: String(next) });
    } else if ("theme" in button.dataset) apply({ theme: button.dataset.theme });
    else apply({ contrast: read().contrast ? "" : "more" });
  });
}
show();
