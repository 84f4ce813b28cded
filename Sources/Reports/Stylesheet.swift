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
    --ground:#16191d;--panel:#1c2025;--bar:#23282e;--line:#363c44;--text:#e3e7ec;--muted:#a3adb8;
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
    .frame{max-width:77rem;margin:0 auto;padding:0 1.5rem}
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
    .score.long b{font-size:1.3rem}.score span{font-size:.75rem;color:var(--muted)}
    header.page .open-ends{margin-top:.7rem;color:var(--text)}
    .open-ends span{font-weight:600;color:var(--failed)}
    header.page .notice{margin:-.5rem 0 1.75rem;padding:.6rem 1rem;border-radius:8px;font-weight:600;
    background:var(--todo-ground);color:var(--todo)}
    .columns{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:2.75rem;align-items:start;
    padding-top:2rem}
    main{min-width:0;max-width:57rem;padding-bottom:3rem}
    nav.contents{position:sticky;top:0;max-height:100vh;overflow-y:auto;scrollbar-width:thin;
    padding:.2rem .25rem 2rem;margin-left:-.65rem;
    font-size:.875rem;line-height:1.4}
    nav summary{cursor:pointer;font-weight:600;padding:.3rem .4rem;list-style:none;color:var(--muted)}
    nav summary::-webkit-details-marker{display:none}
    nav ol{list-style:none;margin:0;padding:0}
    nav a{display:flex;gap:.5rem;align-items:baseline;padding:.28rem .4rem;border-radius:5px;
    color:inherit;text-decoration:none}
    nav a:hover,nav a[aria-current]{background:var(--bar)}
    .fold{display:none;float:right;margin:.15rem 0 0;padding:.2rem .6rem;border:1px solid var(--line);
    border-radius:6px;background:none;color:var(--muted);font:inherit;font-size:.8rem;cursor:pointer}
    .fold:hover{color:var(--text);background:var(--bar)}
    .scripted .fold{display:block}.fold .opens,.folded .fold .closes{display:none}
    .folded .fold .opens{display:inline}
    nav li.part>a{margin-top:.45rem;font-weight:600}
    nav li.deeper>a{padding-left:1.1rem;color:var(--muted)}
    nav li.item>a{padding-left:1.1rem}
    nav .label{flex:1;min-width:0}
    nav .points{color:var(--muted);font-size:.8rem;white-space:nowrap;font-variant-numeric:tabular-nums}
    footer{border-top:1px solid var(--line);color:var(--muted);font-size:.875rem;padding:1.5rem 0 3rem}
    footer p{margin:0}

    """
}
