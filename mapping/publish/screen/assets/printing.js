// Paper: the map is laid out anew for a page of A4, whatever the size of the window, and afterwards for the window.

/** Size of the map on paper, px: 190 mm by 156 mm, so that the smallest words are 2 mm high. */
const PAPER = [960, 788];

function printing() {
  let open = false;
  window.addEventListener("beforeprint", () => {
    fillKey(document.getElementById("key"));
    const legend = document.getElementById("legend");
    open = legend.open;
    legend.open = true;
    document.body.classList.add("printing");
    mapView.resize(...PAPER);
  });
  window.addEventListener("afterprint", () => {
    document.getElementById("legend").open = open;
    document.body.classList.remove("printing");
    mapView.resize();
  });
}
