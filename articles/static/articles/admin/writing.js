/* Help while writing: counted words, who else is here, the checklist and the preview of the form as it stands. */
"use strict"
;(() => {
  const words = document.currentScript.dataset
  const BEAT = 30_000
  const PAUSE = 900

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
  const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]").value

  function count(field, counter) {
    const number = field.value.split(/\s+/).filter(Boolean).length
    const { least = 0, most } = field.dataset
    const wish = fill(least ? words.between : words.most, { least, most })
    counter.textContent = `${fill(words.words, { count: number })} · ${wish}`
    counter.classList.toggle("desk-beyond", number > Number(most) || (number > 0 && number < Number(least)))
  }

  function addCounter(field) {
    const counter = document.createElement("div")
    counter.id = `${field.id}_counter`
    counter.className = "desk-counter"
    field.closest(".form-row").append(counter)
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), counter.id].filter(Boolean).join(" "))
    field.addEventListener("input", () => count(field, counter))
    count(field, counter)
  }

  function showOthers(bar, others, version) {
    const place = bar.querySelector(".desk-others")
    place.textContent = others.length ? `${words.here} ${others.join(", ")}` : ""
    place.hidden = !others.length
    const newer = bar.querySelector(".desk-newer")
    newer.hidden = !(version && Number(version) > Number(bar.dataset.version))
    if (!newer.hidden) newer.textContent = words.newer
  }

  async function beat(form, bar) {
    try {
      const body = new URLSearchParams({ csrfmiddlewaretoken: token(form) })
      const answer = await fetch(bar.dataset.presence, { method: "POST", body })
      if (!answer.ok) return
      const { others, version } = await answer.json()
      showOthers(bar, others, version)
    } catch {
      // Nobody needs to know that the server is away for half a minute.
    }
  }

  function leave(form, bar) {
    navigator.sendBeacon(bar.dataset.presence, new URLSearchParams({ csrfmiddlewaretoken: token(form), leave: "1" }))
  }

  /** The form as it stands, without files: they are not needed to look at it. */
  function posted(form) {
    const body = new FormData(form)
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name)
    return body
  }

  async function ask(form, url) {
    const answer = await fetch(url, { method: "POST", body: posted(form) })
    if (!answer.ok) throw new Error(answer.status)
    return answer.text()
  }

  function panel(bar, name) {
    const drawer = document.querySelector(".desk-drawer")
    const open = drawer.dataset.shows === name && !drawer.hidden
    drawer.hidden = open
    drawer.dataset.shows = name
    for (const part of drawer.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== name
    for (const button of bar.querySelectorAll("[data-shows]")) {
      button.setAttribute("aria-expanded", String(!open && button.dataset.shows === name))
    }
    document.body.classList.toggle("desk-with-drawer", !open)
    return open ? null : drawer.querySelector(`[data-part=${name}]`)
  }

  async function check(form, bar, part) {
    const place = part.querySelector(".desk-answer")
    try {
      const page = new DOMParser().parseFromString(await ask(form, bar.dataset.checklist), "text/html")
      place.replaceChildren(document.importNode(page.getElementById("checklist"), true))
    } catch {
      place.textContent = words.failed
    }
  }

  async function look(form, bar, part) {
    try {
      part.querySelector("iframe").srcdoc = await ask(form, bar.dataset.preview)
    } catch {
      part.querySelector("iframe").srcdoc = ""
    }
  }

  /** A field that the checklist names, wherever it hides. */
  function goTo(form, name) {
    const field = form.querySelector(`[name=${name}]`)
    if (!field) return
    field.closest("details")?.setAttribute("open", "")
    const row = field.closest(".form-row") ?? field
    row.scrollIntoView({ block: "center" })
    const target = row.querySelector("input:not([type=hidden]), textarea, .select2-selection, select")
    target?.focus()
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("article_form")
    const bar = document.querySelector(".desk-bar")
    if (!form || !bar) return
    for (const field of form.querySelectorAll("textarea[data-most]")) addCounter(field)
    if (bar.dataset.presence) {
      setInterval(() => document.hidden || beat(form, bar), BEAT)
      addEventListener("pagehide", () => leave(form, bar))
    }
    const acts = { checklist: check, preview: look }
    for (const button of bar.querySelectorAll("[data-shows]")) {
      button.addEventListener("click", () => {
        const part = panel(bar, button.dataset.shows)
        if (part) acts[button.dataset.shows](form, bar, part)
      })
    }
    const drawer = document.querySelector(".desk-drawer")
    const close = () => {
      const button = bar.querySelector(`[data-shows=${drawer.dataset.shows}]`)
      panel(bar, drawer.dataset.shows)
      button?.focus()
    }
    drawer.querySelector(".desk-close").addEventListener("click", close)
    drawer.addEventListener("keydown", (event) => event.key === "Escape" && close())
    drawer.addEventListener("click", (event) => {
      const link = event.target.closest("[data-field]")
      if (!link) return
      event.preventDefault()
      goTo(form, link.dataset.field)
    })
    let timer
    const again = () => {
      clearTimeout(timer)
      if (drawer.hidden) return
      // What is shown when the time has come may be another part.
      const { shows } = drawer.dataset
      timer = setTimeout(() => acts[shows](form, bar, drawer.querySelector(`[data-part=${shows}]`)), PAUSE)
    }
    form.addEventListener("input", again)
    form.addEventListener("change", again)
  })
})()
