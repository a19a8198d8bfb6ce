/* A button below each rich text that links the chosen words to a story of ours, by the story's number: the address follows
   when the article is published. */
"use strict"
;(() => {
  const words = document.currentScript.dataset
  let dialog
  let current

  function build(address) {
    dialog = document.createElement("dialog")
    dialog.className = "desk-stories"
    dialog.setAttribute("aria-labelledby", "desk-stories-title")
    const title = document.createElement("h2")
    title.id = "desk-stories-title"
    title.textContent = words.title
    const help = document.createElement("p")
    help.className = "help"
    help.textContent = words.help
    const label = document.createElement("label")
    label.textContent = words.search
    const field = document.createElement("input")
    field.type = "search"
    field.className = "vTextField"
    field.autocomplete = "off"
    label.append(field)
    const list = document.createElement("ul")
    list.setAttribute("aria-live", "polite")
    const close = document.createElement("button")
    close.type = "button"
    close.className = "button"
    close.textContent = words.close
    close.addEventListener("click", () => dialog.close())
    dialog.append(title, help, label, list, close)
    let timer
    field.addEventListener("input", () => {
      clearTimeout(timer)
      timer = setTimeout(() => search(address, field.value, list), 250)
    })
    // Enter in the field must not save the article.
    field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault())
    dialog.addEventListener("close", () => current?.commands.focus())
    document.body.append(dialog)
  }

  async function search(address, term, list) {
    const answer = await fetch(`${address}&term=${encodeURIComponent(term)}`)
    const { results } = answer.ok ? await answer.json() : { results: [] }
    list.replaceChildren(
      ...results.map(({ id, text }) => {
        const button = document.createElement("button")
        button.type = "button"
        button.textContent = text
        button.addEventListener("click", () => link(id, text))
        const item = document.createElement("li")
        item.append(button)
        return item
      }),
    )
    if (!results.length) list.textContent = words.none
  }

  function link(id, headline) {
    const href = `/articles/${id}/`
    const { empty } = current.state.selection
    const chain = current.chain().focus()
    if (empty && !current.isActive("link")) {
      chain.insertContent({ type: "text", text: headline, marks: [{ type: "link", attrs: { href } }] }).run()
    } else {
      chain.extendMarkRange("link").setLink({ href }).run()
    }
    dialog.close()
  }

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    const address = document.querySelector(".desk-bar")?.dataset.stories
    if (!address || !editor.schema.marks.link) return
    const button = document.createElement("button")
    button.type = "button"
    button.className = "desk-story-link"
    button.textContent = words.button
    button.addEventListener("click", () => {
      if (!dialog) build(address)
      current = editor
      dialog.querySelector("input").value = ""
      dialog.querySelector("ul").replaceChildren()
      dialog.showModal()
      search(address, "", dialog.querySelector("ul"))
    })
    textarea.closest(".form-row").append(button)
  })
})()
