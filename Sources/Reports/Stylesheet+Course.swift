extension Stylesheet {
  /// What the page of a course has besides.
  static let course: StaticString = """
    .course{padding-top:1rem}
    .course main{max-width:none}
    .practical{padding:1.5rem 0 1.3rem;border-bottom:1px solid var(--line)}
    .practical:last-child{border:0}
    .practical .top{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;align-items:baseline;
    justify-content:space-between}
    .practical h2{display:flex;gap:.3rem;margin:0;font-size:1.3rem;min-width:0;overflow-wrap:anywhere}
    .practical h2 a{color:inherit;text-decoration-color:var(--line)}
    .practical h2 a:hover{color:var(--accent);text-decoration-color:currentColor}
    .practical .number{display:inline-block;min-width:1.2em;color:var(--muted);font-weight:400}
    .practical .top .points{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
    .track{height:.5rem;margin:.7rem 0 .55rem;border-radius:1rem;background:var(--bar);overflow:hidden}
    .reached{width:calc(var(--share)*1%);height:100%;background:var(--accent)}
    .reached.full{background:var(--passed)}
    .facts{margin:0;color:var(--muted);font-size:.92rem}
    .practical details{margin-top:.5rem;font-size:.92rem}
    .practical summary{display:flex;align-items:center;gap:.6rem;width:max-content;cursor:pointer;
    color:var(--muted);list-style:none}
    .practical summary::-webkit-details-marker{display:none}
    .practical summary::before{content:"";width:.42em;height:.42em;border:solid currentColor;
    border-width:0 1.6px 1.6px 0;transform:rotate(-45deg)}
    .practical [open] summary::before{transform:rotate(45deg)}
    .practical ul{list-style:none;margin:.5rem 0 0;padding:0;display:grid;gap:.2rem 2.5rem;
    grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
    .practical li{display:flex;gap:.6rem;align-items:baseline;margin:0;padding:.15rem 0}
    .practical li .label{flex:1;min-width:0}
    .practical li a{color:inherit;text-decoration-color:var(--line)}
    .practical li .points{color:var(--muted);font-size:.85rem;font-variant-numeric:tabular-nums}
    @media print{.track,.reached{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

    """
}
