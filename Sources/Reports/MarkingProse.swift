import Notebooks

/// What the pages of marking share.
enum MarkingProse {
  /// What pieces of prose share; no pictures beside the author's file are shown, since students write prose.
  static func context(of author: Practical) -> ProseContext {
    var practical = author
    practical.source = SourceFile(path: "/dev/null/answer.md", text: "")
    return ProseContext(practical: practical, title: author.frontMatter.title)
  }

  /// A page around a body.
  static func page(
    title: String, body: HTMLWriter, context: ProseContext, script: StaticString
  ) -> (html: [UInt8], policy: String) {
    let math = context.formulas.isEmpty ? nil : MathAssets.installed(for: context.formulas)
    let program = (math?.script ?? []) + script.withUTF8Buffer { Array($0) }
    let policy = ContentSecurityPolicy(formsWithScript: program)
    var page = HTMLWriter()
    // Without any referrer a browser does not say where a form comes from.
    HTMLReport.writeHead(
      to: &page, title: title, math: math, isLive: false, policy: policy, styles: styles,
      referrer: "same-origin")
    page.markup(
      "<body class=\"marking\">\n<a class=\"skip\" href=\"#main\">Skip to the answer</a>\n")
    page.append(body)
    if !program.isEmpty {
      page.markup("<script>")
      page.trusted(program)
      page.markup("</script>\n")
    }
    page.markup("</body>\n</html>\n")
    return (page.bytes, policy.text)
  }

  private static let styles: StaticString = """
    body.marking header.page .intro{padding-top:1.1rem;padding-bottom:1.1rem}
    body.marking header.page h1{font-size:1.5rem}
    .desk{display:grid;grid-template-columns:minmax(0,1fr) 22rem;gap:2rem;align-items:start;
    padding-top:1.5rem}
    .desk main{max-width:none}
    .desk .cell{margin-top:0;font-size:1.0625rem}
    .desk .hint h2,.desk .hint h3,.desk .hint h4{font-size:1.1rem;margin:.3em 0 .5em}
    form.marks{position:sticky;top:1rem;font-size:.95rem;line-height:1.45}
    form.marks fieldset{border:1px solid var(--line);border-radius:9px;margin:0 0 1rem;padding:.6rem .9rem}
    form.marks legend{font-weight:600;padding:0 .4rem}
    label.item{display:flex;gap:.6rem;align-items:baseline;padding:.35rem 0;cursor:pointer}
    label.item span{flex:1;min-width:0;overflow-wrap:anywhere}
    label.item+label.item,label.item+label.extra{border-top:1px solid var(--line)}
    label.extra{display:block;padding:.5rem 0 .2rem;color:var(--muted)}
    label.words{display:block;color:var(--muted)}
    form.marks input:not([type=checkbox]),form.marks textarea{font:inherit;color:var(--text);
    background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.25rem .5rem}
    form.marks textarea{display:block;width:100%;margin-top:.3rem;resize:vertical}
    form.marks .sum{margin:.4rem 0 .2rem;font-weight:600}
    form.marks .buttons{display:flex;flex-wrap:wrap;gap:.5rem;margin:.9rem 0}
    form.marks button{font:inherit;font-size:.9rem;padding:.35rem .8rem;border-radius:7px;
    border:1px solid var(--line);background:var(--bar);color:var(--text);cursor:pointer}
    form.marks button:first-child{background:var(--accent);border-color:var(--accent);
    color:var(--ground);font-weight:600}
    form.marks .state{min-height:1.5em;color:var(--muted);font-size:.88rem}
    form.marks .state.failed{color:var(--failed);font-weight:600}
    kbd{font:.78em var(--mono);border:1px solid currentColor;border-radius:4px;padding:0 .35em;
    opacity:.75}
    table.wide{width:100%}
    @media (max-width:60rem){.desk{grid-template-columns:minmax(0,1fr)}form.marks{position:static}}

    """
}

/// What the keys do on a page of marking; without it the buttons do the same.
enum MarkingScript {
  /// The program: each change is sent at once, and keys press boxes and buttons.
  static let text: StaticString = """
    {const form=document.querySelector("form.marks");if(form){
    const state=form.querySelector(".state"),sum=form.querySelector(".sum");
    let timer=0,sent=0;
    const say=(words,failed)=>{state.textContent=words;state.classList.toggle("failed",failed)};
    const save=async()=>{clearTimeout(timer);timer=0;const number=++sent;
    const body=new URLSearchParams(new FormData(form));body.set("then","stay");
    try{const answer=await fetch(location.href,{method:"POST",body});
    const words=await answer.text();
    if(number!==sent)return;
    if(answer.ok){sum.textContent=words;say("saved",false)}else say(words||"not saved",true)}
    catch(_){if(number===sent)say("not saved: is practical mark still running?",true)}};
    form.addEventListener("input",event=>{say("…",false);clearTimeout(timer);
    timer=setTimeout(save,event.target.type==="checkbox"?0:400)});
    addEventListener("pagehide",()=>{if(timer)save()});
    const press=value=>form.querySelector(`button[value=${value}]`).click();
    addEventListener("keydown",event=>{const writes=event.target.matches("textarea,input:not([type=checkbox])");
    if(event.key==="Enter"&&(event.ctrlKey||event.metaKey||!event.target.matches("textarea,button,summary,a")))
    {event.preventDefault();press("next");return}
    if(event.key==="Escape"&&writes){event.target.blur();return}
    if(writes||event.ctrlKey||event.metaKey||event.altKey)return;
    const box=form.querySelector(`input[name=item][value="${CSS.escape(event.key)}"]`);
    if(box)box.click();else if(event.key==="c")form.comment.focus();
    else if(event.key==="n")press("next");else if(event.key==="p")press("previous");
    else if(event.key==="u")press("unmarked");else return;
    event.preventDefault()});
    }}
    """
}
