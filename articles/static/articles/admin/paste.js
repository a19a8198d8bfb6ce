/* What is pasted from a word processor or a web page, cleaned before the editor reads it: headings, lists, bold, italics and
   links stay. Pictures are no part of a text: they are offered to be uploaded. */
"use strict"
;(() => {
  const words = document.currentScript.dataset
  const editors = new Map()
  const HEADINGS = { H1: "h2", H5: "h4", H6: "h4" }
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)

  document.addEventListener("prose-editor:ready", ({ detail }) => editors.set(detail.editor.view.dom, detail.editor))

  function unwrap(element) {
    element.replaceWith(...element.childNodes)
  }

  function rename(element, tag) {
    const made = element.ownerDocument.createElement(tag)
    made.append(...element.childNodes)
    element.replaceWith(made)
    return made
  }

  function dropWhatNobodySees(page) {
    const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT)
    const comments = []
    while (walker.nextNode()) comments.push(walker.currentNode)
    for (const comment of comments) comment.remove()
    for (const element of page.querySelectorAll("style, script, meta, link, title, xml, object, iframe, template")) element.remove()
    // Comments of reviewers, and what tracks their changes as deleted.
    for (const element of page.querySelectorAll("del, [style*='mso-element:comment'], .MsoCommentReference, .MsoCommentText")) {
      element.remove()
    }
    // Smart tags, and everything else with a namespace of the word processor's.
    for (const element of page.querySelectorAll("*")) if (element.localName.includes(":")) unwrap(element)
  }

  function markStyles(page) {
    for (const element of [...page.querySelectorAll("b, strong, i, em, span, font")]) {
      const style = element.getAttribute("style") ?? ""
      if (/^(B|STRONG)$/.test(element.tagName) && /(?<![\w-])font-weight\s*:\s*(normal|400)/i.test(style)) {
        unwrap(element)
        continue
      }
      if (!/^(SPAN|FONT)$/.test(element.tagName)) continue
      let inner = [...element.childNodes]
      for (const [pattern, tag] of [
        [/(?<![\w-])font-weight\s*:\s*(bold|[6-9]00)/i, "strong"],
        [/(?<![\w-])font-style\s*:\s*italic/i, "em"],
      ]) {
        if (!pattern.test(style)) continue
        const mark = page.createElement(tag)
        mark.append(...inner)
        inner = [mark]
      }
      element.replaceWith(...inner)
    }
  }

  const isItem = (element) =>
    element?.tagName === "P" && (/mso-list\s*:\s*l\d/i.test(element.getAttribute("style") ?? "") || /MsoListParagraph/.test(element.className))

  /** Word writes lists as paragraphs with a typed mark in front. */
  function readItem(paragraph) {
    const list = (paragraph.getAttribute("style") ?? "").match(/mso-list\s*:\s*(l\d+)/i)?.[1] ?? ""
    const level = Number((paragraph.getAttribute("style") ?? "").match(/level(\d)/i)?.[1] ?? 1)
    const ignored = [...paragraph.querySelectorAll("[style]")].find((one) => /mso-list\s*:\s*Ignore/i.test(one.getAttribute("style")))
    let mark = ignored?.textContent ?? ""
    ignored?.remove()
    if (!mark) {
      const first = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode()
      const typed = first?.data.match(/^\s*([·•▪o§-]|\(?[0-9a-z]{1,3}[.)])[\s\u00a0]+/i)
      if (typed) {
        mark = typed[1]
        first.data = first.data.slice(typed[0].length)
      }
    }
    return { level, list, ordered: /^\s*\(?[0-9a-z]{1,3}[.)]/i.test(mark), paragraph }
  }

  function makeLists(page) {
    for (const start of [...page.querySelectorAll("p")]) {
      if (!isItem(start) || !start.parentNode) continue
      const items = []
      for (let next = start; isItem(next); next = next.nextElementSibling) items.push(next)
      const place = page.createElement("div")
      start.before(place)
      const open = []
      let last = ""
      for (const { level, list: own, ordered, paragraph } of items.map(readItem)) {
        while (open.length > level) open.pop()
        // Another list of the document's, or marks of another kind: a list of its own.
        const same = own === last && open.at(-1)?.tagName === (ordered ? "OL" : "UL")
        if (open.length === level && !same) open.pop()
        last = own
        while (open.length < level) {
          const list = page.createElement(ordered ? "ol" : "ul")
          const outer = open.at(-1)
          if (outer) (outer.lastElementChild ?? outer.appendChild(page.createElement("li"))).append(list)
          else place.append(list)
          open.push(list)
        }
        const item = page.createElement("li")
        item.append(...paragraph.childNodes)
        open.at(-1).append(item)
        paragraph.remove()
      }
      unwrap(place)
    }
  }

  function takePictures(page) {
    const found = []
    for (const picture of page.querySelectorAll("img, v\\:imagedata")) {
      found.push(picture.getAttribute("src") ?? "")
      picture.remove()
    }
    return found
  }

  function clean(html) {
    const page = new DOMParser().parseFromString(html, "text/html")
    const pictures = takePictures(page)
    dropWhatNobodySees(page)
    makeLists(page)
    markStyles(page)
    for (const [tag, level] of Object.entries(HEADINGS)) for (const heading of [...page.querySelectorAll(tag)]) rename(heading, level)
    for (const element of page.body.querySelectorAll("*")) {
      for (const { name } of [...element.attributes]) if (!(element.tagName === "A" && name === "href")) element.removeAttribute(name)
    }
    for (const line of [...page.querySelectorAll("p")]) if (!line.textContent.trim() && !line.querySelector("br")) line.remove()
    return { html: page.body.innerHTML, pictures }
  }

  /** A file of the picture, when the clipboard holds its bytes. */
  function fileOf(source, number) {
    const match = source.match(/^data:(image\/(\w+))[^,]*;base64,(.*)$/s)
    if (!match) return null
    const bytes = Uint8Array.from(atob(match[3]), (letter) => letter.charCodeAt(0))
    return new File([bytes], `picture-${number}.${match[2].replace("jpeg", "jpg")}`, { type: match[1] })
  }

  /** Opens the upload page with the file chosen already. */
  function upload(address, file) {
    const page = window.open(address)
    if (!page || !file) return
    page.addEventListener("DOMContentLoaded", () => {
      const field = page.document.querySelector("input[type=file]")
      if (!field) return
      const chosen = new page.DataTransfer()
      chosen.items.add(file)
      field.files = chosen.files
      field.dispatchEvent(new page.Event("change", { bubbles: true }))
    })
  }

  function offerPictures(editor, pictures) {
    if (!pictures.length) return
    const address = document.querySelector(".desk-bar")?.dataset.upload
    const box = document.createElement("div")
    box.className = "desk-pictures"
    box.setAttribute("role", "status")
    const text = document.createElement("p")
    text.textContent = fill(words.images, { count: pictures.length })
    const list = document.createElement("ul")
    pictures.forEach((picture, place) => {
      const number = place + 1
      const item = document.createElement("li")
      const file = picture instanceof File ? picture : fileOf(picture, number)
      if (file && address) {
        const button = document.createElement("button")
        button.type = "button"
        button.className = "button"
        button.textContent = fill(words.save, { number })
        button.addEventListener("click", () => upload(address, file))
        item.append(button)
      } else {
        item.textContent = fill(/^https?:/i.test(picture) ? words.linked : words.unreadable, { number })
        if (/^https?:/i.test(picture)) item.append(` ${picture}`)
      }
      list.append(item)
    })
    const close = document.createElement("button")
    close.type = "button"
    close.className = "button"
    close.textContent = words.close
    close.addEventListener("click", () => {
      box.remove()
      editor.commands.focus()
    })
    box.append(text, list)
    if (address) {
      const link = document.createElement("a")
      link.href = address
      link.target = "_blank"
      link.rel = "noopener"
      link.textContent = words.upload
      box.append(link, " ")
    }
    box.append(close)
    editor.view.dom.closest(".form-row")?.append(box)
  }

  document.addEventListener(
    "paste",
    (event) => {
      const editor = editors.get(event.target.closest?.("[contenteditable=true]"))
      if (!editor || !event.clipboardData) return
      const html = event.clipboardData.getData("text/html")
      const files = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"))
      if (!html && !files.length) return
      // What was copied inside the editor is clean already.
      if (html.includes("data-pm-slice")) return
      event.preventDefault()
      event.stopPropagation()
      const { html: cleaned, pictures } = clean(html)
      if (cleaned) editor.view.pasteHTML(cleaned)
      // A picture copied by itself comes as bytes and as a reference: the bytes are what can be uploaded.
      offerPictures(editor, files.length ? files : pictures)
    },
    true,
  )
})()
