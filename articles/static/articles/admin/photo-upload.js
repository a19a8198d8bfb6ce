// Sends photos one by one and shows how far each is. Without this script the form sends them all together.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".desk-upload");
  const list = form.querySelector(".desk-upload-list");
  const input = form.querySelector('input[type="file"]');
  const drop = form.querySelector(".desk-drop");
  const texts = form.dataset;

  const line = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const state = document.createElement("span");
    const bar = document.createElement("progress");
    name.className = "desk-upload-name";
    name.textContent = file.name;
    state.className = "desk-upload-state";
    state.textContent = texts.waiting;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(name, bar, state);
    list.append(item);
    return {
      progress: (part) => {
        bar.value = part;
        if (part === 1) state.textContent = texts.working;
      },
      done: (result) => {
        item.classList.add("done");
        bar.value = 1;
        const credit = result.credit ? `${texts.credit} ${result.credit}` : "";
        state.textContent = [texts.done, credit, ...result.warnings].filter(Boolean).join(" · ");
      },
      failed: (message) => {
        item.classList.add("failed");
        bar.remove();
        state.textContent = message;
      },
    };
  };

  const send = (file, shown) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.append("files", file, file.name);
      request.open("POST", form.action || window.location.href);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => shown.progress(event.loaded / event.total));
      request.addEventListener("loadend", () => {
        let result = { error: texts.failed };
        try {
          if (request.status === 200) [result] = JSON.parse(request.responseText).results;
        } catch {
          // Not what was expected, such as the page for logging in: said as a failure.
        }
        resolve(result);
      });
      request.send(body);
    });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector('input[type="submit"]');
    button.disabled = true;
    const files = [...input.files].slice(0, Number(texts.mostFiles));
    const rows = files.map((file) => [file, line(file)]);
    const taken = [];
    let failures = 0;
    for (const [file, shown] of rows) {
      const tooLarge = file.size > Number(texts.mostBytes);
      const result = tooLarge ? { error: texts.tooLarge } : await send(file, shown);
      if (result.error) {
        failures += 1;
        shown.failed(result.error);
      } else {
        taken.push(result.id);
        shown.done(result);
      }
    }
    button.disabled = false;
    input.value = "";
    if (!taken.length) return;
    const next = form.querySelector(".desk-upload-next");
    next.href = `${texts.review}?ids=${taken.join(",")}`;
    next.hidden = false;
    next.focus();
    if (!failures) window.location.assign(next.href);
  });

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    input.files = event.dataTransfer.files;
  });
});
