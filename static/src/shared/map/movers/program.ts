// WebGL program that draws all movers in one call: points that carry a turned piece of the atlas.
// Not instances: a driver without a card draws each of them as a call of its own, 25 µs a vessel.

import { linkedProgram } from "../shaders";

const VERTEX = `#version 300 es
uniform vec2 u_centre;
uniform float u_unit;
uniform vec2 u_viewport;
uniform float u_size;
in vec2 a_place;
in float a_bow;
in vec2 a_cell;
flat out vec2 v_cell;
flat out vec2 v_turn;
void main() {
  vec2 at = (a_place - u_centre) * u_unit / u_viewport * 2.0;
  gl_Position = vec4(at.x, -at.y, 0.0, 1.0);
  gl_PointSize = u_size;
  v_cell = a_cell;
  v_turn = vec2(cos(a_bow), sin(a_bow));
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D u_hulls;
uniform vec2 u_atlas;
flat in vec2 v_cell;
flat in vec2 v_turn;
out vec4 color;
void main() {
  vec2 at = gl_PointCoord - 0.5;
  vec2 own = vec2(at.x * v_turn.x + at.y * v_turn.y, at.y * v_turn.x - at.x * v_turn.y);
  if (abs(own.x) > 0.5 || abs(own.y) > 0.5) discard;
  color = texture(u_hulls, (v_cell + own + 0.5) / u_atlas);
}`;

/** Compile and link. Throws with the driver's log. */
export function moverProgram(gl: WebGL2RenderingContext): WebGLProgram {
  return linkedProgram(gl, "mover", VERTEX, FRAGMENT);
}
