/* Names for fields that a script builds in place of the page's own: choosers that search, and rich texts. Their labels
   point to what they replaced. */
"use strict"
;(() => {
  function labelOf(field) {
    const label = document.querySelector(`label[for="${field.id}"]`)
    if (label) return label.textContent.replace(/:\s*$/, "").trim()
    const cell = field.closest("td")
    const row = cell?.closest("tr")
    const head = row && cell.closest("table").querySelectorAll("thead th")[[...row.querySelectorAll("td:not(.original)")].indexOf(cell)]
    return head?.textContent.trim() ?? ""
  }

  function name(select) {
    const box = select.nextElementSibling
    if (!box?.matches(".select2")) return
    const text = labelOf(select)
    if (!text) return
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], [role=listbox], .select2-search__field, .select2-selection__rendered")) {
      if (part.matches("[role=combobox]") && !part.matches(".select2-selection--multiple")) {
        const shown = part.querySelector(".select2-selection__rendered")
        part.removeAttribute("aria-labelledby")
        part.setAttribute("aria-label", `${text}: ${shown?.title || "–"}`)
      } else {
        part.setAttribute("aria-label", text)
      }
    }
  }

  const nameAll = (place) => place.querySelectorAll("select.select2-hidden-accessible").forEach(name)

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const text = labelOf(textarea)
    if (text) editor.view.dom.setAttribute("aria-label", text)
  })
  // The choosers are built when the page is ready, and when a row is added.
  addEventListener("load", () => setTimeout(() => nameAll(document)))
  document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)))
  document.addEventListener("change", (event) => event.target.matches?.("select.select2-hidden-accessible") && name(event.target))
  // Choosing is told by jQuery's events only.
  document.addEventListener("focusin", (event) => {
    const select = event.target.closest?.(".select2")?.previousElementSibling
    if (select?.matches("select.select2-hidden-accessible")) name(select)
  })
})()
