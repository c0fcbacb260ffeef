// The parts of Observable Plot that static/charts.js draws with.

export { axisX, dot, gridX, line, plot, rect, ruleX, ruleY, text } from "@observablehq/plot";
