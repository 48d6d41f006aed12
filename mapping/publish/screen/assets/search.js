// The search box: a combobox with suggestions, for mouse and keys (WAI-ARIA 1.2).

function searchBox(show) {
  const list = el("ul", { id: "found", role: "listbox", "aria-label": say("search"), hidden: true });
  const input = el("input", {
    id: "search",
    type: "search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 80,
    "aria-controls": "found",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-label": say("search"),
    placeholder: say("search"),
  });
  let found = [];
  let active = -1;

  function open() {
    found = find(input.value);
    active = found.length ? 0 : -1;
    const rows = found.map((one, n) =>
      el(
        "li",
        {
          id: `found-${n}`,
          role: "option",
          onmousedown: (event) => {
            event.preventDefault();
            take(n);
          },
        },
        el("span", {
          class: "words",
          text: one.type === "place" ? placeName(one.at) : say("area_before") + areaName(one.at),
        }),
        el("span", {
          class: "where",
          text: one.type === "place" ? say("area_before") + areaName(PLACES.municipality[one.at]) : "",
        }),
      ),
    );
    if (!rows.length && input.value.trim()) rows.push(el("li", { class: "nothing", text: say("nothing_found") }));
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    point();
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point() {
    [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === active)));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `found-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function take(n) {
    const one = found[n];
    if (!one) return;
    input.value = one.type === "place" ? bareName(one.at) : areaName(one.at);
    close();
    show({ type: one.type, at: one.at });
  }

  input.addEventListener("input", open);
  input.addEventListener("focus", () => input.value && open());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      if (list.hidden) open();
      else if (found.length) active = (active + moves[event.key] + found.length) % found.length;
      point();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden) open();
      else take(active);
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    }
  });
  return el("div", { class: "search", role: "search" }, input, list);
}
