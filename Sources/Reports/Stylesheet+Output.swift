extension Stylesheet {
  /// Output, plots and the tables at the end.
  static let output: StaticString = """
    pre.output{padding:.75rem 1rem;font:.8rem/1.5 var(--mono);overflow:auto;max-height:32rem;
    border-top:1px solid var(--line);unicode-bidi:isolate}
    pre.output,.shown{background:linear-gradient(transparent,var(--ground) 1.4rem) 0 100%/100% 2rem
    no-repeat local,linear-gradient(transparent,var(--line)) 0 100%/100% .6rem no-repeat scroll}
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
    .shown{padding:.75rem 1rem;overflow:auto;max-height:32rem;border-top:1px solid var(--line)}
    .shown table{font-size:.88rem;line-height:1.35}
    .shown caption{padding:0 .8rem .45rem;text-align:left;font-weight:600}
    .shown :is(th,td){padding:.3rem .8rem;white-space:pre}
    .shown .gap{text-align:center;color:var(--muted);font-style:italic}
    .shown tbody tr:nth-child(even){background:var(--panel)}
    .shown+pre.output,pre.output+.shown,.shown+.shown{border-top:0;padding-top:.3rem}
    figure.plots{margin:0;padding:1rem;display:flex;flex-wrap:wrap;gap:1rem;justify-content:center;
    border-top:1px solid var(--line)}
    figure.plots img{display:block;max-width:100%;height:auto;background:#fff}
    figure.plots img.by-night{display:none}
    table.summary{width:100%}table.summary td.right{white-space:nowrap}
    table.summary td.time{background:linear-gradient(var(--accent-ground),var(--accent-ground)) right
    center/calc(var(--share)*1%) 64% no-repeat}
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
  static let small: StaticString = """
    @media screen and (prefers-color-scheme:dark){
    figure.plots img:not(.by-day,.by-night),img.prose{padding:.5rem;border-radius:7px;background:#fff}
    figure.plots img.by-day{display:none}figure.plots img.by-night{display:block;background:none}}
    @media (max-width:62rem){.columns{display:block;padding-top:1rem}
    nav.contents{position:static;max-height:none;padding:0 0 1rem;margin:0 0 1.5rem;
    border-bottom:1px solid var(--line)}
    main{max-width:none}
    nav summary::before{content:"";display:inline-block;width:.42em;height:.42em;margin:0 .55em .15em 0;
    border:solid currentColor;border-width:0 1.6px 1.6px 0;transform:rotate(-45deg)}
    nav [open]>summary::before{transform:rotate(45deg)}}
    @media (max-width:34rem){body{font-size:1rem}.frame{padding-left:1rem;padding-right:1rem}
    header.page .intro{gap:1rem;padding-top:1.5rem;padding-bottom:1.5rem}
    .score{width:6.25rem;height:6.25rem}.score b{font-size:1.3rem}.score.long b{font-size:1.1rem}.score span{font-size:.65rem}
    pre.code,pre.output{font-size:.76rem}.shown :is(th,td){padding:.3rem .5rem}
    figure.plots,.shown{padding:.6rem}th,td{padding-left:.5rem;padding-right:.5rem}
    .minor,.bar .kind{display:none}dl.details{display:block}dl.details dd{margin:0 0 .6rem}}
    @media print{@page{margin:18mm 16mm}body{font-size:10.5pt}
    nav.contents,.skip,footer,.hint:not([open]),.open-ends{display:none}.columns{display:block}main{max-width:none}
    .frame{max-width:none;padding:0}header.page{background:none}
    header.page .intro{padding:0 0 1rem}
    .cell{overflow:visible;break-inside:auto}
    .bar,h2,h3,h4,p:has(+.cell){break-after:avoid}figure img,tr,.error,.score{break-inside:avoid}
    figure.plots{display:block;text-align:center}figure.plots img{display:inline-block}
    pre.code,pre.output{white-space:pre-wrap;max-height:none;overflow:visible}
    pre.code,pre.output{font-size:7.4pt}.shown{max-height:none;overflow:visible}
    pre.output,.shown{background:none}.shown{break-inside:avoid}
    .shown table{font-size:7.4pt}.shown :is(th,td){padding:.15rem .4rem;white-space:normal;
    overflow-wrap:anywhere}
    .line{padding-left:calc(var(--digits)*1ch + 1.85rem);text-indent:calc(var(--digits)*-1ch - 1.85rem)}
    .line::before{text-indent:0;position:static}
    summary.bar::before{display:none}.shown tr{break-inside:avoid}
    table.summary{font-size:.85rem}table.summary :is(th,td){padding-top:.2rem;padding-bottom:.2rem}
    tfoot{display:table-row-group}
    .bar,.mark,.score,.box,.line.marked{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    a{color:inherit;text-decoration:none}}

    """
}
