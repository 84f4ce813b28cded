/// The program in the page that keeps it up to date.
enum LiveScript {
  /// The program, in JavaScript, to stand after that of the formulas.
  ///
  /// Pieces come as HTML and are merged into what is there: an element that is in both stays the same
  /// element, so that pictures are not loaded again, formulas stay set, and the reader's selection, focus,
  /// scrolling and folding stay as they are.
  static let text: StaticString = #"""
    ;(() => {
    "use strict";
    const main = document.getElementById("main");
    const setFormulas = part => { if (typeof typeset === "function") typeset(part); };
    const pieces = new Map();
    for (const piece of document.querySelectorAll(".piece")) pieces.set(piece.dataset.key, piece);

    // What the server last said of an element that the reader may open and close.
    const opened = new WeakMap();
    const noteFolds = part => {
      for (const fold of part.querySelectorAll("details")) {
        if (!opened.has(fold)) opened.set(fold, fold.hasAttribute("open"));
      }
    };
    noteFolds(document);

    // Merging.
    const isSame = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName
      && (a.nodeName !== "IMG" || a.getAttribute("src") === b.getAttribute("src"))
      && (a.nodeName !== "ARTICLE" || a.id === b.id);

    const mergeText = (node, text) => {
      const old = node.data;
      if (old === text) return;
      let start = 0;
      const most = Math.min(old.length, text.length);
      while (start < most && old.charCodeAt(start) === text.charCodeAt(start)) start += 1;
      let end = 0;
      while (end < most - start
        && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end += 1;
      node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
    };

    const mergeAttributes = (node, next) => {
      const isFold = node.nodeName === "DETAILS";
      for (const { name, value } of [...next.attributes]) {
        if (!(isFold && name === "open") && node.getAttribute(name) !== value) {
          node.setAttribute(name, value);
        }
      }
      for (const { name } of [...node.attributes]) {
        if (!(isFold && name === "open") && !next.hasAttribute(name)) node.removeAttribute(name);
      }
      if (isFold && opened.get(node) !== next.hasAttribute("open")) {
        node.open = next.hasAttribute("open");
        opened.set(node, node.open);
      }
    };

    const merge = (node, next) => {
      if (node.nodeType !== 1) return mergeText(node, next.data);
      if (node.classList.contains("math") && next.classList.contains("math")
        && node.tex !== undefined) {
        if (node.tex === next.textContent) return;
        node.replaceWith(next);
        return;
      }
      mergeAttributes(node, next);
      mergeChildren(node, next);
    };

    const mergeChildren = (node, next) => {
      const fresh = [...next.childNodes];
      let old = [...node.childNodes];
      // What is equal at both ends stays as it is.
      let start = 0;
      let end = 0;
      const most = Math.min(fresh.length, old.length);
      while (start < most && old[start].isEqualNode(fresh[start])) start += 1;
      while (end < most - start
        && old[old.length - 1 - end].isEqualNode(fresh[fresh.length - 1 - end])) end += 1;
      const after = end ? old[old.length - end] : null;
      old = old.slice(start, old.length - end);
      for (const child of fresh.slice(start, fresh.length - end)) {
        const place = old.findIndex(candidate => isSame(candidate, child));
        if (place < 0) {
          node.insertBefore(child, old[0] ?? after);
          continue;
        }
        for (const gone of old.splice(0, place)) gone.remove();
        merge(old.shift(), child);
      }
      for (const gone of old) gone.remove();
    };

    const parse = html => {
      const template = document.createElement("template");
      template.innerHTML = html;
      return template.content;
    };

    const write = (key, html) => {
      let piece = pieces.get(key);
      if (!piece) {
        piece = document.createElement("div");
        piece.className = "piece";
        piece.dataset.key = key;
        pieces.set(key, piece);
      }
      mergeChildren(piece, parse(html));
      noteFolds(piece);
      setFormulas(piece);
    };

    const arrange = order => {
      const wanted = new Set(order);
      const end = pieces.get("summary");
      for (const [key, piece] of pieces) {
        if (piece.parentNode === main && piece !== end && !wanted.has(key)) {
          piece.remove();
          pieces.delete(key);
        }
      }
      let place = main.firstChild;
      for (const key of order) {
        const piece = pieces.get(key);
        if (!piece) continue;
        while (place && place !== end && place.nodeType !== 1) place = place.nextSibling;
        if (place === piece) place = place.nextSibling;
        else main.insertBefore(piece, place ?? end);
      }
    };

    // The reader's place: the first thing in the window stays where it is when things above it change.
    const findPlace = () => {
      if (scrollY < 8) return null;
      let node = [...main.children].find(child => child.getBoundingClientRect().bottom > 1);
      if (!node) return null;
      const places = [];
      while (node) {
        places.unshift({ node, top: node.getBoundingClientRect().top });
        node = [...node.children].find(child => {
          const box = child.getBoundingClientRect();
          return box.height > 0 && box.bottom > 1 && getComputedStyle(child).position !== "absolute";
        });
      }
      return places;
    };
    const keepPlace = places => {
      const place = places?.find(({ node }) => node.isConnected);
      if (!place) return;
      const moved = place.node.getBoundingClientRect().top - place.top;
      if (Math.abs(moved) > .5) scrollBy({ top: moved, behavior: "instant" });
    };

    // What a cell prints is followed, unless the reader has scrolled up in it.
    const findEnds = () => [...document.querySelectorAll(".cell.running pre.output")]
      .filter(box => box.scrollTop + box.clientHeight >= box.scrollHeight - 4);

    let isFirst = true;
    const update = ({ order, pieces: changed }) => {
      const place = findPlace();
      const ends = new Set(findEnds());
      const known = new Set(document.querySelectorAll("pre.output"));
      for (const [key, html] of Object.entries(changed)) write(key, html);
      if (order) arrange(order);
      for (const box of document.querySelectorAll(".cell.running pre.output")) {
        if (ends.has(box) || !known.has(box)) box.scrollTop = box.scrollHeight;
      }
      keepPlace(place);
      if (isFirst) {
        // What the address names was not there when the page was opened.
        isFirst = false;
        if (location.hash) location.replace(location.hash);
      }
      const title = document.querySelector("header.page h1")?.textContent;
      if (title) document.title = title;
    };

    // The line at the foot of the window, when the server does not speak.
    const say = (kind, words) => {
      const line = document.createElement("p");
      line.className = "status " + kind;
      line.setAttribute("role", "status");
      const text = document.createElement("span");
      text.textContent = words;
      line.append(text);
      pieces.get("status")?.replaceChildren(line);
    };

    let wait = 1000;
    let silence;
    const listen = () => {
      const events = new EventSource("events");
      const restart = () => {
        events.close();
        setTimeout(listen, wait);
        wait = Math.min(wait * 2, 30000);
      };
      events.onmessage = event => {
        clearTimeout(silence);
        silence = undefined;
        wait = 1000;
        update(JSON.parse(event.data));
      };
      events.addEventListener("end", () => {
        clearTimeout(silence);
        say("ended", "session ended: this page shows its last state");
        wait = 5000;
        restart();
      });
      events.onerror = () => {
        silence ??= setTimeout(
          () => say("ended", "no answer: the session ended, or this page is cut off from it"), 1500);
        restart();
      };
    };
    listen();
    })();
    """#
}
