// Links of the class "inside" change the address without leaving the session: Streamlit listens to popstate.
// For paper, charts and map may shrink (the stylesheet has the rest): plotly and Leaflet draw for the screen's width.
if (!window.adopsiFrame) {
  window.adopsiFrame = true;
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = event.target.closest("a.inside");
    if (link) {
      event.preventDefault();
      history.pushState({}, "", link.href);
      dispatchEvent(new PopStateEvent("popstate"));
      const fold = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
      if (innerWidth < 768 && fold && link.closest(".menu")) fold.click();
      if (link.classList.contains("stay")) return refocus(link.id);
      document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    }
  });
  // A table sorted anew is drawn anew: who came by keyboard stays on the heading.
  const refocus = (id) => {
    const old = document.getElementById(id);
    const seen = new MutationObserver(() => {
      const now = document.getElementById(id);
      if (now && now !== old) { now.focus({ preventScroll: true }); seen.disconnect(); }
    });
    seen.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => seen.disconnect(), 5000);
  };
  const paperPx = 700;  // A4 upright within its margins
  const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");
  const frames = () => document.querySelectorAll('[data-testid="stMain"] iframe');
  addEventListener("beforeprint", () => {
    const app = document.querySelector('[data-testid="stApp"]');
    document.body.classList.toggle("from-dark", !!app && getComputedStyle(app).colorScheme === "dark");
    for (const svg of drawings()) {
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    }
    for (const frame of frames()) {
      const { width } = frame.getBoundingClientRect();
      Object.assign(frame.style, { width: `${width}px`, zoom: Math.min(1, paperPx / width) });
    }
  });
  addEventListener("afterprint", () => {
    for (const svg of drawings()) svg.removeAttribute("viewBox");
    for (const frame of frames()) Object.assign(frame.style, { width: "", zoom: "" });
  });
}
