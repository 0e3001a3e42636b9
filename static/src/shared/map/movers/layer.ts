import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from "maplibre-gl";
import { KINDS, type Movers, mercatorY } from "../../live/movers";
import { lookOf } from "./look";
import { moverProgram } from "./program";
import { hullAtlas, LOOKS } from "./sprites";

const FLOATS = 5; // x, y, bow, column, row
const CORNERS = new Float32Array([-0.5, -0.5, 0.5, -0.5, -0.5, 0.5, 0.5, 0.5]);
// float32 holds centimetres only near its origin: places are relative to the city's.
const ORIGIN_X = (122.2 + 180) / 360;
const ORIGIN_Y = mercatorY(30);
const HULL_SHARE = 0.55; // of an atlas cell that the hull itself takes

interface Gl {
  program: WebGLProgram;
  array: WebGLVertexArrayObject;
  instances: WebGLBuffer;
  uniform(name: string): WebGLUniformLocation | null;
}

/** Every mover as a hull that points where its bow does, in one draw call. */
export class MoverLayer implements CustomLayerInterface {
  readonly id = "movers";
  readonly type = "custom" as const;
  readonly renderingMode = "2d" as const;
  opacity = 1;
  shown = true;
  /** From afar thousands of hulls are only a stain. */
  fromZoom = 0;
  private map: MapLibre | null = null;
  private gl: Gl | null = null;
  private drawnVersion = -1;
  private texture: WebGLTexture | null = null;
  private instances = new Float32Array(0);

  /** `hullPx` is a fishing vessel's length on screen. */
  constructor(
    private readonly movers: Movers,
    private readonly hullPx: number,
  ) {}

  onAdd(map: MapLibre, gl: WebGL2RenderingContext): void {
    this.map = map;
    const program = moverProgram(gl);
    this.gl = {
      program,
      ...this.buffers(gl, program),
      uniform: (name) => gl.getUniformLocation(program, name),
    };
    this.upload(gl);
    this.drawnVersion = -1;
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    if (this.gl === null || this.map === null || !this.shown || this.movers.count === 0) return;
    if (this.map.getZoom() < this.fromZoom) return;
    gl.useProgram(this.gl.program);
    gl.bindVertexArray(this.gl.array);
    if (this.drawnVersion !== this.movers.version) this.fill(gl);
    this.uniforms(gl, this.gl, input);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.movers.count);
    gl.bindVertexArray(null);
  }

  onRemove(_map: MapLibre, gl: WebGL2RenderingContext): void {
    if (this.gl !== null) gl.deleteProgram(this.gl.program);
    gl.deleteTexture(this.texture);
    this.gl = null;
    this.map = null;
  }

  /** Draw again: a tick changed something. */
  redraw(): void {
    this.map?.triggerRepaint();
  }

  /** Small from afar, full size from zoom 11 on. */
  private size(): number {
    const zoom = this.map?.getZoom() ?? 10;
    const share = Math.min(1.25, Math.max(0.5, 0.5 + (zoom - 8) * 0.17));
    return (this.hullPx / HULL_SHARE) * share;
  }

  private uniforms(gl: WebGL2RenderingContext, own: Gl, input: CustomRenderMethodInput): void {
    const canvas = gl.canvas as HTMLCanvasElement;
    const matrix = input.defaultProjectionData.mainMatrix;
    gl.uniformMatrix4fv(own.uniform("u_matrix"), false, matrix as Float32Array);
    gl.uniform2f(own.uniform("u_origin"), ORIGIN_X, ORIGIN_Y);
    gl.uniform2f(own.uniform("u_viewport"), canvas.clientWidth, canvas.clientHeight);
    gl.uniform1f(own.uniform("u_size"), this.size());
    gl.uniform2f(own.uniform("u_atlas"), LOOKS, KINDS.length);
    gl.uniform1f(own.uniform("u_opacity"), this.opacity);
  }

  private fill(gl: WebGL2RenderingContext): void {
    const { movers } = this;
    if (this.instances.length < movers.count * FLOATS) {
      this.instances = new Float32Array(movers.count * 2 * FLOATS);
    }
    for (let i = 0; i < movers.count; i += 1) this.put(i);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.gl?.instances ?? null);
    gl.bufferData(
      gl.ARRAY_BUFFER,
      this.instances.subarray(0, movers.count * FLOATS),
      gl.DYNAMIC_DRAW,
    );
    this.drawnVersion = movers.version;
  }

  private put(i: number): void {
    const { movers, instances } = this;
    const bow = movers.bow[i] ?? Number.NaN;
    const at = i * FLOATS;
    instances[at] = ((movers.lon[i] ?? 0) + 180) / 360 - ORIGIN_X;
    instances[at + 1] = mercatorY(movers.lat[i] ?? 0) - ORIGIN_Y;
    instances[at + 2] = Number.isNaN(bow) ? 0 : (bow * Math.PI) / 180;
    instances[at + 3] = lookOf(movers.state[i] ?? 0);
    instances[at + 4] = movers.kind[i] ?? 0;
  }

  private buffers(gl: WebGL2RenderingContext, program: WebGLProgram) {
    const array = gl.createVertexArray();
    const corners = gl.createBuffer();
    const instances = gl.createBuffer();
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, corners);
    gl.bufferData(gl.ARRAY_BUFFER, CORNERS, gl.STATIC_DRAW);
    attribute(gl, program, "a_corner", 2, 0, 0, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, instances);
    attribute(gl, program, "a_place", 2, FLOATS, 0, 1);
    attribute(gl, program, "a_bow", 1, FLOATS, 2, 1);
    attribute(gl, program, "a_cell", 2, FLOATS, 3, 1);
    gl.bindVertexArray(null);
    return { array, instances };
  }

  private upload(gl: WebGL2RenderingContext): void {
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, hullAtlas());
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    this.texture = texture;
  }
}

function attribute(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  name: string,
  size: number,
  stride: number,
  offset: number,
  divisor: number,
): void {
  const place = gl.getAttribLocation(program, name);
  gl.enableVertexAttribArray(place);
  gl.vertexAttribPointer(place, size, gl.FLOAT, false, stride * 4, offset * 4);
  gl.vertexAttribDivisor(place, divisor);
}
