"use strict";
(() => {
  const slots = [...document.querySelectorAll("script[data-plot]")];
  const draw = async (slot) => {
    const place = document.getElementById(slot.dataset.plot);
    try {
      await Bokeh.embed.embed_item(JSON.parse(slot.textContent), slot.dataset.plot);
    } catch (error) {
      place.textContent = "This plot could not be drawn.";
      console.error(error);
    }
  };
  // Tells a test, or a program that prints the page, that nothing more is to come.
  Promise.all(slots.map(draw)).then(() => {
    document.documentElement.dataset.plots = "drawn";
  });
})();
