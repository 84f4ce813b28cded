extension ClassReportPage {
  /// What a class report needs beyond the look of all reports.
  static let styles: StaticString = """
    body.class main{max-width:none;padding-top:1rem}
    .small{font-size:.9rem;color:var(--muted);max-width:46rem}
    figure.plots.lone{border:0;padding:0;justify-content:flex-start;margin:0 0 1rem}
    table.wide{width:100%;font-size:.88rem}
    table.wide thead th{position:sticky;top:0;background:var(--ground)}
    table.wide th.part{font-weight:400;writing-mode:vertical-rl;white-space:nowrap;max-height:14rem;
    overflow:hidden;text-overflow:ellipsis}
    table.wide td{overflow-wrap:break-word}table.wide td.time{white-space:nowrap;color:var(--muted)}
    td.right{white-space:nowrap}table.wide td.what{min-width:13rem}
    .poor{color:var(--failed)}.whole{color:var(--passed)}
    .rate{display:inline-block;width:4rem;height:.55em;margin-right:.6em;border-radius:3px;
    background:linear-gradient(to right,var(--accent) var(--rate),var(--bar) var(--rate));
    print-color-adjust:exact;-webkit-print-color-adjust:exact}
    .orders>input{position:absolute;opacity:0}
    .orders>label{display:inline-block;padding:.2rem .7rem;margin:0 .3rem .8rem 0;font-size:.85rem;
    border:1px solid var(--line);border-radius:1em;cursor:pointer}
    .orders>input:checked+label{background:var(--accent);border-color:var(--accent);
    color:var(--ground)}
    .orders>input:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px}
    .order{display:none}
    .orders:has(>#order-0:checked)>.order:nth-of-type(1),
    .orders:has(>#order-1:checked)>.order:nth-of-type(2),
    .orders:has(>#order-2:checked)>.order:nth-of-type(3),
    .orders:has(>#order-3:checked)>.order:nth-of-type(4){display:block}
    .sides{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1rem;padding:1rem}
    .sides h3{margin:0 0 .5rem;font-size:1rem;overflow-wrap:anywhere}
    .cell .sides pre.code{border:1px solid var(--line);border-radius:7px}
    .line.shared,.line.shared::before{background:var(--todo-ground)}
    @media (max-width:50rem){.sides{grid-template-columns:minmax(0,1fr)}}

    """
}
