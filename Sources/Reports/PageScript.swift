/// What a page does beyond showing itself. Without it everything is there to read.
///
/// It folds the code of all cells at once, marks in the contents where the reader is, opens what is folded
/// around the target of a link, begins with folded contents where the window is narrow, and lets the keys reach
/// formulas that are wider than it. It listens to the document, so that it works in pages whose pieces are replaced.
enum PageScript {
  /// The script.
  static let source: StaticString = #"""
    ;(()=>{
    const root=document.documentElement,all=query=>[...document.querySelectorAll(query)];
    root.classList.add("scripted");
    const narrow=matchMedia("(max-width:62rem)");
    const folds=()=>all("main .cell>details");
    const note=()=>root.classList.toggle("folded",!all("main .cell:not(.check)>details[open]").length);
    document.addEventListener("toggle",note,true);
    note();
    document.addEventListener("click",event=>{
      if(!event.target.closest?.(".fold"))return;
      const opens=root.classList.contains("folded");
      for(const fold of folds())fold.open=opens&&!fold.parentElement.classList.contains("check");
      note();
    });
    const reveal=()=>{
      let name=location.hash.slice(1);
      try{name=decodeURIComponent(name)}catch(_){}
      const target=name&&document.getElementById(name);
      if(!target)return;
      for(let fold=target.closest("details");fold;fold=fold.parentElement.closest("details"))fold.open=true;
    };
    addEventListener("hashchange",reveal);
    reveal();
    const contents=document.querySelector("nav.contents>details");
    if(contents&&narrow.matches)contents.open=false;
    const reach=()=>{
      // A formula that scrolls can be scrolled with the keys.
      const wide=all(".math.display").map(formula=>[formula,formula.scrollWidth>formula.clientWidth]);
      for(const [formula,isWide] of wide)
        isWide?formula.tabIndex=0:formula.removeAttribute("tabindex");
    };
    addEventListener("resize",reach);
    document.fonts?.ready.then(reach);
    reach();
    let waits=false;
    const locate=()=>{
      waits=false;
      let here=null;
      for(const link of all("nav.contents a")){
        const target=document.getElementById(decodeURIComponent(link.hash.slice(1)));
        if(target&&target.getBoundingClientRect().top<160)here=link;
      }
      for(const link of all("nav.contents a[aria-current]"))if(link!==here)link.removeAttribute("aria-current");
      if(!here||here.getAttribute("aria-current"))return;
      here.setAttribute("aria-current","location");
      const nav=here.closest("nav");
      if(narrow.matches||nav.matches(":hover"))return;
      const box=nav.getBoundingClientRect(),place=here.getBoundingClientRect();
      if(place.top<box.top+40)nav.scrollTop+=place.top-box.top-80;
      else if(place.bottom>Math.min(box.bottom,innerHeight)-40)
        nav.scrollTop+=place.bottom-Math.min(box.bottom,innerHeight)+80;
    };
    addEventListener("scroll",()=>{if(!waits){waits=true;requestAnimationFrame(locate)}},{passive:true});
    locate();
    })();
    """#

  /// All that a page runs: the typesetting of its formulas, where it has any, and this.
  static func whole(_ math: MathAssets?) -> [UInt8] {
    (math?.script ?? []) + String(describing: source).utf8
  }
}
