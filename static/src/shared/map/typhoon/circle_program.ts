// WebGL of the wind circles: one program for fans and for lines of constant pixel width.

import { linkedProgram } from "../shaders";
import { FILL_FLOATS, LINE_FLOATS } from "./ring_mesh";

const VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform vec2 u_origin;
uniform vec2 u_viewport;
uniform float u_half;
in vec2 a_place;
in vec2 a_across;
void main() {
  vec4 at = u_matrix * vec4(u_origin + a_place, 0.0, 1.0);
  vec2 offset = a_across * u_half / u_viewport * 2.0;
  gl_Position = vec4(at.xy / at.w + vec2(offset.x, -offset.y), 0.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
uniform vec4 u_ink;
out vec4 color;
void main() {
  color = vec4(u_ink.rgb, 1.0) * u_ink.a;
}`;

/** The compiled program with its two buffers. */
export class Program {
  private readonly uniforms = new Map<string, WebGLUniformLocation | null>();

  constructor(
    gl: WebGL2RenderingContext,
    private readonly program: WebGLProgram,
    private readonly fans = made(gl, program, FILL_FLOATS, false),
    private readonly lines = made(gl, program, LINE_FLOATS, true),
  ) {
    for (const name of ["u_matrix", "u_origin", "u_viewport", "u_half", "u_ink"]) {
      this.uniforms.set(name, gl.getUniformLocation(program, name));
    }
  }

  begin(gl: WebGL2RenderingContext, matrix: Float32Array): void {
    const canvas = gl.canvas as HTMLCanvasElement;
    gl.useProgram(this.program);
    gl.uniformMatrix4fv(this.at("u_matrix"), false, matrix);
    gl.uniform2f(this.at("u_viewport"), canvas.clientWidth, canvas.clientHeight);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  place(gl: WebGL2RenderingContext, x: number, y: number): void {
    gl.uniform2f(this.at("u_origin"), x, y);
  }

  ink(gl: WebGL2RenderingContext, rgba: [number, number, number, number]): void {
    gl.uniform4f(this.at("u_ink"), ...rgba);
  }

  fill(gl: WebGL2RenderingContext, fan: Float32Array, vertices: number): void {
    gl.uniform1f(this.at("u_half"), 0);
    this.send(gl, this.fans, fan);
    gl.drawArrays(gl.TRIANGLE_FAN, 0, vertices);
  }

  line(gl: WebGL2RenderingContext, strip: Float32Array, vertices: number, widthPx: number): void {
    gl.uniform1f(this.at("u_half"), widthPx / 2);
    this.send(gl, this.lines, strip);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, vertices);
  }

  end(gl: WebGL2RenderingContext): void {
    gl.bindVertexArray(null);
  }

  drop(gl: WebGL2RenderingContext): void {
    for (const { array, buffer } of [this.fans, this.lines]) {
      gl.deleteVertexArray(array);
      gl.deleteBuffer(buffer);
    }
    gl.deleteProgram(this.program);
  }

  private at(name: string): WebGLUniformLocation | null {
    return this.uniforms.get(name) ?? null;
  }

  private send(gl: WebGL2RenderingContext, target: Drawn, data: Float32Array): void {
    gl.bindVertexArray(target.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, target.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STREAM_DRAW);
  }
}

interface Drawn {
  array: WebGLVertexArrayObject;
  buffer: WebGLBuffer;
}

function made(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  floats: number,
  across: boolean,
): Drawn {
  const array = gl.createVertexArray();
  const buffer = gl.createBuffer();
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  const parts: [string, number][] = across
    ? [
        ["a_place", 0],
        ["a_across", 2],
      ]
    : [["a_place", 0]];
  for (const [name, from] of parts) {
    const place = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, 2, gl.FLOAT, false, floats * 4, from * 4);
  }
  gl.bindVertexArray(null);
  return { array, buffer };
}

/** Compile and link. Throws with the driver's log. */
export function programOf(gl: WebGL2RenderingContext): Program {
  return new Program(gl, linkedProgram(gl, "circle", VERTEX, FRAGMENT));
}
