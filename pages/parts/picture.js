// The buttons of the class "picture" give their chart as a PNG: what the page draws, below its title, place and period.
// Read as an image, an SVG knows none of the page's fonts, so the product's own goes inside: in another the legend
// would not fit.
if (!window.adopsiPicture) {
  window.adopsiPicture = true;
  const SCALE = 2;
  const EDGE = 12;
  const FAMILY = "Source Sans";

  const node = (name, attributes, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.textContent = text;
    return made;
  };

  const asData = (blob) => new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });

  const fontFace = async () => {
    const sheets = [...document.styleSheets].filter((sheet) => !sheet.href || sheet.href.startsWith(location.origin));
    const faces = sheets.flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
    const face = faces.find(({ style }) => style.fontFamily.replaceAll('"', "") === FAMILY && style.fontStyle !== "italic");
    const [, path] = face.style.getPropertyValue("src").match(/url\("?([^")]+)/);
    const answer = await fetch(new URL(path, face.parentStyleSheet.href ?? location.href));
    return `@font-face{font-family:"${FAMILY}";font-weight:100 900;src:url(${await asData(await answer.blob())})}`;
  };

  const inLines = (text, size, weight, width) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${weight} ${size}px "${FAMILY}"`;
    const lines = [""];
    text.split(" ").forEach((word) => {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    });
    return lines.map((line) => ({ line, size, weight }));
  };

  const withTitle = async ({ title, about, chart }) => {
    const plot = document.querySelector(`.st-key-${chart} .js-plotly-plot`);
    const parts = [...plot.querySelectorAll("svg.main-svg")].filter((part) => !part.querySelector(".hoverlayer"));
    const { width, height } = parts[0].getBoundingClientRect();
    const room = width - 2 * EDGE;
    let top = EDGE;
    const texts = [...inLines(title, 20, 700, room), ...inLines(about, 15, 400, room)].map(({ line, size, weight }) => {
      top += 1.3 * size;
      const style = `font: ${weight} ${size}px "${FAMILY}"; fill: ${plot.layout.font.color}`;
      return node("text", { x: EDGE, y: top, style }, line);
    });
    top += EDGE;
    const picture = node("svg", { width, height: height + top, viewBox: `0 0 ${width} ${height + top}` });
    const copies = parts.map((part) => part.cloneNode(true));
    copies.forEach((copy) => copy.setAttribute("y", top));
    const paper = node("rect", { width: "100%", height: "100%", fill: plot.layout.paper_bgcolor });
    picture.append(node("style", {}, await fontFace()), paper, ...texts, ...copies);
    return picture;
  };

  const give = async (button) => {
    const picture = await withTitle(button.dataset);
    const text = new XMLSerializer().serializeToString(picture);
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SCALE * picture.getAttribute("width");
    canvas.height = SCALE * picture.getAttribute("height");
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = button.dataset.name;
    link.click();
    URL.revokeObjectURL(image.src);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.picture");
    if (button) give(button);
  });
}
