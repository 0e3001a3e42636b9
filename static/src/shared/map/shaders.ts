/** Compile and link a program of a custom layer. Throws with the driver's log under its name. */
export function linkedProgram(
  gl: WebGL2RenderingContext,
  name: string,
  vertex: string,
  fragment: string,
): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, text] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    gl.attachShader(program, compiled(gl, name, kind, text));
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) {
    throw new Error(`${name} program: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}

function compiled(
  gl: WebGL2RenderingContext,
  name: string,
  kind: number,
  text: string,
): WebGLShader {
  const shader = gl.createShader(kind);
  if (shader === null) throw new Error("WebGL shader could not be made");
  gl.shaderSource(shader, text);
  gl.compileShader(shader);
  if (gl.getShaderParameter(shader, gl.COMPILE_STATUS) !== true) {
    throw new Error(`${name} shader: ${gl.getShaderInfoLog(shader)}`);
  }
  return shader;
}
