// Links of the class "inside" change the address without leaving the session: Streamlit listens to popstate.
// The buttons of the class "picture" press the image button of their chart, which is hidden but stays in the page.
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
      document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    }
    const picture = event.target.closest("button.picture");
    if (picture) {
      document.querySelector(`.st-key-${picture.dataset.chart} .modebar-btn`)?.click();
    }
  });
}
