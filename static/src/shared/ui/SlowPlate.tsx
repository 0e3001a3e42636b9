import { duration } from "../format/duration";
import { say } from "../i18n/say";
import { Plate } from "./Plate";

/** That the screen does not keep up: how old its picture is, once that is a second at all. */
export function SlowPlate({ ageMs }: { ageMs: number }) {
  const text =
    ageMs < 1_000 ? say("link.slow") : say("link.slowPicture", { age: duration(ageMs / 1000) });
  return <Plate severity="yellow">{text}</Plate>;
}
