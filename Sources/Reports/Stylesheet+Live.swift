extension Stylesheet {
  /// What a page has that follows a run.
  static let live: StaticString = """
    html{overflow-anchor:none}
    html{scroll-padding-bottom:4rem}
    body{padding-bottom:3.5rem}
    nav.contents{max-height:calc(100vh - 2.75rem)}
    [data-key=contents]{display:contents}
    main>.piece:first-child>h2:first-child,main>.piece:first-child>h3:first-child{margin-top:0}
    .cell.running{border-color:var(--accent)}
    .mark.running{color:var(--ground);background:var(--accent)}
    .status a{color:inherit}
    [data-key=status]{position:fixed;z-index:1;left:0;right:0;bottom:0;background:var(--panel);
    border-top:1px solid var(--line);font-size:.875rem}
    .status{max-width:77rem;margin:0 auto;padding:.5rem 1.5rem;display:flex;gap:.6rem;
    align-items:baseline;min-width:0}
    .status::before{content:"";flex:none;width:.6em;height:.6em;border-radius:50%;
    background:var(--skipped)}
    .status.working::before{background:var(--accent)}
    .status.done::before{background:var(--passed)}
    .status.problem::before{background:var(--failed)}
    .status.problem{color:var(--failed)}
    .status span{min-width:0;overflow-wrap:anywhere}
    .status pre{font:.82rem/1.5 var(--mono);white-space:pre-wrap;overflow:auto;max-height:30vh;
    min-width:0;overflow-wrap:anywhere}
    .progress{display:flex;gap:.8rem;align-items:center;padding:.6rem 1rem;font-size:.85rem;
    border-top:1px solid var(--line)}
    .progress progress{flex:1;min-width:4rem;height:.55rem;accent-color:var(--accent)}
    .progress .label{overflow-wrap:anywhere}
    .progress .fact{color:var(--muted);font-variant-numeric:tabular-nums;white-space:nowrap}
    div.earlier,img.earlier{opacity:.45}
    @media (prefers-reduced-motion:no-preference){
    .status.working::before,.mark.running{animation:breathe 1.6s ease-in-out infinite}
    @keyframes breathe{50%{opacity:.35}}}
    @media (max-width:34rem){.status{padding-left:1rem;padding-right:1rem}
    .progress{flex-wrap:wrap}.progress .label{flex:1 0 100%}}
    @media print{[data-key=status]{display:none}}

    """
}
