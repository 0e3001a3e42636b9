// Whether WebGL is drawn by the processor: offices and walls often have no graphics card.

const DRAWN_BY_PROCESSOR = /swiftshader|llvmpipe|softpipe|software|basic render/i;
let known: boolean | null = null;

/** Asked of the driver once a page. */
export function isSoftware(): boolean {
  known ??= DRAWN_BY_PROCESSOR.test(rendererName());
  return known;
}

function rendererName(): string {
  const gl = document.createElement("canvas").getContext("webgl2");
  const more = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = gl?.getParameter(more?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return String(name ?? "");
}
