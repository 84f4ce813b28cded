extension Stylesheet {
  /// What the author wrote.
  static let prose: StaticString = """
    h2,h3,h4,h5,h6{line-height:1.28;letter-spacing:-.01em;text-wrap:balance;margin:1.9em 0 .6em}
    h2{font-size:1.6rem;margin-top:2.2em}h3{font-size:1.22rem}h4,h5,h6{font-size:1.0625rem}
    main>h2:first-child,main>h3:first-child{margin-top:0}
    p,ul,ol,blockquote,.scroll{margin:0 0 1.05em}
    main li{margin:.25em 0}
    main ul,main ol{padding-left:1.5em}
    li.task{list-style:none;margin-left:-1.5em}
    blockquote{padding:.1em 0 .1em 1.1em;border-left:3px solid var(--line);color:var(--muted)}
    blockquote>:last-child{margin-bottom:0}
    hr{border:0;border-top:1px solid var(--line);margin:2.5em 0}
    code{font-family:var(--mono);font-size:.86em}
    :not(pre)>code{background:var(--bar);padding:.12em .34em;border-radius:4px}
    :is(main,main>.piece)>:is(p,ul,ol,blockquote,h2,h3,h4,h5,h6){max-width:43rem}
    img.prose{max-width:100%;height:auto}
    .absent{color:var(--muted);font-style:italic}
    .scroll{overflow-x:auto;position:relative}
    table{border-collapse:collapse;font-size:.94rem;line-height:1.45;font-variant-numeric:tabular-nums}
    th,td{padding:.42rem .8rem;text-align:left;vertical-align:top}
    th.right,td.right{text-align:right}th.center,td.center{text-align:center}
    thead th,thead td{border-bottom:1.5px solid var(--line);font-weight:600}
    tbody tr+tr>*{border-top:1px solid var(--line)}
    .math,.tex{font-family:var(--mono);font-size:.88em;font-style:normal}
    .math.set{font:inherit;position:relative}
    .math.display{display:block;margin:1em 0;text-align:center;overflow-x:auto;overflow-y:hidden;
    padding:.15em 0}
    .math.set .katex-display{margin:0}
    .math .katex{font-size:1.14em}
    p>.math.display:last-child{margin-bottom:0}

    """

  /// Cells, questions and hints.
  static let cells: StaticString = """
    .cell{margin:1.6rem 0;border:1px solid var(--line);border-radius:9px;background:var(--ground);
    overflow:hidden;position:relative;font-size:.95rem;line-height:1.5}
    .cell:target{outline:2px solid var(--accent);outline-offset:2px}
    .cell.exercise,.cell.question{border-left:3px solid var(--accent)}
    .bar{display:flex;flex-wrap:wrap;align-items:center;gap:.15rem .6rem;padding:.42rem .85rem;
    background:var(--bar);font-size:.85rem;color:var(--muted);list-style:none}
    summary.bar{cursor:pointer}
    .bar::-webkit-details-marker{display:none}
    summary.bar::before,.hint summary::before{content:"";flex:none;width:.42em;height:.42em;
    border:solid currentColor;border-width:0 1.6px 1.6px 0;transform:rotate(-45deg);margin:0 .1em}
    details[open]>summary.bar::before,.hint[open] summary::before{transform:rotate(45deg)}
    summary.bar:focus-visible{outline-offset:-2px}
    .bar .kind{font-weight:600}
    .bar .title{font-weight:600;color:var(--text);flex:1 1 8rem;min-width:0;overflow-wrap:anywhere}
    .bar .title code{font-size:.95em;background:none;padding:0;font-weight:500}
    nav code{background:none;padding:0}
    .bar .fact{font-variant-numeric:tabular-nums;white-space:nowrap}
    .bar .fact+.fact{min-width:3.6rem;text-align:right}
    .tag{padding:0 .5em;border:1px solid currentColor;border-radius:1em;font-size:.78rem;white-space:nowrap;
    color:var(--muted)}
    .mark{display:inline-grid;place-content:center;flex:none;width:1.35em;height:1.35em;
    border-radius:50%;font-size:.82rem;line-height:1;font-weight:700;position:relative}
    .mark.passed{color:var(--ground);background:var(--passed)}
    .mark.ran{color:var(--muted)}
    .mark.failed{color:var(--ground);background:var(--failed)}
    .mark.todo{color:var(--todo);background:var(--todo-ground)}
    .mark.skipped,.mark.waiting{color:var(--skipped);background:var(--skipped-ground)}
    .error{padding:.8rem 1rem;background:var(--failed-ground);border-top:1px solid var(--line)}
    .error>p{display:flex;flex-wrap:wrap;gap:.2rem .8rem;justify-content:space-between;margin:0}
    .error strong{color:var(--failed)}
    .error.mild{background:var(--todo-ground)}.error.mild strong{color:var(--todo)}
    .error a,.error .place{font-family:var(--mono);font-size:.8rem;color:inherit}
    .error pre{margin:.5rem 0 0;font:.82rem/1.5 var(--mono);white-space:pre-wrap;tab-size:4}
    .error pre.excerpt{white-space:pre;overflow-x:auto;color:var(--muted)}
    table.checks{width:100%;border-top:1px solid var(--line);font-size:.92rem}
    table.checks td{padding:.5rem .5rem;overflow-wrap:anywhere}
    table.checks td:first-child{width:2.4rem;padding-left:.85rem;padding-right:0}
    .error .message code,.message code{background:none;padding:0;font-size:.95em}
    table.checks td:last-child{width:1%;padding-right:.95rem;text-align:right;white-space:nowrap;
    color:var(--muted)}
    table.checks .message{display:block;color:var(--muted);font-size:.88rem;white-space:pre-wrap}
    table.checks .failed-row .message{color:var(--failed)}
    .question .body{padding:.8rem 1rem}
    .question .body>*{max-width:43rem}
    .question .body>:last-child{margin-bottom:0}
    .choices{list-style:none;margin:0;padding:0!important}
    .choices li{display:flex;gap:.65rem;align-items:baseline;margin:.35rem 0}
    .box{display:inline-block;flex:none;width:.95em;height:.95em;border:1.5px solid var(--muted);
    border-radius:3px;position:relative;top:.12em}
    .box.ticked{border-color:var(--accent);background:var(--accent)}
    .box.ticked::after{content:"";position:absolute;left:.24em;top:.03em;width:.27em;height:.52em;
    border:solid var(--ground);border-width:0 2px 2px 0;transform:rotate(42deg)}
    .none{color:var(--muted);font-style:italic}
    .hint{margin:1rem 0;border:1px dashed var(--line);border-radius:9px;font-size:.95rem}
    .hint+.hint{margin-top:-.5rem}
    .hint summary{display:flex;align-items:center;gap:.6rem;padding:.45rem .85rem;cursor:pointer;
    list-style:none;color:var(--muted);font-size:.88rem}
    .hint summary::-webkit-details-marker{display:none}
    .hint summary span{min-width:0;overflow-wrap:anywhere}
    .hint .body{padding:.1rem 1rem .2rem}

    """

  /// Swift code.
  static let code: StaticString = """
    pre{margin:0;tab-size:4}
    pre.code{padding:.75rem 1rem;background:var(--panel);overflow-x:auto;
    font:.8rem/1.6 var(--mono);border-radius:7px;margin:0 0 1.05em}
    .cell pre.code{border-radius:0;margin:0;border-top:1px solid var(--line)}
    pre.code code{font:inherit;background:none;padding:0;border-radius:0}
    pre.numbered{padding:.7rem 0;counter-reset:line var(--first)}
    .line{display:inline-block;min-width:100%;padding-right:.5rem;counter-increment:line}
    .line::before{content:counter(line);position:sticky;left:0;display:inline-block;
    width:calc(var(--digits)*1ch + 1.75rem);padding-right:.9rem;margin-right:.1rem;text-align:right;
    color:var(--comment);background:var(--panel);user-select:none;-webkit-user-select:none}
    @supports (content:"a" / ""){.line::before{content:counter(line) / ""}}
    .line:target,.line:target::before{background:var(--accent-ground)}
    .line.marked,.line.marked::before{background:var(--failed-ground)}
    .line.marked::before{color:var(--failed);font-weight:700}
    .line.mild,.line.mild::before{background:var(--todo-ground)}
    .line.mild::before{color:var(--todo)}
    .k{color:var(--keyword)}.t{color:var(--type)}.f{color:var(--call)}.s{color:var(--string)}
    .n{color:var(--number)}.c{color:var(--comment);font-style:italic}.a{color:var(--attribute)}

    """
}
