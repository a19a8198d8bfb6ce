/* Keys for the block editor, which knows only the mouse: insert buttons that take the focus, buttons that move a
   block up and down, and a title that says what a folded block holds. */
"use strict"
;(() => {
  const words = document.currentScript.dataset
  const machine = () => document.querySelector(".order-machine")
  const status = document.createElement("p")
  status.setAttribute("role", "status")
  status.className = "visually-hidden"

  const orderingOf = (inline) => inline.querySelector(".order-machine-ordering")

  const inOrder = (region) =>
    [...machine().querySelectorAll(`.inline-related:not(.empty-form)[data-region="${region}"]`)].sort(
      (one, other) => one.style.order - other.style.order,
    )

  function actAsButton(element, label) {
    element.tabIndex = 0
    element.setAttribute("role", "button")
    if (label) element.setAttribute("aria-label", label)
  }

  function moveButton(direction, sign, label) {
    const button = document.createElement("button")
    button.type = "button"
    button.dataset.move = direction
    button.textContent = sign
    button.title = label
    button.setAttribute("aria-label", label)
    return button
  }

  /** Saves the article and copies the block: the server does both, or neither. */
  function cloneButton(inline) {
    const button = document.createElement("button")
    button.type = "submit"
    button.name = "clone_block"
    button.className = "desk-clone"
    button.textContent = "⧉"
    button.title = words.clone
    button.setAttribute("aria-label", words.clone)
    button.value = inline.id
    return button
  }

  function prepare(inline) {
    const target = inline.querySelector(":scope > .order-machine-insert-target")
    if (target) actAsButton(target, words.insert)
    const title = inline.querySelector(":scope > h3")
    if (!title || title.querySelector(".desk-moves")) return
    actAsButton(title.querySelector(".inline_label"))
    title.querySelector(".inline_label").title = words.fold
    const moves = document.createElement("span")
    moves.className = "desk-moves"
    moves.append(moveButton("up", "↑", words.up), moveButton("down", "↓", words.down), cloneButton(inline))
    title.append(moves)
  }

  function summarise(inline) {
    const label = inline.querySelector(":scope > h3 .inline_label")
    if (!label) return
    const written = ["[contenteditable=true]", "textarea", "input[type=text], input[type=url]", "select option:checked"]
    for (const selector of written) {
      for (const field of inline.querySelectorAll(selector)) {
        const text = (field.value && field.tagName !== "OPTION" ? field.value : field.textContent || "").trim()
        if (text) {
          label.textContent = text.replace(/\s+/g, " ").slice(0, 90)
          return
        }
      }
    }
    if (!inline.classList.contains("last-related")) label.textContent = ""
  }

  function markEnds() {
    if (!machine()) return
    const regions = new Set([...machine().querySelectorAll("[data-region]")].map((inline) => inline.dataset.region))
    for (const region of regions) {
      const inlines = inOrder(region)
      inlines.forEach((inline, place) => {
        inline.querySelector("[data-move=up]")?.setAttribute("aria-disabled", place === 0)
        inline.querySelector("[data-move=down]")?.setAttribute("aria-disabled", place === inlines.length - 1)
      })
    }
  }

  function move(inline, direction) {
    const inlines = inOrder(inline.dataset.region)
    const from = inlines.indexOf(inline)
    const to = direction === "up" ? from - 1 : from + 1
    if (to < 0 || to >= inlines.length) return
    inlines.splice(from, 1)
    inlines.splice(to, 0, inline)
    inlines.forEach((each, place) => {
      each.style.order = 10 * (place + 1)
      orderingOf(each).value = 10 * (place + 1)
    })
    markEnds()
    inline.scrollIntoView({ block: "nearest" })
    status.textContent = words.moved.replace("{place}", to + 1).replace("{count}", inlines.length)
  }

  // Caught on the way down: a click on the title folds the block.
  document.addEventListener(
    "click",
    (event) => {
      const clone = event.target.closest?.(".desk-clone")
      if (clone) {
        clone.value = clone.closest(".inline-related").id
        event.stopPropagation()
        return
      }
      const button = event.target.closest?.(".desk-moves button[data-move]")
      if (!button?.closest(".order-machine")) return
      event.preventDefault()
      event.stopPropagation()
      move(button.closest(".inline-related"), button.dataset.move)
      button.focus()
    },
    true,
  )

  document.addEventListener("keydown", (event) => {
    const button = event.target.closest?.(".order-machine-insert-target, .plugin-button[role=button], .inline_label[role=button]")
    if (!button || event.ctrlKey || event.metaKey || event.altKey) return
    const choices = [...document.querySelectorAll(".plugin-buttons .plugin-button:not(.content-editor-hide)")]
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault()
      button.click()
      if (button.matches(".order-machine-insert-target.selected")) choices[0]?.focus()
    } else if (button.matches(".plugin-button") && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault()
      const step = event.key === "ArrowDown" ? 1 : choices.length - 1
      choices[(choices.indexOf(button) + step) % choices.length].focus()
    } else if (button.matches(".plugin-button") && event.key === "Escape") {
      document.querySelector(".order-machine-insert-target.selected")?.focus()
    }
  })

  document.addEventListener("focusout", (event) => {
    const inline = event.target.closest?.(".order-machine .inline-related:not(.empty-form)")
    if (inline) summarise(inline)
  })

  document.addEventListener("content-editor:activate", (event) => {
    prepare(event.detail.inline)
    markEnds()
  })

  document.addEventListener("content-editor:ready", () => {
    document.body.append(status)
    for (const target of document.querySelectorAll(".order-machine-insert-target")) actAsButton(target, words.insert)
    for (const button of document.querySelectorAll(".plugin-buttons .plugin-button")) button.tabIndex = 0
    for (const inline of machine().querySelectorAll(".inline-related")) {
      prepare(inline)
      if (!inline.classList.contains("empty-form")) summarise(inline)
    }
    markEnds()
    // The rich-text editors are filled a moment later.
    setTimeout(() => machine().querySelectorAll(".inline-related:not(.empty-form)").forEach(summarise), 500)
  })
})()
