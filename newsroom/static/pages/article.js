// The toolbar of an article: abbreviations explained in place, sharing, printing. Reading needs none of it.
const body = document.getElementById("body");
const explain = document.querySelector("[data-explain]");

explain?.addEventListener("click", () => {
  const on = body.classList.toggle("explained");
  explain.ariaPressed = String(on);
});

// One abbreviation at a time: a touch or a click on it tells what it stands for.
body.addEventListener("click", ({ target }) => target.closest("abbr[title]")?.classList.toggle("told"));

const said = document.querySelector("[data-share-status]");
const copy = document.querySelector("[data-copy]");
copy?.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(copy.dataset.copy);
  } catch {
    const field = document.getElementById("share-address");
    field.select();
    document.execCommand("copy");
  }
  said.textContent = copy.dataset.copied;
});

const share = document.querySelector("[data-share]");
if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => {
    navigator.share({ title: document.querySelector("h1").textContent, url: copy.dataset.copy }).catch(() => {});
  });
}

document.querySelector("[data-print]")?.addEventListener("click", () => print());
