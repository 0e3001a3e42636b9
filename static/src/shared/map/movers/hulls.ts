// Every mover as a hull that points where its bow does, in one draw call.

import { KINDS, type Movers } from "../../live/movers";
import { mercatorX, mercatorY } from "../../mercator";
import { lookOf } from "./look";
import { moverProgram } from "./program";
import { hullAtlas, LOOKS } from "./sprites";

const FLOATS = 5; // x, y, bow, column, row
// float32 holds centimetres only near its origin: places are relative to the city's.
const ORIGIN_X = mercatorX(122.2);
const ORIGIN_Y = mercatorY(30);

/** A view in Mercator units and pixels. */
export interface HullView {
  x: number;
  y: number;
  /** Pixels of one Mercator unit. */
  unit: number;
  width: number;
  height: number;
  /** Side of a hull's cell in the atlas, pixels. */
  cell: number;
}

/** The hulls of one WebGL context. */
export class Hulls {
  private readonly program: WebGLProgram;
  private readonly array: WebGLVertexArrayObject;
  private readonly buffer: WebGLBuffer;
  private readonly uniforms = new Map<string, WebGLUniformLocation | null>();
  private instances = new Float32Array(0);
  private held: { movers: Movers; version: number } | null = null;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = moverProgram(gl);
    this.array = gl.createVertexArray();
    this.buffer = gl.createBuffer();
    this.lay();
    upload(gl);
    gl.useProgram(this.program);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** Draw `movers` as `view` sees them; null clears the canvas. */
  draw(movers: Movers | null, view: HullView): void {
    const { gl } = this;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (movers === null || movers.count === 0) return;
    gl.bindVertexArray(this.array);
    if (this.held?.movers !== movers || this.held.version !== movers.version) this.fill(movers);
    gl.uniform2f(this.at("u_centre"), view.x - ORIGIN_X, view.y - ORIGIN_Y);
    gl.uniform1f(this.at("u_unit"), view.unit);
    gl.uniform2f(this.at("u_viewport"), view.width, view.height);
    gl.uniform1f(this.at("u_size"), view.cell * (gl.drawingBufferWidth / view.width));
    gl.uniform2f(this.at("u_atlas"), LOOKS, KINDS.length);
    gl.drawArrays(gl.POINTS, 0, movers.count);
  }

  private at(name: string): WebGLUniformLocation | null {
    const known = this.uniforms.get(name);
    if (known !== undefined) return known;
    const found = this.gl.getUniformLocation(this.program, name);
    this.uniforms.set(name, found);
    return found;
  }

  private fill(movers: Movers): void {
    const { gl } = this;
    if (this.instances.length < movers.count * FLOATS) {
      this.instances = new Float32Array(movers.count * 2 * FLOATS);
    }
    for (let slot = 0; slot < movers.count; slot += 1) put(this.instances, movers, slot);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    const used = this.instances.subarray(0, movers.count * FLOATS);
    gl.bufferData(gl.ARRAY_BUFFER, used, gl.DYNAMIC_DRAW);
    this.held = { movers, version: movers.version };
  }

  private lay(): void {
    const { gl } = this;
    gl.bindVertexArray(this.array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    this.attribute("a_place", 2, 0);
    this.attribute("a_bow", 1, 2);
    this.attribute("a_cell", 2, 3);
    gl.bindVertexArray(null);
  }

  private attribute(name: string, size: number, from: number): void {
    const { gl } = this;
    const place = gl.getAttribLocation(this.program, name);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, gl.FLOAT, false, FLOATS * 4, from * 4);
  }
}

function put(instances: Float32Array, movers: Movers, slot: number): void {
  const bow = movers.bow[slot] ?? Number.NaN;
  const at = slot * FLOATS;
  instances[at] = mercatorX(movers.lon[slot] ?? 0) - ORIGIN_X;
  instances[at + 1] = mercatorY(movers.lat[slot] ?? 0) - ORIGIN_Y;
  instances[at + 2] = Number.isNaN(bow) ? 0 : (bow * Math.PI) / 180;
  instances[at + 3] = lookOf(movers.state[slot] ?? 0);
  instances[at + 4] = movers.kind[slot] ?? 0;
}

function upload(gl: WebGL2RenderingContext): void {
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, hullAtlas());
  gl.generateMipmap(gl.TEXTURE_2D);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
}
