/* Rows that have an order (a column of positions): moved by dragging and by keys. Without script the numbers are typed. */
"use strict"
;(() => {
  const words = document.currentScript.dataset
  const status = document.createElement("p")
  status.setAttribute("role", "status")
  status.className = "visually-hidden"
  let dragged

  const rowsOf = (body) => [...body.querySelectorAll(":scope > tr.form-row:not(.empty-form)")]
  const positionOf = (row) => row.querySelector("input[name$='-position']")

  function renumber(body) {
    const rows = rowsOf(body)
    rows.forEach((row, place) => {
      positionOf(row).value = place + 1
      row.querySelector("[data-move=up]")?.setAttribute("aria-disabled", place === 0)
      row.querySelector("[data-move=down]")?.setAttribute("aria-disabled", place === rows.length - 1)
    })
  }

  function place(row, before) {
    const body = row.parentNode
    const rows = rowsOf(body)
    body.insertBefore(row, before ?? rows.at(-1).nextSibling)
    renumber(body)
    row.dispatchEvent(new Event("change", { bubbles: true }))
    const now = rowsOf(body)
    status.textContent = words.moved.replace("{place}", now.indexOf(row) + 1).replace("{count}", now.length)
  }

  function move(row, direction) {
    const rows = rowsOf(row.parentNode)
    const from = rows.indexOf(row)
    if (direction === "up" && from > 0) place(row, rows[from - 1])
    if (direction === "down" && from < rows.length - 1) place(row, rows[from + 1].nextSibling)
  }

  function control(tag, sign, label) {
    const made = document.createElement(tag)
    made.textContent = sign
    made.title = label
    return made
  }

  function prepare(row) {
    const cell = positionOf(row)?.closest("td")
    if (!cell || cell.querySelector(".desk-moves")) return
    const moves = document.createElement("span")
    moves.className = "desk-moves"
    for (const [direction, sign, label] of [["up", "↑", words.up], ["down", "↓", words.down]]) {
      const button = control("button", sign, label)
      button.type = "button"
      button.dataset.move = direction
      button.setAttribute("aria-label", label)
      button.addEventListener("click", () => {
        move(row, direction)
        button.focus()
      })
      moves.append(button)
    }
    const handle = control("span", "⠿", words.drag)
    handle.className = "desk-handle"
    handle.draggable = true
    handle.setAttribute("aria-hidden", "true")
    handle.addEventListener("dragstart", (event) => {
      dragged = row
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setDragImage(row, 0, 0)
    })
    moves.prepend(handle)
    positionOf(row).hidden = true
    cell.append(moves)
    row.addEventListener("dragover", (event) => dragged?.parentNode === row.parentNode && event.preventDefault())
    row.addEventListener("drop", (event) => {
      if (!dragged || dragged === row || dragged.parentNode !== row.parentNode) return
      event.preventDefault()
      const rows = rowsOf(row.parentNode)
      place(dragged, rows.indexOf(dragged) < rows.indexOf(row) ? row.nextSibling : row)
      dragged = null
    })
  }

  function start(body) {
    const rows = rowsOf(body)
    if (!body.querySelector("input[name$='-position']")) return
    body.closest("table").classList.add("desk-ordered")
    rows.forEach(prepare)
    if (rows.length) renumber(body)
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(status)
    document.querySelectorAll(".tabular tbody, table.desk-rows tbody").forEach(start)
  })
  document.addEventListener("formset:added", (event) => {
    const row = event.target
    if (!row.matches?.("tr.form-row") || !positionOf(row)) return
    prepare(row)
    renumber(row.parentNode)
  })
})()
