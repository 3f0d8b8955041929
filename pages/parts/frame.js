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
  // On a phone the menu lies over the page: once something is chosen in it, it closes as it does for a link.
  // Heard on the way down: the list of choices lets no click up to the document.
  document.addEventListener("click", (event) => {
    const fold = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (innerWidth < 768 && fold && event.target.closest('[role="option"]')) setTimeout(() => fold.click(), 0);
  }, true);
  // A figure's menu copies the address of the whole view.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.done;
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
  // The framework's own words, said in the page's language (frame/framework_words.py): labels, and texts of its own.
  const told = ["aria-label", "title", "placeholder"];
  const change = (text, put) => {
    const words = window.adopsiWords;
    if (words && Object.hasOwn(words, text)) put(words[text]);
  };
  const sayText = (node) => change(node.data.trim(), (word) => { node.data = word; });
  const sayLabels = (node) => {
    for (const name of told) {
      if (node.hasAttribute(name)) change(node.getAttribute(name), (word) => node.setAttribute(name, word));
    }
  };
  window.adopsiSay = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return sayText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest("svg, .ranked, table")) return;
    sayLabels(root);
    root.querySelectorAll("[aria-label], [title], [placeholder]").forEach(sayLabels);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) sayText(texts.currentNode);
  };
  new MutationObserver((changes) => {
    for (const each of changes) {
      if (each.type === "childList") each.addedNodes.forEach(window.adopsiSay);
      else if (each.type === "attributes") sayLabels(each.target);
      else sayText(each.target);
    }
  }).observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: told,
  });
  window.adopsiSay(document.body);
  const paperPx = 700;  // A4 upright within its margins
  const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");
  const frames = () => document.querySelectorAll('[data-testid="stMain"] iframe');
  // Printing waits until all charts are painted: a chart that is not yet there would leave a hole in the paper.
  const isPainted = () =>
    document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning" &&
    !document.querySelector('[data-testid="stSkeleton"], .stPlotlyChart:not(:has(.infolayer))');
  const longestWaitMs = 15000;
  const printOncePainted = async () => {
    const end = performance.now() + longestWaitMs;
    while (!isPainted() && performance.now() < end) await new Promise((go) => { setTimeout(go, 100); });
    window.print();
  };
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p") {
      event.preventDefault();
      event.stopImmediatePropagation();
      printOncePainted();
    }
  }, true);
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
