/* What is typed is kept in this browser until it is saved: a closed lid, a crash or a dead line lose nothing.

   One record for each opened form, below `newsroom:<user>:<article>:`. The server knows how to show a form that was posted
   and not saved, so bringing a record back is posting it with the word `recovered`. */
"use strict"
;(() => {
  const words = document.currentScript.dataset
  const PAUSE = 500
  const DAYS = 30
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
  const clock = (time) => new Date(time).toLocaleString(document.documentElement.lang, { timeStyle: "short", dateStyle: "short" })

  function serialise(form) {
    const skipped = /^csrfmiddlewaretoken$|^recovered$|^autosave_key$|__prefix__/
    return JSON.stringify([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !skipped.test(name)))
  }

  function records(prefix) {
    const found = []
    for (let place = 0; place < localStorage.length; place += 1) {
      const key = localStorage.key(place)
      if (!key.startsWith(prefix)) continue
      try {
        found.push({ key, ...JSON.parse(localStorage.getItem(key)) })
      } catch {
        localStorage.removeItem(key)
      }
    }
    return found.sort((one, other) => other.time - one.time)
  }

  /** The keys of forms that the server has saved; it says so in a cookie. */
  function forgetSaved(prefix) {
    const saved = document.cookie.match(/(?:^|; )desk_saved=([\w-]+)/)?.[1]
    for (const { key, time } of records("newsroom:")) {
      if ((saved && key.endsWith(`:${saved}`)) || time < Date.now() - DAYS * 86_400_000) localStorage.removeItem(key)
    }
    return records(prefix)
  }

  function age(time) {
    const minutes = Math.max(1, Math.round((Date.now() - time) / 60_000))
    return minutes < 120
      ? fill(words.minutes, { count: minutes })
      : fill(words.hours, { count: Math.round(minutes / 60) })
  }

  function button(text, act) {
    const made = document.createElement("button")
    made.type = "button"
    made.className = "button"
    made.textContent = text
    made.addEventListener("click", act)
    return made
  }

  function bringBack(form, record) {
    const copy = document.createElement("form")
    copy.method = "post"
    copy.action = location.pathname
    const add = (name, value) => {
      const field = document.createElement("textarea")
      field.name = name
      field.value = value
      copy.append(field)
    }
    for (const [name, value] of JSON.parse(record.entries)) add(name, value)
    add("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value)
    add("recovered", "1")
    add("autosave_key", record.key.split(":").at(-1))
    copy.hidden = true
    document.body.append(copy)
    copy.submit()
  }

  function offer(form, bar, found) {
    const box = document.createElement("div")
    box.className = "desk-offer"
    box.setAttribute("role", "alert")
    const text = document.createElement("p")
    text.textContent = fill(words.found, { time: clock(found[0].time) })
    const more = document.createElement("p")
    more.className = "help"
    more.textContent = [
      bar.dataset.savedAt ? fill(words.age, { age: age(found[0].time), saved: clock(bar.dataset.savedAt) }) : "",
      words.files,
    ].join(" ")
    const drop = () => {
      for (const { key } of found) localStorage.removeItem(key)
      box.remove()
    }
    box.append(text, more, button(words.restore, () => bringBack(form, found[0])), button(words.drop, drop))
    bar.after(box)
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("article_form")
    const bar = document.querySelector(".desk-bar")
    if (!form || !bar || !bar.dataset.user) return
    const prefix = `newsroom:${bar.dataset.user}:${bar.dataset.article}:`
    const mine = bar.dataset.autosaveKey || crypto.getRandomValues(new Uint32Array(4)).join("-")
    const field = document.createElement("input")
    field.type = "hidden"
    field.name = "autosave_key"
    field.value = mine
    form.append(field)

    let found
    try {
      found = forgetSaved(prefix)
    } catch {
      return
    }
    const bound = Boolean(bar.dataset.bound)
    if (!bound && found.length) offer(form, bar, found)

    const status = bar.querySelector(".desk-kept")
    let last = null
    let timer
    const keep = () => {
      clearTimeout(timer)
      const entries = serialise(form)
      if (last === null || entries === last) return
      try {
        localStorage.setItem(prefix + mine, JSON.stringify({ time: Date.now(), version: bar.dataset.version, entries }))
        status.textContent = fill(words.kept, { time: new Date().toLocaleTimeString(document.documentElement.lang) })
        last = entries
      } catch {
        status.textContent = words.full
      }
    }
    // The rich-text editors tidy their fields when they start: what they make of them is what was saved.
    addEventListener("load", () => setTimeout(() => (last ??= bound ? "" : serialise(form)), 300))
    const soon = (event) => {
      // Who types before that has changed something for certain.
      if (bound || (event.isTrusted && event.type !== "click")) last ??= ""
      clearTimeout(timer)
      timer = setTimeout(keep, PAUSE)
    }
    form.addEventListener("input", soon)
    form.addEventListener("change", soon)
    form.addEventListener("click", soon)
    addEventListener("pagehide", keep)
    document.addEventListener("visibilitychange", () => document.hidden && keep())
  })
})()
