/// The look of a report.
///
/// Colours are named once for light and once for dark; every pair of text and ground has a contrast of at
/// least 4.5. Nothing is loaded from anywhere.
enum Stylesheet {
  /// All styles but those of formulas.
  static func write(to html: inout HTMLWriter) {
    html.markup(colors)
    html.markup(page)
    html.markup(prose)
    html.markup(cells)
    html.markup(code)
    html.markup(output)
    html.markup(small)
  }

  /// The colours, light and dark.
  private static let colors: StaticString = """
    :root{color-scheme:light dark;
    --ground:#fff;--panel:#f6f7f8;--bar:#eef0f2;--line:#dcdfe3;--text:#1c2127;--muted:#59626d;
    --accent:#1d5bb8;--accent-ground:#eaf1fb;
    --passed:#1a7036;--passed-ground:#e3f4e8;--failed:#b3261e;--failed-ground:#fdeceb;
    --todo:#7d5200;--todo-ground:#fcf1d9;--skipped:#59626d;--skipped-ground:#eceef0;
    --keyword:#8b2a8f;--type:#1a5c86;--call:#245fa6;--string:#a2321c;--number:#3a4fb8;
    --comment:#5f6a75;--attribute:#7d5200;
    --red:#b3261e;--green:#1a7036;--yellow:#7d5200;--blue:#1d5bb8;--magenta:#8b2a8f;--cyan:#0f6674;
    --black:#1c2127;--white:#59626d;
    --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif;
    --mono:ui-monospace,"SF Mono","Cascadia Code",Menlo,Consolas,"DejaVu Sans Mono",monospace}
    @media screen and (prefers-color-scheme:dark){:root{
    --ground:#15181c;--panel:#1c2025;--bar:#23282e;--line:#363c44;--text:#e3e7ec;--muted:#a3adb8;
    --accent:#8fb8ff;--accent-ground:#1f2d45;
    --passed:#6fd08c;--passed-ground:#173323;--failed:#ff9a92;--failed-ground:#371f20;
    --todo:#e9bd5b;--todo-ground:#302711;--skipped:#a3adb8;--skipped-ground:#2a3037;
    --keyword:#e29be5;--type:#8fcbf0;--call:#9cc3ff;--string:#ffa994;--number:#b9c2ff;
    --comment:#98a3af;--attribute:#e9bd5b;
    --red:#ff9a92;--green:#6fd08c;--yellow:#e9bd5b;--blue:#8fb8ff;--magenta:#e29be5;--cyan:#79d3e0;
    --black:#a3adb8;--white:#e3e7ec}}

    """

  /// The frame: header, contents, footer.
  private static let page: StaticString = """
    *,*::before,*::after{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;background:var(--ground);color:var(--text);font:1.0625rem/1.62 var(--sans);
    overflow-wrap:break-word}
    a{color:var(--accent);text-underline-offset:.17em;text-decoration-thickness:.07em}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
    white-space:nowrap}
    .skip{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:var(--accent);
    color:var(--ground);border-radius:0 0 6px 6px;z-index:2}
    .skip:focus{top:0}
    .frame{max-width:66rem;margin:0 auto;padding:0 1.5rem}
    header.page{background:var(--panel);border-bottom:1px solid var(--line)}
    header.page .intro{display:flex;align-items:center;justify-content:space-between;gap:2rem;
    padding-top:2.25rem;padding-bottom:2.25rem}
    header.page .intro>:first-child{min-width:0;overflow-wrap:anywhere}
    header.page h1{margin:.1em 0 .35em;font-size:clamp(1.7rem,1.2rem + 2vw,2.35rem);line-height:1.18;
    letter-spacing:-.018em;text-wrap:balance}
    header.page p{margin:0;color:var(--muted);font-size:.95rem}
    .eyebrow{font-weight:600;letter-spacing:.02em}
    .score{position:relative;flex:none;width:7.25rem;height:7.25rem;display:grid;place-content:center;
    text-align:center;line-height:1.25}
    .score svg{position:absolute;inset:0;width:100%;height:100%;transform:rotate(-90deg)}
    .score circle{fill:none;stroke-width:7;stroke:var(--line)}
    .score circle.reached{stroke:var(--accent);stroke-linecap:round}
    .score.full circle.reached{stroke:var(--passed)}
    .score b{display:block;font-size:1.7rem;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
    .score span{font-size:.8rem;color:var(--muted)}
    header.page .notice{margin:-.5rem 0 1.75rem;padding:.6rem 1rem;border-radius:8px;font-weight:600;
    background:var(--todo-ground);color:var(--todo)}
    .columns{display:grid;grid-template-columns:14.5rem minmax(0,1fr);gap:3.25rem;align-items:start;
    padding-top:2rem}
    main{min-width:0;max-width:46rem;padding-bottom:3rem}
    nav.contents{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:.2rem .25rem 2rem;
    margin-left:-.65rem;
    font-size:.875rem;line-height:1.4}
    nav summary{cursor:pointer;font-weight:600;padding:.3rem .4rem;list-style:none;color:var(--muted)}
    nav summary::-webkit-details-marker{display:none}
    nav ol{list-style:none;margin:0;padding:0}
    nav a{display:flex;gap:.5rem;align-items:baseline;padding:.28rem .4rem;border-radius:5px;
    color:inherit;text-decoration:none}
    nav a:hover{background:var(--bar)}
    nav li.part>a{margin-top:.45rem;font-weight:600}
    nav li.deeper>a{padding-left:1.1rem;color:var(--muted)}
    nav li.item>a{padding-left:1.1rem}
    nav .label{flex:1;min-width:0}
    nav .points{color:var(--muted);font-size:.8rem;white-space:nowrap;font-variant-numeric:tabular-nums}
    footer{border-top:1px solid var(--line);color:var(--muted);font-size:.875rem;padding:1.5rem 0 3rem}
    footer p{margin:0}

    """

  /// What the author wrote.
  private static let prose: StaticString = """
    h2,h3,h4,h5,h6{line-height:1.28;letter-spacing:-.01em;text-wrap:balance;margin:1.9em 0 .6em}
    h2{font-size:1.55rem;margin-top:2.3em}h3{font-size:1.22rem}h4,h5,h6{font-size:1.0625rem}
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
  private static let cells: StaticString = """
    .cell{margin:1.6rem 0;border:1px solid var(--line);border-radius:9px;background:var(--ground);
    overflow:hidden;position:relative;font-size:.95rem;line-height:1.5}
    .cell:target{outline:2px solid var(--accent);outline-offset:2px}
    .cell.exercise,.cell.question{border-left:3px solid var(--accent)}
    .bar{display:flex;align-items:center;gap:.6rem;padding:.42rem .85rem;
    background:var(--bar);font-size:.85rem;color:var(--muted);list-style:none}
    summary.bar{cursor:pointer}
    .bar::-webkit-details-marker{display:none}
    summary.bar::before,.hint summary::before{content:"";flex:none;width:.42em;height:.42em;
    border:solid currentColor;border-width:0 1.6px 1.6px 0;transform:rotate(-45deg);margin:0 .1em}
    details[open]>summary.bar::before,.hint[open] summary::before{transform:rotate(45deg)}
    summary.bar:focus-visible{outline-offset:-2px}
    .bar .kind{font-weight:600}
    .bar .title{font-weight:600;color:var(--text);flex:1;min-width:0}
    .bar .title code{font-size:.95em;background:none;padding:0;font-weight:500}
    .bar .fact{font-variant-numeric:tabular-nums;white-space:nowrap}
    .bar .fact+.fact{min-width:3.6rem;text-align:right}
    .tag{padding:0 .5em;border:1px solid currentColor;border-radius:1em;font-size:.78rem;white-space:nowrap}
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
    table.checks td:last-child{width:1%;padding-right:.95rem;text-align:right;white-space:nowrap;
    color:var(--muted)}
    table.checks .message{display:block;color:var(--muted);font-size:.88rem;white-space:pre-wrap}
    table.checks .failed-row .message{color:var(--failed)}
    .question .body{padding:.8rem 1rem}
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
    .hint summary{display:flex;align-items:center;gap:.6rem;padding:.45rem .85rem;cursor:pointer;
    list-style:none;color:var(--muted);font-size:.88rem}
    .hint summary::-webkit-details-marker{display:none}
    .hint summary span{min-width:0;overflow-wrap:anywhere}
    .hint .body{padding:.1rem 1rem .2rem}

    """

  /// Swift code.
  private static let code: StaticString = """
    pre{margin:0;tab-size:4}
    pre.code{padding:.75rem 1rem;background:var(--panel);overflow-x:auto;
    font:.835rem/1.55 var(--mono);border-radius:7px;margin:0 0 1.05em}
    .cell pre.code{border-radius:0;margin:0;border-top:1px solid var(--line)}
    pre.code code{font:inherit;background:none;padding:0;border-radius:0}
    pre.numbered{padding:.7rem 0;counter-reset:line var(--first)}
    .line{display:inline-block;min-width:100%;padding-right:1rem;counter-increment:line}
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

  /// Output, plots and the tables at the end.
  private static let output: StaticString = """
    pre.output{padding:.75rem 1rem;font:.835rem/1.5 var(--mono);overflow:auto;max-height:32rem;
    border-top:1px solid var(--line);unicode-bidi:isolate}
    .cut{color:var(--muted);font-style:italic}
    .a-bold{font-weight:700}.a-faint{color:var(--muted)}.a-italic{font-style:italic}
    .a-underline{text-decoration:underline}.a-strike{text-decoration:line-through}
    .a-inverse{color:var(--ground);background:var(--text)}
    .a-black{color:var(--black)}.a-red,.a-bright-red{color:var(--red)}
    .a-green,.a-bright-green{color:var(--green)}.a-yellow,.a-bright-yellow{color:var(--yellow)}
    .a-blue,.a-bright-blue{color:var(--blue)}.a-magenta,.a-bright-magenta{color:var(--magenta)}
    .a-cyan,.a-bright-cyan{color:var(--cyan)}.a-white,.a-gray{color:var(--white)}
    .a-on-black,.a-on-gray{background:var(--skipped-ground)}
    .a-on-white,.a-on-bright-white{background:var(--bar)}
    .a-on-red,.a-on-bright-red{background:var(--failed-ground)}
    .a-on-green,.a-on-bright-green{background:var(--passed-ground)}
    .a-on-yellow,.a-on-bright-yellow{background:var(--todo-ground)}
    .a-on-blue,.a-on-bright-blue,.a-on-cyan,.a-on-bright-cyan,.a-on-magenta,
    .a-on-bright-magenta{background:var(--accent-ground)}
    figure.plots{margin:0;padding:1rem;display:flex;flex-wrap:wrap;gap:1rem;justify-content:center;
    border-top:1px solid var(--line)}
    figure.plots img{display:block;max-width:100%;height:auto;background:#fff}
    table.summary{width:100%}
    table.summary a{color:inherit;text-decoration:none}
    table.summary a:hover{text-decoration:underline}
    .named a{overflow-wrap:anywhere}
    .named{display:flex;gap:.6rem;align-items:baseline;min-width:8rem}
    table.summary tfoot td{border-top:1.5px solid var(--line);font-weight:600}
    dl.details{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.5rem;margin:0;
    font-size:.94rem}
    dl.details dt{color:var(--muted)}
    dl.details dd{margin:0;overflow-wrap:anywhere}

    """

  /// Narrow screens, dark pictures, paper.
  private static let small: StaticString = """
    @media screen and (prefers-color-scheme:dark){figure.plots img,img.prose{padding:.5rem;
    border-radius:7px;background:#fff}}
    @media (max-width:62rem){.columns{display:block;padding-top:1rem}
    nav.contents{position:static;max-height:none;padding:0 0 1rem;margin:0 0 1.5rem;
    border-bottom:1px solid var(--line)}
    main{max-width:none}}
    @media (max-width:34rem){body{font-size:1rem}.frame{padding-left:1rem;padding-right:1rem}
    header.page .intro{gap:1rem;padding-top:1.5rem;padding-bottom:1.5rem}
    .score{width:5.75rem;height:5.75rem}.score b{font-size:1.3rem}.score span{font-size:.72rem}
    pre.code,pre.output{font-size:.78rem}th,td{padding-left:.5rem;padding-right:.5rem}
    .minor,.bar .kind{display:none}dl.details{display:block}dl.details dd{margin:0 0 .6rem}}
    @media print{@page{margin:18mm 16mm}body{font-size:10.5pt}
    nav.contents,.skip,footer{display:none}.columns{display:block}main{max-width:none}
    .frame{max-width:none;padding:0}header.page{background:none}
    header.page .intro{padding:0 0 1rem}
    .cell{overflow:visible;break-inside:auto}
    .bar,h2,h3,h4,p:has(+.cell){break-after:avoid}figure img,tr,.error,.score{break-inside:avoid}
    figure.plots{display:block;text-align:center}figure.plots img{display:inline-block}
    pre.code,pre.output{white-space:pre-wrap;max-height:none;overflow:visible}
    .cell details::details-content{content-visibility:visible;display:block}
    tfoot{display:table-row-group}
    .bar,.mark,.score,.box,.line.marked{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    a{color:inherit;text-decoration:none}}

    """
}
