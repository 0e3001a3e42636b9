// WebGL program that draws all movers in one instanced call.

import { linkedProgram } from "../shaders";

const VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform vec2 u_origin;
uniform vec2 u_viewport;
uniform float u_size;
uniform vec2 u_atlas;
in vec2 a_corner;
in vec2 a_place;
in float a_bow;
in vec2 a_cell;
out vec2 v_at;
void main() {
  vec4 place = u_matrix * vec4(u_origin + a_place, 0.0, 1.0);
  float s = sin(a_bow), c = cos(a_bow);
  vec2 turned = vec2(a_corner.x * c - a_corner.y * s, a_corner.x * s + a_corner.y * c);
  vec2 offset = turned * u_size / u_viewport * 2.0;
  gl_Position = vec4(place.xy / place.w + vec2(offset.x, -offset.y), 0.0, 1.0);
  v_at = (a_cell + a_corner + 0.5) / u_atlas;
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D u_hulls;
uniform float u_opacity;
in vec2 v_at;
out vec4 color;
void main() {
  color = texture(u_hulls, v_at) * u_opacity;
}`;

/** Compile and link. Throws with the driver's log. */
export function moverProgram(gl: WebGL2RenderingContext): WebGLProgram {
  return linkedProgram(gl, "mover", VERTEX, FRAGMENT);
}
