/* The panel of abbreviations while one writes: asks the server about the text in the open form, a moment after each
   change, and shows the answer. Without this script the panel shows the choices, and its page the saved text. */
"use strict"
;(() => {
  const words = document.currentScript.dataset
  const PAUSE = 1200

  function start() {
    const panel = document.querySelector("[data-abbreviations]")
    const form = panel?.closest("form")
    if (!form || !panel.dataset.abbreviations) return
    const rows = panel.querySelector("[data-rows]")
    const status = panel.querySelector("[data-status]")
    let timer = 0
    let asked = 0
    let chosen = null

    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(ask, PAUSE)
    }

    async function ask() {
      const mine = ++asked
      const data = new FormData(form)
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
      try {
        const answer = await fetch(panel.dataset.abbreviations, { method: "POST", body: data, credentials: "same-origin" })
        if (!answer.ok) throw new Error(answer.status)
        const html = await answer.text()
        if (mine !== asked) return
        // Who is typing or choosing in the panel is not disturbed; what they leave or choose asks again.
        const held = rows.contains(document.activeElement) ? document.activeElement : null
        if (held && (held !== chosen || held.type === "text")) return
        chosen = null
        rows.innerHTML = html
        if (held) rows.querySelector(`[name="${CSS.escape(held.name)}"]`)?.focus()
        status.textContent = ""
      } catch {
        if (mine === asked) status.textContent = words.failed
      }
    }

    form.addEventListener("input", (event) => {
      if (!panel.contains(event.target)) later()
    })
    form.addEventListener("change", (event) => {
      if (!panel.contains(event.target)) later()
    })
    panel.addEventListener("change", (event) => {
      chosen = event.target
      later()
    })
    panel.addEventListener("focusout", (event) => {
      if (!rows.contains(event.relatedTarget)) later()
    })
    document.addEventListener("content-editor:ready", later)
    later()
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
})()
